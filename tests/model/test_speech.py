"""What is said in other languages: the catalogues fit the sentences of the source, and what was not reviewed is marked."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from transfer_register.actions import catalogues
from transfer_register.model import speech
from transfer_register.model.speech import CATALOGUES, LANGUAGES, say, says, speaking
from transfer_register.model.vocabulary import Words, read_words

PROJECT = Path(__file__).resolve().parents[2]
OTHERS = [language for language in LANGUAGES if language != "en"]


@pytest.fixture(scope="module")
def words() -> Words:
    return read_words(PROJECT / "data" / "vocabulary")


@pytest.mark.parametrize("language", OTHERS)
def test_the_catalogues_hold_what_is_said_and_nothing_else(language: str, words: Words):
    for name, template in (("documents", catalogues.sentences()), ("vocabulary", catalogues.terms(words))):
        held = catalogues.held(language, name)
        wanted = {(message.context, message.id) for message in template if message.id}
        found = {(message.context, message.id) for message in held if message.id}
        assert found == wanted, "Run: make catalogues"


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_places_of_its_sentence(language: str):
    for message in catalogues.held(language, "documents"):
        if message.id and all(catalogues.forms(message)):
            wanted = _places(message.id if isinstance(message.id, str) else message.id[-1])
            for form in catalogues.forms(message):
                assert _places(form) == wanted, f"{language}: {message.id}"


def test_words_are_found_within_other_text_too():
    module = ast.parse("""f"{say('one')} {plural(n, 'fact')}"; says("is", "are", 2); say(name); marked("kept")""")
    assert sorted(map(str, (said for _, said in catalogues.said_in(module)))) == [
        "('fact', 'facts')", "('is', 'are')", "kept", "one",
    ]  # fmt: skip


def test_a_day_a_number_a_country_and_a_term_are_said_as_the_language_has_them(words: Words):
    said = {}
    for language in LANGUAGES:
        with speaking(language):
            said[language] = (
                speech.day(date(2026, 3, 1)),
                speech.in_digits(12345),
                words.label("countries", "DE"),
                words.label("roles", "processor"),
            )
    assert said == {
        "en": ("1 March 2026", "12,345", "Germany", "Processor"),
        "de": ("1. März 2026", "12.345", "Deutschland", "Auftragsverarbeiter"),
        "fr": ("1 mars 2026", "12\u202f345", "Allemagne", "Sous-traitant"),
        "es": ("1 de marzo de 2026", "12.345", "Alemania", "Encargado del tratamiento"),
    }


def test_what_nobody_reviewed_is_marked_and_what_no_catalogue_holds_is_said_in_english():
    with speaking("de"):
        assert say("There is nothing to list.") == f"Es gibt nichts aufzuführen.{speech.UNREVIEWED}"
        assert say("Document control") == "Angaben zum Dokument"
        assert say("A sentence that no catalogue holds.") == f"A sentence that no catalogue holds.{speech.UNREVIEWED}"
        assert says("{n} provision is cited.", "{n} provisions are cited.", 1).startswith("1 Vorschrift wird")
        assert says("{n} provision is cited.", "{n} provisions are cited.", 2).startswith("2 Vorschriften werden")
        assert speech.counted(0, "transfer") == "0 Übermittlungen"
    with speaking("fr"):
        assert speech.counted(0, "transfer") == "0 transfert"
    assert say("There is nothing to list.") == "There is nothing to list."


def test_each_language_says_how_much_of_it_was_reviewed():
    for language in OTHERS:
        reviewed, every = speech.reviewed(language)
        assert 0 <= reviewed <= every
        assert every > 200
    assert {path.name for path in CATALOGUES.iterdir()} == set(OTHERS)


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
