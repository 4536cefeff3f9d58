"""Names that may mean the same party: a score and a reason, and no question where there is none."""

from __future__ import annotations

import pytest

from transfer_register.intake.likeness import Names


def names(*all: str) -> Names:
    found = Names()
    for number, name in enumerate(all):
        found.add(f"PA-{number}", name)
    return found


@pytest.mark.parametrize(
    ("written", "known", "score", "why"),
    [
        ("Larkspur Cloud Inc.", "Larkspur Cloud, Inc", 100, "same"),
        ("Larkspur Cloud GmbH", "Larkspur Cloud Inc.", 95, "form"),
        ("Larkspur Clowd", "Larkspur Cloud", 93, "letters"),
        ("Lårkspur Cloud", "Larkspur Cloud", 100, "same"),
        ("Northwind Analytica Ltd", "Northwind Analytics Ltd", 95, "letters"),
    ],
)
def test_a_like_name_has_a_score_and_a_reason(written: str, known: str, score: int, why: str):
    (like,) = names(known, "Somebody Else AG").like(written)
    assert (like.name, like.score, like.why) == (known, score, why)


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("Region 12 Holding", "Region 13 Holding"),
        ("Meridian Payments Ltd", "Meridian Post Ltd"),
        ("Northwind India Pty Ltd", "Northwind Japan KK"),
        ("ABC", "ABD"),
        ("Cloud", "Cloudwall"),
    ],
)
def test_other_parties_are_no_question(written: str, known: str):
    assert names(known).like(written) == []


def test_an_alias_leads_to_the_party_by_its_own_name():
    found = Names()
    found.add("PA-1", "Ravel Messaging", "Nexum Inc")
    assert [(like.id, like.name) for like in found.like("Ravel Messaging Ltd")] == [("PA-1", "Nexum Inc")]
    assert [(like.score, like.why) for like in found.like("Tramontane Ltd", ["Ravel Messaging"])] == [(98, "alias")]


def test_the_likeliest_comes_first_and_each_party_once():
    found = names("Larkspur Cloud Inc.", "Larkspur Clouds Ltd")
    found.add("PA-0", "Larkspur Cloud")
    likes = found.like("Larkspur Cloud")
    assert [(like.id, like.score) for like in likes] == [("PA-0", 100), ("PA-1", 97)]


def test_the_reason_is_said_in_words():
    (like,) = names("Larkspur Cloud Inc.").like("Larkspur Cloud GmbH")
    assert str(like) == "“Larkspur Cloud Inc.” (95 %: the same name but for the legal form)"


def test_a_party_is_also_found_by_its_number_or_website_and_the_likeliest_reason_is_told():
    found = Names()
    found.add("PA-1", "Larkspur Cloud Inc.", domains=["larkspur.example"], identifiers=[("lei", "0000ORBITEXAMPLE0020")])
    asked = {"domains": ["www.larkspur.example"], "identifiers": [("lei", "0000 orbit example 0020")]}
    assert [(like.score, like.why) for like in found.like("Tramontane SA", **asked)] == [(100, "lei")]
    assert [(like.score, like.why) for like in found.like("Larkspur Cloud GmbH", domains=asked["domains"])] == [(97, "website")]
    assert [like.why for like in found.like("Larkspur Cloud Inc", **asked)] == ["same"]


def test_a_party_that_is_asked_about_is_no_answer_and_does_not_count():
    found = Names()
    for id, name in (("PA-1", "Orbit Ltd"), ("PA-2", "Halyard AG"), ("PA-3", "Muster GmbH")):
        found.add(id, name, domains=["orbit.example"])
    assert found.like("Orbit Ltd", domains=["orbit.example"], itself="PA-1") == []
    found = Names()
    found.add("PA-1", "Orbit Ltd", domains=["orbit.example"])
    found.add("PA-2", "Halyard AG", domains=["orbit.example"])
    assert [like.id for like in found.like("Orbit Ltd", domains=["orbit.example"], itself="PA-1")] == ["PA-2"]
