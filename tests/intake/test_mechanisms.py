"""Mechanisms: the table in tests/fixtures/intake/mechanisms.yaml, and the measures beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from transfer_register import strict_yaml
from transfer_register.intake.mechanism_words import mechanism_words
from transfer_register.intake.mechanisms import read_mechanisms
from transfer_register.model.vocabulary import read_words

PROJECT = Path(__file__).parents[2]
CASES = strict_yaml.read(PROJECT / "tests" / "fixtures" / "intake" / "mechanisms.yaml")["cases"]


@pytest.mark.parametrize("case", CASES, ids=[repr(case["text"]) for case in CASES])
def test_a_cell_is_read_as_the_table_says(case):
    reading = read_mechanisms(case["text"])
    stated = None if reading.stated is None else [mechanism.as_dict() for mechanism in reading.stated]
    assert stated == case["is"]
    assert set(case.get("flags", [])) <= set(reading.flags)


def test_measures_stand_beside_the_mechanisms():
    reading = read_mechanisms("EU-US Data Privacy Framework + SCCs (Module 2/3, 2021/914); zero-retention contractual commitment")
    assert reading.measures == ("zero-retention contractual commitment",)
    assert [mechanism.modules for mechanism in reading.stated] == [(), (2, 3)]


def test_a_column_of_certificates_gives_only_frameworks_between_states():
    reading = read_mechanisms("SOC 2 Type II | ISO 27001 | EU-U.S. Privacy Shield", frameworks_only=True)
    assert [mechanism.scheme for mechanism in reading.stated] == ["Privacy Shield"]
    assert reading.measures == ()


def test_a_day_that_can_be_read_two_ways_is_no_day():
    (mechanism,) = read_mechanisms("SCCs signed 03/04/2020").stated
    assert mechanism.dated is None


def test_every_tool_is_a_term_of_the_vocabulary():
    tools = read_words(PROJECT / "data" / "vocabulary").lists["transfer_tools"]
    assert {named.tool for named in mechanism_words().named.values() if named.tool} <= set(tools)
    assert {named.tool for named in mechanism_words().articles.values() if named.tool} <= set(tools)
