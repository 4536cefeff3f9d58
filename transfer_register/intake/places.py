"""Reads an expression of a place: countries, groups, cities, cloud regions, addresses, roles, conditions and doubts.

Groups are never filled in. A name that may mean two countries stays unresolved, with a flag and a proposal: an open
question is better than a wrong country.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from transfer_register.intake import addresses
from transfer_register.intake.cells import Cell, cell
from transfer_register.intake.clauses import read_clauses
from transfer_register.intake.gazetteer import Gazetteer, fold, gazetteer, plain
from transfer_register.intake.headings import field_of
from transfer_register.intake.place_reading import PlaceReading, merged

# What a column is about -> what happens at its places. "location" and no heading give way to a postal address.
ROLES = {
    "place": "processing",
    "location": "processing",
    "third_country": "processing",
    "storage_place": "storage",
    "access_place": "remote_access",
    "control_place": "control_plane",
    "country": "establishment",
    "establishment": "establishment",
    "address": "establishment",
}

# The mark of a footnote behind a place: USA², USA*, USA [1], USA (1).
_FOOTNOTE = re.compile(
    r"(?<=[^\W\d_])(?:[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+|\s?[*\u2020\u2021\u00a7]{1,3}(?=\s*(?:$|[,;/\n)]))|\s?\[\^?\d{1,2}\]|\s?\(\d{1,2}\))"
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def read_place(text: str, heading: str | None = None, *, code_column: bool = False) -> PlaceReading:
    """One expression, as the column `heading` means it; `code_column` tells that the column holds two-letter codes."""
    field = field_of(heading) if heading else None
    return read_place_in(text, field if field in ROLES else None, code_column=code_column, heading=heading or "")


@lru_cache(maxsize=50_000)
def read_place_in(text: str, field: str | None, *, code_column: bool = False, heading: str = "") -> PlaceReading:
    """One expression in a column whose field is known (a key of `ROLES`, or None)."""
    names = gazetteer()
    content = cell(text)
    words, onward = _without_onward(content, names)
    flags: list[str] = ["html_in_field"] if content.markup else []
    if _FOOTNOTE.search(words):
        words = _FOOTNOTE.sub(" ", words).strip()
        flags.append("partly_understood")  # what the footnote says may limit the place
    if onward is not None:
        flags.append("onward_recipients_unknown")
    contact = content.emails[0] if content.emails else None
    role = ROLES.get(field or "", "processing")
    asks = field == "country" or "country" in fold(heading) or "land" in fold(heading).split()
    reading = _stated_as_nothing(words, field, names)
    if reading is not None and words:
        reading = replace(reading, stated=words)
    if reading is None and (
        field == "address" or (field in (None, "location", "establishment", "country") and addresses.is_address(words, names))
    ):
        reading = addresses.read_address(words, names)
    if reading is None:
        reading = read_clauses(_folded_codes(words, names), role, names, code_column=code_column, asks_for_country=asks)
        flags += _doubts(words, reading, names)
    return _finished(reading, flags, onward or None, contact)


def _doubts(words: str, reading: PlaceReading, names: Gazetteer) -> list[str]:
    """Doubts about the whole of a text: a question mark, "(tbc)" at a place, a year of which nothing is kept."""
    conditions = [place.condition or "" for place in reading.places] + [said for _, said in reading.group_conditions]
    open_ones = [said for said in conditions if names.whole.get(plain(said)) == "to_be_confirmed"]
    doubts = ["to_be_confirmed"] if open_ones or "?" in words else []
    years = _YEAR.findall(words)
    return doubts + (["partly_understood"] if any(all(year not in said for said in conditions) for year in years) else [])


def read_sentence(sentence: str) -> PlaceReading | None:
    """A sentence above a list that says where its members are ("all located in the EU:"), or None when it says no such thing."""
    names = gazetteer()
    text = cell(sentence).text.replace("\n", " ")
    folded = fold(text)
    for phrase in names.located:
        at = folded.rfind(phrase)
        # Folding may shorten a text only by marks that no phrase holds, so the end is sought again in the text itself.
        if at >= 0 and len(folded) == len(text):
            rest = text[at + len(phrase) :].strip(" :.")
            reading = read_place_in(rest, "place")
            return reading if reading.scope in ("listed", "global", "undetermined") and not reading.unresolved else None
    return None


def _without_onward(content: Cell, names: Gazetteer) -> tuple[str, str | None]:
    """The text without lines that point to further recipients; the address they point to, empty without one, or None."""
    if not content.links:
        return content.text, None
    kept, onward = [], None
    for line in content.text.split("\n"):
        folded = f" {fold(line)} "
        if any(f" {word} " in folded or f" {word}:" in folded for word in names.onward):
            label_first = [address for label, address in content.links if label and fold(label) in folded]
            onward = (label_first or [address for _, address in content.links])[0]
        else:
            kept.append(line)
    return "\n".join(kept), onward


def _stated_as_nothing(text: str, field: str | None, names: Gazetteer) -> PlaceReading | None:
    """Blank, "n/a", "TBC", "none" and their like; they differ. None when the text says more."""
    said = plain(text)
    if text.strip(" .:;,*()") in names.other_readings:
        return None  # NA and NO in capitals may be codes; the neighbours decide
    kind = names.whole.get(said) or names.whole.get(said.rstrip("!?. ")) if said else "blank"
    match kind:
        case None:
            return None
        case "none":
            return (
                PlaceReading(scope="none", flags=("no_transfer_stated",))
                if ROLES.get(field or "") != "establishment"
                else PlaceReading(flags=("location_missing",))
            )
        case "not_applicable" if field == "third_country":
            return PlaceReading(scope="none", flags=("no_transfer_stated",))
        case "to_be_confirmed":
            return PlaceReading(flags=("to_be_confirmed", "location_missing"))
        case _:
            return PlaceReading(flags=("location_missing",))


def _folded_codes(text: str, names: Gazetteer) -> str:
    """A text of nothing but small two-letter codes ("us", "de, fr") in capitals, unless one of them is a word."""
    parts = text.replace(",", " ").replace(";", " ").replace("/", " ").replace("|", " ").split()
    codes = [part.upper() for part in parts]
    small = all(len(part) == 2 and part.islower() for part in parts)
    known = all(code in names.alpha2 and names.other_readings.get(code, ("", True))[0] in ("", "state") for code in codes)
    return text.upper() if parts and small and known else text


def _finished(reading: PlaceReading, flags: list[str], onward: str | None, contact: str | None) -> PlaceReading:
    establishments = {place.iso2 for place in reading.places if place.role == "establishment"}
    changes = dict(vars(reading))
    changes["places"] = merged(reading.places)
    changes["flags"] = tuple(dict.fromkeys((*reading.flags, *flags)))
    changes["establishment"] = establishments.pop() if len(establishments) == 1 else None
    changes["onward_url"], changes["contact"] = onward, contact
    return PlaceReading(**changes)
