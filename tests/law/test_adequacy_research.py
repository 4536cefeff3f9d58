"""The files of adequacy, membership and territories say what the research says: days, conditions, confidence, reviews, events."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.law.conftest import ROOT
from transfer_register import strict_yaml
from transfer_register.law.condition import ALWAYS, All, Condition, Not, Test
from transfer_register.law.condition import Any as AnyOf

RESEARCH = ROOT.parent / "shared" / "law" / "eu_uk_ch_adequacy.yaml"
pytestmark = pytest.mark.skipif(not RESEARCH.exists(), reason="the research is not on this machine")
# Operator of the research -> ours; without a value, the value it stands for.
OPERATORS = {"eq": "is", "in": "in", "contains": "contains", "contains_any": "contains_any"}
FLAGS = {"is_true": True, "is_false": False}
EFFECTS = {"ex_tunc": "back_in_time", "ex_nunc": "forward_only", "deferred": "deferred", "continuous": "continuous"}
GROUPS = {"not_restricted": {"eu_territories"}, "legal_review": {"eu_unsettled", "us_territories"},
          "restricted_no_adequacy": {"without_decision"}, "adequacy": {"own_decision"}}  # fmt: skip


@pytest.fixture(scope="module")
def research() -> dict:
    return strict_yaml.read(RESEARCH)


def condition(node: dict, names: dict[str, str]) -> Condition:
    """A condition of the research in our grammar."""
    match node:
        case {"always": True}:
            return ALWAYS
        case {"all": parts}:
            return All(tuple(condition(part, names) for part in parts))
        case {"any": parts}:
            return AnyOf(tuple(condition(part, names) for part in parts))
        case {"not": part}:
            return Not(condition(part, names))
    fact, value = names.get(node["fact"], node["fact"]), node.get("value")
    if node["op"] in FLAGS:
        return Test(fact, "is", FLAGS[node["op"]])
    return Test(fact, OPERATORS[node["op"]], tuple(value) if isinstance(value, list) else value)


def test_every_record_has_its_wording_and_its_source(library, research):
    names = library.wording_of_cases["names"]
    for record in research["adequacy"]:
        version = library.version_on(record["id"], record["valid_from"])
        assert (version.first, version.last) == (record["valid_from"], record["valid_to"]), record["id"]
        assert version.requires == condition(record["condition"], names), record["id"]
        assert list(version.source.read_in) == record["sources"], record["id"]
        assert (version.source.act, version.source.confidence) == (record["instrument"], record["confidence"]), record["id"]


def test_every_end_has_its_kind_and_its_effect(library, research):
    for record in research["adequacy"]:
        if end := record.get("end"):
            lapsed = library.version_on(record["id"], record["valid_to"] + timedelta(days=1)).lapsed
            assert (lapsed.by, lapsed.effect) == (end["by"], EFFECTS[end["effect"]]), record["id"]


def test_every_review_has_its_days(library, research):
    for record in research["adequacy"]:
        review, ours = record.get("review"), library.provisions[record["id"]].review
        assert (review is None) == (ours is None), record["id"]
        if review:
            days = [day and day.isoformat() for day in (ours.last, ours.next_by)]
            assert days == [review.get("last"), review.get("next_due_by")], record["id"]
            assert bool(ours.basis) == ("next_due_basis" in review), record["id"]


def test_every_event_stands_beside_the_decisions_that_it_threatens(library, research):
    said = {(p.id, r.on, r.confidence, r.read_in) for p in library.provisions.values() for r in p.risks}
    events = research["risk_events"]
    wanted = {(id, e["date"], e["confidence"], tuple(e["sources"])) for e in events for id in e["affects"]}
    assert len(events) == 9
    assert wanted <= said


@pytest.mark.parametrize(("group", "first", "last"), [("eu", "eu_from", "eu_to"), ("eea", "eea_from", "eea_to")])
def test_every_state_joins_and_leaves_on_its_day(library, research, group, first, last):
    wanted = {m["country"]: (m[first], m[last]) for m in research["membership"] if m[first]}
    assert {m.code: (m.first, m.last) for m in library.groups[group].members} == wanted


def test_every_territory_is_in_the_group_of_its_status(library, research):
    members = {m.code: (group, m) for groups in GROUPS.values() for group in groups for m in library.groups[group].members}
    assert len(members) == len(research["territories"]) == 60
    for territory in research["territories"]:
        group, member = members[territory["code"]]
        assert group in GROUPS[territory["as_destination"]["EU"].split(":")[0]], territory["code"]
        assert (member.first, member.last) == (territory["valid_from"], territory["valid_to"]), territory["code"]
        assert (member.confidence, list(member.read_in)) == (territory["confidence"], territory["sources"]), territory["code"]


@pytest.mark.parametrize("regime", ["UK", "CH"])
def test_a_territory_that_follows_its_state_stands_beside_it_on_the_list(library, research, regime):
    for territory in research["territories"]:
        if territory["as_destination"][regime] == "as_parent":
            grounds = [p for p in library.provisions.values() if p.regimes == (regime,) and territory["code"] in p.destinations]
            assert all(territory["parent_state"] in ground.destinations for ground in grounds), territory["code"]
            assert grounds, territory["code"]


def test_what_was_looked_for_and_not_found_is_kept(library, research):
    kept = {(name, m.code): m for name in ("eu", "uk", "ch") for m in library.groups[f"looked_for_{name}"].members}
    wanted = {(finding["regime"].lower(), finding["territory"]): finding for finding in research["not_listed"]}
    assert kept.keys() == wanted.keys()
    for key, finding in wanted.items():
        assert (kept[key].confidence, list(kept[key].read_in)) == (finding["confidence"], finding["sources"]), key
