"""The safeguards score: the table that people can read, and what must hold for every kit and every transfer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assessment.patterns import SAFEGUARDS, WORDS, contributions, scores
from transfer_register import strict_yaml
from transfer_register.assessment.score import NO, UNKNOWN, YES, explain
from transfer_register.law.condition import facts_of

CASES = strict_yaml.read(Path(__file__).parent / "scores.yaml")["cases"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_table_of_scores_holds(case):
    [(score, band)] = scores(SAFEGUARDS, [case["facts"]])
    [given_points] = contributions(SAFEGUARDS, [case["facts"]])
    outcomes = {item: outcome for item, (outcome, _) in given_points.items()}
    assert (None if score is None else round(score), band) == (case["score"], case["band"]), outcomes
    assert {outcomes.get(item) for item in case.get("unknown", [])} <= {UNKNOWN}, outcomes
    assert {outcomes.get(item) for item in case.get("no", [])} <= {NO}, outcomes


def test_a_pattern_without_any_known_answer_has_no_score_and_every_pattern_has_a_row():
    found = scores(SAFEGUARDS, [{}, {"importer.country": "IN", "transfer.tools": []}, {}])
    assert found == [(None, "open"), (0.0, "weak"), (None, "open")]


# From worse to better, with what is unknown left out. Whether a contribution applies turns on none of these.
BETTER = {
    "transfer.tools": [[], ["consent"], ["consent", "scc"]],
    "scc.module": [1, 2],
    "tia.exists": [False, True],
    "tra.exists": [False, True],
    "tia.result": ["suspend", "may_proceed"],
    "tia.age_days": [900, 20],
    "importer.dpf.eu.active": [False, True],
    "importer.dpf.ch.active": [False, True],
    "importer.subject_to": [[], ["JP-APPI", "CA-PIPEDA", "BR-LGPD"]],
    "dpf.days_since_check": [800, 3],
    "art28_contract.exists": [False, True],
    "measures.encrypted_in_transit": [False, True],
    "measures.encrypted_at_rest": [False, True],
    "measures.keys_in_eea": [False, True],
    "measures.pseudonymised": [False, True],
    "measures.clear_text_access": [True, False],
    "importer.under_problem_law": [True, False],
    "measures.access_requests_challenged": [False, True],
    "importer.all_processing_countries_listed": [False, True],
    "onward.all_hops_covered": [False, True],
    "data.guardian_consent": [False, True],
}
CIRCUMSTANCES = {
    "importer.country": ["IN", "US", "JP", "CA", "BR", "IL", "NZ", "DE", None],
    "exporter.country": ["DE", "GB", "CH", "US"],
    "importer.role": ["processor", "controller", None],
    "onward.exists": [True, False, None],
    "flow.remote_access": [True, False, None],
    "data.has_special_categories": [True, False, None],
    "data.subjects": [["children"], ["customers"], None],
    "transfer.persons": [5, 2_000_000, None],
    "processing.automated_transfer": [True, False, None],
}


@st.composite
def improvements(draw):
    """A pattern, and the same with some safeguards better than they were."""
    facts = {name: draw(st.sampled_from(values)) for name, values in CIRCUMSTANCES.items()}
    safer = dict(facts)
    for name, values in BETTER.items():
        at = draw(st.integers(-1, len(values) - 1))
        up = draw(st.integers(max(at, 0), len(values) - 1)) if draw(st.booleans()) else at
        facts[name] = values[at] if at >= 0 else None
        safer[name] = values[up] if up >= 0 else None
    # A safeguard that was unknown and turns out to be missing is no improvement.
    for name, values in BETTER.items():
        if facts[name] is None and safer[name] == values[0]:
            safer[name] = None
    return facts, safer


@settings(max_examples=12, deadline=None)
@given(st.lists(improvements(), min_size=20, max_size=40))
def test_more_safeguards_never_lower_the_score(pairs):
    before = scores(SAFEGUARDS, [facts for facts, _ in pairs])
    after = scores(SAFEGUARDS, [safer for _, safer in pairs])
    for (was, _), (now, _) in zip(before, after, strict=True):
        assert was is None or (now is not None and now >= was - 1e-9)


@settings(max_examples=6, deadline=None)
@given(st.lists(improvements(), min_size=20, max_size=30))
def test_the_score_is_the_share_of_the_points_that_its_contributions_show(pairs):
    patterns = [facts for facts, _ in pairs]
    for (score, band), terms in zip(scores(SAFEGUARDS, patterns), contributions(SAFEGUARDS, patterns), strict=True):
        got, whole = sum(points for _, points in terms.values()), sum(SAFEGUARDS[item].points for item in terms)
        if {outcome for outcome, _ in terms.values()} == {UNKNOWN}:
            assert (score, band) == (None, "open")
        else:
            assert score == pytest.approx(100 * got / whole)
            assert 0 <= score <= 100
            assert band == SAFEGUARDS.band(score)
        assert all(points == (SAFEGUARDS[item].points if outcome == YES else 0) for item, (outcome, points) in terms.items())


def test_whether_a_contribution_applies_turns_on_no_safeguard():
    for contribution in SAFEGUARDS.contributions:
        assert not facts_of(contribution.applies_if) & set(BETTER), contribution.id


def test_what_would_change_a_score_stands_largest_first_and_adds_up():
    case = next(case for case in CASES if case["id"] == "in-the-clear-under-a-problem-law")
    [terms] = contributions(SAFEGUARDS, [case["facts"]])
    [(score, _)] = scores(SAFEGUARDS, [case["facts"]])
    changes = explain(SAFEGUARDS, [(item, outcome) for item, (outcome, _) in terms.items()])
    assert changes[0].item == "unreadable_under_problem_law"
    assert [change.gain for change in changes] == sorted((change.gain for change in changes), reverse=True)
    assert score + sum(change.gain for change in changes) == pytest.approx(100)
    assert all(change.facts and change.cites for change in changes)


def test_a_gain_is_what_the_contribution_alone_brings():
    facts = {"importer.country": "IN", "exporter.country": "DE", "transfer.tools": ["scc"]}
    [terms] = contributions(SAFEGUARDS, [facts])
    changes = {change.item: change.gain for change in explain(SAFEGUARDS, [(i, o) for i, (o, _) in terms.items()])}
    [(before, _), (after, _)] = scores(SAFEGUARDS, [facts, {**facts, "measures.encrypted_in_transit": True}])
    assert after - before == pytest.approx(changes["encrypted_in_transit"])


def test_every_band_of_the_vocabulary_is_a_band_of_the_kit():
    assert {band.id for band in SAFEGUARDS.bands} == set(WORDS.lists["bands"])
