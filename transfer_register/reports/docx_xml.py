"""WordprocessingML as text: runs, states, lines, cells and tables, with every child in the order of the schema."""

from __future__ import annotations

import re
from collections.abc import Callable

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from transfer_register.exhibits.style import GLYPHS
from transfer_register.reports import blocks as b
from transfer_register.reports.tones import TONES

INK, GOLD, QUIET, LINK, HAIR, GROUND, BAND = "14213D", "8A6D3B", "5D6470", "24568F", "C9CCD3", "F3F5F8", "E8ECF3"
# Twentieths of a point between the margins of an A4 page: on its side (265 mm), and upright (172 mm).
WIDTH, UPRIGHT = 15024, 9750

SHORT, SHORT_SMALL = 20, 14  # a table of so many rows is kept on one page

_SPACES = re.compile("([\n\t])")
Link = Callable[[str], str]  # address -> id of its relationship


def escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def bookmark_name(anchor: str) -> str:
    """A name that Word takes: letters, digits and underscores, beginning with a letter, at most 40."""
    return "a_" + re.sub(r"\W", "_", anchor)[:38]


def words(text: str) -> str:
    """The text of a run; a new line is a break."""
    parts = []
    for piece in _SPACES.split(text):
        if piece == "\n":
            parts.append("<w:br/>")
        elif piece == "\t":
            parts.append("<w:tab/>")
        elif piece:
            parts.append(f'<w:t xml:space="preserve">{escaped(piece)}</w:t>')
    return "".join(parts)


def run(text: str, *, strong: bool = False, mono: bool = False, colour: str = "", half_points: int = 0, style: str = "") -> str:
    """One run. Children of rPr stand in the order of the schema: rStyle, rFonts, b, color, sz."""
    marks = f'<w:rStyle w:val="{style}"/>' if style else ""
    marks += '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>' if mono else ""
    marks += "<w:b/>" if strong else ""
    marks += f'<w:color w:val="{colour}"/>' if colour else ""
    marks += f'<w:sz w:val="{half_points}"/>' if half_points else ""
    return f"<w:r>{f'<w:rPr>{marks}</w:rPr>' if marks else ''}{words(text)}</w:r>"


def field(code: str, shown: str, **marks) -> str:
    """A field with what it shows until Word counts again."""
    inner = run(shown, **marks)
    return f'<w:fldSimple w:instr=" {escaped(code)} ">{inner}</w:fldSimple>'


def line(items: b.Line, link: Link) -> str:
    """The runs of a line."""
    out = []
    for item in items:
        if isinstance(item, b.Status):
            tone = TONES[item.tone]
            out.append(run(f"{GLYPHS[item.shape]}\u00a0", colour=tone["mark"][1:]))
            out.append(run(item.word, strong=True, colour=tone["word"][1:]))
            continue
        colour = LINK if item.to or item.href else QUIET if item.quiet else ""
        made = run(item.text, strong=item.strong, mono=item.mono, colour=colour)
        if item.to:
            made = f'<w:hyperlink w:anchor="{bookmark_name(item.to)}">{made}</w:hyperlink>'
        elif item.href:
            made = f'<w:hyperlink r:id="{link(item.href)}">{made}</w:hyperlink>'
        out.append(made)
    return "".join(out)


def paragraph(inner: str, style: str, *, right: bool = False, with_next: bool = False, extra: str = "") -> str:
    """One paragraph; `extra` is what follows jc in no case and precedes it in the schema (numPr, pBdr, ...)."""
    marks = (
        f'<w:pStyle w:val="{style}"/>'
        + ("<w:keepNext/>" if with_next else "")
        + extra
        + ('<w:jc w:val="right"/>' if right else "")
    )
    return f"<w:p><w:pPr>{marks}</w:pPr>{inner}</w:p>"


class Marks:
    """Numbers for bookmarks, which must be unique in a document."""

    def __init__(self) -> None:
        self._last = 0

    def mark(self, anchor: str) -> str:
        self._last += 1
        return f'<w:bookmarkStart w:id="{self._last}" w:name="{bookmark_name(anchor)}"/><w:bookmarkEnd w:id="{self._last}"/>'


def table(block: b.Table, marks: Marks, link: Link, width: int = WIDTH) -> etree._Element:
    """A table with repeated head and whole rows."""
    shares = [column.width for column in block.columns]
    widths = [width * share // sum(shares) for share in shares]
    small = block.size == "small"
    text, head = ("TableSmall", "TableHeadSmall") if small else ("TableText", "TableHead")
    right = [column.kind == "count" for column in block.columns]

    rows = sum(len(group.rows) for group in block.groups)
    whole = rows <= (SHORT_SMALL if small else SHORT)

    def row(cells: tuple[b.Cell, ...], anchor: str = "", strong: bool = False, edges: str = "", holds: bool = False) -> str:
        made = []
        for index, lines in enumerate(cells):
            first = marks.mark(anchor) if anchor and index == 0 else ""
            inner = [
                paragraph(
                    (first if n == 0 else "") + line(_strong(one) if strong else one, link),
                    text,
                    right=right[index],
                    with_next=holds,
                )
                for n, one in enumerate(lines)
            ]
            made.append(cell("".join(inner), widths[index], edges=edges))
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(made)}</w:tr>"

    heads = "".join(
        cell(paragraph(run(c.title), head, right=right[i], with_next=True), widths[i], fill=GROUND, edges=HEAD_EDGES, bottom=True)
        for i, c in enumerate(block.columns)
    )
    body, done = [], 0
    for group in block.groups:
        if group.title:
            title = paragraph(run(group.title), "TableGroup", with_next=True)
            body.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell(title, sum(widths), span=len(widths), fill=BAND)}</w:tr>")
        for one in group.rows:
            done += 1
            body.append(row(one.cells, one.anchor, holds=done == 1 or (whole and done < rows)))
    if block.total:
        body.append(row(block.total, strong=True, edges=HEAD_EDGES))
    return _framed(widths, heads, "".join(body), block.caption)


def facts(block: b.Facts, link: Link, width: int = WIDTH) -> etree._Element:
    """Pairs of label and entry as a table of two columns."""
    widths = [width * 18 // 100, width - width * 18 // 100]
    heads = "".join(
        cell(paragraph(run(one), "TableHead", with_next=True), widths[i], fill=GROUND, edges=HEAD_EDGES)
        for i, one in enumerate(block.heads)
    )
    body = []
    for label, lines in block.rows:
        name = cell(paragraph(run(label, strong=True), "TableText"), widths[0], fill=GROUND)
        said = cell("".join(paragraph(line(one, link), "TableText") for one in lines), widths[1])
        body.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{name}{said}</w:tr>")
    return _framed(widths, heads, "".join(body), block.caption or block.heads[0])


def columns(heads: list[str], cells: list[str], caption: str, rule: str = HAIR, width: int = WIDTH) -> etree._Element:
    """One row of cells under their heads: the facts of the cover, the numbers of the overview, the lines to sign on."""
    widths = [width // len(heads)] * len(heads)
    edges = f'<w:top w:val="single" w:sz="6" w:space="0" w:color="{rule}"/><w:bottom w:val="nil"/>'
    top = "".join(cell(one, widths[0], edges=edges) for one in heads)
    row = "".join(cell(one, widths[0], edges='<w:bottom w:val="nil"/>') for one in cells)
    return _framed(widths, top, f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr>", caption)


HEAD_EDGES = (
    f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{INK}"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/>'
)


def cell(inner: str, width: int, *, span: int = 1, fill: str = "", edges: str = "", bottom: bool = False) -> str:
    """Children of tcPr in the order of the schema: tcW, gridSpan, tcBorders, shd, vAlign."""
    marks = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    marks += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    marks += f"<w:tcBorders>{edges}</w:tcBorders>" if edges else ""
    marks += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    marks += '<w:vAlign w:val="bottom"/>' if bottom else ""
    return f"<w:tc><w:tcPr>{marks}</w:tcPr>{inner}</w:tc>"


def _framed(widths: list[int], heads: str, body: str, caption: str) -> etree._Element:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    hair = f'w:val="single" w:sz="4" w:space="0" w:color="{HAIR}"'
    marks = (
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders><w:bottom {hair}/><w:insideH {hair}/></w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escaped(caption)}"/>'
    )
    head = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>"
    return parse_xml(f"<w:tbl {nsdecls('w', 'r')}><w:tblPr>{marks}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>")


def _strong(items: b.Line) -> b.Line:
    return tuple(item if isinstance(item, b.Status) else b.Run(item.text, strong=True) for item in items)
