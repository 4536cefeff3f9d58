"""What the kit lists of destinations is what the law finds: adequacy, and access laws that reach any organisation."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from tests.assessment.patterns import RISK, ROOT, WORDS, contributions, relation
from transfer_register.law import condition
from transfer_register.law.judge import findings_sql
from transfer_register.law.library import read_library

DAY = date(2026, 11, 22)
EXPORTERS = {"EU": "DE", "UK": "GB", "CH": "CH"}
# Its own facts are unknown in every case below, so "no" can only come from the decision on adequacy.
ITEM = "assessment_missing"
# What makes a destination adequate for some recipients only, with the regimes that say so.
SCOPED = [
    ("US", {"importer.dpf.eu.active": True, "importer.dpf.eu.covers_non_hr": True}, ["EU"]),
    ("US", {"importer.dpf.uk_ext.active": True, "importer.dpf.uk_ext.covers_non_hr": True}, ["UK"]),
    ("US", {"importer.dpf.ch.active": True, "importer.dpf.ch.covers_non_hr": True}, ["CH"]),
    ("CA", {"importer.subject_to": ["CA-PIPEDA"]}, ["EU", "UK", "CH"]),
    (
        "JP",
        {"importer.subject_to": ["JP-APPI"], "importer.entity_type": "private_company", "importer.jp_carve_out": False},
        ["EU", "UK"],
    ),
    ("KR", {"importer.subject_to": ["KR-PIPA"], "importer.kr_fsc_supervised": False}, ["EU", "UK"]),
    ("BR", {"importer.subject_to": ["BR-LGPD"]}, ["EU"]),
    ("IL", {"processing.automated_transfer": True}, ["EU", "UK", "CH"]),
]
GIVEN = {"transfer.date": DAY, "data.hr_context": False, "data.categories": ["name"], "processing.purposes": ["hosting"]}


def listed() -> list[str]:
    """Countries that are decided whoever the recipient is; a list that stands beside a test of the recipient has two."""
    lists = [t.value for t in condition.tests_of(RISK[ITEM].condition) if t.fact == "importer.country" and t.operator == "in"]
    return [country for value in lists if len(value) > 2 for country in value]


@pytest.fixture(scope="module")
def state():
    return read_library(ROOT / "data" / "law", WORDS).in_force(DAY)


@pytest.fixture(scope="module")
def carried(state) -> set[tuple[str, str, int]]:
    """(country, regime, number of its facts in SCOPED or -1) that the law takes out of its rules or finds adequate."""
    good = {
        p.id
        for p in state.provisions
        if p.kind.value == "scope" or (p.kind.value == "ground" and p.provision.cascade == "adequacy")
    }
    asked = [(country, -1, {}) for country in listed()] + [(country, n, facts) for n, (country, facts, _) in enumerate(SCOPED)]
    cases = [(country, regime, n, facts) for country, n, facts in asked for regime in EXPORTERS]
    patterns = [{**GIVEN, **facts, "exporter.country": EXPORTERS[r], "importer.country": c} for c, r, _, facts in cases]
    rows = duckdb.sql(findings_sql(state, relation(patterns))).fetchall()
    met = {(pattern, regime) for pattern, regime, provision, _, outcome, _ in rows if outcome == "met" and provision in good}
    return {(c, regime, n) for number, (c, regime, n, _) in enumerate(cases) if (number, regime) in met}


def test_a_listed_country_is_adequate_or_unrestricted_under_every_regime(carried):
    assert len(listed()) == len(set(listed())) >= 39
    pairs = [(country, regime) for country in listed() for regime in EXPORTERS if EXPORTERS[regime] != country]
    assert [pair for pair in pairs if (*pair, -1) not in carried] == []


@pytest.mark.parametrize("number", range(len(SCOPED)), ids=[f"{country}-{'-'.join(regimes)}" for country, _, regimes in SCOPED])
def test_a_partial_decision_counts_where_it_stands_and_nowhere_else(carried, number):
    country, facts, regimes = SCOPED[number]
    assert [regime for regime in EXPORTERS if (country, regime, number) in carried] == regimes
    patterns = [{**GIVEN, **facts, "exporter.country": exporter, "importer.country": country} for exporter in EXPORTERS.values()]
    decided = [terms[ITEM] == "no" for terms in contributions(RISK, patterns)]
    assert decided == [regime in regimes for regime in EXPORTERS]


def test_the_listed_access_laws_are_those_that_the_law_files_say_reach_anyone(state):
    always = {
        country
        for p in state.provisions
        if p.kind.value == "exposure" and p.provision.role == "problem" and p.requires == condition.ALWAYS
        for country in p.provision.destinations
    }
    tests = condition.tests_of(RISK["law_reaches_anyone"].condition)
    [named] = [t.value for t in tests if t.fact == "importer.country" and len(t.value) < 20 and "CN" in t.value]
    assert set(named) == always


def test_whom_us_access_laws_reach_is_asked_as_the_law_files_ask_it(state):
    asked = {
        test.fact
        for p in state.provisions
        if p.kind.value == "exposure" and p.provision.role == "problem" and "US" in p.provision.destinations
        for test in condition.tests_of(p.requires)
    }
    # Who is on the way, and no recipient, is a matter of encryption in transit.
    assert asked - {"flow.crosses_us_or_transit_reach"} <= set(RISK["law_reaches_this_kind"].facts)
