"""The glossary says what the vocabularies say."""

from __future__ import annotations

from transfer_register.actions.glossary import VOCABULARY, glossary
from transfer_register.model.vocabulary import read_words

PRINTED = VOCABULARY.parents[1] / "docs" / "glossary.md"


def test_the_printed_glossary_is_current():
    current = glossary(read_words(VOCABULARY))
    mend = "print it again: python -m transfer_register.actions.glossary > docs/glossary.md"
    assert PRINTED.read_text(encoding="utf-8") == current, mend


def test_every_list_and_every_word_of_a_short_list_is_in_it():
    words = read_words(VOCABULARY)
    text = glossary(words)
    for name, terms in words.lists.items():
        assert f"## {words.titles[name]}\n" in text
        if len(terms) <= 100:
            assert all(f"| {term.label}" in text for term in terms.values()), name
