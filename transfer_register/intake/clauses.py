"""From the pieces of a text to its places: which word belongs to which, clause by clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transfer_register.intake.brackets import Brackets
from transfer_register.intake.found_places import Found, Town, reading_of
from transfer_register.intake.gazetteer import Gazetteer, plain
from transfer_register.intake.naming import ENDS, PLACES
from transfer_register.intake.place_codes import Company
from transfer_register.intake.place_reading import PlaceReading, ReadPlace
from transfer_register.intake.scan import Piece, pieces_of


def read_clauses(
    text: str, role: str, names: Gazetteer, *, code_column: bool = False, asks_for_country: bool = False
) -> PlaceReading:
    """The reading of a text that is no postal address and says something."""
    text, pieces = pieces_of(text, names)
    company = _company(text, pieces, names, code_column, asks_for_country)
    found = Found(role)
    clause: list[Piece] = []
    for piece in (*pieces, Piece("break", "", len(text), len(text))):
        if piece.kind in ENDS:
            _Clause(found, clause, company, names, role).read()
            clause = []
        else:
            clause.append(piece)
    return reading_of(found, names)


def _company(text: str, pieces: Sequence[Piece], names: Gazetteer, code_column: bool, asks: bool) -> Company:
    flat: list[Piece] = []
    pending = list(pieces)
    while pending:
        piece = pending.pop(0)
        flat.append(piece)
        pending[:0] = piece.inside
    codes = tuple(dict.fromkeys(piece.text for piece in flat if piece.kind == "code"))
    countries = tuple(
        dict.fromkeys(piece.value[0] for piece in flat if piece.kind == "country" and piece.name.use in ("name", "capitals"))
    )
    groups = tuple(dict.fromkeys(piece.value[0] for piece in flat if piece.kind == "group"))
    unmarked = all(piece.kind in ("code", "group") or (piece.kind == "country" and len(piece.text) < 4) for piece in flat)
    hyphened = "-" in text
    listing = unmarked and len(flat) > (2 if hyphened or any(code in names.other_readings for code in codes) else 1)
    return Company(codes, countries, groups, code_column, asks, listing)


class _Clause(Brackets):
    """One clause: pieces between semicolons, full stops and line ends."""

    def read(self) -> None:
        at = 0
        while at < len(self.pieces):
            at = self._step(at)

    def inside(self, bracket: Piece, role: str, *, excluding: bool = False) -> Found:
        """What the pieces in a bracket say as a clause of their own."""
        inner = Found(role)
        clause = _Clause(inner, bracket.inside, self.company, self.names, role)
        clause.excluding = excluding
        clause.read()
        return inner

    def _step(self, at: int) -> int:
        piece, found = self.pieces[at], self.found
        match piece.kind:
            case "country" | "group" | "city" | "state" | "region" | "code":
                return self._label(at) or self._place(at)
            case "bracket":
                self.loose_bracket(at)
            case "role":
                self._role(at)
            case "exclude" | "exclude_next":
                self.excluding = True
                found.said.add("exclude")
            case "excluded":
                self._last_excluded()
            case "include_again":
                self.excluding = False
            case "onward":
                self.prefix = piece.text
                found.flag("onward_recipients_unknown")
            case "or":
                if self._between_places(at):
                    found.said.add("or")
            case "condition":
                return self._condition(at)
            case "preference":
                found.exclusive = False
            case "exclusive":
                found.exclusive = True if found.exclusive is None else found.exclusive
            case "global" | "various" | "customer":
                found.said.add(piece.kind if not self.excluding else "various")
            case "other":
                self.note_loose(at)
        if len(piece.text) == 1 and piece.text.isupper() and piece.kind not in PLACES and self.isolated(at):
            found.unresolved.append(piece.text)  # one letter may be the code of a number plate
            found.flag("code_ambiguous")
        return at + 1

    def _label(self, at: int) -> int | None:
        """ "EU customers: Germany": words up to a colon that begin with a place are for whom the places behind it are, and name
        no place themselves. The position behind the colon, or None."""
        if at and self.pieces[at - 1].kind not in ("sep", "break", "line"):
            return None
        end = next((end for end in range(at, len(self.pieces)) if self.pieces[end].kind in ("colon", "sep", "bracket")), None)
        if end is None or self.pieces[end].kind != "colon" or not any(piece.kind in PLACES for piece in self.pieces[end:]):
            return None
        if not any(plain(piece.text) in self.names.for_whom for piece in self.pieces[at:end]):
            return None
        self.prefix = " ".join(piece.text for piece in self.pieces[at:end])
        self.found.flag("conditional")
        return end + 1

    def _place(self, at: int) -> int:
        """One place and, where it follows, the bracket about it; the position behind both."""
        found, piece = self.found, self.pieces[at]
        inner, note, role = None, None, found.role
        behind = at + 1
        while piece.kind == "group" and behind < len(self.pieces) and self.pieces[behind].kind == "glue":
            behind += 1  # "EU region (Frankfurt)": the bracket is about the group
        if behind < len(self.pieces) and self.pieces[behind].kind == "bracket":
            note, role, inner = self.about(self.pieces[behind], role)
            behind += 1
        else:
            behind = at + 1
        codes = self.named_at(at, note is None and inner is not None)
        if codes is None:
            return behind
        kind, iso2 = codes
        once = self.excluding
        if at and self.pieces[at - 1].kind == "exclude_next":
            self.excluding = False
        if once:
            found.excluded.extend(iso2 if kind != "group" else piece.value)
            found.flag("place_excluded")
            return behind
        if kind == "group":
            if inner and (inner.places or inner.towns):
                self.take_over(inner)
            else:
                found.groups.append(piece.value[0])
                if note or self.prefix:
                    found.conditions[piece.value[0]] = note or self.prefix
        elif kind == "city":
            bound = next((place.iso2 for place in inner.places), None) if inner else None
            if bound:
                self.add(ReadPlace(bound, role, city=piece.text, condition=note))
            else:
                found.towns.append(Town(piece, len(found.places), role, self.following(at), note or self.prefix))
        else:
            region = piece.text if kind in ("region", "state") else None
            for country in iso2:
                self.add(ReadPlace(country, role, region=region, condition=note))
            if kind in ("country", "region"):
                found.named.update(iso2)
            if inner:
                self.inside_country(inner, iso2[0], role)
            if kind == "region":
                self.more_numbers(at)
        return behind

    def _role(self, at: int) -> None:
        """A role is about the places behind it; with none before the next separator, about the place in front of it."""
        role = self.pieces[at].value[0]
        piece: Piece | None = None
        for piece in self.pieces[at + 1 :]:
            if piece.kind in PLACES or piece.kind in ("colon", "role", "bracket", "other"):
                break
            if piece.kind == "sep":
                break
        else:
            piece = None
        if piece is None or piece.kind == "sep":
            if not self.excluding:  # "Germany, no US access" says nothing of Germany
                self._about_last(role=role)
            return
        self.found.role = role

    def _last_excluded(self) -> None:
        """ "USA excluded": the place in front is left out."""
        places = self.found.places
        self.found.flag("place_excluded")
        self.found.said.add("various")
        if self.last is not None and places and places[-1] == self.last:
            self.found.excluded.append(places.pop().iso2)
            self.last = None

    def _about_last(self, **changes: str) -> None:
        places = self.found.places
        if self.last is not None and places and places[-1] == self.last:
            places[-1] = self.last = replace(self.last, **changes)

    def _condition(self, at: int) -> int:
        """ "for EU customers", "if enabled": up to the next separator, about the place in front of it; or, before a colon
        or comma with places behind it, about those."""
        end = at
        while end < len(self.pieces) and self.pieces[end].kind not in ("sep", "colon", "dash"):
            end += 1
        words = " ".join(piece.text if piece.kind != "bracket" else f"({piece.text})" for piece in self.pieces[at:end])
        ahead = end < len(self.pieces) and self.pieces[end].kind == "colon" and any(p.kind in PLACES for p in self.pieces[end:])
        if ahead:
            self.prefix = words
        elif self.last is not None and self.found.places and self.found.places[-1] == self.last:
            self._about_last(condition=words)
        elif any(piece.kind in PLACES for piece in self.pieces[end:]):
            self.prefix = words
        elif any(piece.kind in PLACES for piece in self.pieces[at:end]):
            return at + 1
        else:
            self.found.condition = words
        self.found.flag("conditional")
        return end

    def _between_places(self, at: int) -> bool:
        beside = [self.pieces[place].kind for place in (at - 1, at + 1) if 0 <= place < len(self.pieces)]
        return len(beside) == 2 and all(kind in PLACES | {"bracket", "sep", "glue"} for kind in beside)
