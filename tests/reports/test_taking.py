"""A snapshot holds what the register says: of the right day, within the scope, with the law that spoke."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.reports import example
from transfer_register.assessment.kit import Kits, read_kits
from transfer_register.law.library import read_library
from transfer_register.model.filter import Filter
from transfer_register.register.register import Register
from transfer_register.reports import report
from transfer_register.reports.making import Making
from transfer_register.reports.register_of_transfers.document import Options
from transfer_register.reports.taking import take_snapshot

ON = date(2026, 11, 22)
_AT = datetime(2026, 11, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def register(tmp_path_factory) -> Register:
    """Three parties and five transfers, judged by a few provisions of the law (all of it would take longer)."""
    words = example.words()
    law = read_library(example.PROJECT / "data" / "law", words)
    few = {
        id: one
        for id, one in law.provisions.items()
        if one.kind.value == "binding" or (one.cascade == "adequacy" and {"JP", "US"} & set(one.destinations))
    }
    kits: Kits = read_kits(example.PROJECT / "assessments", words)
    opened = Register.open(tmp_path_factory.mktemp("register"), replace(law, provisions=few, _states={}), kits, words)
    with opened.batch("A. Person", _AT) as writing:
        acme = writing.new("party", {"name": "Acme SE", "country": "DE"})
        tokyo = writing.new("party", {"name": "Tokyo KK", "country": "JP", "facts": {"subject_to": ["JP-APPI"]}})
        other = writing.new("party", {"name": "Other Inc.", "country": "US", "kind": "service_provider"})
        first = writing.new(
            "transfer",
            {
                "exporter": acme, "importer": tokyo, "purposes": ["hosting"], "data_categories": ["name"], "mechanisms": [],
                "places": [{"country": "JP", "role": "processing"}, {"country": "US", "role": "storage"}],
                "facts": {"tia.exists": True, "tia.dated_on": "2025-05-03"},
                "valid_from": "2025-01-01", "review_on": "2026-01-01", "activity": "Payroll", "nature": "Stored",
                "frequency": "continuous", "legal_bases": ["contract", "special_employment"],
            },
        )  # fmt: skip
        writing.new(
            "transfer", {"exporter": acme, "importer": other, "mechanisms": [{"tool": "scc", "module": 2}], "follows": first}
        )
        writing.new("transfer", {"exporter": acme, "importer": other, "places": [{"group": "APAC", "role": "processing"}]})
        writing.new("transfer", {"exporter": acme, "importer": other, "valid_to": "2026-01-31"})
        writing.new("transfer", {"exporter": acme, "importer": other, "valid_from": "2027-01-01"})
    yield opened
    opened.close()


def test_a_transfer_is_taken_as_it_is_recorded(register):
    seen = take_snapshot(register, on=ON).transfers[0]
    assert (seen.id, seen.exporter, seen.importer, seen.exporter_country) == ("TR-00001", "Acme SE", "Tokyo KK", "DE")
    assert seen.mechanisms == ()
    assert seen.facts["tia.dated_on"] == date(2025, 5, 3)
    assert (seen.valid_from, seen.review_on) == (date(2025, 1, 1), date(2026, 1, 1))
    assert {leg.country for leg in seen.legs} == {"JP", "US"}
    assert {leg.verdict for leg in seen.legs} <= set(example.words().lists["verdicts"])


def test_what_records_of_processing_ask_is_taken_where_it_was_said(register):
    first, second, _ = take_snapshot(register, on=ON).transfers
    assert (first.activity, first.nature, first.frequency) == ("Payroll", "Stored", "continuous")
    assert first.legal_bases == ("contract", "special_employment")
    assert (second.activity, second.nature, second.frequency, second.legal_bases) == (None, None, None, ())


def test_what_nobody_said_is_not_taken_for_none(register):
    first, second, third = take_snapshot(register, on=ON).transfers
    assert first.mechanisms == ()
    assert second.mechanisms[0].module == 2
    assert second.follows == "TR-00001"
    assert third.mechanisms is None
    assert [leg.group for leg in third.legs if leg.group] == ["APAC"]


def test_what_holds_on_other_days_is_counted_as_left_out(register):
    left_out = {one.why: one.number for one in take_snapshot(register, on=ON).left_out}
    assert left_out["they ended before this day"] == 1
    assert left_out["they begin after this day"] == 1
    assert len(take_snapshot(register, on=date(2026, 1, 15)).transfers) == 4


def test_the_scope_narrows_transfers_and_destinations(register):
    taken = take_snapshot(register, on=ON, filter=Filter(countries=("JP",)))
    assert [seen.id for seen in taken.transfers] == ["TR-00001"]
    assert {leg.country: leg.asked for leg in taken.transfers[0].legs} == {"JP": True, "US": False}
    assert taken.left_out[0].number == 2
    assert "Japan" in taken.scope


def test_what_was_recorded_later_is_not_known_earlier(register):
    assert take_snapshot(register, on=ON, known_on=date(2026, 10, 1)).transfers == ()


def test_the_law_that_spoke_is_cited(register):
    taken = take_snapshot(register, on=ON)
    assert taken.law_digest == register.law.in_force(ON).digest
    grounds = {one.ground for seen in taken.transfers for one in seen.verdicts if one.ground}
    assert grounds <= set(taken.provisions)
    assert all(one.act and one.checked_on and one.confidence for one in taken.provisions.values())


def test_a_document_of_a_register_can_be_made(register):
    document = report.build("register_of_transfers", take_snapshot(register, on=ON), Options("Acme SE"))
    making = Making.of(register, _AT, "A. Person")
    assert making.journal_entry == register.head().sequence
    made = report.render(document, "pdf", making)
    assert made.startswith(b"%PDF-")
    assert made == report.render(document, "pdf", making)
