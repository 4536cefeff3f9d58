"""Reads the name of a recipient: the party, and what a bracket behind it means (alias, product, parent); compares names.

A bracket is understood where it says so itself ("aka"), is the acronym of the name, or stands in known_vendors.yaml; else it
is kept with a flag. Names are never corrected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from rapidfuzz.distance import OSA

from transfer_register.intake.cells import cell
from transfer_register.intake.gazetteer import fold, gazetteer, words_of
from transfer_register.intake.name_parts import name_and_address, other_name
from transfer_register.intake.party_words import letters, party_words

_FOOTNOTE = re.compile(r"(?:\s*(?:[*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰]+|\[\d{1,2}\]|\(\d{1,2}\)))+\s*$")
_BRACKET = re.compile(r"^(?P<name>.*\S)\s*[(（](?P<inside>[^()（）]*[^()（）\s][^()（）]*)[)）]\s*$", re.DOTALL)
_SHORTEST_TO_COMPARE = 5
# More words than this are a sentence about recipients, not a name.
_LONGEST_NAME = 12


@dataclass(frozen=True)
class Recipient:
    """One name as it stands. `suggest` is a known name one slip away; `note` a bracket that names nobody; `more` other lines."""

    name: str
    alias: str | None = None
    product: str | None = None
    parent: str | None = None
    relation: str | None = None
    group: str | None = None
    footnote: bool = False
    suggest: str | None = None
    note: str | None = None
    more: str | None = None
    flags: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """For a preview row; what is not said has no key."""
        return {name: value for name, value in vars(self).items() if value and name not in ("flags", "more")}


@lru_cache(maxsize=20_000)
def read_recipient(text: str) -> Recipient | None:
    """The recipient that a cell names, or None for a cell that names nobody (blank, "n/a", "none")."""
    content = cell(text)
    first, _, more = content.text.partition("\n")
    name = " ".join(first.split())
    unmarked = _FOOTNOTE.sub("", name).strip()
    footnote = bool(unmarked) and unmarked != name
    name = (unmarked or name).strip(" ,;:|")
    if not name or not any(sign.isalnum() for sign in name):
        return None
    if gazetteer().whole.get(fold(name).strip(" .")) is not None or fold(name) in gazetteer().whole:
        return None
    said: dict[str, Any] = {"footnote": footnote, "more": more or None}
    flags: list[str] = []
    if not more and (parts := name_and_address(name)):
        name, said["more"] = parts.name, parts.address
        flags += ["name_unclear"] if parts.glued else []
    if match := _BRACKET.match(name):
        outer, inside = match.group("name").strip(" ,"), match.group("inside").strip()
        kind, value = _bracket(outer, inside)
        if kind == "name":
            said["name"] = name
        else:
            said |= {"name": outer, kind: value}
        if kind == "unclear":
            said["product"] = said.pop("unclear")
            flags.append("name_unclear")
    elif both := other_name(name):
        said["name"], said["alias"] = both
    else:
        said["name"] = name
    if (relation := relation_of(said["name"])) and not (relation[1] and said["name"].endswith(" Company")):
        said["relation"], said["group"] = relation  # "Orbit affiliates", "Parent company": kept, but nobody knows who it is
        flags.append("name_unclear")
    elif len(said["name"].split()) > _LONGEST_NAME:
        flags.append("name_unclear")
    if suggestion := _suggestion(said["name"]):
        said["suggest"] = suggestion
        flags.append("name_typo_suspected")
    return Recipient(**said, flags=tuple(flags))


def _bracket(outer: str, inside: str) -> tuple[str, str]:
    """What a bracket is: alias, product, parent, note, unclear, or part of the name."""
    words = party_words()
    folded, core, inner = fold(inside), fold(core_name(outer)), fold(core_name(inside))
    for lead in words.also_known_as:
        if folded.startswith(lead + " ") or folded.startswith(lead + ": "):
            return "alias", inside[len(lead) :].strip(" :")
    for lead in words.owned_by:
        if folded.startswith(lead + " ") and len(inside) == len(folded):
            return "parent", inside[len(lead) :].strip(" :")
    if inner in words.products.get(core, ()) or folded in words.products.get(core, ()):
        return "product", inside
    if core in words.products.get(inner, ()) or core in words.products.get(folded, ()):
        return "parent", inside
    if inner in words.also.get(core, ()) or _is_acronym(inside, outer):
        return "alias", inside
    known = gazetteer().names.get(words_of(inside))
    if (known and known.kind in ("country", "group", "city", "state")) or inside in gazetteer().alpha2:
        return "name", inside
    if legal_form(inside) and not legal_form(outer):
        return "alias", inside
    if not inside[0].isupper() and not inside[0].isdigit():
        return "note", inside
    if any(folded == lead or folded.startswith(lead + " ") for lead in words.notes):
        return "note", inside
    if any(
        gazetteer().names.get((word,)) and gazetteer().names[(word,)].kind in ("group", "country") for word in words_of(inside)
    ):
        return "note", inside
    return "unclear", inside


def _is_acronym(short: str, long: str) -> bool:
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]\w*", long))
    return short.isupper() and 2 <= len(short) <= 6 and fold(initials).startswith(fold(short))


@lru_cache(maxsize=20_000)
def legal_form(name: str) -> str | None:
    """The legal form at the end of a name by its letters (gmbh, ptyltd), or None."""
    words = party_words()
    parts = name.replace(",", " ").split()
    for length in (4, 3, 2, 1):
        if len(parts) > length and (form := letters("".join(parts[-length:]))) in words.forms:
            return form
    return letters(parts[-1]) if len(parts) > 1 and letters(parts[-1]) in words.common else None


def legal_form_conflicts(name: str, country: str | None) -> bool:
    """Whether the legal form of a name is not usual in a country; False while either is unknown."""
    usual = party_words().forms.get(legal_form(name) or "")
    return bool(country and usual and country not in usual)


@lru_cache(maxsize=20_000)
def core_name(name: str) -> str:
    """A name without its legal form: "Google LLC" and "Google" have the same core, which makes them alike, not the same."""
    words = party_words()
    parts = name.replace(",", " ").split()
    shortened = True
    while shortened and len(parts) > 1:
        shortened = False
        for length in (4, 3, 2, 1):
            form = letters("".join(parts[-length:]))
            if len(parts) > length and (form in words.forms or form in words.common):
                parts, shortened = parts[:-length], True
                break
    return " ".join(parts)


@lru_cache(maxsize=20_000)
def party_key(name: str) -> str:
    """What two names must share to be the same party: all their words, legal form included, in any case and punctuation."""
    parts = (re.sub(r"[^\w&+]", "", fold(part)) for part in name.replace(",", " ").replace("-", " ").split())
    return " ".join(part for part in parts if part) or fold(name)


@lru_cache(maxsize=20_000)
def relation_of(text: str) -> tuple[str, str | None] | None:
    """(relation, group) when a purpose names a relation instead: "GitHub Subsidiary" -> ("affiliate", "GitHub")."""
    said = " ".join(cell(text).text.split()).strip(" .")
    folded = fold(said)
    words = folded.split()
    if len(folded) != len(said) or len(words) > 6 or party_words().relation_words.isdisjoint(words):
        return None
    for relation, names in party_words().relations.items():
        for name in names:
            if folded == name:
                return relation, None
            rest = said[: -len(name)].strip(" -–:")
            if folded.endswith(" " + name) and all(any(map(_is_capital, word)) for word in rest.split()):
                return relation, rest or None
            for joint in (" of ", " der ", " von ", " de ", " di ", " van "):
                if folded.startswith(name + joint):
                    return relation, said[len(name) + len(joint) :].strip() or None
    return None


def _is_capital(sign: str) -> bool:
    return sign.isupper() or sign.isdigit()


@lru_cache(maxsize=20_000)
def role_of(text: str) -> str | None:
    """The role towards the data that a cell names, as a term of model.roles.ROLES, or None."""
    return party_words().roles.get(fold(" ".join(cell(text).text.split())))


@cache
def _vendors_like() -> dict[tuple[str, int], tuple[str, ...]]:
    """Known names by their first letter and a length that is theirs or one away."""
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    for known in party_words().vendors:
        for length in (len(known) - 1, len(known), len(known) + 1) if len(known) >= _SHORTEST_TO_COMPARE else ():
            found[known[0], length] = (*found.get((known[0], length), ()), known)
    return found


def _suggestion(name: str) -> str | None:
    """A known name that differs from the core of this one by one slip; the rest of the name stays."""
    vendors = party_words().vendors
    core = core_name(name)
    folded = fold(core)
    if len(folded) < _SHORTEST_TO_COMPARE or folded in vendors or core != name[: len(core)]:
        return None
    for known in _vendors_like().get((folded[0], len(folded)), ()):
        if OSA.distance(known, folded, score_cutoff=1) == 1:
            return vendors[known] + name[len(core) :]
    return None
