"""Every validation rule of the research is law here, of the same severity and confidence, and fires as it is written there.

The research judges one mechanism at a time and names some facts otherwise; data/law/wording_of_cases.yaml says how. It is
read beside the project and is not part of it: where it is absent, nothing is tested.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import yaml

from tests.law.conftest import ROOT
from tests.law.test_tables import TODAY
from transfer_register.law.tables import read_cases, run_cases

RESEARCH = ROOT.parent / "shared" / "law" / "eu_uk_ch_mechanisms.yaml"

# Rules that are no provision under their own name, and where they are held.
HELD_ELSEWHERE = {
    "R-GEN-006": "the duty duty.plan_replacement, due 180 days before the last known day",
    "R-GEN-010": "intake and the vocabulary of countries: no record can hold the codes UK and EL",
}
# The research took the general rule from memory; ours names the judgment, which was read.
READ_SINCE = {"R-GEN-005"}
# Mechanisms that are no ground under their own name, and where they are held.
MECHANISMS_ELSEWHERE = {
    "eu.art48": "R-A48-001: a foreign order is no ground",
    "uk.art49a": "R-A49-006, and in what British safeguards and derogations require",
    "ch.art18": "the scope nt.publication_ch",
    "eu.scc.art3_2": "planned, no law yet; is.art3_2_importer says so",
    "eu.nat_limits": "a hook for national law, of which the research names none",
}
# Where a fact is missing: ours may decide for a reason that holds of every record.
DAY, JUDGED, CLAIM = "every judgement has a day", "found out by the judge, not stated", "speaks only where it was recorded"
DECIDES_ALL_THE_SAME = {
    "R-GEN-001": JUDGED, "R-GEN-004": CLAIM, "R-GEN-015": JUDGED, "R-SCC-018": JUDGED, "R-CH-003": JUDGED,
    "R-ADQ-013": DAY, "R-ADQ-020": DAY, "R-SCC-006": DAY, "R-CRT-003": DAY, "R-UK-002": DAY, "R-UK-008": DAY,
    "R-SCC-017": CLAIM, "R-SCC-021": CLAIM, "R-A49-006": CLAIM,
}  # fmt: skip
_ROLES = ["controller", "joint_controller", "processor", "sub_processor"]
# Values beside those that a rule names, of the kind that can stand in a record.
BESIDE = {
    "exporter.role": _ROLES, "importer.role": _ROLES, "importer.country": ["IN"], "importer.kind": ["private_company"],
    "importer.sector": ["other"], "scc.module": [1, 2, 3, 4], "scc.clause9_option": ["specific", "general"],
    "scc.instrument": ["2021/914"], "idta.version": ["A2.0"], "uk_addendum.version": ["B2.0"],
    "mechanism.kind": ["adequacy", "derogation"], "mechanism.id": ["uk.idta"], "flow.purpose": ["something else"],
    "report.authority_name": ["Information Commission"],
}  # fmt: skip


@pytest.fixture(scope="module")
def research() -> dict[str, Any]:
    if not RESEARCH.exists():
        pytest.skip("the research is not on this machine")
    return yaml.safe_load(RESEARCH.read_text(encoding="utf-8"))


def named_after(library, rule: str) -> list:
    """The provision of a rule, and those that say the same for another regime, such as R-BCR-001.UK."""
    return [p for p in library.provisions.values() if p.id == rule or p.id.startswith(f"{rule}.")]


def test_every_rule_of_the_research_is_accounted_for(library, words, research):
    rules = {rule["id"] for rule in research["validation_rules"]}
    assert len(rules) == 98
    assert {rule for rule in rules if rule not in library.provisions} == set(HELD_ELSEWHERE)
    assert library.provisions["duty.plan_replacement"].versions[-1].due.days == 180
    assert not {"UK", "EL"} & set(words.lists["countries"])


def test_severities_regimes_and_confidence_agree(library, research):
    for rule in research["validation_rules"]:
        found = named_after(library, rule["id"])
        if rule["id"] in HELD_ELSEWHERE:
            continue
        assert {p.severity for p in found} == {rule["severity"]}, rule["id"]
        assert {regime for p in found for regime in p.regimes} == set(rule["regimes"]), rule["id"]
        if rule["id"] not in READ_SINCE:
            assert {v.source.confidence for p in found for v in p.versions} == {rule["confidence"]}, rule["id"]


def test_every_mechanism_of_the_research_is_accounted_for(library, research):
    mechanisms = {m["id"]: m for m in research["mechanisms"]}
    assert len(mechanisms) == 69
    assert {name for name in mechanisms if name not in library.provisions} == set(MECHANISMS_ELSEWHERE)
    for pitfall in {rule for m in mechanisms.values() for rule in m["pitfalls"]}:
        assert pitfall in library.provisions, pitfall
    for test in research["not_a_transfer"]:
        assert set(library.provisions[test["id"]].regimes) == set(test["regimes"]), test["id"]


def test_grounds_begin_and_end_on_the_days_of_the_research(library, research):
    for mechanism in research["mechanisms"]:
        provision = library.provisions.get(mechanism["id"])
        if provision is None or provision.cascade == "adequacy":
            continue
        speaking = [v for v in provision.versions if not v.lapsed]
        assert speaking[0].first == mechanism["valid_from"], provision.id
        assert speaking[-1].last == mechanism["valid_to"], provision.id


def test_a_rule_that_blocks_bars_a_ground_or_says_why_not(library):
    blocking = [p for p in library.provisions.values() if p.severity == "block"]
    assert len({p.id.removesuffix(".UK").removesuffix(".CH") for p in blocking}) >= 34
    assert [p.id for p in blocking if not p.bars and not p.note] == []


def parts(when: dict) -> Iterator[dict]:
    for inner in (*when.get("all", ()), *when.get("any", ()), *([when["not"]] if "not" in when else ())):
        yield from parts(inner)
    if "fact" in when:
        yield when


def worth_trying(tests: list[dict]) -> list[Any]:
    """The values that tell the tests of one fact apart, and that nobody stated it."""
    found: list[Any] = []
    for test in tests:
        value = test.get("value")
        match test["op"], value:
            case "is_true" | "is_false", _:
                found += [True, False]
            case "contains", _:
                found += [[value], []]
            case "contains_any", _:
                found += [*([term] for term in value), []]
            case "lte" | "gte", int():
                found += [value - 1, value, value + 1]
            case "lte" | "gte", _:
                day = date.fromisoformat(value)
                found += [str(day + timedelta(days=step)) for step in (-1, 0, 1)]
            case "in", _:
                found += value
            case _:
                found += [value]
    found += BESIDE.get(tests[0]["fact"], [])
    return [*(v for place, v in enumerate(found) if v not in found[:place]), None]


def says(when: dict, facts: dict[str, Any]) -> bool | None:
    """Whether a rule of the research fires: true, false, or None where a missing fact decides."""
    if "all" in when or "any" in when:
        found, decisive = [says(part, facts) for part in when.get("all", when.get("any"))], "any" in when
        return decisive if decisive in found else None if None in found else not decisive
    if "not" in when:
        inner = says(when["not"], facts)
        return None if inner is None else not inner
    stated, value = facts.get(when["fact"]), when.get("value")
    if stated is None:
        return None
    match when["op"]:
        case "is_true" | "is_false":
            return stated is (when["op"] == "is_true")
        case "eq" | "in":
            return stated == value if when["op"] == "eq" else stated in value
        case "lte" | "gte":
            return stated <= value if when["op"] == "lte" else stated >= value
        case "contains" | "contains_any":
            return bool(set(stated) & set(value if isinstance(value, list) else [value]))
    raise AssertionError(when["op"])


def every_case(rule: dict, most: int) -> list[dict]:
    """Cases for every choice of values, evenly thinned out where there are more than `most`."""
    tests: dict[str, list[dict]] = defaultdict(list)
    for test in parts(rule["when"]):
        tests[test["fact"]].append(test)
    choices = list(itertools.product(*(worth_trying(found) for found in tests.values())))
    chosen = choices[:: len(choices) // most + 1]
    stated = [{name: v for name, v in zip(tests, values, strict=True) if v is not None} for values in chosen]
    return [{"id": str(f), "rule": rule["id"], "facts": f, "fires": says(rule["when"], f)} for f in stated]


def test_every_rule_fires_as_the_research_writes_it(library, execute, tmp_path, research):
    cases = [
        case for rule in research["validation_rules"] if rule["id"] in library.provisions for case in every_case(rule, most=60)
    ]
    path = tmp_path / "rules.yaml"
    path.write_text(yaml.safe_dump({"cases": cases}), encoding="utf-8")
    results = run_cases(library, read_cases(path, library, TODAY), execute)
    wrong = [(case["rule"], case["id"], r.why) for case, r in zip(cases, results, strict=True) if not r.passed]
    assert [w for w in wrong if "expected unknown" not in w[2]] == []
    assert {rule for rule, *_ in wrong} <= set(DECIDES_ALL_THE_SAME)
    assert len(cases) > 1500
