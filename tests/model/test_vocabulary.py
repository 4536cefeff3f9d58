"""The words: every list is sound, and terms that other parts name are there."""

from pathlib import Path

import pytest

from transfer_register.errors import NotLaw
from transfer_register.model import facts, roles
from transfer_register.model.vocabulary import read_words

WORDS = read_words(Path(__file__).resolve().parents[2] / "data" / "vocabulary")


def test_roles_and_place_roles_have_words():
    assert set(roles.ROLES) == set(WORDS.lists["roles"])
    assert set(roles.PLACE_ROLES) == set(WORDS.lists["place_roles"])


def test_every_fact_has_a_label_and_what_is_stated_has_a_question():
    for fact in facts.PARTY_FACTS + facts.TRANSFER_FACTS:
        assert fact.label, fact.name
        assert fact.question.endswith("?"), fact.name


def test_every_fact_has_one_home():
    homes = {name: facts.home_of(name) for name in facts.FACTS}
    assert {home for home, _ in homes.values()} == {"derived", "transfer", "importer", "exporter"}


def test_a_term_that_stands_twice_is_refused(tmp_path):
    (tmp_path / "list.yaml").write_text("title: L\nterms:\n  - {id: a, label: A}\n  - {id: a, label: B}\n")
    with pytest.raises(NotLaw, match="the term a stands twice"):
        read_words(tmp_path)


def test_a_key_that_no_term_has_is_refused(tmp_path):
    (tmp_path / "list.yaml").write_text("title: L\nterms:\n  - {id: a, label: A, colour: red}\n")
    with pytest.raises(NotLaw, match="colour"):
        read_words(tmp_path)
