"""A document as Word: real styles, numbered headings, tables whose head repeats, pictures with their words."""

from __future__ import annotations

import io

from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from transfer_register.reports import blocks as b
from transfer_register.reports import docx_xml as x
from transfer_register.reports.archive import settled
from transfer_register.reports.content import content_hash
from transfer_register.reports.docx_frame import begin
from transfer_register.reports.docx_order import sort_marks
from transfer_register.reports.making import Making, finished
from transfer_register.reports.picture import proportion
from transfer_register.reports.tones import TONES
from transfer_register.reports.typesetting import png

MOST_ROWS = 2000
_WIDEST_MM, _TALLEST_MM, _COVER_MM = 265, 78, 140
_UPRIGHT_WIDEST_MM, _UPRIGHT_TALLEST_MM = 172, 58


def render(document: b.Document, making: Making) -> bytes:
    """The Word file."""
    hash = content_hash(document)
    word = begin(document, making.at, hash)
    _Writer(word, finished(document, making), making).write()
    sort_marks(word.element)
    out = io.BytesIO()
    word.save(out)
    return settled(out.getvalue())


class _Writer:
    """Walks the blocks and appends to the body of one Word document."""

    def __init__(self, word: Word, document: b.Document, making: Making):
        self._word, self._document, self._making = word, document, making
        self._labels = document.meta.labels
        self._marks = x.Marks()
        self._links: dict[str, str] = {}
        self._tables = self._figures = self._pictures = 0
        self._breaks = False  # the next paragraph begins a page
        self._end = word.element.body.sectPr
        self._upright = document.meta.form == "page"
        self._width = x.UPRIGHT if self._upright else x.WIDTH

    def write(self) -> None:
        (self._head if self._upright else self._cover)()
        blocks = self._document.blocks
        for at, block in enumerate(blocks):
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            self._block(block, isinstance(following, b.Table | b.Figure | b.Numbers))

    def _block(self, block: b.Block, keeps: bool) -> None:
        match block:
            case b.Heading():
                none = "" if block.numbered else '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
                extra = none + ("" if block.numbered else '<w:ind w:left="0" w:firstLine="0"/>')
                mark = self._marks.mark(block.anchor) if block.anchor else ""
                self._paragraph(mark + x.run(block.text), f"Heading{block.level}", extra=extra)
            case b.Paragraph():
                self._paragraph(
                    x.line(block.runs, self._link), "NumberedParagraph" if block.numbered else "Normal", with_next=keeps
                )
            case b.Notice():
                self._notice(block)
            case b.Facts():
                self._add(x.facts(block, self._link, self._width))
                self._gap()
            case b.Numbers():
                self._numbers(block)
            case b.Table():
                if block.caption:
                    self._tables += 1
                    self._caption("Table", self._labels["table"], self._tables, block.caption, with_next=True)
                self._add(x.table(block, self._marks, self._link, self._width))
                self._gap()
            case b.Figure():
                widest, tallest = (_UPRIGHT_WIDEST_MM, _UPRIGHT_TALLEST_MM) if self._upright else (_WIDEST_MM, _TALLEST_MM)
                width = int(min(widest, tallest / proportion(block.svg)))
                self._picture(block.svg, block.alt, width, with_next=True)
                self._figures += 1
                self._caption("Figure", self._labels["figure"], self._figures, block.caption)
            case b.Signatures():
                self._signatures(block)
            case b.Contents():
                self._contents(block)
            case b.PageBreak():
                self._breaks = True

    def _add(self, element) -> None:
        if self._breaks:  # a table cannot begin a page by itself
            self._gap()
        self._end.addprevious(element)

    def _paragraph(self, inner: str, style: str, **marks) -> None:
        if self._breaks:
            marks["extra"] = "<w:pageBreakBefore/>" + marks.get("extra", "")
            self._breaks = False
        made = x.paragraph(inner, style, **marks)
        self._add(parse_xml(made.replace("<w:p>", f"<w:p {nsdecls('w', 'r')}>", 1)))

    def _gap(self) -> None:
        self._paragraph("", "TableSmall")

    def _link(self, address: str) -> str:
        if address not in self._links:
            self._links[address] = self._word.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return self._links[address]

    def _caption(self, counter: str, label: str, number: int, words: str, with_next: bool = False) -> None:
        head = x.run(f"{label} ", strong=True, colour=x.INK) + x.field(
            f"SEQ {counter} \\* ARABIC", str(number), strong=True, colour=x.INK
        )
        self._paragraph(head + x.run(". ", strong=True, colour=x.INK) + x.run(words), "Caption", with_next=with_next)

    def _picture(self, svg: str, alt: str, width: int, with_next: bool = False, right: bool = False) -> None:
        paragraph = self._word.add_paragraph(style="Normal")
        self._pictures += 1
        shape = paragraph.add_run().add_picture(io.BytesIO(png(svg, at=self._making.at, width_mm=width)), width=Mm(width))
        shape._inline.docPr.set("descr", alt)
        shape._inline.docPr.set("name", f"Picture {self._pictures}")
        paragraph.paragraph_format.keep_with_next = with_next
        paragraph.paragraph_format.line_spacing = 1.0
        paragraph.alignment = 2 if right else 1
        self._add(paragraph._p)

    def _notice(self, block: b.Notice) -> None:
        if not block.head:
            self._paragraph(x.line(block.runs, self._link), "Notice")
            return
        tone = TONES[block.tone]
        edge = f'<w:pBdr><w:left w:val="single" w:sz="36" w:space="8" w:color="{tone["mark"][1:]}"/></w:pBdr>'
        box = edge + f'<w:shd w:val="clear" w:color="auto" w:fill="{tone["fill"][1:]}"/>'
        self._paragraph(x.line(block.head, self._link), "NoticeHead", extra=box + '<w:ind w:left="227"/>', with_next=True)
        self._paragraph(x.line(block.runs, self._link), "Notice", extra=box + '<w:spacing w:after="120"/>')

    def _numbers(self, block: b.Numbers) -> None:
        heads, values = [], []
        for item in block.items:
            state = x.line((item.status, b.Run(" ")), self._link) if item.status else ""
            heads.append(x.paragraph(state + x.run(item.label), "CoverLabel", with_next=True))
            colour = TONES[item.status.tone]["word"][1:] if item.status else ""
            values.append(x.paragraph(x.run(item.value, colour=colour), "Number"))
        self._add(x.columns(heads, values, " · ".join(item.label for item in block.items), width=self._width))

    def _signatures(self, block: b.Signatures) -> None:
        self._paragraph("", "Normal", extra='<w:spacing w:before="500"/>')
        names = [x.paragraph(x.run(one.name or self._labels["name"]), "SignatureLine", with_next=True) for one in block.items]
        said = [f"{one.function or self._labels['function']}\n{self._labels['date']}:" for one in block.items]
        cells = [x.paragraph(x.run(one, colour=x.QUIET), "TableText") for one in said]
        self._add(x.columns(names, cells, self._labels["name"], rule=x.INK, width=self._width))
        self._gap()

    def _contents(self, block: b.Contents) -> None:
        self._paragraph(x.run(block.title), "CoverLabel", with_next=True)
        named = [one for one in self._document.blocks if isinstance(one, b.Heading) and one.numbered and one.level == 1]
        entries = []
        for number, heading in enumerate(named, 1):
            inner = x.run(f"{number}\u00a0\u00a0", colour=x.GOLD) + x.run(heading.text.replace(" ", "\u00a0"))
            if heading.anchor:
                inner = f'<w:hyperlink w:anchor="{x.bookmark_name(heading.anchor)}">{inner}</w:hyperlink>'
            entries.append(inner)
        self._paragraph(x.run("      ").join(entries), "ContentsLine")

    def _head(self) -> None:
        meta = self._document.meta
        self._paragraph(x.run(meta.kind.upper()), "Kicker")
        self._paragraph(x.run(meta.title), "Title")
        self._paragraph(x.run(meta.subtitle), "Subtitle")

    def _cover(self) -> None:
        meta = self._document.meta
        band = f'<w:shd w:val="clear" w:color="auto" w:fill="{x.INK}"/>'
        band += '<w:spacing w:before="0" w:after="300" w:line="400" w:lineRule="exact"/>'
        self._paragraph("", "Normal", extra=band)
        tabs = f'<w:tabs><w:tab w:val="right" w:pos="{x.WIDTH - 24}"/></w:tabs>'
        red = TONES["vermilion"]["word"][1:]
        self._paragraph(
            x.run(meta.organisation, strong=True) + x.run("\t") + x.run(meta.classification.upper(), strong=True, colour=red),
            "Normal",
            extra=tabs,
        )
        self._paragraph(x.run(meta.kind.upper()), "Kicker")
        self._paragraph(x.run(meta.title), "Title")
        self._paragraph(x.run(meta.subtitle), "Subtitle")
        if meta.picture:
            self._picture(meta.picture, "", _COVER_MM, right=True)
        for at in range(0, len(meta.cover), 3):
            row = meta.cover[at : at + 3]
            heads = [x.paragraph(x.run(name), "CoverLabel", with_next=True) for name, _ in row]
            self._add(
                x.columns(
                    heads, [x.paragraph(x.run(value), "CoverFact") for _, value in row], " · ".join(name for name, _ in row)
                )
            )
            self._gap()
        self._breaks = True
