"""Plain text with one vendor a line: "Name - purpose - Country", "Name, Country", numbered or with bullets.

Nothing says which part is the place: a part is read as one only where the whole of it is a place for sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transfer_register.intake.gazetteer import WORD, Key, gazetteer, words_of
from transfer_register.intake.headings import is_heading_row
from transfer_register.intake.parties import legal_form
from transfer_register.intake.party_words import is_legal_form
from transfer_register.intake.places import read_place_in
from transfer_register.intake.record_words import begins_with, record_words
from transfer_register.intake.section_names import joins_names
from transfer_register.intake.tables import RowProblem, SourceRow, SourceTable

_MARKED = re.compile(r"^\s{0,8}(?:[•◦▪‣·–—*+-]|\(?\d{1,3}[.)]|[a-z]\))\s+(?P<text>\S.*)")
_CUTS = tuple(map(re.compile, (r"\t+", r"\s+\|\s+", r"\s+[-–—]\s+", r"\s*;\s+", r" {2,}", r":\s+", r",\s+(?![^()]*\))")))
_COMMA = len(_CUTS) - 1
_HEADINGS = ("Name", "Purpose", "Location")
_GIVEN = (("Name", "recipient"), ("Purpose", "purpose"), ("Location", "location"))
_LONGEST_NAME = 80
_SHARE = 0.8
_PLACES = frozenset(["country", "group", "city", "state"])


@dataclass(frozen=True)
class _Item:
    line: int
    text: str
    parts: tuple[str, ...] = ()


def item_table(lines: Sequence[str], problems: list[RowProblem]) -> SourceTable | None:
    """The vendors of a text as a table, or None where fewer than two lines have the same shape."""
    marked = [
        _Item(number, match.group("text").strip()) for number, line in enumerate(lines, 1) if (match := _MARKED.match(line))
    ]
    groups = [marked] if len(marked) > 1 else _paragraphs(lines)
    best: list[_Item] = []
    for group in groups:
        for at, cut in enumerate(_CUTS):
            found = [_Item(item.line, item.text, _parts(item.text, cut)) for item in group]
            fitting = [item for item in found if _fits(item, comma=at == _COMMA)]
            if len(fitting) > 1 and len(fitting) >= _SHARE * len(group):
                best += found
                break
    if len(best) < 2:
        return None
    if is_heading_row(best[0].parts):
        headings = best[0].parts
        rows = [SourceRow(item.line, _wide(item.parts, len(headings))) for item in best[1:]]
        return SourceTable("", headings, tuple(rows))
    rows = [_row(item) for item in best if item.parts and len(item.parts[0]) <= _LONGEST_NAME]
    taken = {item.line for item in best}
    context = tuple(line.strip() for number, line in enumerate(lines, 1) if line.strip() and number < min(taken))
    if any("partly_understood" in row.doubts for row in rows):
        what = "nothing says which part of a line is the place; only a part that is a place for sure was read as one."
        problems.append(RowProblem(rows[0].line, None, f"{what} Put headings above the list if that is wrong."))
    return SourceTable("", _HEADINGS, tuple(rows), context, listed=True, given=_GIVEN)


def _paragraphs(lines: Sequence[str]) -> list[list[_Item]]:
    groups: list[list[_Item]] = [[]]
    for number, line in enumerate(lines, 1):
        if line.strip() and not begins_with(line, "below"):
            groups[-1].append(_Item(number, line.strip()))
        elif not line.strip():
            groups.append([])
    long = [group for group in groups if len(group) > 1]
    # Lines with a blank line between each of them are one list too.
    return long or [[item for group in groups for item in group]]


def _parts(text: str, cut: re.Pattern[str]) -> tuple[str, ...]:
    parts: list[str] = []
    for part in cut.split(text):
        said = part.strip() if legal_form(f"x {part.strip()}") else part.strip(" .")
        if parts and is_legal_form(said):
            parts[-1] = f"{parts[-1]}, {said}"
        elif said:
            parts.append(said)
    return tuple(parts)


def _fits(item: _Item, *, comma: bool) -> bool:
    """Whether the parts look like a name with more; a comma is also what prose has, so there the rest must be a place."""
    if not 2 <= len(item.parts) <= 5 or len(item.parts[0]) > _LONGEST_NAME or len(item.parts[0].split()) > 8:
        return False
    if not any(sign.isupper() or sign.isdigit() for sign in item.parts[0][:1]) and not item.parts[0][0].isalpha():
        return False
    if item.parts[0][0].islower() and " " in item.parts[0]:
        return False
    return not comma or sure_place(item.parts[-1]) or _town_and_land(item.parts[1:])


def _row(item: _Item) -> SourceRow:
    name, *rest = item.parts
    if _town_and_land(rest):
        return SourceRow(item.line, (name, "", ", ".join(rest)), doubts=("positional_pairing",))
    unclear = ("name_unclear",) if joins_names(name) else ()
    numbered = any(part[0].isdigit() for part in rest)  # a street: then the country is the seat, and nothing says more
    places = [part for part in rest if sure_place(part) and not numbered]
    others = [part for part in rest if part not in places]
    if len(places) == 1:
        return SourceRow(item.line, (name, " - ".join(others), places[0]), doubts=("positional_pairing", *unclear))
    # Several parts that are places may be places of different things; none of them is chosen.
    return SourceRow(item.line, (name, " - ".join(rest), ""), doubts=("positional_pairing", "partly_understood", *unclear))


def sure_place(text: str) -> bool:
    """Whether the whole text is a place for sure: every word belongs to a name of one, and no code is a word too."""
    said = text.strip(" .")
    reading = read_place_in(said, "place")
    if reading.unresolved or reading.excluded or reading.alternatives or not (reading.places or reading.groups):
        return False
    if set(reading.flags) - {"country_undetermined"} or (reading.flags and not reading.groups):
        return False
    names = gazetteer()
    if any(len(word) == 2 and word in names.other_readings and word in names.alpha2 for word in WORD.findall(said)):
        return False
    words = words_of(said)
    at = 0
    while at < len(words):
        length = next((length for length in range(len(words) - at, 0, -1) if _is_place(words[at : at + length])), 0)
        if not length and not any(words[at : at + 1] == joint for joint in record_words()["joints"]):
            return False
        at += length or 1
    return True


def _is_place(words: Key) -> bool:
    names = gazetteer()
    known = names.names.get(words)
    return bool(known and known.kind in _PLACES) or (len(words) == 1 and words[0].upper() in names.alpha2)


def _town_and_land(rest: Sequence[str]) -> bool:
    """Whether two parts are a town and its state or country, such as "San Francisco, CA"."""
    if len(rest) != 2:
        return False
    town = gazetteer().names.get(words_of(rest[0]))
    reading = read_place_in(", ".join(rest), "place")
    return bool(
        town
        and town.kind == "city"
        and not reading.flags
        and len(reading.places) == 1
        and reading.places[0].city == rest[0]
        and reading.places[0].iso2 in town.value
    )


def _wide(parts: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*parts, *("",) * (width - len(parts)))
