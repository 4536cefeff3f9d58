"""From the pieces of a text to its places: which word belongs to which, clause by clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from transfer_register.intake.gazetteer import Gazetteer, words_of
from transfer_register.intake.place_codes import Company, read_code
from transfer_register.intake.place_reading import PlaceReading, ReadPlace
from transfer_register.intake.place_words import Loose, proposal, settle_loose
from transfer_register.intake.scan import Piece, pieces_of

_ENDS = {"break", "line"}
_MARKS = _ENDS | {"sep", "dash", "colon"}
_PLACES = {"country", "group", "city", "state", "region", "code"}
# What may stand in brackets after a place without being a note about it.
_SPECIFIC = _PLACES | _MARKS | {"and", "glue", "number", "provider", "bracket", "or"}


@dataclass(frozen=True)
class Town:
    """A town whose country is still open: where its place would stand, and the country that is named directly after it."""

    piece: Piece
    position: int
    role: str
    following: str | None = None


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


def read_clauses(text: str, role: str, names: Gazetteer, *, code_column: bool = False, asks_for_country: bool = False) -> PlaceReading:
    """The reading of a text that is no postal address and says something."""
    text, pieces = pieces_of(text, names)
    company = _company(text, pieces, names, code_column, asks_for_country)
    found = Found(role)
    clause: list[Piece] = []
    for piece in (*pieces, Piece("break", "", len(text), len(text))):
        if piece.kind in _ENDS:
            _Clause(found, clause, company, names, role).read()
            clause = []
        else:
            clause.append(piece)
    return _reading(found, names)


def _company(text: str, pieces: Sequence[Piece], names: Gazetteer, code_column: bool, asks: bool) -> Company:
    flat: list[Piece] = []
    pending = list(pieces)
    while pending:
        piece = pending.pop(0)
        flat.append(piece)
        pending[:0] = piece.inside
    codes = tuple(dict.fromkeys(piece.text for piece in flat if piece.kind == "code"))
    countries = tuple(dict.fromkeys(piece.value[0] for piece in flat if piece.kind == "country" and piece.name.use in ("name", "capitals")))
    groups = tuple(dict.fromkeys(piece.value[0] for piece in flat if piece.kind == "group"))
    unmarked = all(piece.kind in ("code", "group") or (piece.kind == "country" and len(piece.text) < 4) for piece in flat)
    hyphened = "-" in text
    listing = unmarked and len(flat) > (2 if hyphened or any(code in names.other_readings for code in codes) else 1)
    return Company(codes, countries, groups, code_column, asks, listing)


class _Clause:
    """One clause: pieces between semicolons, full stops and line ends."""

    def __init__(self, found: Found, pieces: Sequence[Piece], company: Company, names: Gazetteer, role: str):
        self.found, self.pieces, self.company, self.names = found, pieces, company, names
        found.role = role
        self.excluding = False
        self.last: ReadPlace | None = None
        self.prefix: str | None = None

    def read(self) -> None:
        at = 0
        while at < len(self.pieces):
            at = self._step(at)

    def _step(self, at: int) -> int:
        piece, found = self.pieces[at], self.found
        match piece.kind:
            case "country" | "group" | "city" | "state" | "region" | "code":
                return self._place(at)
            case "bracket":
                self._loose_bracket(at)
            case "role":
                self._role(at)
            case "exclude" | "exclude_next":
                self.excluding = True
                found.said.add("exclude")
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
                self._loose(at)
        if len(piece.text) == 1 and piece.text.isupper() and piece.kind not in _PLACES and self._isolated(at):
            found.unresolved.append(piece.text)  # one letter may be the code of a number plate
            found.flag("code_ambiguous")
        return at + 1

    def _place(self, at: int) -> int:
        """One place and, where it follows, the bracket about it; the position behind both."""
        found, piece = self.found, self.pieces[at]
        inner, note, role = None, None, found.role
        behind = at + 1
        while piece.kind == "group" and behind < len(self.pieces) and self.pieces[behind].kind == "glue":
            behind += 1  # "EU region (Frankfurt)": the bracket is about the group
        if behind < len(self.pieces) and self.pieces[behind].kind == "bracket":
            note, role, inner = self._bracket(self.pieces[behind], role)
            behind += 1
        else:
            behind = at + 1
        codes = self._codes(at, note is None and inner is not None)
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
                self._take(inner)
            else:
                found.groups.append(piece.value[0])
                if note:
                    found.conditions[piece.value[0]] = note
        elif kind == "city":
            bound = next((place.iso2 for place in inner.places), None) if inner else None
            if bound:
                self._add(ReadPlace(bound, role, city=piece.text, condition=note))
            else:
                found.towns.append(Town(piece, len(found.places), role, self._following(at)))
        else:
            region = piece.text if kind in ("region", "state") else None
            for country in iso2:
                self._add(ReadPlace(country, role, region=region, condition=note))
            if kind in ("country", "region"):
                found.named.update(iso2)
            if inner:
                self._inside_country(inner, iso2[0], role)
        return behind

    def _codes(self, at: int, named_inside: bool) -> tuple[str, tuple[str, ...]] | None:
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
        alone = self._isolated(at)
        if use == "state_too":
            return self._state_too(at)
        if use == "name" or use == "capitals" or (use == "alone" and alone):
            return piece.kind, piece.value
        if use == "alone":
            self._loose(at)
            return None
        found.unresolved.append(piece.text)
        found.suggest[piece.text] = piece.value[0]
        if use == "ambiguous":
            found.flag("code_ambiguous")
        return None

    def _state_too(self, at: int) -> tuple[str, tuple[str, ...]] | None:
        piece = self.pieces[at]
        state_of = self.names.states_by_name[" ".join(words_of(piece.text))]
        town = next((before for before in reversed(self.pieces[:at]) if before.kind not in _MARKS), None)
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

    def _isolated(self, at: int) -> bool:
        before = self.pieces[at - 1].kind if at else "sep"
        after = self.pieces[at + 1].kind if at + 1 < len(self.pieces) else "sep"
        edges = _MARKS | {"and", "or", "and_or", "bracket"}
        return before in edges and after in edges

    def _bracket(self, bracket: Piece, role: str) -> tuple[str | None, str, Found | None]:
        """(note, role, places inside) of a bracket after a place: a condition, what happens there, or which places."""
        kinds = {piece.kind for piece in bracket.inside}
        if kinds and kinds <= {"role", "glue", "and", "sep"} and "role" in kinds:
            return None, next(piece.value[0] for piece in bracket.inside if piece.kind == "role"), None
        if kinds and kinds <= _SPECIFIC and kinds & _PLACES:
            inner = Found(role)
            _Clause(inner, bracket.inside, self.company, self.names, role).read()
            return None, role, inner
        if "condition" in kinds:
            self.found.flag("conditional")
        if kinds & {"preference"}:
            self.found.exclusive = False
        if "customer" in kinds:
            self.found.said.add("customer")
        return bracket.text or None, role, None

    def _inside_country(self, inner: Found, country: str, role: str) -> None:
        """What a bracket after a country names: its towns and states, or more countries; a group there is only a remark."""
        self.found.named |= inner.named
        for place in inner.places:
            if place.iso2 != country:
                self.found.flag("partly_understood")
            if place.iso2 != country or place.city or place.region:
                self._add(place)
        for town in inner.towns:
            if country in town.piece.value:
                self._add(ReadPlace(country, role, city=town.piece.text))
            else:
                self.found.towns.append(replace(town, position=len(self.found.places)))
        own_states = {state for state in inner.unresolved if country in self._state_of(state)}
        if own_states:
            self._add(ReadPlace(country, role, region=", ".join(state for state in inner.unresolved if state in own_states)))
        self.found.unresolved.extend(word for word in inner.unresolved if word not in own_states and word not in self.names.alpha2)
        if len(own_states) < len(inner.unresolved):
            self.found.flag("code_ambiguous")
        self.found.loose.extend(inner.loose)

    def _state_of(self, word: str) -> tuple[str | None, str | None]:
        return self.names.states.get(word), self.names.states_by_name.get(" ".join(words_of(word)))

    def _take(self, inner: Found) -> None:
        self.found.named |= inner.named
        for place in inner.places:
            self._add(place)
        self.found.towns.extend(replace(town, position=len(self.found.places)) for town in inner.towns)
        self.found.unresolved.extend(inner.unresolved)
        self.found.suggest.update(inner.suggest)
        for flag in inner.flags:
            self.found.flag(flag)

    def _following(self, at: int) -> str | None:
        """The country of the state or country that stands directly after a town."""
        for piece in self.pieces[at + 1 : at + 4]:
            if piece.kind in ("state", "country"):
                return piece.value[0]
            if piece.kind == "code" and piece.text in self.names.states and piece.text not in self.company.countries:
                return self.names.states[piece.text]
            if piece.kind not in ("sep", "line", "number", "glue"):
                break
        return None

    def _loose_bracket(self, at: int) -> None:
        """A bracket after words that name no place: with one country in it, the words are a town there."""
        bracket, before = self.pieces[at], self.found.loose[-1] if self.found.loose else None
        inner = Found(self.found.role)
        clause = _Clause(inner, bracket.inside, self.company, self.names, self.found.role)
        clause.excluding = self.excluding
        clause.read()
        if before and before.end == at and len(inner.places) == 1 and not inner.loose and before.is_name:
            place = inner.places[0]
            self.found.named |= inner.named
            self._add(ReadPlace(place.iso2, place.role, city=before.text, region=place.region))
            self.found.loose.pop()
            return
        if inner.places or inner.groups or inner.towns or inner.excluded:
            self._take(inner)
            self.found.groups.extend(inner.groups)
            self.found.excluded.extend(inner.excluded)
        self.found.said |= inner.said

    def _role(self, at: int) -> None:
        """A role is about the places behind it; with none before the next separator, about the place in front of it."""
        role = self.pieces[at].value[0]
        for piece in self.pieces[at + 1 :]:
            if piece.kind in _PLACES or piece.kind in ("colon", "role", "bracket", "other"):
                break
            if piece.kind == "sep":
                self._about_last(role=role)
                return
        else:
            self._about_last(role=role)
            return
        self.found.role = role

    def _about_last(self, **changes: str) -> None:
        places = self.found.places
        if self.last is not None and places and places[-1] == self.last:
            places[-1] = self.last = replace(self.last, **changes)

    def _condition(self, at: int) -> int:
        """"for EU customers", "if enabled": up to the next separator, about the place in front of it; or, before a colon
        or comma with places behind it, about those."""
        end = at
        while end < len(self.pieces) and self.pieces[end].kind not in ("sep", "colon", "dash"):
            end += 1
        words = " ".join(piece.text if piece.kind != "bracket" else f"({piece.text})" for piece in self.pieces[at:end])
        if self.last is not None and self.found.places and self.found.places[-1] == self.last:
            self._about_last(condition=words)
        elif any(piece.kind in _PLACES for piece in self.pieces[end:]):
            self.prefix = words
        elif any(piece.kind in _PLACES for piece in self.pieces[at:end]):
            return at + 1
        else:
            self.found.condition = words
        self.found.flag("conditional")
        return end

    def _between_places(self, at: int) -> bool:
        beside = [self.pieces[place].kind for place in (at - 1, at + 1) if 0 <= place < len(self.pieces)]
        return len(beside) == 2 and all(kind in _PLACES | {"bracket", "sep", "glue"} for kind in beside)

    def _loose(self, at: int) -> None:
        piece = self.pieces[at]
        if self.found.loose and self.found.loose[-1].end == at and self.found.loose[-1].clause is self.pieces:
            self.found.loose[-1] = self.found.loose[-1].longer(piece.text)
        else:
            self.found.loose.append(Loose(piece.text, at, at + 1, self.pieces))

    def _add(self, place: ReadPlace) -> None:
        if self.prefix and place.condition is None:
            place = replace(place, condition=self.prefix)
        self.found.places.append(place)
        self.last = place


def _country_of(town: Town, named: set[str]) -> str | None:
    """The country of a town: the one written after it, the usual one where it is named, the only one there is; else open."""
    usual, *others = town.piece.value
    if town.following in town.piece.value:
        return town.following
    return usual if usual in named or not others else None


def _reading(found: Found, names: Gazetteer) -> PlaceReading:
    named = {place.iso2 for place in found.places}
    places = list(found.places)
    if any(place.region and place.iso2 not in found.named and " ".join(words_of(place.region)) in names.states_by_name for place in places):
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
            places.insert(town.position, ReadPlace(country, town.role, city=town.piece.text))
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
