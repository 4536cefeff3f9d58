"""The dimensions in which pictures and matrices count transfers: how each is called, and how a value becomes a filter.

Values are those of register/sql/told_legs.sql: terms and codes, and four that are none: '' not stated, '-' none stands,
'~other' the smaller ones together, '~<group or reach>' a destination that is no country.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import orjson

from transfer_register.exhibits import geography, style
from transfer_register.exhibits.tally import Colour, Rule, Tally
from transfer_register.model.filter_words import NONE_STANDS, NOT_STATED, value_label
from transfer_register.model.speech import marked, say
from transfer_register.model.vocabulary import Words


@dataclass(frozen=True)
class Dimension:
    """`field` is the field of a Filter that holds its values; `vocabulary` names them, None where they are parties."""

    title: str
    field: str
    vocabulary: str | None = None


DIMENSIONS: dict[str, Dimension] = {
    "origin": Dimension(marked("Exporter in"), "origins", "countries"),
    "exporter": Dimension(marked("Exporter"), "exporters"),
    "category": Dimension(marked("Data"), "categories", "data_categories"),
    "subject": Dimension(marked("Data subjects"), "subjects", "data_subjects"),
    "purpose": Dimension(marked("Purpose"), "purposes", "purposes"),
    "kind": Dimension(marked("Kind of recipient"), "kinds", "recipient_kinds"),
    "recipient": Dimension(marked("Recipient"), "importers"),
    "region": Dimension(marked("Region"), "countries", "countries"),
    "country": Dimension(marked("Destination"), "countries", "countries"),
    "tool": Dimension(marked("Mechanism"), "tools", "transfer_tools"),
    "measure": Dimension(marked("Measure"), "measures", "measures"),
    "system": Dimension(marked("System"), "systems"),
    "owner": Dimension(marked("Looked after by"), "owners"),
    "regime": Dimension(marked("Regime"), "regimes", "regimes"),
    "verdict": Dimension(marked("Verdict"), "verdicts", "verdicts"),
    "band": Dimension(marked("Risk left"), "bands", "bands"),
}

# What is asked next of one value of a dimension: from a region to its countries, from there to who receives.
_FINER = {
    "region": "country", "country": "recipient", "origin": "exporter", "exporter": "purpose", "category": "purpose",
    "subject": "category", "purpose": "category", "kind": "recipient", "recipient": "system", "tool": "measure",
    "measure": "tool", "system": "purpose", "owner": "purpose", "regime": "tool", "verdict": "regime", "band": "verdict",
}  # fmt: skip
OTHER = "~other"
_OTHER_LABEL = marked("Other")
# The dimensions that say where: their values stand in `countries`, `groups` and `scopes`.
_WHERE = ("country", "region")
_SCOPES = ("global", "unknown", "undetermined", "listed", "none")


def title(dimension: str) -> str:
    """What a column of a picture, or an axis, is headed with."""
    return say(DIMENSIONS[dimension].title)


def finer(dimension: str, taken: Iterable[str]) -> str:
    """The next dimension to look at one value of this one in, which is none of those taken."""
    found, taken = _FINER[dimension], {*taken}
    while found in taken:
        taken.add(found)
        found = _FINER[found] if _FINER[found] not in taken else next(name for name in _FINER if name not in taken)
    return found


def label(words: Words, dimension: str, value: str, name: str | None = None, inside: int | None = None) -> str:
    """The words for a value; `name` is the party's where the dimension is one of parties, `inside` how many Other stands for."""
    if value == OTHER:
        return f"{say(_OTHER_LABEL)} ({style.number(inside)})" if inside else say(_OTHER_LABEL)
    each = DIMENSIONS[dimension]
    if value.startswith("~"):
        return value_label(words, *_place(value))
    if value in (NOT_STATED, NONE_STANDS):
        return value_label(words, each.field, value)
    return name or value_label(words, each.field, value)


def mark(words: Words, dimension: str, value: str) -> style.Mark | None:
    """The mark of a value where the dimension is one of states."""
    match dimension:
        case "verdict":
            return style.verdict(words, value)
        case "band":
            return style.band(words, value)
    return None


def drawn_by(words: Words, rule: Rule, tally: Tally, *told: tuple[str, str], colour: Colour = "verdict") -> style.Mark:
    """The mark of a cell or band between values (dimension, value): where one of them is such a state, that state itself."""
    for dimension, value in told:
        if dimension == colour and value in words.lists[DIMENSIONS[dimension].vocabulary]:
            return mark(words, dimension, value)
    return tally.mark(words, rule, colour)


def said(words: Words, tally: Tally, *told: tuple[str, str], colour: Colour = "verdict") -> str:
    """What the tooltip of a cell, band or node tells; between states of that kind a count is enough."""
    if any(dimension == colour for dimension, _ in told):
        return style.counted(tally.transfers, "transfer")
    return tally.words(words, colour)


def filtered(dimension: str, value: str, parameters: Mapping[str, object]) -> dict[str, tuple[str, ...]] | None:
    """The fields of a Filter that leave exactly what a value counts; as `narrowed`."""
    return narrowed([(dimension, value)], parameters)


def narrowed(
    told: Iterable[tuple[str, str]], parameters: Mapping[str, object], shown: Mapping[str, Iterable[str]] | None = None
) -> dict[str, tuple[str, ...]] | None:
    """The fields of a Filter for several values (dimension, value) at once, to be put in the place of the picture's own.

    `parameters` are those of the answer: they know its filter, and which countries were shown as one. `shown` are the values that
    a dimension shows by themselves, for whoever chose those that stand together as Other; None where no filter can say it.
    """
    chosen = orjson.loads(parameters.get("filter") or "{}")
    meant: dict[str, _Meant] = {}
    for dimension, value in told:
        field = DIMENSIONS[dimension].field
        values = [each for each in (shown or {}).get(dimension, ()) if each != OTHER] if value == OTHER else [value]
        if not values:
            return None
        terms = dict.fromkeys(term for each in values for term in _terms(dimension, each, parameters))
        found = _Meant(tuple(terms), but=value == OTHER)
        meant[field] = found.within(meant[field] if field in meant else _chosen(chosen, field))
        if not meant[field].terms:
            return None
    fields: dict[str, tuple[str, ...]] = {}
    for field, each in meant.items():
        for name in _fields(field):
            values = tuple(value for known, value in each.terms if known == name)
            if values or name in chosen:
                fields[name] = values
    others = {*chosen.get("others", ())} - meant.keys() | {field for field, each in meant.items() if each.but}
    return fields | ({"others": tuple(sorted(others))} if others or chosen.get("others") else {})


@dataclass(frozen=True)
class _Meant:
    """Terms (field of a filter, value) that are meant or, with `but`, all others."""

    terms: tuple[tuple[str, str], ...]
    but: bool

    def within(self, other: _Meant | None) -> _Meant:
        """What both mean."""
        if other is None:
            return self
        if self.but and other.but:
            return _Meant(tuple(dict.fromkeys(other.terms + self.terms)), but=True)
        kept, by = (other, self) if self.but else (self, other)
        return _Meant(tuple(term for term in kept.terms if (term in by.terms) != by.but), but=False)


def _chosen(chosen: Mapping[str, list[str]], field: str) -> _Meant | None:
    """What the filter of a picture means already; None where it does not narrow."""
    terms = tuple((name, value) for name in _fields(field) for value in chosen.get(name, ()))
    return _Meant(terms, but=field in chosen.get("others", ())) if terms else None


def _fields(field: str) -> tuple[str, ...]:
    return ("countries", "groups", "scopes") if field == "countries" else (field,)


def _terms(dimension: str, value: str, parameters: Mapping[str, object]) -> list[tuple[str, str]]:
    """The values of a filter that one value of a picture stands for."""
    field = DIMENSIONS[dimension].field
    if dimension in _WHERE and value.startswith("~"):
        return [_place(value)]
    members: list[str] = []
    if dimension in ("origin", *_WHERE):
        members = list(members_of(parameters).get(value, ()))
    if dimension == "region" and not members:
        members = sorted(set(geography.members(value)) - folded(parameters).keys())
    return [(field, member) for member in members or [value]]


def _place(value: str) -> tuple[str, str]:
    """The field and the value of a filter for a destination that is no country."""
    name = value.removeprefix("~")
    return ("scopes" if name in _SCOPES else "groups", name)


def folded(parameters: Mapping[str, object]) -> dict[str, str]:
    """Country to the group under which an answer counted it."""
    return orjson.loads(parameters.get("fold") or "{}")


def members_of(parameters: Mapping[str, object]) -> dict[str, list[str]]:
    """Group to the countries that an answer counted under it."""
    members: dict[str, list[str]] = {}
    for code, group in folded(parameters).items():
        members.setdefault(group, []).append(code)
    return members


def fold_parameter(groups: Mapping[str, object]) -> str:
    """What `$fold` takes, from {"EEA": [codes]}: countries that are shown as one."""
    return orjson.dumps({code: group for group, codes in groups.items() for code in codes}).decode()


def regions_parameter(*dimensions: str) -> str:
    """What `$regions` takes: the region of every country, or nothing where no dimension asks for it."""
    return orjson.dumps(geography.regions() if "region" in dimensions else {}).decode()
