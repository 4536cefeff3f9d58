"""Word documents: tables with merged and nested cells, bullets and cards; `line` counts paragraphs and rows from the top."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.exceptions import InvalidXmlError
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph
from lxml.etree import XMLSyntaxError

from transfer_register.errors import FileUnreadable
from transfer_register.intake.document import Document
from transfer_register.intake.grid import tables_of
from transfer_register.intake.kinds import OLE, kind_of, ole_kind
from transfer_register.intake.tables import MOST_COLUMNS, MOST_ROWS, Content, RowProblem, SourceRow

SUFFIXES = (".docx", ".docm", ".doc")
TITLE = "Word document"
_MOST_INSIDE = 300_000_000
_DEEPEST = 5
_WRAPPERS = ("sdt", "ins", "moveTo", "smartTag")
_CHANGES = (qn("w:ins"), qn("w:moveTo"))


def recognises(head: bytes, name: str) -> bool:
    """Whether the content is a Word document; an old or a protected one too, so that the refusal can say what to do."""
    if head.startswith(OLE):
        kind = ole_kind(head)
        return kind == "an old Word document" or (kind == "a protected Office file" and name.casefold().endswith(SUFFIXES))
    if not head.startswith(b"PK"):
        return False
    kind = kind_of(head)
    return kind == "a Word document" or (kind == "a damaged ZIP archive" and name.casefold().endswith(SUFFIXES))


def read(data: bytes, name: str, sheet: str | None = None) -> Content:
    """What stands in the document, in its order. Raises FileUnreadable for an old, protected or damaged document."""
    if data.startswith(OLE):
        if ole_kind(data) == "a protected Office file":
            raise FileUnreadable(f"{name}: the document is protected by a password. Save a copy without protection and use that.")
        raise FileUnreadable(f"{name}: this is an old Word document (.doc). Open it in Word and save it as .docx.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = sum(part.file_size for part in archive.infolist())
        if inside > _MOST_INSIDE:
            raise FileUnreadable(f"{name}: {inside / 1e6:,.0f} MB once unpacked; no list is that long. Save only the list.")
        word = docx.Document(io.BytesIO(data))
        return _content(word)
    except (
        zipfile.BadZipFile,
        PackageNotFoundError,
        InvalidXmlError,
        XMLSyntaxError,
        KeyError,
        ValueError,
        IndexError,
        AttributeError,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
    ) as error:
        raise FileUnreadable(
            f"{name}: this is a Word document that is damaged ({type(error).__name__}). "
            "Open it in Word and save it again as .docx."
        ) from None


def _content(word: WordDocument) -> Content:
    document = Document()
    if _unwrap(word):
        what = "the document holds changes that are not accepted yet; it was read as if they were. Accept or reject them in Word."
        document.problems.append(RowProblem(None, None, what))
    line, bullets = 0, []

    def end_list() -> None:
        if bullets:
            document.items(list(bullets))
            bullets.clear()

    for part in word.iter_inner_content():
        line += 1
        if isinstance(part, Table):
            end_list()
            line = _take(part, document, line, 0)
            continue
        said = _text(part)
        if not said:
            continue
        if _is_heading(part):
            end_list()
            document.heading(_text(part, marks=False), line)
        elif _is_bullet(part):
            bullets.append((line, said))
        else:
            end_list()
            document.sentence(said)
    end_list()
    return document.content()


def _unwrap(word: WordDocument) -> bool:
    """Takes off what stands around text (forms, tags, insertions), so that the text is seen; whether there are open changes."""
    body = word.element.body
    changed = False
    for wrapper in list(body.iter(*(qn(f"w:{name}") for name in _WRAPPERS))):
        changed = changed or wrapper.tag in _CHANGES
        holder = wrapper.find(qn("w:sdtContent")) if wrapper.tag == qn("w:sdt") else wrapper
        parent = wrapper.getparent()
        if parent is None:
            continue
        at = parent.index(wrapper)
        for inner in reversed(list(holder) if holder is not None else []):
            parent.insert(at, inner)
        parent.remove(wrapper)
    return changed or next(body.iter(qn("w:del"), qn("w:moveFrom")), None) is not None


def _take(table: Table, document: Document, line: int, depth: int) -> int:
    """Adds the rows of a table and of the tables inside its cells; gives the line of its last row."""
    rows: list[SourceRow] = []
    nested: list[Table] = []
    for row in table.rows:
        if len(rows) >= MOST_ROWS:
            document.problems.append(
                RowProblem(line, None, f"more than {MOST_ROWS:,} rows; the rest was left out. Split the table.")
            )
            break
        cells = [""] * min(row.grid_cols_before, MOST_COLUMNS)
        seen: set[int] = set()
        for cell in row.cells[:MOST_COLUMNS]:
            cells.append(_cell(cell))
            if id(cell._tc) not in seen:
                seen.add(id(cell._tc))
                nested += [inner for inner in cell.tables if all(inner._tbl is not other._tbl for other in nested)]
        rows.append(SourceRow(line + len(rows), tuple(cells)))
    width = max((len(row.cells) for row in rows), default=0)
    even = [SourceRow(row.line, row.cells + ("",) * (width - len(row.cells))) for row in rows]
    document.table(tables_of(even, document.title, document.context))
    last = line + max(len(rows) - 1, 0)
    for inner in nested if depth < _DEEPEST else ():
        last = _take(inner, document, last + 1, depth + 1)
    return last


def _cell(cell: _Cell) -> str:
    return "\n".join(said for paragraph in cell.paragraphs if (said := _text(paragraph, marks=False)))


def _text(paragraph: Paragraph, *, marks: bool = True) -> str:
    """What a paragraph says, with links and (where asked for) a bold beginning written as in Markdown."""
    parts: list[str] = []
    bold = ""
    for part in paragraph.iter_inner_content():
        if isinstance(part, Hyperlink):
            parts.append(f"[{part.text}]({part.url})" if part.url.startswith(("http", "mailto:")) else part.text)
        elif marks and part.bold and not "".join(parts).strip():
            bold += part.text
        else:
            parts.append(part.text)
    if bold.strip():
        parts.insert(0, f"**{bold.strip()}** ")
    return "\n".join(line for row in "".join(parts).split("\n") if (line := " ".join(row.split())))


def _is_heading(paragraph: Paragraph) -> bool:
    style = paragraph.style
    while style is not None:
        if style.style_id.startswith("Heading") or style.name in ("Title", "Subtitle") or style.name.startswith("Heading"):
            return True
        style = style.base_style
    return False


def _is_bullet(paragraph: Paragraph) -> bool:
    properties = paragraph._p.pPr
    return (properties is not None and properties.numPr is not None) or (
        (paragraph.style and paragraph.style.name) or ""
    ).startswith("List")
