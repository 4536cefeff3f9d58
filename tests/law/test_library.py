"""The law of a day: what is in force, what changes, what was not checked lately, what happens when a provision ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.law.conftest import ROOT
from transfer_register import strict_yaml
from transfer_register.law.provision import ProvisionKind

TODAY = date(2026, 11, 22)
ADEQUACY = ROOT.parent / "shared" / "law" / "eu_uk_ch_adequacy.yaml"
MECHANISMS = ROOT.parent / "shared" / "law" / "eu_uk_ch_mechanisms.yaml"
# Planned, a flag for national law, a test that the file of the research names twice, and a bar that stands in what it bars.
NOT_LAW = {"eu.scc.art3_2", "eu.nat_limits", "eu.art48", "ch.art18", "uk.art49a"}


def ids_in_force(library, day):
    return {p.id for p in library.in_force(day).provisions}


def test_no_version_overlaps_and_no_day_is_left_out(library):
    for provision in library.provisions.values():
        assert provision.versions[-1].last is None
        for earlier, later in zip(provision.versions, provision.versions[1:], strict=False):
            assert later.first == earlier.last + timedelta(days=1), provision.id


def test_every_version_names_an_act_and_the_day_on_which_it_was_checked(library):
    for provision in library.provisions.values():
        for version in provision.versions:
            assert version.source.act
            assert version.source.checked_on <= TODAY
            assert set(version.source.read_in) <= set(library.pages)


@pytest.mark.skipif(not ADEQUACY.exists(), reason="the research is not on this machine")
def test_every_record_of_adequacy_is_law_on_its_days_and_not_beside_them(library):
    records = strict_yaml.read(ADEQUACY)["adequacy"]
    assert len(records) == 117
    for record in records:
        provision = library.provisions[record["id"]]
        first, last = record["valid_from"], record["valid_to"]
        assert provision.regimes == (record["regime"],)
        assert provision.version_on(first - timedelta(days=1)) is None
        assert not provision.version_on(first).lapsed
        assert provision.version_on(first).source.confidence == record["confidence"]
        if last:
            assert not provision.version_on(last).lapsed
            assert provision.version_on(last + timedelta(days=1)).lapsed


@pytest.mark.skipif(not MECHANISMS.exists(), reason="the research is not on this machine")
def test_every_mechanism_of_the_research_is_law_but_those_that_are_none(library):
    research = strict_yaml.read(MECHANISMS)
    named = {entry["id"] for entry in research["mechanisms"] + research["not_a_transfer"]}
    assert named - set(library.provisions) == NOT_LAW


def test_the_law_of_a_day_has_what_began_and_not_what_ended(library):
    assert "eu.us.privacy_shield" in ids_in_force(library, date(2020, 7, 15))
    assert "eu.us.privacy_shield" not in ids_in_force(library, date(2020, 7, 16))
    assert "eu.us.dpf" not in ids_in_force(library, date(2023, 7, 9))
    assert "eu.us.dpf" in ids_in_force(library, date(2023, 7, 10))


def test_a_lapse_is_told_and_the_time_before_the_beginning_is_not(library):
    assert library.version_on("eu.us.privacy_shield", date(2024, 1, 1)).lapsed.effect == "back_in_time"
    assert library.version_on("eu.us.dpf", date(2020, 1, 1)) is None


def test_equal_law_has_equal_digests_and_changed_law_has_not(library):
    day = date(2026, 11, 20)
    assert library.in_force(day).digest == library.in_force(day + timedelta(days=1)).digest
    assert library.in_force(date(2026, 2, 4)).digest != library.in_force(date(2026, 2, 5)).digest


def test_membership_alone_changes_the_digest(library):
    before, after = library.in_force(date(2013, 6, 30)), library.in_force(date(2013, 7, 1))
    assert {p.id for p in before.provisions} == {p.id for p in after.provisions}
    assert before.digest != after.digest


def test_changes_between_two_days_exclude_the_first_and_include_the_last(library):
    found = library.changes(date(2026, 1, 25), date(2026, 1, 26))
    assert [(c.day, c.provision.id) for c in found] == [(date(2026, 1, 26), "R-ADQ-010"), (date(2026, 1, 26), "eu.br.2026")]
    assert library.changes(date(2026, 1, 26), date(2026, 1, 27)) == []


def test_an_end_is_a_change_to_a_lapse(library):
    (change,) = [c for c in library.changes(date(2020, 7, 15), date(2020, 7, 16)) if c.provision.id == "eu.us.privacy_shield"]
    assert change.before.last == date(2020, 7, 15)
    assert change.after.lapsed


def test_states_that_join_or_leave_are_changes_too(library):
    moved = library.moves(date(2020, 1, 30), date(2020, 2, 1))
    assert [(m.day, m.group, m.code, m.joins) for m in moved] == [
        (date(2020, 2, 1), "eea", "GB", False),
        (date(2020, 2, 1), "eu", "GB", False),
        (date(2020, 2, 1), "eu_law_in_transition", "GB", True),
    ]


def test_what_was_not_checked_lately_is_listed(library):
    assert library.stale(TODAY, days=180) == []
    later = library.stale(TODAY + timedelta(days=181), days=180)
    assert "eu.us.dpf" in {provision.id for provision, _ in later}
    assert "eu.us.privacy_shield" not in {provision.id for provision, _ in later}


def test_a_provision_that_ends_in_a_simulation_ends_there_only(library):
    other = library.ending("eu.us.dpf", date(2026, 12, 1), by="Judgment")
    assert "eu.us.dpf" in ids_in_force(other, date(2026, 11, 30))
    assert "eu.us.dpf" not in ids_in_force(other, date(2026, 12, 1))
    assert "eu.us.dpf" in ids_in_force(library, date(2026, 12, 1))
    assert other.version_on("eu.us.dpf", date(2026, 12, 1)).lapsed.by == "Judgment"


def test_a_provision_can_end_before_it_began(library):
    other = library.ending("eu.us.dpf", date(2020, 1, 1), by="Judgment")
    assert "eu.us.dpf" not in ids_in_force(other, TODAY)


def test_every_regime_binds_by_one_provision(library):
    for regime in library.regimes:
        assert [p.id for p in library.in_force(TODAY).of(regime, ProvisionKind.BINDING)] == [f"{regime.lower()}.binds"]


def test_tools_say_what_they_can_carry_under_a_regime(library):
    assert library.tools_of("EU", TODAY)["scc"] == [f"eu.scc2021.m{module}" for module in (1, 2, 3, 4)]
    assert "scc" not in library.tools_of("UK", TODAY)
    assert "scc_old" not in library.tools_of("EU", TODAY)
