"""The dimensions in which pictures and matrices count transfers: how each is called, and how a value becomes a filter.

Values are those of register/sql/told_legs.sql: terms and codes, and four that are none: '' not stated, '-' stated that
there is none, '~other' the smaller ones together, '~<group or reach>' a destination that is no country.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import orjson

from transfer_register.exhibits import geography, style
from transfer_register.exhibits.tally import Rule, Tally
from transfer_register.model.vocabulary import Words


@dataclass(frozen=True)
class Dimension:
    """`field` is the field of a Filter that holds its values; `vocabulary` names them, None where they are parties."""

    title: str
    field: str
    vocabulary: str | None = None


DIMENSIONS: dict[str, Dimension] = {
    "origin": Dimension("Exporter in", "origins", "countries"),
    "exporter": Dimension("Exporter", "exporters"),
    "category": Dimension("Data", "categories", "data_categories"),
    "subject": Dimension("Data subjects", "subjects", "data_subjects"),
    "purpose": Dimension("Purpose", "purposes", "purposes"),
    "kind": Dimension("Kind of recipient", "kinds", "recipient_kinds"),
    "recipient": Dimension("Recipient", "importers"),
    "region": Dimension("Region", "countries", "countries"),
    "country": Dimension("Destination", "countries", "countries"),
    "tool": Dimension("Mechanism", "tools", "transfer_tools"),
    "regime": Dimension("Regime", "regimes", "regimes"),
    "verdict": Dimension("Verdict", "verdicts", "verdicts"),
    "band": Dimension("Risk left", "bands", "bands"),
}

OTHER = "~other"
_REACH = {
    "~global": "Anywhere",
    "~unknown": "Place not known",
    "~undetermined": "Place not understood",
    "~listed": "Place not known",
    "~none": "No place",
}
_UNSTATED = {"": "Not stated", "-": "Stated: none", OTHER: "Other"}


def title(dimension: str) -> str:
    """What a column of a picture, or an axis, is headed with."""
    return DIMENSIONS[dimension].title


def label(words: Words, dimension: str, value: str, name: str | None = None) -> str:
    """The words for a value; `name` is the party's where the dimension is one of parties."""
    if value in _UNSTATED:
        return "No regime" if dimension == "regime" and value == "" else _UNSTATED[value]
    if value in _REACH:
        return _REACH[value]
    if value.startswith("~"):
        return f"{value[1:]}, country not stated"
    vocabulary = DIMENSIONS[dimension].vocabulary
    if vocabulary is None:
        return name or value
    return words.label(vocabulary, value) if vocabulary in words.lists else value


def mark(words: Words, dimension: str, value: str) -> style.Mark | None:
    """The mark of a value where the dimension is one of states."""
    match dimension:
        case "verdict":
            return style.verdict(words, value)
        case "band":
            return style.band(words, value)
    return None


def drawn_by(words: Words, rule: Rule, tally: Tally, *told: tuple[str, str]) -> style.Mark:
    """The mark of a cell or band between values (dimension, value): where one of them is a verdict, that verdict itself."""
    for dimension, value in told:
        if dimension == "verdict" and value in words.lists["verdicts"]:
            return style.verdict(words, value)
    return style.verdict(words, tally.verdict(rule))


def said(words: Words, tally: Tally, *told: tuple[str, str]) -> str:
    """What the tooltip of a cell, band or node tells; between verdicts a count is enough."""
    if any(dimension == "verdict" for dimension, _ in told):
        return style.counted(tally.transfers, "transfer")
    return tally.words(words)


def filtered(dimension: str, value: str, parameters: Mapping[str, object]) -> dict[str, tuple[str, ...]] | None:
    """The fields of a Filter that leave exactly what a value counts; None where no filter can say it.

    `parameters` are those of the answer: they know which countries were shown as one.
    """
    if value in _UNSTATED or value.startswith("~"):
        return None
    if dimension in ("origin", "country", "region"):
        members = tuple(members_of(parameters).get(value, ()))
        if not members and dimension == "region":
            members = tuple(sorted(set(geography.members(value)) - folded(parameters).keys()))
        return {DIMENSIONS[dimension].field: members or (value,)}
    return {DIMENSIONS[dimension].field: (value,)}


def narrowed(told: Iterable[tuple[str, str]], parameters: Mapping[str, object]) -> dict[str, tuple[str, ...]] | None:
    """The fields of a Filter for several values (dimension, value) at once; None where no filter can say one of them."""
    fields: dict[str, tuple[str, ...]] = {}
    for dimension, value in told:
        found = filtered(dimension, value, parameters)
        if found is None:
            return None
        for field, values in found.items():
            fields[field] = tuple(v for v in values if v in fields[field]) if field in fields else values
    return fields


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
