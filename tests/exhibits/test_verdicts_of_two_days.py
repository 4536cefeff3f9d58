"""Which verdicts differ between two days, and whether the record, the law or only time made the difference."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from transfer_register.assessment.kit import read_kits
from transfer_register.exhibits.two_days import TwoDays
from transfer_register.law.library import read_library
from transfer_register.model.vocabulary import Words
from transfer_register.register.register import Register

SMALL = Path(__file__).resolve().parents[1] / "register"
FIRST, LAST = date(2026, 12, 1), date(2027, 2, 1)
BEFORE, SINCE = datetime(2026, 11, 1, 9, tzinfo=UTC), datetime(2026, 12, 15, 9, tzinfo=UTC)
CLAUSES: dict[str, Any] = {
    "mechanisms": [{"tool": "scc", "module": 2}],
    "facts": {"tia.exists": True, "tia.dated_on": "2026-05-01"},
}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory, words: Words) -> Iterator[Register]:
    """A ground of the small law lapses on 1 January 2027; an assessment counts for a thousand days."""
    law, kits = read_library(SMALL / "small_law", words), read_kits(SMALL / "small_kits", words)
    opened = Register.open(tmp_path_factory.mktemp("register"), law, kits, words)
    with opened.batch("Ada", BEFORE) as writing:
        sender = writing.new("party", {"name": "Sender", "country": "DE"})
        listed = writing.new("party", {"name": "Listed", "country": "US", "facts": {"dpf.eu.active": True}})
        other = writing.new("party", {"name": "Other", "country": "US", "facts": {"dpf.eu.active": False}})
        third = writing.new("party", {"name": "Third", "country": "US", "facts": {"dpf.eu.active": False}})
        old = {**CLAUSES, "facts": {"tia.exists": True, "tia.dated_on": "2024-04-01"}}
        states = [(listed, {"mechanisms": []}), (other, {"mechanisms": []}), (third, old), (listed, CLAUSES), (third, CLAUSES)]
        for importer, state in states:
            writing.new("transfer", {"exporter": sender, "importer": importer, **state})
    with opened.batch("Bob", SINCE, "Clauses were signed") as writing:
        writing.change("TR-00002", {"exporter": sender, "importer": other, **CLAUSES}, 1)
        writing.new("transfer", {"exporter": sender, "importer": other, "mechanisms": []})
    yield opened
    opened.close()


def test_every_difference_is_told_with_what_made_it(register: Register):
    told, total, differ = TwoDays(register, FIRST, LAST, today=date(2027, 6, 1)).verdicts()
    assert [(each.transfer, each.was, each.now, each.ground_was, each.ground_now, each.because) for each in told] == [
        ("TR-00001", "permitted", "breached", "small.a.us", None, "law"),
        ("TR-00002", "breached", "permitted", None, "small.a.clauses", "record"),
        ("TR-00003", "permitted", "breached", "small.a.clauses", None, "time"),
        ("TR-00004", "permitted", "permitted", "small.a.us", "small.a.clauses", "law"),
    ]
    assert (total, differ) == (4, 3)
    assert {each.title for each in told} == {"Sender to Listed", "Sender to Other", "Sender to Third"}


def test_a_page_of_them_knows_how_many_there_are(register: Register):
    told, total, differ = TwoDays(register, FIRST, LAST, today=date(2027, 6, 1)).verdicts(limit=1, offset=2)
    assert ([each.transfer for each in told], total, differ) == (["TR-00003"], 4, 3)


def test_where_the_law_is_the_same_it_is_never_the_reason(register: Register):
    told, _, _ = TwoDays(register, FIRST, date(2026, 12, 20), today=date(2027, 6, 1)).verdicts()
    assert [(each.transfer, each.because) for each in told] == [("TR-00002", "record")]


def test_a_recipient_that_changed_is_a_record_that_changed(register: Register):
    with register.batch("Eve", datetime(2027, 3, 1, 9, tzinfo=UTC)) as writing:
        writing.change("PA-0002", {"name": "Listed", "country": "DE"}, 1)
    told, _, _ = TwoDays(register, LAST, date(2027, 4, 1), today=date(2027, 6, 1)).verdicts()
    assert {(each.transfer, each.now, each.because) for each in told} == {
        ("TR-00001", "not_restricted", "record"), ("TR-00004", "not_restricted", "record"),
    }  # fmt: skip
