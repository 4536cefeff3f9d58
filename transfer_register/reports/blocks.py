"""The block model: what a document is made of, in values that every renderer walks and none interprets.

A document is a head (`Meta`), a sequence of blocks, and sheets (the typed rows behind the tables, for spreadsheet, CSV and
JSON). Text is in runs without markup; every figure carries its data beside its picture; there are no floats. Facts of the
making (when, by whom, the hash itself) stand as variables, are filled in at rendering and are not part of the content.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

SHAPES = ("disc", "square", "triangle", "diamond", "ring", "dash")
KINDS = ("text", "code", "count", "day", "status")


@dataclass(frozen=True)
class Run:
    """A piece of text. `to` is an anchor of this document, `href` an https address, `var` a fact of the making."""

    text: str = ""
    strong: bool = False
    quiet: bool = False
    mono: bool = False
    to: str = ""
    href: str = ""
    var: str = ""


@dataclass(frozen=True)
class Status:
    """A state, always as word, shape and tone together."""

    word: str
    shape: str
    tone: str


Line = tuple[Run | Status, ...]
Cell = tuple[Line, ...]


@dataclass(frozen=True)
class Heading:
    """`level` is 1 or 2; a heading without number is one of the frame (control, contents)."""

    text: str
    level: int = 1
    anchor: str = ""
    numbered: bool = True


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph can be cited by its number, which counts through the whole document."""

    runs: Line
    numbered: bool = False


@dataclass(frozen=True)
class Notice:
    """A sentence that must not be overlooked, set apart by a rule at its side; with a `head`, a box that says it first."""

    runs: Line
    tone: str = "slate"
    head: Line = ()


@dataclass(frozen=True)
class Facts:
    """Pairs of a label and what is to be said of it."""

    rows: tuple[tuple[str, Cell], ...]
    heads: tuple[str, str]
    caption: str = ""


@dataclass(frozen=True)
class Number:
    """One number of the overview, ready for display, with what it counts."""

    value: str
    label: str
    status: Status | None = None


@dataclass(frozen=True)
class Numbers:
    items: tuple[Number, ...]


@dataclass(frozen=True)
class Column:
    """`width` is a share of the table's width; `kind` one of KINDS (a count is set to the right)."""

    title: str
    width: int
    kind: str = "text"


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    anchor: str = ""


@dataclass(frozen=True)
class Group:
    """Rows under a common head; the head repeats on the next page. An empty title means no head."""

    rows: tuple[Row, ...]
    title: str = ""


@dataclass(frozen=True)
class Table:
    """`size` is "normal" or "small" (many columns). Every row has one cell a column, none of them empty.

    `sheet` names the sheet of a workbook that the table becomes; without a name it stands in the pages only.
    """

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    caption: str = ""
    total: tuple[Cell, ...] = ()
    size: str = "normal"
    sheet: str = ""


@dataclass(frozen=True)
class Figure:
    """A picture (`svg`), what it shows in words (`alt`) and in data; `kind` is its name."""

    kind: str
    svg: str
    alt: str
    caption: str
    data: tuple[dict[str, str | int], ...]


@dataclass(frozen=True)
class Signature:
    """Who signs; an empty name is a line to be filled in by hand."""

    name: str = ""
    function: str = ""


@dataclass(frozen=True)
class Signatures:
    items: tuple[Signature, ...]


@dataclass(frozen=True)
class PageBreak:
    pass


@dataclass(frozen=True)
class Contents:
    """The list of the numbered headings."""

    title: str


Block = Heading | Paragraph | Notice | Facts | Numbers | Table | Figure | Signatures | PageBreak | Contents
Value = str | int | date | Status


@dataclass(frozen=True)
class SheetColumn:
    """`width` counts characters; a column of kind "day" holds days, or words where no day is known."""

    title: str
    kind: str = "text"
    width: int = 20


@dataclass(frozen=True)
class Sheet:
    """The same content as typed rows. `frozen` counts the first columns that stay in sight."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    frozen: int = 1


@dataclass(frozen=True)
class Meta:
    """The head of a document; `cover` holds up to six facts; `picture` is the quiet ornament of the cover.

    The `form` "page" is a paper of one upright page: no cover, its title stands on the page, its tables and headings closely.
    """

    kind: str
    title: str
    subtitle: str
    organisation: str
    number: str
    version: str
    as_of: str
    classification: str
    lang: str = "en-GB"
    cover: tuple[tuple[str, str], ...] = ()
    picture: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    form: str = ""


@dataclass(frozen=True)
class Document:
    """`replaced` counts the characters that could not be shown, by code point."""

    meta: Meta
    blocks: tuple[Block, ...]
    sheets: tuple[Sheet, ...] = ()
    replaced: tuple[tuple[int, int], ...] = ()


def text(words: str, **marks) -> Line:
    """A line of one run."""
    return (Run(words, **marks),)


def cell(*lines: str | Line) -> Cell:
    """A cell from strings and lines."""
    return tuple(text(one) if isinstance(one, str) else one for one in lines)
