"""The tables of cases hold: our own, and the vectors that come with the research."""

from __future__ import annotations

from datetime import date

import pytest

from tests.law.conftest import ROOT
from transfer_register.law.tables import read_cases, run_cases

TODAY = date(2026, 11, 22)
REGIMES = ("EU", "UK", "CH")
OWN = sorted((ROOT / "tests" / "tables" / "law").glob("*.yaml"))
SHARED = [ROOT.parent / "shared" / "law" / name for name in ("eu_uk_ch_adequacy.yaml", "eu_uk_ch_mechanisms.yaml")]


@pytest.fixture(scope="module")
def tables(library):
    """Table -> its cases."""
    return {path.stem: read_cases(path, library, TODAY) for path in OWN}


def test_every_table_has_cases_and_each_is_of_a_law_or_of_a_rule(tables):
    assert all(tables.values())
    assert {case.regime for cases in tables.values() for case in cases} == {*REGIMES, None}


# By law, not by table: cases that the law of one day judges are judged in one question, whichever table they stand in.
@pytest.mark.parametrize("regime", [*REGIMES, None], ids=str)
def test_every_case_of_our_tables_holds(library, execute, tables, regime):
    named = [(table, case) for table, cases in tables.items() for case in cases if case.regime == regime]
    results = run_cases(library, [case for _, case in named], execute)
    assert [(table, r.id, r.why) for (table, _), r in zip(named, results, strict=True) if not r.passed] == []


@pytest.mark.parametrize("path", SHARED, ids=lambda path: path.stem)
def test_the_vectors_of_the_research_hold_as_they_stand(library, execute, path):
    if not path.exists():
        pytest.skip("the research is not on this machine")
    results = run_cases(library, read_cases(path, library, TODAY), execute)
    assert len(results) >= 12
    assert [(r.id, r.why) for r in results if not r.passed] == []


def ran(library, execute, tmp_path, text: str):
    path = tmp_path / "table.yaml"
    path.write_text(text, encoding="utf-8")
    return run_cases(library, read_cases(path, library, TODAY), execute)


def test_a_case_that_does_not_hold_says_what_came_instead(library, execute, tmp_path):
    text = "cases:\n  - {id: a, facts: {regime: EU, date: 2026-11-22, importer.country: IN}, expect: {outcome: ADEQUATE}}\n"
    (result,) = ran(library, execute, tmp_path, text)
    assert not result.passed
    assert result.why == "outcome: expected ADEQUATE, got NO_ADEQUACY"


@pytest.mark.parametrize(
    ("case", "why"),
    [
        ("{id: a, rule: R-NO-999, facts: {}, fires: true}", "no provision has the id R-NO-999"),
        ("{id: a, rule: R-SCC-001, facts: {scc.modul: 1}, fires: true}", "no fact is called scc.modul. Did you mean scc.module"),
        ("{id: a, facts: {regime: XX}, expect: {outcome: ADEQUATE}}", "no law is loaded for the regime XX"),
        ("{id: a, facts: {regime: EU, date: soon}, expect: {outcome: ADEQUATE}}", "'soon' is no day for date"),
        ("{id: a, facts: words, expect: words}", "facts and expect must be mappings"),
        (
            "{id: a, regime: EU, date: 2026-11-22, facts: {}, expect: {duties: [{id: eu.us.dpf}]}}",
            "{'id': 'eu.us.dpf'} is no duty",
        ),
    ],
)
def test_a_case_that_cannot_be_run_fails_and_says_why(library, execute, tmp_path, case, why):
    (result,) = ran(library, execute, tmp_path, f"cases:\n  - {case}\n")
    assert not result.passed
    assert result.why.startswith(why)
