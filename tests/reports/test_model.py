"""The rules of the block model, the registry of reports, and what stands beside the documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.reports import example
from transfer_register.errors import Refused
from transfer_register.reports import blocks as b
from transfer_register.reports import picture, report
from transfer_register.reports.content import canonical, plain, problems
from transfer_register.reports.font_cover import FONTS, cover
from transfer_register.reports.register_of_transfers.legend import read_legend
from transfer_register.reports.sheet_text import MOST_SIGNS, cut, lines
from transfer_register.reports.tones import TONES

_META = b.Meta("Kind", "Title", "Subtitle", "Org", "N-1", "1.0", "today", "Open")


def _document(*blocks: b.Block, sheets: tuple[b.Sheet, ...] = ()) -> b.Document:
    return b.Document(_META, blocks, sheets)


def _table(*cells: b.Cell) -> b.Table:
    return b.Table((b.Column("A", 1), b.Column("B", 1)), (b.Group((b.Row(cells),)),))


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (b.Heading("Deep", level=2), "skips a level"),
        (_table(b.cell("x")), "1 cells for 2 columns"),
        (_table(b.cell("x"), b.cell(" ")), "empty cell"),
        (b.Table((b.Column("A", 1),), ()), "without rows"),
        (b.Facts((("Name", ()),), ("a", "b")), "says nothing"),
        (b.Figure("map", "<svg/>", "", "caption", ()), "needs its picture"),
        (b.Paragraph(b.text("x", to="nowhere")), "not in the document"),
        (b.Paragraph(b.text("x", href="javascript:alert(1)")), "no https address"),
    ],
)
def test_a_broken_rule_is_named(block, said):
    assert any(said in str(problem) for problem in problems(_document(block)))


def test_a_sheet_has_one_value_a_column_and_none_empty():
    sheet = b.Sheet("S", (b.SheetColumn("A"), b.SheetColumn("B")), (("x",), ("x", "")))
    assert len(problems(_document(sheets=(sheet,)))) == 3 - 1


def test_a_document_holds_no_floats():
    with pytest.raises(TypeError):
        plain((1.5,))


def test_the_canonical_form_is_sorted_and_leaves_out_what_is_usual():
    content = canonical(_document(b.Paragraph(b.text("Ä"))))
    assert content.startswith(b'{"blocks":[{"is":"paragraph","runs":["\xc3\x84"]}],"is":"document","meta":{')


def test_a_picture_is_held_by_its_hash():
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>'
    figure = b.Figure("map", svg, "alt", "caption", ({"n": 1},))
    assert plain(figure)["svg"].startswith("sha256:")
    assert plain(figure, pictures=True)["svg"] == svg


def test_a_picture_keeps_shapes_and_loses_what_leads_out():
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="x()">'
        '<script>x()</script><style>*{fill:url(https://evil.example)}</style><image xlink:href="https://evil.example/p.png"/>'
        '<foreignObject><p>x</p></foreignObject><a href="https://evil.example"><circle r="1"/></a>'
        '<path d="M0 0" fill="url(https://evil.example)" stroke="url(#own)"/><text>kept</text></svg>'
    )
    clean = picture.clean(svg)
    assert "evil" not in clean
    assert "script" not in clean
    assert "onload" not in clean
    assert "kept" in clean
    assert "url(#own)" in clean
    with pytest.raises(ValueError, match="not SVG"):
        picture.clean("<html/>")


def test_every_format_of_a_report_has_its_renderer():
    for name in report.names():
        for format in report.about(name).FORMATS:
            assert callable(report.renderer(format).render)
    with pytest.raises(Refused, match="no format"):
        report.renderer("exe")


def test_a_file_name_is_safe_anywhere(document):
    assert report.file_name(document, "pdf") == "RX-2026-007-v1.0.pdf"
    odd = replace(document, meta=replace(document.meta, number="../a:b\\c*", version="<2>"))
    assert report.file_name(odd, "docx") == "a-b-c-v2.docx"


def test_too_many_rows_are_refused_in_words():
    row = b.Row((b.cell("x"),))
    document = _document(b.Table((b.Column("A", 1),), (b.Group((row,) * 2001),)))
    with pytest.raises(Refused, match="2001 rows are too many for docx"):
        report.render(document, "docx", example.MAKING)


def test_the_fonts_are_small_licensed_and_hold_the_scripts_of_europe():
    files = list(FONTS.glob("*.ttf"))
    assert sum(file.stat().st_size for file in files) < 3_000_000
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert all(ord(sign) in cover() for sign in "AzÄßéşİŁőŐĐ–“”…€ΩЖיثไ\u00a0\u202f")
    assert 0x1F600 not in cover()


def test_words_of_states_can_be_read_on_paper():
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for name, tone in TONES.items():
        for ground in ("#ffffff", tone["fill"]):
            assert (light(ground) + 0.05) / (light(tone["word"]) + 0.05) >= 4.5, name


def test_the_legend_explains_every_column_of_the_list(document):
    table = next(one for one in document.blocks if isinstance(one, b.Table) and one.caption == "Transfers by destination")
    said = " ".join(column.title for column in read_legend().columns).lower()
    for column in table.columns:
        assert column.title.removesuffix(" and what carries it").lower() in said


def test_every_act_of_the_legend_says_how_sure_it_is():
    legend = read_legend()
    for act in legend.acts.values():
        assert act.confidence in legend.confidence
        assert act.checked_on is not None


def test_long_texts_fit_the_cells_of_a_workbook():
    assert len(cut("x" * 40_000)) == MOST_SIGNS
    assert cut("short") == "short"
    assert lines("one two three", 9) == 2
    assert lines("a\nb\nc", 10) == 3
    assert lines("x" * 100, 10) >= 9


def test_days_are_written_for_people(document):
    assert dict(document.meta.cover)["Register on"].replace("\u00a0", " ") == "22 November 2026"
    assert date(2026, 11, 22) == example.ON
