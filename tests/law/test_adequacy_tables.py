"""Every decision, territory and membership has its cases in the tables: on both sides of each day on which it changes.

Nothing is judged here: the tables are read, and what they lack is told. A decision that is added without cases fails.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.law.conftest import ROOT
from transfer_register.law.condition import Test, facts_of
from transfer_register.law.in_force import DESTINATION, Library
from transfer_register.law.provision import DatedGroup, Member, Provision, ProvisionKind, Version
from transfer_register.law.tables import Case, read_cases

DAY = timedelta(days=1)
TERRITORIES = ("eu_territories", "eu_unsettled", "us_territories", "own_decision", "without_decision")
MEMBERSHIPS = ("eu", "eea", "eu_law_in_transition", *TERRITORIES)
LOOKED_FOR = {"looked_for_eu": "EU", "looked_for_uk": "UK", "looked_for_ch": "CH"}
# A place that nobody stated: nothing can carry it, and nobody can be left out of it.
NOWHERE = Test(DESTINATION, "known", False)


@pytest.fixture(scope="module")
def cases(library: Library) -> list[Case]:
    tables = sorted((ROOT / "tests" / "tables" / "law").glob("*.yaml"))
    return [case for path in tables for case in read_cases(path, library, date(2026, 11, 22))]


def decisions(library: Library) -> list[Provision]:
    """The lists and decisions of the three regimes."""
    return [p for p in library.provisions.values() if p.cascade == "adequacy"]


def special(library: Library) -> list[Provision]:
    """Periods and territories that European law does not treat as a third country."""
    scopes = [p for p in library.provisions.values() if p.kind is ProvisionKind.SCOPE]
    return [p for p in scopes if p.file in ("eu/transition.yaml", "eu/territories.yaml")]


def speaks(case: Case, provision: str) -> bool:
    """The case expects that the provision carries, or that it might."""
    findings = case.expected.get("findings", {})
    named = {case.expected.get("record"), case.expected.get("ground"), *case.expected.get("mechanisms", ())}
    return provision in named or (isinstance(findings, dict) and findings.get(provision) in ("met", "unknown"))


def facts(case: Case) -> dict:
    return {name: value for name, value in case.facts.items() if name != "transfer.date"}


def pairs(cases: Iterable[Case], regime: str, day: date) -> Iterator[tuple[Case, Case]]:
    """Two cases of the same facts: the day before, and the day."""
    of_days = [case for case in cases if case.regime == regime and case.day in (day - DAY, day)]
    for before in (case for case in of_days if case.day < day):
        yield from ((before, after) for after in of_days if after.day == day and facts(after) == facts(before))


def missing(provision: Provision, cases: Iterable[Case]) -> list[str]:
    """What the tables do not say of a provision: its days, and where more than the place decides, each of the three answers."""
    cases, (regime, *_) = list(cases), provision.regimes
    found = []
    for earlier, version in zip((None, *provision.versions), provision.versions, strict=False):
        before, after = earlier is not None and not earlier.lapsed, not version.lapsed
        if version.first and not any(
            (speaks(a, provision.id), speaks(b, provision.id)) == (before, after) for a, b in pairs(cases, regime, version.first)
        ):
            found.append(f"{provision.id}: no case for {version.first} and the day before")
    own = [case for case in cases if case.regime == regime]
    spoken = [case for case in own if speaks(case, provision.id)]
    if not spoken:
        found.append(f"{provision.id}: no case at all")
    looked_at = {fact for version in provision.versions for fact in facts_of(version.requires)} - {DESTINATION}
    if provision.applies_if != NOWHERE and looked_at:
        silent = [c for c in own if concerns(c, provision) and looked_at & set(c.facts) and c not in spoken]
        answers = {
            "carries": any(not c.expected.get("ask") for c in spoken),
            "does not carry": any(holds(provision, c.day) for c in silent),
            "is not known, with the facts to ask for": any(c.expected.get("ask") for c in spoken),
        }
        found += [f"{provision.id}: no case in which it {answer}" for answer, there in answers.items() if not there]
    return found


def concerns(case: Case, provision: Provision) -> bool:
    return not provision.destinations or case.facts.get(DESTINATION) in provision.destinations


def holds(provision: Provision, day: date) -> bool:
    version = provision.version_on(day)
    return version is not None and not version.lapsed


def test_a_decision_has_a_case_on_both_sides_of_each_of_its_days_and_one_for_each_answer(library, cases):
    assert len(decisions(library)) > 117
    assert [told for provision in decisions(library) for told in missing(provision, cases)] == []


def test_a_special_period_and_a_territory_have_them_too(library, cases):
    assert [told for provision in special(library) for told in missing(provision, cases)] == []


def test_a_decision_that_is_added_without_cases_is_told(library, cases):
    """Its beginning and its end, that nothing speaks of it, and the answers; what speaks of another does not count for it."""
    old = library.provisions["eu.us.privacy_shield"]
    assert len(missing(replace(old, id="eu.us.next"), cases)) == 5
    moved = replace(old, versions=(Version(date(2016, 7, 13), None, old.versions[0].requires, old.versions[0].source),))
    assert missing(moved, cases) == ["eu.us.privacy_shield: no case for 2016-07-13 and the day before"]


def unheard(group: DatedGroup, cases: Iterable[Case]) -> list[str]:
    """Members that no case of European law sees join or leave."""
    cases = list(cases)
    days = [(m.code, day) for m in group.members for day in (m.first, m.last and m.last + DAY) if day]
    return [
        f"{group.id}: no case for {code} on {day} and the day before"
        for code, day in days
        if not any(before.facts.get(DESTINATION) == code for before, _ in pairs(cases, "EU", day))
    ]


@pytest.mark.parametrize("name", MEMBERSHIPS)
def test_who_joins_or_leaves_a_group_has_a_case_on_both_sides_of_the_day(library, cases, name):
    assert unheard(library.groups[name], cases) == []


def test_a_member_that_is_added_without_cases_is_told(library, cases):
    group = library.groups["eea"]
    larger = replace(group, members=(*group.members, Member("CH", date(2031, 1, 1), None)))
    assert unheard(larger, cases) == ["eea: no case for CH on 2031-01-01 and the day before"]


@pytest.mark.parametrize("name", TERRITORIES)
def test_every_territory_has_a_case_under_each_law(library, cases, name):
    asked = {(case.regime, case.facts.get(DESTINATION)) for case in cases}
    wanted = {(regime, member.code) for member in library.groups[name].members for regime in library.regimes}
    assert wanted - asked == set()


def test_what_was_looked_for_and_not_found_is_judged_as_not_covered(library, cases):
    uncovered = {(case.regime, case.facts.get(DESTINATION)) for case in cases if case.expected.get("outcome") == "NO_ADEQUACY"}
    wanted = {(regime, m.code) for name, regime in LOOKED_FOR.items() for m in library.groups[name].members}
    assert len(wanted) == 8
    assert wanted <= uncovered


def test_a_decision_stands_on_the_day_of_every_event_that_threatens_it(library, cases):
    threatened = [(p.id, risk.on) for p in decisions(library) for risk in p.risks]
    assert len(threatened) == 15
    carried = {(case.expected.get("record"), case.day) for case in cases if case.expected.get("outcome") == "ADEQUATE"}
    assert [threat for threat in threatened if threat not in carried] == []


def test_each_of_the_three_lists_is_asked_about_the_same_facts_on_the_same_day(library, cases):
    """Somewhere in the tables, every combination of who has a recipient on the list and who has not."""
    answers: dict[tuple, dict[str, bool]] = defaultdict(dict)
    for case in cases:
        if case.form == "adequacy" and case.regime:
            covered = case.expected["outcome"] in ("ADEQUATE", "NOT_RESTRICTED")
            answers[case.day, repr(sorted(facts(case).items()))][case.regime] = covered
    found = {tuple(said.values()) for said in answers.values() if tuple(said) == library.regimes}
    assert {(True, True, True), (False, True, True), (True, True, False), (True, False, False), (False, False, True)} <= found
    assert (False, False, False) in found
