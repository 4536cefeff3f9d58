"""YAML as a lawyer expects it."""

from datetime import date

import pytest

from transfer_register import strict_yaml
from transfer_register.errors import NotLaw


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("ON", "ON"),
        ("yes", "yes"),
        ("no", "no"),
        ("true", True),
        ("null", None),
        ("~", None),
        ("010", "010"),
        ("10", 10),
        ("0", 0),
        ("1e5", "1e5"),
        ("1.5", "1.5"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("2026-11-22", date(2026, 11, 22)),
        ("0x10", "0x10"),
    ],
)
def test_a_word_is_what_it_looks_like(text, value):
    assert strict_yaml.parse(f"key: {text}")["key"] == value


def test_norway_stays_norway_as_a_key():
    assert list(strict_yaml.parse("NO: Norway\nSE: Sweden")) == ["NO", "SE"]


def test_a_repeated_key_is_refused_with_its_line():
    with pytest.raises(NotLaw, match=r"law\.yaml, line 3: the key 'a' stands twice"):
        strict_yaml.parse("a: 1\nb: 2\na: 3", name="law.yaml")


def test_a_day_that_does_not_exist_is_refused_with_its_line():
    with pytest.raises(NotLaw, match=r"law\.yaml, line 2: 2026-02-30 is no day"):
        strict_yaml.parse("a: 1\nfrom: 2026-02-30", name="law.yaml")


def test_a_broken_file_is_refused_with_its_line():
    with pytest.raises(NotLaw, match=r"law\.yaml, line \d+: this is not YAML"):
        strict_yaml.parse("a: [1, 2\nb: 3", name="law.yaml")


def test_a_mapping_remembers_its_line():
    assert strict_yaml.parse("- a: 1\n\n- b: 2")[1].line == 3
