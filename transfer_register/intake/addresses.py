"""Postal addresses: the country stands in the last part, or a state with its postal code tells it; streets tell nothing."""

from __future__ import annotations

import re
from dataclasses import replace

from transfer_register.intake.clauses import read_clauses
from transfer_register.intake.gazetteer import Gazetteer, plain, words_of
from transfer_register.intake.place_reading import PlaceReading, ReadPlace, merged

# Five or six digits; four at the start of a part before a town; the Dutch, British and Swedish shapes.
_POSTCODE = re.compile(
    r"(?<![\w-])(?:[A-Z]{1,2}-)?\d{5,6}(?:-\d{3,4})?(?!\w)"
    r"|(?:^|(?<=[,;\n]))\s*(?:[A-Z]{1,2}-)?\d{4}(?= [A-ZÀ-Þ])"
    r"|(?<!\w)\d{4} ?[A-Z]{2}(?!\w)|(?<!\w)[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\w)|(?<!\w)\d{3} \d{2}(?!\w)"
)
_HOUSE = re.compile(r"(?<![\w-])\d{1,5}[a-zA-Z]?(?![\w-])")
_PHONE = re.compile(r"(?:tel|phone|fax|t|f|e-?mail|www|vat|ust)\b.{0,4}[.:+\d]", re.IGNORECASE)


def is_address(text: str, names: Gazetteer) -> bool:
    """Whether a text is a postal address: several parts, with a postal code, or a street with its number."""
    parts = _parts(text)
    if len(parts) < 2:
        return False
    if _POSTCODE.search(text) and any(sign.isalpha() for sign in text):
        return True
    folded = {word.strip(".,") for word in plain(text).split()}
    street = bool(folded & names.address_words) or any(word.endswith(("strasse", "straat", "gatan", "vej")) for word in folded)
    return street and bool(_HOUSE.search(text))


def read_address(text: str, names: Gazetteer) -> PlaceReading:
    """The country of an address, as an establishment; several addresses are set apart by semicolons."""
    readings = [_one(part, names) for part in re.split(r";\s*\n?", text) if part.strip(" ,\n")]
    if not readings:
        return PlaceReading(flags=("location_missing",))
    first = readings[0]
    return PlaceReading(
        places=merged(place for reading in readings for place in reading.places),
        groups=first.groups,
        scope=next((reading.scope for reading in readings if reading.scope == "listed"), first.scope),
        flags=tuple(dict.fromkeys(flag for reading in readings for flag in reading.flags)),
        unresolved=tuple(word for reading in readings for word in reading.unresolved),
        suggest=tuple(dict.fromkeys(pair for reading in readings for pair in reading.suggest)),
    )


def _parts(text: str) -> list[str]:
    parts = (part.strip(" .\t*") for part in re.split(r"[,;\n|]|\s[–-]\s", text))
    return [part for part in parts if part and not _PHONE.match(part)]


def _one(text: str, names: Gazetteer) -> PlaceReading:
    parts = _parts(text)
    if not parts:
        return PlaceReading(flags=("location_missing",))
    last = parts[-1]
    state = _state(text, names)
    reading = _country_of(last, names, alone=len(parts) == 1)
    if reading.places and not (state and reading.places[0].iso2 != state and last.strip() in names.states):
        country = reading.places[-1].iso2
        places = tuple(replace(place, role="establishment") for place in reading.places[-1:])
        city = next((city for city in map(lambda part: _town(part, country, names), reversed(parts)) if city), None)
        return replace(reading, places=(replace(places[0], city=places[0].city or city),))
    if state:
        place = ReadPlace(
            state, "establishment", city=next((c for c in (_town(part, state, names) for part in parts) if c), None)
        )
        return PlaceReading(places=(place,), scope="listed", flags=("country_inferred",))
    countries = {
        known.value[0]
        for part in parts[:-1]
        if (known := names.names.get(words_of(part))) and known.kind == "country" and known.use == "name"
    }
    if len(countries) == 1:
        country = countries.pop()
        town = next((town for part in parts if (town := _town(part, country, names))), None)
        return PlaceReading(places=(ReadPlace(country, "establishment", city=town),), scope="listed")
    for part in reversed(parts[-3:]):
        known = names.names.get(words_of(_without_codes(part)))
        if known and known.kind == "city":
            town = _without_codes(part)
            if len(known.value) == 1:
                place = ReadPlace(known.value[0], "establishment", city=town)
                return PlaceReading(places=(place,), scope="listed", flags=("country_inferred",))
            return PlaceReading(
                scope="undetermined", flags=("country_undetermined",), unresolved=(town,), suggest=((town, known.value[0]),)
            )
    left = reading.unresolved or (last,)
    flags = tuple(dict.fromkeys(("country_undetermined", *(flag for flag in reading.flags if flag != "location_missing"))))
    return PlaceReading(groups=reading.groups, scope="undetermined", flags=flags, unresolved=left, suggest=reading.suggest)


def _country_of(part: str, names: Gazetteer, *, alone: bool) -> PlaceReading:
    """The country in the last part: the part is its name or code, or ends with its name."""
    known = names.names.get(words_of(part))
    if (known and known.kind in ("country", "group")) or len(part) <= 3 or alone:
        return read_clauses(part, "establishment", names, asks_for_country=part not in names.states)
    words = _without_codes(part).split()
    for begin in range(len(words)):
        tail = " ".join(words[begin:])
        name = names.names.get(words_of(tail))
        if name and name.kind == "country" and name.use in ("name", "capitals", "state_too"):
            if name.use == "capitals" and not tail.isupper():
                continue
            return read_clauses(tail, "establishment", names)
    return PlaceReading()


def _state(text: str, names: Gazetteer) -> str | None:
    """The country of a state that stands before its postal code: "CA 94043", "ON M5V 2T6"."""
    for match in re.finditer(r"(?<![\w-])([A-Z]{2}),?\s+(?=[\dA-Z])", text):
        country = names.states.get(match.group(1))
        if country and names.postal[country].match(text, match.end()):
            return country
    return None


def _without_codes(part: str) -> str:
    """A part without postal code and district number: "1060 Lausanne" and "Dublin 2" are Lausanne and Dublin."""
    return " ".join(word for word in _POSTCODE.sub(" ", part).split() if not any(sign.isdigit() for sign in word))


def _town(part: str, country: str, names: Gazetteer) -> str | None:
    town = _without_codes(part)
    known = names.names.get(words_of(town))
    return town if known and known.kind == "city" and country in known.value else None
