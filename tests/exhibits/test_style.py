"""Colour, shape, line and word of every state; numbers and days as they are read."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exhibits.conftest import Seen
from transfer_register.exhibits import matrix, register_table, style, to_ask, transfer, validity
from transfer_register.exhibits.table import Counted, Table, table
from transfer_register.exhibits.tally import VERDICTS
from transfer_register.model.facts import FACTS
from transfer_register.model.filter import Filter
from transfer_register.model.vocabulary import Words


def test_no_two_verdicts_share_a_colour_a_shape_or_a_word(words: Words) -> None:
    marks = style.verdicts(words)
    assert [mark.id for mark in marks] == list(VERDICTS)
    for part in ("colour", "on_dark", "shape", "word", "glyph"):
        assert len({getattr(mark, part) for mark in marks}) == len(marks), part


def test_a_verdict_is_told_without_colour_by_line_or_by_shape(words: Words) -> None:
    assert len({(mark.line, mark.shape) for mark in style.verdicts(words)}) == len(VERDICTS)


def test_every_band_has_a_mark(words: Words) -> None:
    assert {mark.id for mark in style.bands(words)} == set(words.lists["bands"])
    assert style.band(words, None).id == "open"


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("id", ["breached", "unknown", "permitted", "not_restricted"])
def test_a_mark_stands_out_from_its_ground(id: str, words: Words) -> None:
    mark = style.verdict(words, id)
    light, dark = luminance(mark.colour), luminance(mark.on_dark)
    assert 1.05 / (light + 0.05) >= 3
    assert (dark + 0.05) / (luminance("#0f1726") + 0.05) >= 3


def test_numbers_and_days_are_written_one_way() -> None:
    assert style.number(12400) == "12,400"
    assert style.number(None) == "–"
    assert style.number(71.25, digits=1) == "71.2"
    assert style.short_number(1_234_567) == "1.2 million"
    assert style.counted(1, "transfer") == "1 transfer"
    assert style.counted(0, "country", "countries") == "0 countries"
    assert style.day(date(2026, 11, 2)) == "2 November 2026"
    assert style.short_day(None) == "–"
    assert style.listed(["A", "B", "C"], most=2) == "A, B and 1 more"


def test_a_table_says_terms_in_words_and_keeps_counts_as_numbers(small: Seen, words: Words) -> None:
    drawn = register_table.draw(small.ask("register_table"), words)
    kinds = {column.name: column.kind for column in drawn.columns}
    assert (kinds["verdict"], kinds["persons"], kinds["review_on"]) == ("mark", "count", "day")
    frame = drawn.frame()
    assert str(frame["Persons a year"].dtype) == "Int64"
    shown = {text for row in drawn.texts() for text in row}
    assert "Stated: none" in shown
    assert not shown & {"US", "scc", "breached", "None", "nan", "[]"}


def test_what_nobody_stated_is_a_dash_and_what_is_none_is_said(words: Words) -> None:
    assert Table((), ()).texts() == []
    assert str(Counted(3, style.verdict(words, "breached"))) == "■ 3"


def test_an_unknown_column_is_shown_rather_than_lost(small: Seen, words: Words) -> None:
    answer = small.register.ask("SELECT 1 AS odd_number, NULL AS nothing", {})
    assert [column.title for column in table(answer, words).columns] == ["Odd number", "Nothing"]
    assert table(answer, words).texts() == [["1", "–"]]


def test_what_to_ask_is_asked_as_a_person_is_asked(small: Seen, words: Words) -> None:
    answer = small.ask("to_ask")
    drawn = to_ask.draw(answer, words)
    assert set(to_ask.facts(answer)) <= FACTS.keys()
    assert all(alone <= transfers for *_, transfers, alone in drawn.rows)
    assert [row[2] for row in drawn.rows] == sorted((row[2] for row in drawn.rows), reverse=True)


def test_a_transfer_is_told_in_one_sentence(small: Seen, words: Words) -> None:
    sentence = transfer.sentence(small.ask("transfer", Filter(transfers=("TR-00001",))), words)
    assert " sends " in sentence
    assert sentence.endswith(".")
    assert transfer.sentence(small.ask("transfer", Filter(transfers=("TR-99999",))), words) == ""


def test_the_totals_of_a_matrix_stand_in_its_table(small: Seen, words: Words) -> None:
    twin = matrix.twin(small.ask("matrix"), words)
    assert twin.columns[-1].title == "All"
    assert twin.rows[-1][0] == "All"
    assert twin.rows[-1][-1] == 60


def test_lanes_are_paged_and_counted(small: Seen) -> None:
    first, second = (small.ask("validity", limit=10, offset=offset) for offset in (0, 10))
    assert len({row["id"] for row in first.dicts()}) == 10
    assert not {row["id"] for row in first.dicts()} & {row["id"] for row in second.dicts()}
    assert validity.total(first) == validity.total(second) > 20
