"""The law with events in it: what ends, what is added, which country is of concern; strict, told by its source, and no more."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from transfer_register.assessment.holds import holds, unknown
from transfer_register.errors import NotLaw, Refused
from transfer_register.exhibits import law_words
from transfer_register.law.amended import Happened, amended
from transfer_register.law.in_force import Library
from transfer_register.law.provision import ProvisionKind
from transfer_register.model.event import Event, LawText
from transfer_register.model.vocabulary import Words

DAY = date(2026, 12, 1)
FILE = """
title: T
regimes: [EU]
provisions:
  - id: {id}
    kind: ground
    cascade: adequacy
    title: Another
    says: Another.
    destinations: [US]
    versions:
      - {{from: 2026-12-01, requires: always, source: {{act: A, checked_on: 2026-11-22, confidence: memory, kind: memory}}}}
"""


def happened(kind: str, id: str | None = None, **more: Any) -> Happened:
    return Happened(Event(kind=kind, title="An event", effective_on=DAY, **more), id)


def added(id: str, name: str = "a.yaml") -> Happened:
    return happened("law", files=(LawText(name=name, text=FILE.format(id=id)),))


def test_nothing_happens_to_the_rest(library: Library, words: Words) -> None:
    other = amended(library, [happened("ends", provisions=("eu.us.dpf",))], words)
    assert {id for id in library.provisions if other.provisions[id] != library.provisions[id]} == {"eu.us.dpf"}
    assert amended(library, [happened("moves", party="PA-0001", country="US")], words) is library


def test_what_has_ended_already_stays_as_it_ended(library: Library, words: Words) -> None:
    other = amended(library, [happened("ends", provisions=("eu.us.privacy_shield",))], words)
    assert other.provisions["eu.us.privacy_shield"] == library.provisions["eu.us.privacy_shield"]


def test_the_earlier_of_two_ends_counts(library: Library, words: Words) -> None:
    late = Happened(Event(kind="ends", title="Late", effective_on=date(2027, 1, 1), provisions=("eu.us.dpf",)))
    other = amended(library, [late, happened("ends", provisions=("eu.us.dpf",))], words)
    assert other.version_on("eu.us.dpf", date(2027, 2, 1)).lapsed.by == "An event"


def test_a_file_that_is_added_takes_the_place_of_a_provision_wholly(library: Library, words: Words) -> None:
    other = amended(library, [added("eu.us.dpf")], words)
    assert [version.first for version in other.provisions["eu.us.dpf"].versions] == [DAY]
    assert other.provisions["eu.us.dpf"].note == "Supposed, not recorded."
    assert list(other.provisions) == list(library.provisions)
    new = amended(library, [added("eu.us.new")], words)
    assert set(new.provisions) - set(library.provisions) == {"eu.us.new"}


def test_what_ends_stays_ended_where_a_file_brings_it_anew(library: Library, words: Words) -> None:
    other = amended(library, [happened("ends", provisions=("eu.us.dpf",)), added("eu.us.dpf")], words)
    assert other.version_on("eu.us.dpf", DAY).lapsed


def test_files_are_read_as_strictly_as_the_law(library: Library, words: Words) -> None:
    twice = happened("law", files=(added("a.b").event.files[0], added("a.b", "b.yaml").event.files[0]))
    with pytest.raises(NotLaw, match=r"b\.yaml, line 5: the id a\.b stands twice"):
        amended(library, [twice], words)
    broken = happened("law", files=(LawText(name="c.yaml", text=FILE.format(id="a.b").replace("[EU]", "[XX]")),))
    with pytest.raises(NotLaw, match=r"c\.yaml, line 5: the regime 'XX' has no file"):
        amended(library, [broken], words)


def test_a_law_of_concern_reaches_every_recipient_there_under_each_regime(library: Library, words: Words) -> None:
    other = amended(library, [happened("concern", "EN-0007", country="PH")], words)
    before, after = ({(p.regime, p.id) for p in law.in_force(DAY).provisions} for law in (library, other))
    assert after - before == {(regime, "concern.ph") for regime in ("EU", "UK", "CH")}
    exposure = other.provisions["concern.ph"]
    assert (exposure.kind, exposure.role, exposure.threats) == (ProvisionKind.EXPOSURE, "problem", library.binding_threats)
    assert exposure.note == "Recorded in this register as EN-0007, not in its files of law."
    assert exposure.versions[0].source.confidence == "uncertain"
    assert other.in_force(date(2026, 11, 30)).digest == library.in_force(date(2026, 11, 30)).digest


SIGNED = {
    "exporter.role": "controller", "importer.role": "processor", "importer.processing_subject_to_gdpr": False,
    "importer.country": "PH", "tia.exists": True, "tia.result": "may_proceed", "tia.dated_on": date(2026, 1, 10),
}  # fmt: skip
ASSESSED = {
    "before the day": ({}, None),
    "on the day": ({"tia.dated_on": DAY}, True),
    "before the day, for another country": ({"importer.country": "IN"}, True),
    "before the day, nobody knows where": ({"importer.country": None}, True),
    "on a day that nobody said": ({"tia.dated_on": None}, None),
    "never": ({"tia.exists": False}, False),
}  # fmt: skip


@pytest.mark.parametrize("name", ASSESSED)
def test_a_safeguard_needs_an_assessment_that_looked_at_a_law_of_concern(library: Library, words: Words, name: str) -> None:
    other = amended(library, [happened("concern", country="PH")], words)
    more, expected = ASSESSED[name]
    requires = other.version_on("eu.scc2021.m2", DAY).requires
    assert holds(requires, SIGNED | more) is expected
    if expected is None:
        assert unknown(requires, SIGNED | more) == ("tia.dated_on",)
    assert holds(other.version_on("eu.scc2021.m2", date(2026, 11, 30)).requires, SIGNED) is True


def test_clauses_that_need_no_assessment_stay_as_they_are(library: Library, words: Words) -> None:
    other = amended(library, [happened("concern", country="PH")], words)
    facts = SIGNED | {"exporter.role": "processor", "importer.role": "controller", "exporter.combines_eu_data": False}
    assert holds(other.version_on("eu.scc2021.m4", DAY).requires, facts | {"tia.exists": False}) is True


def test_what_a_country_of_concern_asks_for_can_be_read(library: Library, words: Words) -> None:
    other = amended(library, [happened("concern", country="PH")], words)
    version = other.version_on("uk.idta", DAY)
    assert version.source.confidence == "uncertain"
    lines = [line.text for line in law_words.condition(version.requires, words, other.groups, DAY)]
    assert any("after 30 November 2026" in line for line in lines)
    assert any(line.endswith("not known until stated anew") for line in lines)


@pytest.mark.parametrize("more", [{"kind": "ends", "provisions": ("eu.us.dpff",)}, {"kind": "concern", "country": "ZZ"}])
def test_an_event_that_names_nothing_is_refused(library: Library, words: Words, more: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="There is no"):
        amended(library, [happened(**more)], words)
