"""What a bracket in a clause is: a place in more detail, a remark or condition, or what happens at the place before it."""

from __future__ import annotations

from dataclasses import replace

from transfer_register.intake.found_places import Found
from transfer_register.intake.naming import MARKS, PLACES, Naming
from transfer_register.intake.place_reading import ReadPlace
from transfer_register.intake.scan import Piece

# What may stand in brackets after a place without being a note about it.
_SPECIFIC = PLACES | MARKS | {"and", "glue", "number", "provider", "bracket", "or"}


class Brackets(Naming):
    """Reads brackets; `inside` reads the pieces in one as a clause of their own."""

    def inside(self, bracket: Piece, role: str, *, excluding: bool = False) -> Found:
        raise NotImplementedError

    def about(self, bracket: Piece, role: str) -> tuple[str | None, str, Found | None]:
        """(note, role, places inside) of a bracket after a place: a condition, what happens there, or which places."""
        kinds = {piece.kind for piece in bracket.inside}
        if kinds and kinds <= {"role", "glue", "and", "sep"} and "role" in kinds:
            return None, next(piece.value[0] for piece in bracket.inside if piece.kind == "role"), None
        if kinds and kinds <= _SPECIFIC and kinds & PLACES:
            return None, role, self.inside(bracket, role)
        if kinds & (PLACES - {"group"}):
            self.found.flag("partly_understood")
        if "condition" in kinds:
            self.found.flag("conditional")
        if kinds & {"preference"}:
            self.found.exclusive = False
        if "customer" in kinds:
            self.found.said.add("customer")
        return bracket.text or None, role, None

    def inside_country(self, inner: Found, country: str, role: str) -> None:
        """What a bracket after a country names: its towns and states, or more countries; a group there is only a remark."""
        self.found.named |= inner.named
        for place in inner.places:
            if place.iso2 != country:
                self.found.flag("partly_understood")
            if place.iso2 != country or place.city or place.region:
                self.add(place)
        for town in inner.towns:
            if country in town.piece.value:
                self.add(ReadPlace(country, role, city=town.piece.text))
            else:
                self.found.towns.append(replace(town, position=len(self.found.places)))
        own_states = {state for state in inner.unresolved if country in self.state_of_word(state)}
        if own_states:
            self.add(ReadPlace(country, role, region=", ".join(state for state in inner.unresolved if state in own_states)))
        self.found.unresolved.extend(
            word for word in inner.unresolved if word not in own_states and word not in self.names.alpha2
        )
        if len(own_states) < len(inner.unresolved):
            self.found.flag("code_ambiguous")
        self.found.loose.extend(inner.loose)

    def take_over(self, inner: Found) -> None:
        self.found.named |= inner.named
        for place in inner.places:
            self.add(place)
        self.found.towns.extend(replace(town, position=len(self.found.places)) for town in inner.towns)
        self.found.unresolved.extend(inner.unresolved)
        self.found.suggest.update(inner.suggest)
        for flag in inner.flags:
            self.found.flag(flag)

    def loose_bracket(self, at: int) -> None:
        """A bracket after words that name no place: with one country in it, the words are a town there."""
        bracket, before = self.pieces[at], self.found.loose[-1] if self.found.loose else None
        inner = self.inside(bracket, self.found.role, excluding=self.excluding)
        if before and before.end == at and len(inner.places) == 1 and not inner.loose and before.is_name:
            place = inner.places[0]
            self.found.named |= inner.named
            self.add(ReadPlace(place.iso2, place.role, city=before.text, region=place.region))
            self.found.loose.pop()
            return
        if inner.places or inner.groups or inner.towns or inner.excluded:
            self.take_over(inner)
            self.found.groups.extend(inner.groups)
            self.found.excluded.extend(inner.excluded)
        self.found.said |= inner.said
