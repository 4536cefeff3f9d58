"""The words for names of companies: legal forms with their countries, relations, roles, and names that lists often hold."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from transfer_register import strict_yaml
from transfer_register.intake.gazetteer import fold

VOCABULARY = Path(__file__).resolve().parents[2] / "data" / "vocabulary"


@dataclass(frozen=True)
class PartyWords:
    """Legal forms are keyed by their letters without points and blanks; names of vendors by `core`-like folded text."""

    forms: dict[str, frozenset[str]]
    common: frozenset[str]
    relations: dict[str, tuple[str, ...]]
    relation_words: frozenset[str]
    also_known_as: tuple[str, ...]
    owned_by: tuple[str, ...]
    notes: tuple[str, ...]
    roles: dict[str, str]
    vendors: dict[str, str]
    products: dict[str, frozenset[str]]
    also: dict[str, frozenset[str]]


@cache
def party_words() -> PartyWords:
    """The words of this installation."""
    content = strict_yaml.read(VOCABULARY / "legal_forms.yaml")
    vendors = strict_yaml.read(VOCABULARY / "known_vendors.yaml")["vendors"]
    shown: dict[str, str] = {}
    products: dict[str, frozenset[str]] = {}
    also: dict[str, frozenset[str]] = {}
    for vendor in vendors:
        names = [vendor["name"], *vendor.get("also", [])]
        made = [str(product) for product in vendor.get("products", [])]
        for text in (*names, *made):
            shown.setdefault(fold(text), text)
        for text in names:
            products[fold(text)] = frozenset(map(fold, made))
            also[fold(text)] = frozenset(fold(other) for other in names if other != text)
    forms = {letters(form): frozenset(entry["countries"]) for entry in content["forms"] for form in entry["form"]}
    return PartyWords(
        forms=forms,
        common=frozenset(letters(str(form)) for form in content["common"]),
        relations={
            relation: tuple(sorted(map(fold, names), key=len, reverse=True)) for relation, names in content["relations"].items()
        },
        relation_words=frozenset(fold(name).split()[-1] for names in content["relations"].values() for name in names)
        | frozenset(fold(name).split()[0] for names in content["relations"].values() for name in names),
        also_known_as=tuple(sorted(map(fold, content["also_known_as"]), key=len, reverse=True)),
        owned_by=tuple(sorted(map(fold, content["owned_by"]), key=len, reverse=True)),
        notes=tuple(map(fold, content["notes"])),
        roles={fold(name): role for role, names in content["roles"].items() for name in names},
        vendors=shown,
        products=products,
        also=also,
    )


def letters(form: str) -> str:
    """A legal form by its letters alone, accents kept: OÜ and "ou" are not the same."""
    return re.sub(r"[^\w]", "", unicodedata.normalize("NFKC", form).casefold())


def is_legal_form(text: str) -> bool:
    """Whether a text is a legal form and nothing else, as the part behind the comma of "Acme, Inc." is."""
    form = letters(text)
    return form in party_words().forms or form in party_words().common
