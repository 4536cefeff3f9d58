"""Reading letters of vendors: what is proposed, from which sentence, and what is asked instead of assumed."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transfer_register import strict_yaml
from transfer_register.intake.letter import read_letter
from transfer_register.intake.letter_words import WORDS

ROWS = strict_yaml.read(Path(__file__).parents[1] / "tables" / "intake" / "letters.yaml")


def a_day(value) -> date | None:
    return date.fromisoformat(str(value)) if value else None


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_the_table_holds(row):
    letter = read_letter(row["letter"], received_on=a_day(row.get("received")))
    read = {}
    for each in letter.found:
        read.setdefault(each.field, []).append("ask" if each.value is None else str(each.value))
    expected = {name: list(map(str, value if isinstance(value, list) else [value])) for name, value in row["finds"].items()}
    assert read == expected
    asked = [choice for each in letter.found for choice in each.choices]
    assert asked == [a_day(choice) for choice in row.get("choices", ())]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_every_value_stands_in_its_sentence_and_the_sentence_in_the_letter(row):
    plain = " ".join(re.sub("(?m)^> ", "", row["letter"]).split())
    for each in read_letter(row["letter"]).found:
        assert " ".join(each.sentence.split()) in plain
        assert (each.ask is not None) == (each.value is None)


def test_a_value_is_sure_only_where_nothing_else_was_found():
    one = read_letter("The change is effective on 1 December 2026.")
    two = read_letter("The change is effective on 1 December 2026. It takes effect on 2 December 2026.")
    assert one.value("effective_on") == date(2026, 12, 1)
    assert two.value("effective_on") is None
    assert len(two.of("effective_on")) == 2


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="abÄ1290 .,:;()/-\n>“Objectwithindaysofreceipt", max_size=120))
def test_any_text_is_read_without_a_fault(text):
    read_letter(text, received_on=date(2026, 11, 23))


def test_the_words_are_of_two_languages_at_least():
    content = strict_yaml.read(WORDS)
    assert {"object", "widersprech*"} <= set(content["cues"]["object"])
    assert sorted(map(int, content["months"])) == list(range(1, 13))
