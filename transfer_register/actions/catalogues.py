"""What there is to translate: the sentences of the documents and the terms of the vocabularies, as gettext catalogues.

`python -m transfer_register.actions.catalogues` brings data/languages/ up to date: what is new is added without a translation,
what nobody says any more is taken away, and what was translated stays as it is.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from transfer_register import strict_yaml
from transfer_register.model.speech import CATALOGUES, LANGUAGES, LOCALES
from transfer_register.model.vocabulary import Words, read_words
from transfer_register.reports import withholding
from transfer_register.reports.filing_pack import shape
from transfer_register.reports.register_of_transfers.legend import read_legend

_PACKAGE = Path(__file__).parent.parent
_VOCABULARY = CATALOGUES.parent / "vocabulary"
# The functions whose literals are said, and which of their arguments are the text; those that count make their own plural.
_SAYING = {"say": (0,), "says": (0, 1), "marked": (0,), "plural": (1, 2), "counted": (1, 2)}
_COUNTING = ("plural", "counted")
_LEGEND = "transfer_register/reports/register_of_transfers/legend.yaml"
# Folder of data with the forms of papers -> the keys under which texts stand that are said.
_FORMS = {
    "contract_forms": frozenset({"title", "label", "says", "act", "choose", "entry"}),
    "records": frozenset({"title", "says", "source", "not_kept", "provision", "limit", "unless", "proposal"}),
}
_FOLDERS = ("reports", "exhibits", "model")


def sentences() -> Catalog:
    """Every sentence that a document may say, with where it stands."""
    found = Catalog(fuzzy=False)
    for folder in _FOLDERS:
        for path in sorted((_PACKAGE / folder).rglob("*.py")):
            for line, message in said_in(ast.parse(path.read_text(encoding="utf-8"))):
                found.add(message, locations=[(f"transfer_register/{path.relative_to(_PACKAGE).as_posix()}", line)])
    legend = read_legend()
    for column in legend.columns:
        for said in (column.title, column.says, column.duty):
            found.add(said, locations=[(_LEGEND, 0)])
    for said in legend.confidence.values():
        found.add(said, locations=[(_LEGEND, 0)])
    for name in shape.names():
        for said in filter(None, shape.texts(shape.read_filing(name))):
            found.add(said, locations=[(f"data/filings/{name}.yaml", 0)])
    return found


def said_in(module: ast.Module) -> Iterator[tuple[int, str | tuple[str, str]]]:
    """Every literal that a module says, with its line; one for one and one for many as a pair."""
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
        given = [node.args[place] for place in _SAYING.get(name, ()) if place < len(node.args)]
        texts = [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if texts and len(texts) == len(given):
            many = texts[1] if len(texts) > 1 and texts[1] else f"{texts[0]}s"
            yield node.lineno, (texts[0], many) if name in _COUNTING or len(texts) > 1 else texts[0]


def terms(words: Words) -> Catalog:
    """Every term of the vocabularies, under the name of its list, and every text of a form, under the name of its folder.

    Countries that CLDR names are not among them.
    """
    found = Catalog(fuzzy=False)
    names = Locale.parse("en").territories
    for vocabulary, held in words.lists.items():
        for term in held.values():
            if vocabulary != "countries" or term.id not in names:
                found.add(term.label, context=vocabulary, auto_comments=[term.source] if term.source else [])
    for said in withholding.profiles().values():
        for hidden in said.hides:
            found.add(hidden.reason, context="withholding", locations=[("data/withholding.yaml", 0)])
    for folder, keys in _FORMS.items():
        for path in sorted((CATALOGUES.parent / folder).glob("*.yaml")):
            for text in _texts_under(strict_yaml.read(path), keys):
                found.add(text, context=folder, locations=[(f"data/{folder}/{path.name}", 0)])
    return found


def _texts_under(content: object, keys: frozenset[str]) -> Iterator[str]:
    """Every text that stands under one of the keys, alone or in a list, however deep."""
    if isinstance(content, list):
        for one in content:
            yield from _texts_under(one, keys)
    elif isinstance(content, dict):
        for key, value in content.items():
            if key in keys:
                yield from (one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str) and one)
            yield from _texts_under(value, keys)


def held(language: str, name: str) -> Catalog:
    """A catalogue as it stands; an empty one where there is none."""
    path, locale = CATALOGUES / language / f"{name}.po", LOCALES[language].replace("-", "_")
    if not path.exists():
        return Catalog(locale=locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def brought_up(language: str, name: str, template: Catalog) -> Catalog:
    """The catalogue of a language as it should be: its translations, with what is new, without what is gone."""
    held_now = held(language, name)
    held_now.update(template, no_fuzzy_matching=True)
    held_now.obsolete.clear()
    return held_now


def forms(message: Message) -> tuple[str, ...]:
    """The translation of a message: one form, or one for one and others for more; an empty one is not translated."""
    return message.string if isinstance(message.string, tuple | list) else (message.string,)


def _write() -> Iterator[str]:
    templates = {"documents": sentences(), "vocabulary": terms(read_words(_VOCABULARY))}
    for language in LANGUAGES:
        if language == "en":
            continue
        for name, template in templates.items():
            catalogue = brought_up(language, name, template)
            path = CATALOGUES / language / f"{name}.po"
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                write_po(file, catalogue, width=120, sort_output=True, omit_header=False, include_lineno=False)
            missing = sum(1 for message in catalogue if message.id and not all(forms(message)))
            yield f"{path.name} ({LANGUAGES[language]}): {len(catalogue)} messages, {missing} not translated"


if __name__ == "__main__":
    for line in _write():
        print(line)
