"""What was read from one expression of a place: exactly what was said, with its doubts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class ReadPlace:
    """One country with what happens there. `role` is a term of model.roles.PLACE_ROLES."""

    iso2: str
    role: str = "processing"
    city: str | None = None
    region: str | None = None
    condition: str | None = None

    def as_dict(self) -> dict[str, str]:
        return {name: value for name, value in vars(self).items() if value is not None}


@dataclass(frozen=True)
class PlaceReading:
    """One expression. `scope` is listed, global, undetermined, unknown (not stated) or none (stated: no transfer).

    `unresolved` are words that name no country for sure, `suggest` what each may mean; `excluded` the places that were
    named as left out; `exclusive` is True for "only", False for a preference; `condition` stands for the whole expression;
    `stated` are the words of an expression that names no place on purpose (n/a, nil, TBC), which differ from a blank.
    """

    places: tuple[ReadPlace, ...] = ()
    groups: tuple[str, ...] = ()
    scope: str = "unknown"
    establishment: str | None = None
    alternatives: bool = False
    flags: tuple[str, ...] = ()
    customer_designated: bool = False
    exclusive: bool | None = None
    unresolved: tuple[str, ...] = ()
    suggest: tuple[tuple[str, str], ...] = ()
    excluded: tuple[str, ...] = ()
    group_conditions: tuple[tuple[str, str], ...] = ()
    condition: str | None = None
    onward_url: str | None = None
    contact: str | None = None
    stated: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The six keys of `intake place` always; the others only where there is something to say."""
        shown: dict[str, Any] = {
            "places": [place.as_dict() for place in self.places],
            "groups": list(self.groups),
            "scope": self.scope,
            "establishment": self.establishment,
            "alternatives": self.alternatives,
            "flags": list(self.flags),
        }
        return shown | self.details()

    def details(self) -> dict[str, Any]:
        """What not every expression has."""
        more = {
            "customer_designated": self.customer_designated or None,
            "exclusive": self.exclusive,
            "unresolved": list(self.unresolved) or None,
            "suggest": dict(self.suggest) or None,
            "excluded": list(self.excluded) or None,
            "group_conditions": dict(self.group_conditions) or None,
            "condition": self.condition,
            "onward_url": self.onward_url,
            "contact": self.contact,
            "stated": self.stated,
        }
        return {name: value for name, value in more.items() if value is not None}


def merged(places: Iterable[ReadPlace]) -> tuple[ReadPlace, ...]:
    """One place a country, role and condition; cities and regions of the same country come together in it."""
    kept: dict[tuple[str, str, str | None], ReadPlace] = {}
    for place in places:
        key = (place.iso2, place.role, place.condition)
        if key in kept:
            kept[key] = replace(kept[key], city=_both(kept[key].city, place.city), region=_both(kept[key].region, place.region))
        else:
            kept[key] = place
    return tuple(kept.values())


def _both(one: str | None, other: str | None) -> str | None:
    said = [part for part in (one, other) if part]
    return ", ".join(dict.fromkeys(said)) or None


def together(readings: Iterable[PlaceReading]) -> PlaceReading:
    """Several expressions of one row as one reading: places of every role, the widest scope, all doubts."""
    known = list(readings)
    if len(known) == 1:
        return known[0]
    scopes = [reading.scope for reading in known]
    scope = next((name for name in ("global", "listed", "undetermined", "none") if name in scopes), "unknown")
    return PlaceReading(
        places=merged(place for reading in known for place in reading.places),
        groups=_all(reading.groups for reading in known),
        scope=scope,
        establishment=next((reading.establishment for reading in known if reading.establishment), None),
        alternatives=any(reading.alternatives for reading in known),
        flags=tuple(flag for flag in _all(reading.flags for reading in known) if _ONLY.get(flag, scope) == scope),
        customer_designated=any(reading.customer_designated for reading in known),
        exclusive=next((reading.exclusive for reading in known if reading.exclusive is not None), None),
        unresolved=_all(reading.unresolved for reading in known),
        suggest=_all(reading.suggest for reading in known),
        excluded=_all(reading.excluded for reading in known),
        group_conditions=_all(reading.group_conditions for reading in known),
        condition=next((reading.condition for reading in known if reading.condition), None),
        onward_url=next((reading.onward_url for reading in known if reading.onward_url), None),
        stated=next((reading.stated for reading in known if reading.stated), None),
        contact=next((reading.contact for reading in known if reading.contact), None),
    )


# Flags that hold for the whole row only where its scope is this one.
_ONLY = {"location_missing": "unknown", "no_transfer_stated": "none"}


def _all(parts: Iterable[tuple]) -> tuple:
    return tuple(dict.fromkeys(item for part in parts for item in part))
