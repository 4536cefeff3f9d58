"""Which country, group or town a piece of a clause names, by what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transfer_register.intake.found_places import Found
from transfer_register.intake.gazetteer import Gazetteer, words_of
from transfer_register.intake.place_codes import Company, read_code
from transfer_register.intake.place_reading import ReadPlace
from transfer_register.intake.place_words import Loose
from transfer_register.intake.scan import Piece

ENDS = frozenset({"break", "line"})
MARKS = ENDS | {"sep", "dash", "colon"}
PLACES = frozenset({"country", "group", "city", "state", "region", "code"})


class Naming:
    """The pieces of one clause, and what was found in it so far."""

    def __init__(self, found: Found, pieces: Sequence[Piece], company: Company, names: Gazetteer, role: str):
        self.found, self.pieces, self.company, self.names = found, pieces, company, names
        found.role = role
        self.excluding = False
        self.last: ReadPlace | None = None
        self.prefix: str | None = None

    def named_at(self, at: int, named_inside: bool) -> tuple[str, tuple[str, ...]] | None:
        """(kind, countries) of the place piece at a position, or None when it names none for sure (then it is noted)."""
        piece, found = self.pieces[at], self.found
        if piece.kind == "code":
            reading = read_code(at, self.pieces, self.company, self.names)
            if reading.doubt:
                found.flag("code_ambiguous")
            if reading.state_of:
                return "state", (reading.state_of,)
            if reading.iso2:
                return "country", (reading.iso2,)
            if reading.doubt:
                found.unresolved.append(piece.text)
            return None
        use = piece.name.use
        alone = self.isolated(at)
        if use == "state_too":
            return self.state_too(at)
        if use == "name" or use == "capitals" or (use == "alone" and alone):
            return piece.kind, piece.value
        if use == "alone":
            self.note_loose(at)
            return None
        found.unresolved.append(piece.text)
        found.suggest[piece.text] = piece.value[0]
        if use == "ambiguous":
            found.flag("code_ambiguous")
        return None

    def state_too(self, at: int) -> tuple[str, tuple[str, ...]] | None:
        piece = self.pieces[at]
        state_of = self.names.states_by_name[" ".join(words_of(piece.text))]
        town = next((before for before in reversed(self.pieces[:at]) if before.kind not in MARKS), None)
        if town and town.kind == "city" and state_of in town.value:
            return "state", (state_of,)
        if state_of in self.company.countries or state_of in self.company.codes:
            self.found.flag("code_ambiguous")
            self.found.unresolved.append(piece.text)
            self.found.suggest[piece.text] = piece.value[0]
            return None
        if len(self.company.countries) < 1 and not self.company.codes:
            self.found.flag("code_ambiguous")
        return "country", piece.value

    def state_of_word(self, word: str) -> tuple[str | None, str | None]:
        return self.names.states.get(word), self.names.states_by_name.get(" ".join(words_of(word)))

    def isolated(self, at: int) -> bool:
        before = self.pieces[at - 1].kind if at else "sep"
        after = self.pieces[at + 1].kind if at + 1 < len(self.pieces) else "sep"
        edges = MARKS | {"and", "or", "and_or", "bracket"}
        return before in edges and after in edges

    def following(self, at: int) -> str | None:
        """The country of the state or country that stands directly after a town."""
        for piece in self.pieces[at + 1 : at + 4]:
            if piece.kind in ("state", "country"):
                return piece.value[0]
            if piece.kind == "code" and piece.text in self.names.states and piece.text not in self.company.countries:
                return self.names.states[piece.text]
            if piece.kind not in ("sep", "line", "number", "glue"):
                break
        return None

    def note_loose(self, at: int) -> None:
        piece = self.pieces[at]
        if self.found.loose and self.found.loose[-1].end == at and self.found.loose[-1].clause is self.pieces:
            self.found.loose[-1] = self.found.loose[-1].longer(piece.text)
        else:
            self.found.loose.append(Loose(piece.text, at, at + 1, self.pieces))

    def add(self, place: ReadPlace) -> None:
        if self.prefix and place.condition is None:
            place = replace(place, condition=self.prefix)
        self.found.places.append(place)
        self.last = place
