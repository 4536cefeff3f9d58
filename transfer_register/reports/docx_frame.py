"""The frame of a Word document: page, styles, numbering of headings and paragraphs, head and foot, properties."""

from __future__ import annotations

from datetime import UTC, datetime

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from transfer_register.reports import blocks as b
from transfer_register.reports import docx_xml as x
from transfer_register.reports.docx_order import sort_marks
from transfer_register.reports.tones import TONES

SANS, SERIF = "Calibri", "Cambria"
_HEADINGS, _PARAGRAPHS = 91, 92  # numbers of our lists, above those of the base template

# Font, size in points, bold, colour, space before, space after, line spacing.
Look = tuple[str, float, bool, str, float, float, float]
_STYLES: dict[str, Look] = {
    "Normal": (SANS, 9.5, False, x.INK, 0, 5, 1.1),
    "Title": (SERIF, 30, False, x.INK, 6, 8, 1.0),
    "Subtitle": (SANS, 12, False, x.QUIET, 0, 12, 1.1),
    "Heading 1": (SERIF, 16, False, x.INK, 18, 6, 1.0),
    "Heading 2": (SANS, 11, True, x.INK, 14, 5, 1.0),
    "Caption": (SANS, 8.5, False, x.QUIET, 8, 3, 1.0),
    "Kicker": (SANS, 9, True, x.GOLD, 44, 0, 1.0),
    "Numbered Paragraph": (SANS, 9.5, False, x.INK, 0, 5, 1.1),
    "Notice": (SANS, 9.5, False, x.INK, 8, 8, 1.1),
    "Notice Head": (SERIF, 13, False, x.INK, 4, 2, 1.0),
    "Table Text": (SANS, 9, False, x.INK, 0, 0, 1.0),
    "Table Small": (SANS, 7.5, False, x.INK, 0, 0, 1.0),
    "Table Head": (SANS, 8, True, x.INK, 0, 0, 1.0),
    "Table Head Small": (SANS, 7, True, x.INK, 0, 0, 1.0),
    "Table Group": (SANS, 8.5, True, x.INK, 0, 0, 1.0),
    "Number": (SERIF, 22, False, x.INK, 0, 4, 1.0),
    "Cover Label": (SANS, 8, True, x.QUIET, 2, 0, 1.0),
    "Cover Fact": (SANS, 9.5, False, x.INK, 0, 6, 1.0),
    "Signature Line": (SANS, 9.5, True, x.INK, 2, 0, 1.1),
    "Contents Line": (SANS, 9, False, x.INK, 0, 1, 1.0),
}
# How a paper of one page differs.
_CLOSE: dict[str, Look] = {
    "Normal": (SANS, 9, False, x.INK, 0, 3, 1.0),
    "Title": (SERIF, 17, False, x.INK, 2, 2, 1.0),
    "Subtitle": (SANS, 9, False, x.QUIET, 0, 5, 1.0),
    "Heading 1": (SANS, 9.5, True, x.INK, 6, 2, 1.0),
    "Caption": (SANS, 8, False, x.QUIET, 2, 2, 1.0),
    "Kicker": (SANS, 8, True, x.GOLD, 0, 0, 1.0),
    "Notice": (SANS, 9.5, False, x.INK, 0, 0, 1.0),
    "Table Text": (SANS, 8.5, False, x.INK, 0, 0, 1.0),
    "Table Small": (SANS, 4, False, x.INK, 0, 0, 1.0),
    "Number": (SERIF, 20, False, x.INK, 0, 2, 1.0),
}


def begin(document: b.Document, at: datetime, hash: str) -> Word:
    """An empty Word document with everything set but its content."""
    word = docx.Document()
    meta = document.meta
    section = word.sections[0]
    upright = meta.form == "page"
    section.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Mm(210), Mm(297)) if upright else (Mm(297), Mm(210))
    section.left_margin = section.right_margin = Mm(19 if upright else 16)
    section.top_margin, section.bottom_margin = Mm(20 if upright else 22), Mm(16 if upright else 18)
    section.header_distance, section.footer_distance = Mm(11), Mm(9)
    section.different_first_page_header_footer = not upright
    _styles(word, meta.lang, _STYLES | _CLOSE if upright else _STYLES)
    _numbering(word)
    _head_and_foot(word, meta, hash)
    core = word.core_properties
    core.title, core.subject, core.author = meta.title, meta.subtitle[:255], meta.organisation[:255]
    core.identifier, core.language, core.version = f"sha256:{hash}", meta.lang, meta.version[:255]
    core.comments, core.keywords, core.last_modified_by = "", meta.number[:255], meta.organisation[:255]
    core.created = core.modified = at.astimezone(UTC).replace(tzinfo=None)
    core.revision = 1
    return word


def _styles(word: Word, lang: str, styles: dict[str, Look]) -> None:
    for name, (font, size, bold, colour, before, after, spacing) in styles.items():
        known = [style.name for style in word.styles]
        style = word.styles[name] if name in known else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if name not in known:
            style.base_style = word.styles["Normal"]
            style.element.set(qn("w:styleId"), name.replace(" ", ""))
        style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
        style.font.italic = False
        style.font.color.rgb = RGBColor.from_string(colour)
        fonts = style.element.rPr.find(qn("w:rFonts"))
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:cs"), font)
        for spacing_of_signs in style.element.rPr.findall(qn("w:spacing")):
            style.element.rPr.remove(spacing_of_signs)
        form = style.paragraph_format
        form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), spacing
    for name in ("Header", "Footer"):  # the stops of the base template are those of an upright page
        stops = word.styles[name].element.pPr.find(qn("w:tabs"))
        if stops is not None:
            stops.getparent().remove(stops)
    title = word.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if title is not None:
        title.getparent().remove(title)
    for name, number in (("Heading 1", 0), ("Heading 2", 1)):
        marks = word.styles[name].element.get_or_add_pPr()
        marks.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{number}"/><w:numId w:val="{_HEADINGS}"/></w:numPr>'))
    numbered = word.styles["Numbered Paragraph"].element.get_or_add_pPr()
    numbered.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{_PARAGRAPHS}"/></w:numPr>'))
    notice = word.styles["Notice"].element.get_or_add_pPr()
    colour = TONES["slate"]["mark"][1:]
    notice.append(parse_xml(f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="18" w:space="8" w:color="{colour}"/></w:pBdr>'))
    word.styles["Notice"].paragraph_format.left_indent = Mm(4)
    run_defaults = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in run_defaults.findall(qn("w:lang")):
        run_defaults.remove(old)
    run_defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{lang}" w:eastAsia="{lang}" w:bidi="ar-SA"/>'))
    sort_marks(word.styles.element)


def _numbering(word: Word) -> None:
    part = word.part.numbering_part.element
    gold = f'<w:rPr><w:b w:val="0"/><w:color w:val="{x.GOLD}"/></w:rPr>'

    def level(number: int, text: str, style: str, indent: int) -> str:
        return (
            f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="{style}"/>'
            f'<w:suff w:val="tab"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{indent}"/></w:tabs>'
            f'<w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr>{gold}</w:lvl>'
        )

    headings = level(0, "%1", "Heading1", 567) + level(1, "%1.%2", "Heading2", 567)
    lists = (
        (_HEADINGS, "multilevel", headings),
        (_PARAGRAPHS, "singleLevel", level(0, "%1", "NumberedParagraph", 567)),
    )
    first = part.find(qn("w:num"))
    for number, kind, levels in lists:
        made = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="{kind}"/>{levels}</w:abstractNum>'
        )
        if first is None:
            part.append(made)
        else:
            first.addprevious(made)
    for number, _, _ in lists:
        part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def _head_and_foot(word: Word, meta: b.Meta, hash: str) -> None:
    section = word.sections[0]
    tabs, width = "<w:tabs>{}</w:tabs>", x.UPRIGHT if meta.form == "page" else x.WIDTH
    right = f'<w:tab w:val="right" w:pos="{width - 24}"/>'
    middle = f'<w:tab w:val="center" w:pos="{width // 2}"/>'
    head = x.run(meta.organisation[:70], strong=True, half_points=16) + x.run(
        f"   {meta.kind} {meta.number}", colour=x.QUIET, half_points=16
    )
    if meta.form != "page":  # there the title stands below
        head += x.run("\t", half_points=16) + x.run(meta.title, colour=x.QUIET, half_points=16)
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="4" w:color="{x.INK}"/></w:pBdr>'
    _replace(section.header, x.paragraph(head, "Header", extra=rule + tabs.format(right)))
    labels, quiet = meta.labels, {"colour": x.QUIET, "half_points": 16}
    foot = x.run(f"{meta.number} · {labels['version']} {meta.version} · {meta.as_of}\t", **quiet)
    foot += x.run(meta.classification.upper(), strong=True, colour=TONES["vermilion"]["word"][1:], half_points=16)
    foot += x.run(f"\tsha256 {hash[:12]}   {labels['page']} ", **quiet) + x.field("PAGE", "1", **quiet)
    foot += x.run(f" {labels['of']} ", **quiet) + x.field("NUMPAGES", "1", **quiet)
    rule = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="{x.HAIR}"/></w:pBdr>'
    _replace(section.footer, x.paragraph(foot, "Footer", extra=rule + tabs.format(middle + right)))


def _replace(part, made: str) -> None:
    part.is_linked_to_previous = False
    element = part._element
    for old in list(element):
        element.remove(old)
    element.append(parse_xml(made.replace("<w:p>", f"<w:p {nsdecls('w', 'r')}>", 1)))
