"""`score explain` and `score register`: the terms behind a number, and the number of the register itself."""

from __future__ import annotations

from contextlib import redirect_stdout
from io import StringIO

import orjson
import pytest

from transfer_register.__main__ import run


@pytest.fixture(scope="module")
def explained(pristine):
    with redirect_stdout(StringIO()) as out:
        run(["--register", str(pristine), "score", "explain", "TR-00001", "--json"])
    return orjson.loads(out.getvalue())


def test_the_terms_add_up_to_the_score_at_both_ends(explained, taken):
    for end, score in (("low", "score_low"), ("high", "score")):
        terms = [term[end] for term in explained["contributions"] if term["part"] != "failure"]
        assert sum(terms) == pytest.approx(explained[score])
        failure = [term[end] for term in explained["contributions"] if term["part"] == "failure"]
        assert sum(failure) == pytest.approx(explained["parts"]["failure"][end])
    assert len(explained["formula"]) == 2
    told = taken("score", "explain", "TR-00001").out
    assert "At worst: harm" in told
    assert "Would lower it:" in told


def test_what_would_lower_it_names_the_range_it_would_have(explained):
    gains = [one["points"] for one in explained["would_change"]]
    assert gains == sorted(gains, reverse=True)
    for one in explained["would_change"]:
        assert one["high"] <= explained["score"]
        assert one["points"] == pytest.approx(explained["score"] - one["high"], abs=0.11)
        assert one["ask"] or one["outcome"] != "unknown"


def test_judging_gives_the_same_terms_and_both_ends(explained, taken):
    [judged] = taken("judge", "--transfer", "TR-00001", "--json").json["transfers"]
    assert (judged["score"], judged["score_low"]) == (explained["score"], explained["score_low"])
    assert {"item", "part", "outcome", "points", "low", "high"} == set(judged["contributions"][0])


def test_the_register_itself_has_three_shares_and_a_mean_that_is_named(taken):
    found = taken("score", "register", "--json").json
    assert [share["id"] for share in found["shares"]] == ["completeness", "freshness", "evidence"]
    assert all(share["share"] is None or share["share"] == share["counted"] / share["of"] for share in found["shares"])
    assert found["mean"] == pytest.approx(sum(share["share"] for share in found["shares"]) / 3)
    assert "unweighted" in taken("score", "register").out
