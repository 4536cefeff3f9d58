"""Cells about mechanisms that invite a wrong reading: the table in tests/tables/intake/mechanisms.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest

from transfer_register import strict_yaml
from transfer_register.intake.mechanisms import read_mechanisms

CASES = strict_yaml.read(Path(__file__).parents[1] / "tables" / "intake" / "mechanisms.yaml")["cases"]


@pytest.mark.parametrize("case", CASES, ids=[repr(case["text"]) for case in CASES])
def test_a_cell_that_invites_a_mistake_is_read_as_the_table_says(case):
    reading = read_mechanisms(case["text"])
    stated = None if reading.stated is None else [mechanism.as_dict() for mechanism in reading.stated]
    named = {name for mechanism in stated or [] for name in (mechanism["code"], mechanism.get("scheme"))}
    assert not named & set(case.get("never", []))
    assert set(case.get("flags", [])) <= set(reading.flags)
    if "is" in case:
        assert stated == case["is"]
        assert list(reading.measures) == case.get("measures", [])


def test_the_table_has_its_size_and_says_each_cell_once():
    said = [case["text"] for case in CASES]
    assert len(said) >= 80
    assert len(said) == len(set(said))
