"""The risk that is left: the table that people can read, and what must hold for every transfer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assessment.patterns import RISK, contributions, scores
from transfer_register import strict_yaml
from transfer_register.assessment.edition import Part
from transfer_register.assessment.score import NO, UNKNOWN, YES, added_up, explain
from transfer_register.law.condition import All, Any, Condition, Not, Test

CASES = strict_yaml.read(Path(__file__).parent / "scores.yaml")["cases"]


@pytest.fixture(scope="module")
def answered() -> dict[str, tuple[dict, dict[str, str]]]:
    """Case to its score and its outcomes; all of them asked at once."""
    patterns = [case["facts"] for case in CASES]
    found = zip(scores(RISK, patterns), contributions(RISK, patterns), strict=True)
    return {case["id"]: answer for case, answer in zip(CASES, found, strict=True)}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_table_of_scores_holds(case, answered):
    found, outcomes = answered[case["id"]]
    ends = [None if found[end] is None else round(found[end]) for end in ("score_low", "score")]
    assert (*ends, found["band"]) == (case["low"], case["high"], case["band"]), found
    for outcome in (YES, NO, UNKNOWN):
        # YAML 1.2: yes and no are words.
        assert {outcomes.get(item) for item in case.get(outcome, [])} <= {outcome}, outcomes
    assert not set(case.get("does_not_count", [])) & set(outcomes)


def test_the_table_of_scores_is_long_enough_to_be_read_and_meets_every_band():
    assert 20 <= len(CASES) <= 40
    assert {case["band"] for case in CASES} == {band.id for band in RISK.bands}
    settled = {item for case in CASES for outcome in (YES, NO) for item in case.get(outcome, [])}
    assert settled == {c.id for c in RISK.contributions}


def test_a_pattern_without_any_known_answer_has_no_score_and_every_pattern_has_a_row():
    found = [(each["score_low"], each["score"], each["band"]) for each in scores(RISK, [{}, {"flow.remote_access": True}, {}])]
    assert found == [(None, None, "open"), (0.0, 100.0, "severe"), (None, None, "open")]


# Each fact from bad to good, as far as there is such an order: first what measures and promises say, then circumstances.
MEASURES = {
    "transfer.tools": [[], ["consent"], ["consent", "scc"]],
    "scc.module": [1, 2],
    "tia.exists": [False, True],
    "tra.exists": [False, True],
    "tia_ch.exists": [False, True],
    "importer.dpf.eu.active": [False, True],
    "importer.dpf.uk_ext.active": [False, True],
    "importer.dpf.ch.active": [False, True],
    "art28_contract.exists": [False, True],
    "measures.encrypted_in_transit": [False, True],
    "measures.encrypted_at_rest": [False, True],
    "measures.keys_in_eea": [False, True],
    "measures.pseudonymised": [False, True],
    "measures.clear_text_access": [True, False],
    "measures.access_requests_challenged": [False, True],
    "measures.in_place": [[], ["tech.minim"], ["tech.minim", "org.policy"]],
    "importer.all_processing_countries_listed": [False, True],
    "onward.all_hops_covered": [False, True],
    "data.guardian_consent": [False, True],
}
CIRCUMSTANCES = {
    "importer.country": ["IN", "US", "JP", "CA", "BR", "IL", "NZ", "DE"],
    "exporter.country": ["DE", "GB", "CH", "US"],
    "importer.subject_to": [[], ["JP-APPI", "CA-PIPEDA", "BR-LGPD"]],
    "importer.role": ["processor", "controller"],
    "importer.under_problem_law": [True, False],
    "importer.us_ecsp": [True, False],
    "destination.governance_limited": [True, False],
    "destination.governance_weak": [True, False],
    "onward.exists": [True, False],
    "flow.remote_access": [True, False],
    "flow.systematic": [True, False],
    "data.categories": [["name"], ["payment_data", "message_content"], []],
    "data.has_special_categories": [True, False],
    "data.children": [True, False],
    "data.subjects": [["children"], ["customers"]],
    "data.hr_context": [True, False],
    "transfer.persons": [5, 20_000, 2_000_000],
    "processing.automated_transfer": [True, False],
    "tia.result": ["suspend", "may_proceed"],
    "tia.age_days": [900, 20],
    "dpf.days_since_check": [800, 3],
}


@st.composite
def facts(draw):
    """A pattern in which about half of the facts are known."""
    known = draw(st.sets(st.sampled_from([*MEASURES, *CIRCUMSTANCES])))
    return {name: draw(st.sampled_from((MEASURES | CIRCUMSTANCES)[name])) for name in sorted(known)}


@st.composite
def improvements(draw):
    """A pattern, and the same with one measure better than it was, or found to be there."""
    before = draw(facts())
    name = draw(st.sampled_from(sorted(MEASURES)))
    values = MEASURES[name]
    was = values.index(before[name]) if name in before else -1
    return before, {**before, name: values[draw(st.integers(max(was, 0), len(values) - 1)) if was >= 0 else -1]}


def high(found: dict) -> float:
    """The worse end; of what has no score, the worst there is."""
    return 100.0 if found["score"] is None else found["score"]


def low(found: dict) -> float:
    return 0.0 if found["score_low"] is None else found["score_low"]


@settings(max_examples=5, deadline=None)
@given(st.lists(improvements(), min_size=20, max_size=30))
def test_a_measure_never_worsens_a_score(pairs):
    before, after = (scores(RISK, [pair[place] for pair in pairs]) for place in (0, 1))
    for was, now in zip(before, after, strict=True):
        assert high(now) <= high(was) + 1e-9


@settings(max_examples=5, deadline=None)
@given(st.lists(st.tuples(facts(), st.data()), min_size=20, max_size=30))
def test_taking_knowledge_away_only_widens_the_range(drawn):
    whole = [each for each, _ in drawn]
    less = [{name: value for name, value in each.items() if data.draw(st.booleans())} for each, data in drawn]
    for was, now in zip(scores(RISK, whole), scores(RISK, less), strict=True):
        assert high(now) >= high(was) - 1e-9
        assert low(now) <= low(was) + 1e-9


@settings(max_examples=5, deadline=None)
@given(st.lists(facts(), min_size=20, max_size=30))
def test_contributions_add_up_to_the_score_at_both_ends(patterns):
    for found, outcomes in zip(scores(RISK, patterns), contributions(RISK, patterns), strict=True):
        if set(outcomes.values()) <= {UNKNOWN}:
            assert (found["score_low"], found["score"], found["band"]) == (None, None, "open")
            continue
        for end, counted, taken in (("low", {YES}, {YES, UNKNOWN}), ("high", {YES, UNKNOWN}, {YES})):
            failure = sum(c.points for c in RISK.of(Part.FAILURE) if outcomes.get(c.id) in counted)
            harm = [c.points * failure / 100 for c in RISK.of(Part.HARM) if outcomes.get(c.id) in counted]
            gross = sum(harm)
            less = [-gross * c.points / 100 for c in RISK.of(Part.SAFEGUARDS) if outcomes.get(c.id) in taken]
            score = found["score_low" if end == "low" else "score"]
            assert score == pytest.approx(sum(harm) + sum(less))
            assert found[f"failure_{end}"] == failure
        assert 0 <= found["score_low"] <= found["score"] <= 100
        assert found["band"] == RISK.band(found["score"])
        summed = added_up(RISK, outcomes)
        assert (summed.low, summed.high) == pytest.approx((found["score_low"], found["score"]))


def polarities(condition: Condition, turned: bool = False):
    """Every test of a condition with whether it stands under a `not`, an `is: false` being one."""
    match condition:
        case Test(_, _, value):
            yield condition, turned != (value is False)
        case Not(part):
            yield from polarities(part, not turned)
        case All(parts) | Any(parts):
            for part in parts:
                yield from polarities(part, turned)


def test_no_condition_makes_a_measure_a_reason_for_a_higher_score():
    # Facts that are true, or that name, what somebody does for protection.
    good = {name for name, values in MEASURES.items() if values[0] in (False, [])} | {"importer.dpf.eu.active"}
    for contribution in RISK.contributions:
        helps = contribution.part is Part.SAFEGUARDS
        wrong = {
            test.fact
            for condition in (contribution.condition, contribution.applies_if)
            for test, turned in polarities(condition)
            if test.fact in good and turned == helps
        }
        # Whether an assessment is asked for its result turns on there being one: held by the test below and the property above.
        allowed = {"assessment_against", "assessment_old"}
        assert not wrong or contribution.id in allowed, (contribution.id, wrong)


def test_an_assessment_that_is_against_or_old_is_still_better_than_none():
    of = {c.id: c.points for c in RISK.contributions}
    assert of["assessment_against"] + of["assessment_old"] <= of["assessment_missing"]


def test_what_would_lower_a_score_stands_largest_first_and_is_what_it_would_be(answered):
    case = next(case for case in CASES if case["id"] == "in-the-clear-under-a-problem-law")
    now, outcomes = answered[case["id"]]
    changes = explain(RISK, outcomes.items())
    assert [change.gain for change in changes] == sorted((change.gain for change in changes), reverse=True)
    assert all(change.facts and change.cites for change in changes)
    assert all(change.high <= now["score"] and change.low >= 0 for change in changes)
    told = next(change for change in changes if change.item == "pseudonymised")
    [then] = scores(RISK, [{**case["facts"], "measures.pseudonymised": True}])
    assert (told.low, told.high) == pytest.approx((then["score_low"], then["score"]))
    assert told.gain == pytest.approx(now["score"] - then["score"])
