"""Every provision is both met and broken in some table: a rule that no case knows could say anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest

from tests.law.conftest import ROOT
from tests.law.test_tables import TODAY
from tests.reference_judge import LATER, does_its_work, finding, looked_back_at
from transfer_register.law.condition import ALWAYS, NEVER, Test
from transfer_register.law.in_force import DESTINATION, TOOLS, InForce, Library
from transfer_register.law.provision import Provision
from transfer_register.law.tables import Case, read_cases
from transfer_register.model.facts import JUDGED

TABLES = sorted((ROOT / "tests" / "tables" / "law").glob("*.yaml"))
SHARED = [ROOT.parent / "shared" / "law" / name for name in ("eu_uk_ch_adequacy.yaml", "eu_uk_ch_mechanisms.yaml")]


def named(case: Case) -> Iterator[tuple[str, str]]:
    """What a case says outright of provisions: (id, outcome)."""
    said = case.expected
    if case.form == "rule" and said["fires"] is not False:
        yield case.rule, "breached" if said["fires"] else "unknown"
    if case.form == "adequacy" and said.get("record"):
        yield said["record"], "met" if said["outcome"] in ("ADEQUATE", "NOT_RESTRICTED") else "unknown"
    if case.form == "regime":
        for id in (said.get("ground"), *said.get("mechanisms", ())):
            if id:
                yield id, "breached" if said.get("verdict") == "breached" else "met"
        found = said.get("findings", {})
        yield from found.items() if isinstance(found, dict) else ((id, "breached") for id in found)
        yield from ((duty["id"], duty.get("outcome", "breached")) for duty in said.get("duties", ()))


def fails(p: Provision, case: Case, library: Library, readings: dict[str, InForce]) -> bool:
    """Does the case concern a scope or ground, which does not do its work there?"""
    places, tools = p.destinations, set(p.tools)
    if case.regime not in p.regimes or (places and case.facts.get(DESTINATION) not in places):
        return False
    if tools and not tools & set(case.facts.get(TOOLS) or ()):
        return False
    return p.id not in readings or does_its_work(readings[p.id], case.facts) is False


@pytest.fixture(scope="module")
def outcomes(library) -> dict[str, set[str]]:
    """Provision -> what the tables say of it; `fails` where a case that concerns it is one that it does not carry."""
    cases = [case for path in (*TABLES, *SHARED) if path.exists() for case in read_cases(path, library, TODAY)]
    said: dict[str, set[str]] = defaultdict(set)
    carrying = [p for p in library.provisions.values() if p.kind in ("scope", "ground", "exposure", "measure")]
    for case in cases:
        positive = dict(named(case))
        for id, outcome in positive.items():
            said[id].add(outcome)
        state = library.in_force(case.day)
        readings = {p.id: p for p in state.of(case.regime)} if case.regime else {}
        for p in carrying if case.regime else ():
            if positive.get(p.id) != "met" and fails(p, case, library, readings):
                said[p.id].add("fails")
        if case.form == "rule" and case.expected["fires"] is False:
            said[case.rule].add(_how_it_is_silent(case, library))
    return said


def _how_it_is_silent(case: Case, library: Library) -> str:
    """A rule that does not fire is met, or does not apply."""
    for regime in library.provisions[case.rule].regimes:
        for p in library.in_force(case.day).of(regime):
            if p.id == case.rule:
                judged = {k: v for k, v in case.facts.items() if k in JUDGED}
                seen = {**case.facts, **looked_back_at(library.in_force(case.day), regime, case.facts), **judged}
                if p.kind in LATER and (found := finding(p, seen, unrestricted=False)):
                    return "held" if found[0] == "met" else "silent"
    return "silent"


def _notice(p: Provision) -> bool:
    return all(version.requires == NEVER for version in p.versions if not version.lapsed)


def _missing(p: Provision, said: set[str]) -> list[str]:
    if p.applies_if == Test(DESTINATION, "known", False) or (_notice(p) and p.kind == "ground"):
        return []  # stands for others while nobody said where the data go; or nothing was made under it yet
    if p.kind in ("scope", "ground", "exposure", "measure"):
        sides = {"a case that it carries": {"met"}, "a case that it does not": {"fails", "breached", "not_met"}}
        if p.kind == "exposure" and all(v.requires == ALWAYS for v in p.versions if not v.lapsed):
            del sides["a case that it does not"]
    elif p.kind == "duty":
        sides = {"a case in which it is owed": {"breached", "unknown"}, "a case in which it is done": {"met"}}
    elif p.kind == "binding":
        return []  # every case is bound or is not; three_lists.yaml holds both
    elif _notice(p):
        sides = {"a case that it concerns": {"breached"}, "a case that it does not": {"silent", "met", "not_applicable"}}
    else:
        sides = {"a case that breaks it": {"breached"}, "a case that keeps it": {"held", "met"}}
    return [side for side, any_of in sides.items() if not said & any_of]


def test_every_provision_is_met_in_some_table_and_broken_in_some(library, outcomes):
    lacking = {p.id: missing for p in library.provisions.values() if (missing := _missing(p, outcomes[p.id]))}
    assert lacking == {}
