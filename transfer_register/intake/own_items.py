"""One element of a list in words, and the words as that element again: a place, a mechanism, an identifier, a fact.

The words of an element hold no line break and no semicolon, which part elements from each other in a cell.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from transfer_register.intake.gazetteer import fold, gazetteer
from transfer_register.intake.own_text import day_text, days_of
from transfer_register.intake.own_words import FACTS, Labels, NotUnderstood, proposal
from transfer_register.intake.places import read_place
from transfer_register.model.facts import Fact, Kind
from transfer_register.model.roles import PLACE_ROLES

_SCOPES = {"global": "Anywhere", "undetermined": "Not determined"}
_GROUP = "Group: "
_REGION = "region "
_ROLE = re.compile(r"\(([^()]*)\)")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PARTS = (("module", "module "), ("signed_on", "signed "), ("valid_from", "from "), ("valid_to", "until "),
          ("reference", "reference "), ("condition", "condition "))  # fmt: skip
_YES = {"yes": True, "no": False, "true": True, "false": False, "ja": True, "nein": False, "oui": True, "non": False}


def plain(text: str) -> str:
    """A text of somebody inside the words of an element: one line, without what parts elements."""
    return " ".join(text.replace(";", ",").split())


# Places


def place_words(labels: Labels, place: dict[str, Any]) -> str:
    """`Germany, Frankfurt, region eu-central-1 (storage), if support is needed`."""
    if place.get("country"):
        where = labels.label("countries", place["country"])
    elif place.get("group"):
        where = f"{_GROUP}{plain(place['group'])}"
    else:
        where = _SCOPES.get(place.get("scope", ""), plain(place.get("scope") or "")) or "Not known"
    where += "".join(f", {lead}{plain(place[name])}" for name, lead in (("city", ""), ("region", _REGION)) if place.get(name))
    what = labels.label("place_roles", place.get("role", "processing")).lower()
    return f"{where} ({what})" + (f", {plain(place['condition'])}" if place.get("condition") else "")


def place_of(labels: Labels, text: str) -> dict[str, Any]:
    """The place that words mean. Raises `NotUnderstood`."""
    where, role, condition = text.strip(), "processing", ""
    roles = {fold(labels.label("place_roles", role)): role for role in PLACE_ROLES} | {role: role for role in PLACE_ROLES}
    for found in reversed(list(_ROLE.finditer(where))):
        if fold(found[1].strip()) in roles:
            role, condition, where = (
                roles[fold(found[1].strip())],
                where[found.end() :].strip(" ,"),
                where[: found.start()].strip(" ,"),
            )
            break
    place: dict[str, Any] = {"role": role}
    if condition:
        place["condition"] = condition
    parts = [part.strip() for part in where.split(",") if part.strip()]
    if not parts:
        raise NotUnderstood(f"“{text}” names no place. Write the country first, as in: Germany, Frankfurt (storage).")
    if parts[0].casefold().startswith(_GROUP.strip().casefold()):
        place["group"] = parts[0][len(_GROUP.strip()) :].strip()
        rest = parts[1:]
    elif scope := next((name for name, word in _SCOPES.items() if fold(word) == fold(parts[0])), None):
        place["scope"], rest = scope, parts[1:]
    elif fold(parts[0]) == "not known":
        rest = parts[1:]
    else:
        place["country"], rest = _country_first(labels, parts, text)
        if place["country"] is None:
            del place["country"]
            place["group"] = group_of(parts[0])
    for part in rest:
        name = "region" if part.casefold().startswith(_REGION) else "city"
        said = part[len(_REGION) :].strip() if name == "region" else part
        place[name] = f"{place[name]}, {said}" if name in place else said
    return place


def _country_first(labels: Labels, parts: list[str], text: str) -> tuple[str | None, list[str]]:
    """The country that stands first, also one with commas in its name, and the parts after it; None for a group."""
    for many in range(len(parts), 0, -1):
        said = ", ".join(parts[:many])
        try:
            if many == 1 and group_of(said):
                return None, parts[1:]
            if many > 1 and fold(said) not in labels.known("countries"):
                continue
            return labels.term("countries", said), parts[many:]
        except NotUnderstood:
            if many == 1:
                raise NotUnderstood(
                    f"“{text}”: “{said}” names no country for sure.{labels.proposed('countries', said)} Write the country's name "
                    "or its two-letter code first, as in: Germany, Frankfurt (storage)."
                ) from None
    raise NotUnderstood(f"“{text}” names no place.")


def group_of(text: str) -> str | None:
    """The group that a text names, as EEA or APAC; None where it names none."""
    if fold(text.strip()) in gazetteer().countries_by_text:
        return None
    read = read_place(text)
    return read.groups[0] if len(read.groups) == 1 and not read.places else None


# Mechanisms


def mechanism_words(labels: Labels, mechanism: dict[str, Any]) -> str:
    """`Standard contractual clauses (2021), module 2, signed 1 March 2026, reference A-7`."""
    said = [plain(labels.label("transfer_tools", mechanism["tool"]))]
    for name, lead in _PARTS:
        value = mechanism.get(name)
        if value is not None and value != "":
            shown = _day_words(value) if name in ("signed_on", "valid_from", "valid_to") else plain(str(value))
            said.append(f"{lead}{shown}")
    return ", ".join(said)


def mechanism_of(labels: Labels, text: str) -> dict[str, Any]:
    """The mechanism that words mean. Raises `NotUnderstood`."""
    parts = text.strip().split(",")
    tool, rest = _tool_first(labels, parts)
    mechanism: dict[str, Any] = {"tool": tool}
    open_part = ""
    for part in rest:
        said = part.strip()
        name, lead = next(((name, lead) for name, lead in _PARTS if said.casefold().startswith(lead)), ("", ""))
        value = said[len(lead) :].strip()
        if not name or (name == "valid_from" and not days_of(value)):
            if not open_part:
                raise NotUnderstood(
                    f"“{said}” of “{text}” is not understood. Begin each part with module, signed, from, until, reference "
                    "or condition."
                )
            mechanism[open_part] += f",{part}"
        elif name == "module":
            if value not in ("1", "2", "3", "4"):
                raise NotUnderstood(f"“{said}”: there are the modules 1 to 4. Write module 2, for instance.")
            mechanism[name] = int(value)
        elif name in ("reference", "condition"):
            mechanism[name], open_part = value, name
        else:
            mechanism[name] = one_day(value)
    return mechanism


def _tool_first(labels: Labels, parts: list[str]) -> tuple[str, list[str]]:
    for many in range(len(parts), 1, -1):
        if fold(",".join(parts[:many]).strip()) in labels.known("transfer_tools"):
            return labels.term("transfer_tools", ",".join(parts[:many])), parts[many:]
    return labels.term("transfer_tools", parts[0]), parts[1:]


def _day_words(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year:04d}"


def one_day(text: str, *, month_first: bool | None = None) -> str:
    """The one day that a text means, as ISO text. Raises `NotUnderstood` for none, and for one of two."""
    found = days_of(text)
    if len(found) == 2 and month_first is not None:
        found = (found[1] if month_first else found[0],)
    if len(found) == 1:
        return day_text(found[0])
    if found:
        raise NotUnderstood(f"“{text}” is {_day_words(day_text(found[0]))} or {_day_words(day_text(found[1]))}. {_ISO}")
    raise NotUnderstood(f"“{text}” is no day. {_ISO}")


_ISO = "Write year-month-day, as 2026-03-01."


# Identifiers


def identifier_words(labels: Labels, identifier: dict[str, Any]) -> str:
    """`LEI: 5299...`."""
    return f"{plain(labels.label('identifier_schemes', identifier['scheme']))}: {plain(identifier['value'])}"


def identifier_of(labels: Labels, text: str) -> dict[str, Any]:
    """The identifier that words mean. Raises `NotUnderstood`."""
    scheme, _, value = text.partition(":")
    if not value.strip():
        raise NotUnderstood(f"“{text}” has no number. Write the kind of number, a colon and the number, as in LEI: 5299 …")
    known = labels.words.lists.get("identifier_schemes")
    return {"scheme": labels.term("identifier_schemes", scheme) if known else scheme.strip(), "value": value.strip()}


# Facts


def fact_words(labels: Labels, kind: str, name: str, value: Any) -> str:
    """`Assessment documented: yes`."""
    fact = FACTS[kind].get(name)
    return f"{fact.label if fact else name}: {_value_words(labels, fact, value)}"


def _value_words(labels: Labels, fact: Fact | None, value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return " + ".join(plain(labels.label((fact and fact.vocabulary) or "fact_terms", term)) for term in value) or "none"
        case str() if fact and fact.kind is Kind.DAY:
            return _day_words(value)
        case str():
            return plain(labels.label((fact and fact.vocabulary) or "fact_terms", value))
    return str(value)


def fact_of(labels: Labels, kind: str, text: str) -> tuple[str, Any]:
    """(name, value) of the fact that words state. Raises `NotUnderstood`."""
    names = {fold(fact.label): name for name, fact in FACTS[kind].items()} | {fold(name): name for name in FACTS[kind]}
    parted = [(text[: at.start()], text[at.end() :]) for at in re.finditer(":", text)]
    for label, said in parted:
        if name := names.get(fold(label.strip())):
            return name, _value(labels, FACTS[kind][name], said.strip(), text)
    label = parted[0][0] if parted else text
    close = proposal(label, (fact.label for fact in FACTS[kind].values()))
    raise NotUnderstood(
        f"“{text}” states nothing that is known.{close} The sheet “Choices” lists what can be stated, as in: {_EXAMPLE}."
    )


_EXAMPLE = "Transferred onward: yes"


def _value(labels: Labels, fact: Fact, said: str, text: str) -> Any:
    match fact.kind:
        case Kind.FLAG:
            if fold(said) not in _YES:
                raise NotUnderstood(f"“{text}”: write yes or no; delete the line where it is not known.")
            return _YES[fold(said)]
        case Kind.COUNT:
            return whole_number(said)
        case Kind.DAY:
            return one_day(said)
        case Kind.TERMS:
            return (
                [] if fold(said) == "none" else [_term(labels, fact, each.strip()) for each in said.split(" + ") if each.strip()]
            )
    return _term(labels, fact, said)


def _term(labels: Labels, fact: Fact, said: str) -> str:
    vocabulary = fact.vocabulary or "fact_terms"
    if fact.terms:
        known = {fold(labels.label(vocabulary, term)): term for term in fact.terms} | {fold(term): term for term in fact.terms}
        if (found := known.get(fold(said))) is None:
            choices = ", ".join(labels.label(vocabulary, term) for term in fact.terms)
            raise NotUnderstood(f"“{said}” is no answer to “{fact.label}”. Choose one of: {choices}.")
        return found
    return labels.term(vocabulary, said) if fact.vocabulary else said


def whole_number(text: str) -> int:
    """A count, whatever signs part its thousands. Raises `NotUnderstood`."""
    bare = re.sub(r"(?<=\d)[.,' \u00a0\u202f](?=\d{3}(?:\D|$))", "", text.strip())
    bare = re.sub(r"[.,]0+$", "", bare)
    if not re.fullmatch(r"\d+", bare):
        raise NotUnderstood(f"“{text}” is no whole number. Write digits only, as 1200.")
    return int(bare)
