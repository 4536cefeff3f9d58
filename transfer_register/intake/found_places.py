"""What a text says of places while it is read clause by clause, and the reading that comes of it in the end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from transfer_register.intake.gazetteer import Gazetteer, words_of
from transfer_register.intake.place_reading import PlaceReading, ReadPlace
from transfer_register.intake.place_words import Loose, proposal, settle_loose
from transfer_register.intake.scan import Piece


@dataclass(frozen=True)
class Town:
    """A town whose country is still open: where its place would stand, and the country that is named directly after it."""

    piece: Piece
    position: int
    role: str
    following: str | None = None
    condition: str | None = None


@dataclass
class Found:
    """What one run over the pieces has found so far."""

    role: str
    places: list[ReadPlace] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    towns: list[Town] = field(default_factory=list)
    unresolved: list[str] = field(default_factory=list)
    suggest: dict[str, str] = field(default_factory=dict)
    excluded: list[str] = field(default_factory=list)
    conditions: dict[str, str] = field(default_factory=dict)
    condition: str | None = None
    flags: list[str] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    loose: list[Loose] = field(default_factory=list)
    exclusive: bool | None = None

    def flag(self, name: str) -> None:
        if name not in self.flags:
            self.flags.append(name)


def _country_of(town: Town, named: set[str]) -> str | None:
    """The country of a town: the one written after it, the usual one where it is named, the only one there is; else open."""
    usual, *others = town.piece.value
    if town.following in town.piece.value:
        return town.following
    return usual if usual in named or not others else None


def reading_of(found: Found, names: Gazetteer) -> PlaceReading:
    named = {place.iso2 for place in found.places}
    places = list(found.places)
    if any(
        place.region and place.iso2 not in found.named and " ".join(words_of(place.region)) in names.states_by_name
        for place in places
    ):
        found.flag("country_inferred")
    for town in reversed(found.towns):
        country = _country_of(town, named)
        if country is None:
            found.unresolved.append(town.piece.text)
            found.suggest[town.piece.text] = town.piece.value[0]
            continue
        if country not in named:
            found.flag("country_inferred")
        at = places[town.position] if town.position < len(places) else None
        if at and at.iso2 == country == town.following and at.city is None:
            places[town.position] = replace(at, city=town.piece.text)
        else:
            places.insert(town.position, ReadPlace(country, town.role, city=town.piece.text, condition=town.condition))
    settle_loose(found, places, names)
    for words in found.unresolved:
        if words not in found.suggest and (country := proposal(words, names)):
            found.suggest[words] = country
    groups = tuple(dict.fromkeys(found.groups))
    vague = bool(found.unresolved or found.excluded or found.said & {"various", "customer"})
    if "or" in found.said and len(places) + len(groups) > 1:
        found.flag("conditional")
    if groups or vague or "global" in found.said or not places:
        found.flag("country_undetermined")
    scope = "global" if "global" in found.said else "listed" if places else "undetermined"
    return PlaceReading(
        places=tuple(places),
        groups=groups,
        scope=scope,
        alternatives="or" in found.said and len(places) + len(groups) > 1,
        flags=tuple(found.flags),
        customer_designated="customer" in found.said,
        exclusive=found.exclusive,
        unresolved=tuple(dict.fromkeys(found.unresolved)),
        suggest=tuple(found.suggest.items()),
        excluded=tuple(dict.fromkeys(found.excluded)),
        group_conditions=tuple(found.conditions.items()),
        condition=found.condition,
    )
