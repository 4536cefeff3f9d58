"""The destinations that the kit counts as assessed are those that the law finds adequate or does not restrict."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from tests.assessment.patterns import ROOT, SAFEGUARDS, WORDS, contributions, relation
from transfer_register.law import condition
from transfer_register.law.judge import findings_sql
from transfer_register.law.library import read_library

DAY = date(2026, 11, 22)
EXPORTERS = {"EU": "DE", "UK": "GB", "CH": "CH"}
ITEM = "destination_assessed"
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
    """Countries that count whoever the recipient is; a list that stands beside a test of the recipient has two."""
    lists = [
        t.value for t in condition.tests_of(SAFEGUARDS[ITEM].condition) if t.fact == "importer.country" and t.operator == "in"
    ]
    return [country for value in lists if len(value) > 2 for country in value]


@pytest.fixture(scope="module")
def carried() -> set[tuple[str, str, int]]:
    """(country, regime, number of its facts in SCOPED or -1) that the law takes out of its rules or finds adequate."""
    state = read_library(ROOT / "data" / "law", WORDS).in_force(DAY)
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
    if country == "US":
        return  # one entry of three is enough for the score; which of them carries is the verdict's
    patterns = [{**GIVEN, **facts, "exporter.country": exporter, "importer.country": country} for exporter in EXPORTERS.values()]
    counted = [terms[ITEM][0] == "yes" for terms in contributions(SAFEGUARDS, patterns)]
    assert counted == [regime in regimes for regime in EXPORTERS]
