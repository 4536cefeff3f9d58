"""Expressions of places that invite a wrong reading: the table in tests/tables/intake/places.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest

from transfer_register import strict_yaml
from transfer_register.intake.places import read_place

CASES = strict_yaml.read(Path(__file__).parents[1] / "tables" / "intake" / "places.yaml")["cases"]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['text']!r} {case.get('heading', '')}" for case in CASES])
def test_an_expression_that_invites_a_mistake_is_read_as_the_table_says(case):
    reading = read_place(case["text"], case.get("heading"))
    assert not {place.iso2 for place in reading.places} & set(case.get("never", []))
    assert set(case.get("flags", [])) <= set(reading.flags)
    if "is" in case:
        shown = [place.iso2 if place.role == "processing" else f"{place.iso2}:{place.role}" for place in reading.places]
        assert shown == case["is"]
        assert list(reading.groups) == case.get("groups", [])
        assert list(reading.unresolved) == case.get("open", [])
        assert list(reading.excluded) == case.get("excluded", [])
    if "scope" in case:
        assert reading.scope == case["scope"]
    if "conditions" in case:
        assert [place.condition for place in reading.places] == case["conditions"]


def test_the_table_has_its_size_and_says_each_expression_once():
    said = [(case["text"], case.get("heading")) for case in CASES]
    assert len(said) >= 150
    assert len(said) == len(set(said))


def test_a_condition_before_a_colon_belongs_to_the_place_behind_it():
    reading = read_place("until 2025: US, since 2025: Germany")
    assert [(place.iso2, place.condition) for place in reading.places] == [("US", "until 2025"), ("DE", "since 2025")]
