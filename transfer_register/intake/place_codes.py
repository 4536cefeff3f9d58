"""Two and three letters in capitals: a country code, a state, or a word? The neighbours decide; in doubt nobody does.

NA is Namibia among country codes and "not applicable" alone; CA is Canada among country codes and California after a town
of that state. data/places/codes_with_other_readings.csv names the codes that have a second reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transfer_register.intake.gazetteer import Gazetteer
from transfer_register.intake.scan import Piece

_BEFORE = {"sep", "line", "break", "and", "or", "and_or", "dash", "colon", "exclude", "exclude_next", "include_again"}
_LOOSELY_BEFORE = _BEFORE | {"glue", "role", "provider", "preference", "exclusive"}
_CODES = {"code", "country", "group"}
_AFTER = _BEFORE | {"bracket", "region"}


@dataclass(frozen=True)
class Company:
    """What else one text names: `codes` and `countries` as ISO codes, `groups`, and whether its column holds codes.

    `listing` is True for a text of nothing but codes with blanks or hyphens between them (NO SE DK); two codes that a
    hyphen joins (DE-BY) are a country and its part, never two countries.
    """

    codes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    code_column: bool = False
    asks_for_country: bool = False
    listing: bool = False


@dataclass(frozen=True)
class CodeReading:
    """`iso2` when the code names a country, `state_of` when it names a state of that country; `doubt` for the flag."""

    iso2: str | None = None
    state_of: str | None = None
    doubt: bool = False


def read_code(at: int, pieces: Sequence[Piece], company: Company, names: Gazetteer) -> CodeReading:
    """The code at one position of a row of pieces. Not isolated from other words, it is no code at all."""
    code = pieces[at].text
    before = pieces[at - 1] if at else None
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    iso2 = code if code in names.alpha2 else names.alpha3.get(code)
    if iso2 is None:
        return _only_state(at, pieces, names.states[code], company)
    if after and after.kind == "number" and code in names.states and names.postal[names.states[code]].match(after.text):
        return CodeReading(state_of=names.states[code])
    beside = _CODES if company.listing else set()
    if after and after.kind not in _AFTER | beside:
        return CodeReading(doubt=before is None or before.kind in _BEFORE)
    beyond = pieces[at - 2] if at > 1 and before and before.kind in ("sep", "line") else before
    town = next((piece for piece in (before, beyond) if piece and piece.kind == "city"), None)
    if town:
        return _after_town(code, iso2, town, company, names)
    reading, fine_alone = names.other_readings.get(code, (None, True))
    if before and before.kind not in beside | (_LOOSELY_BEFORE if reading is None else _BEFORE):
        return CodeReading(doubt=True)
    if reading == "state" and beyond and beyond.kind in ("other", "number", "glue"):
        return CodeReading(doubt=True)
    if reading is None or iso2 in company.countries:
        return CodeReading(iso2)
    if [piece.kind for piece in pieces] == ["country", "sep", "code"] and len(pieces[0].text) > 3 and not fine_alone:
        return CodeReading(doubt=True)  # "Jordan, MN" may be a town
    others = [other for other in company.codes if other != code and other not in names.other_readings]
    if reading == "state":
        states = set(names.states[code] for code in [code] if code in names.states)
        foreign = [country for country in (*others, *company.countries) if country not in states and country != iso2]
        if foreign or company.groups or company.code_column or company.asks_for_country:
            return CodeReading(iso2)
        return CodeReading(iso2) if fine_alone and not company.countries else CodeReading(doubt=True)
    if code == _not_applicable(names):
        return CodeReading(iso2 if len(others) > 1 and not company.groups else None, doubt=True)
    if others or company.countries:
        return CodeReading(iso2, doubt=not fine_alone and not others)
    if company.code_column or company.asks_for_country:
        return CodeReading(iso2, doubt=not fine_alone)
    return CodeReading(iso2) if fine_alone else CodeReading(doubt=True)


def _only_state(at: int, pieces: Sequence[Piece], country: str, company: Company) -> CodeReading:
    """A code that names a state and no country, such as OH or NY: it counts after a town or beside its country."""
    town = pieces[at - 2] if at > 1 and pieces[at - 1].kind in ("sep", "line") else None
    known = country in company.countries or country in company.codes
    return CodeReading(state_of=country) if known or (town and town.kind in ("city", "state")) else CodeReading(doubt=True)


def _after_town(code: str, iso2: str, town: Piece, company: Company, names: Gazetteer) -> CodeReading:
    if iso2 == town.value[0]:
        return CodeReading(iso2)
    if names.states.get(code) in town.value:
        return CodeReading(state_of=names.states[code])
    if iso2 in town.value or (code not in names.other_readings and (len(company.codes) > 1 or len(town.value) == 1)):
        return CodeReading(iso2)
    return CodeReading(doubt=True)


def _not_applicable(names: Gazetteer) -> str:
    """The code that reads as "not applicable" when folded, by the words of the gazetteer."""
    return next(
        (code for code in names.other_readings if names.whole.get(f"{code[0]}/{code[1:]}".casefold()) == "not_applicable"), ""
    )
