"""An answer is kept while the journal stays as it is, and what is recorded is seen at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.screens.conftest import AT, ON
from transfer_register.actions import record
from transfer_register.actions.opening import open_register
from transfer_register.model.filter import Filter
from transfer_register.register.register import Register
from transfer_register.screens import remembered
from transfer_register.screens.visit import Visit


@pytest.fixture
def register(own_register: Path) -> Iterator[Register]:
    opened = open_register(own_register)
    yield opened
    opened.close()


def test_the_same_question_is_answered_once_and_another_one_anew(register: Register, monkeypatch: pytest.MonkeyPatch):
    visit, asked, ask = _visit(register), [], register.ask
    visit.ask("verdict_counts", Filter(search="first"))  # events, too, are asked for when the first view is made
    monkeypatch.setattr(register, "ask", lambda sql, parameters: asked.append(sql) or ask(sql, parameters))
    first = visit.ask("verdict_counts", Filter())
    assert _visit(register).ask("verdict_counts", Filter()) is first
    assert len(asked) == 1
    german = visit.ask("verdict_counts", Filter(origins=("DE",)))
    assert german.rows != first.rows
    visit.ask("verdicts_by_country", Filter(), fold={"EEA": ("DE", "FR")})
    visit.ask("verdicts_by_country", Filter(), fold={})
    assert len(asked) == 4


def test_what_is_recorded_is_seen_at_once(register: Register):
    visit = _visit(register)
    before = visit.ask("parties")
    record.save_party(register, {"name": "Newcomer Ltd", "country": "GB"}, actor="Ada", at=AT)
    names = {row["name"] for row in visit.ask("parties").dicts()}
    assert "Newcomer Ltd" in names
    assert "Newcomer Ltd" not in {row["name"] for row in before.dicts()}


def test_what_a_colleague_records_in_another_process_is_seen_at_once(register: Register):
    visit = _visit(register)
    visit.ask("parties")
    colleague = open_register(register.path)
    record.save_party(colleague, {"name": "Newcomer Ltd", "country": "GB"}, actor="Bob", at=AT)
    colleague.close()
    assert "Newcomer Ltd" in {row["name"] for row in visit.ask("parties").dicts()}


def test_only_so_many_answers_are_kept_and_none_that_is_long(register: Register, monkeypatch: pytest.MonkeyPatch):
    visit = _visit(register)
    monkeypatch.setattr(remembered, "_MOST", 2)
    first = visit.ask("verdict_counts")
    for origin in ("DE", "FR"):
        visit.ask("verdict_counts", Filter(origins=(origin,)))
    assert visit.ask("verdict_counts") is not first
    monkeypatch.setattr(remembered, "_ROWS", 3)
    assert visit.ask("parties") is not visit.ask("parties")


def _visit(register: Register) -> Visit:
    return Visit(register, ON, ON, ON, None, "Ada", lambda: AT)
