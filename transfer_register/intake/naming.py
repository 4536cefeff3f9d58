"""Which country, group or town a piece of a clause names, by what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

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
        if piece.kind == "country" and self.town_of_state(at):
            found.unresolved.append(piece.text)
            found.suggest[piece.text] = piece.value[0]
            found.flag("code_ambiguous")
            return None
        if piece.kind == "country" and "," in piece.text and (both := self.both_of(piece)):
            found.flag("code_ambiguous")
            return "country", both
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

    def town_of_state(self, at: int) -> bool:
        """Whether a name of a country with a state of another country behind it may be a town: "Peru, Indiana", "Lebanon, NH"."""
        pieces = [piece for piece in self.pieces if piece.kind != "number"]
        if at or [piece.kind for piece in pieces[1:]] not in (["sep", "state"], ["sep", "code"]) or len(pieces[0].text) < 4:
            return False
        last = pieces[2]
        state_of = last.value[0] if last.kind == "state" else self.names.states.get(last.text)
        sure = last.text in self.names.alpha2 and last.text not in self.names.other_readings
        only = self.names.other_readings.get(last.text, ("state", False))
        return (
            state_of is not None
            and state_of not in pieces[0].value
            and last.text not in pieces[0].value
            and not sure
            and only == ("state", False)
        )

    def both_of(self, piece: Piece) -> tuple[str, ...]:
        """ "Hong Kong, China" in a list of countries may be one place or two: then both, which only a person can settle."""
        if len(self.company.countries) + len(self.company.codes) < 2:
            return ()
        known = [self.names.names.get(words_of(part)) for part in piece.text.split(",")]
        countries = [name.value[0] for name in known if name and name.kind == "country" and name.use == "name"]
        return tuple(countries) if len(countries) == len(known) and len(set(countries)) > 1 else ()

    def more_numbers(self, at: int) -> None:
        """ "eu-west-1/2" names a second region by its number alone, which stays open."""
        for mark, number in pairwise(self.pieces[at + 1 : at + 3]):
            if (
                mark.kind in ("sep", "and", "or", "and_or")
                and number.kind == "number"
                and number.text.isdigit()
                and len(number.text) < 3
            ):
                self.found.unresolved.append(f"{self.pieces[at].text} {mark.text} {number.text}")
                self.found.flag("code_ambiguous")

    def state_of_word(self, word: str) -> tuple[str | None, str | None]:
        return self.names.states.get(word), self.names.states_by_name.get(" ".join(words_of(word)))

    def isolated(self, at: int) -> bool:
        before = self.pieces[at - 1].kind if at else "sep"
        after = self.pieces[at + 1].kind if at + 1 < len(self.pieces) else "sep"
        edges = MARKS | {"and", "or", "and_or", "bracket"}
        return before in edges and after in edges

    def following(self, at: int) -> str | None:
        """The country of the state or country that stands directly after a town; in a list of towns nothing is directly after."""
        listed = at > 1 and self.pieces[at - 1].kind == "sep" and self.pieces[at - 2].kind == "city"
        for piece in self.pieces[at + 1 : at + 4]:
            if listed and piece.kind == "state":
                return None
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
