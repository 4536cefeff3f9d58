"""The gazetteer: names of countries, groups, cities, states and cloud regions, and the words that stand around them.

Everything is read from data/places; adding a name is adding a line there.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from transfer_register import strict_yaml

PLACES = Path(__file__).resolve().parents[2] / "data" / "places"
# Scripts that are written without blanks: names are found inside a run of letters.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+|(?:(?![\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])[^\W_])+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})

Key = tuple[str, ...]


@dataclass(frozen=True)
class Name:
    """What one name stands for.

    `kind` is country, group, city, state, provider or a class of words.yaml; `value` its codes (the first is the usual
    one); `use` says when it counts: name (anywhere), capitals, alone (as a whole item), ambiguous (never resolved, only
    proposed), state_too (also a state), suggest (a known misspelling). `bridges` names contain a comma or a bracket.
    """

    kind: str
    value: Key
    use: str = "name"
    bridges: bool = False
    label: str = ""


@dataclass(frozen=True)
class Gazetteer:
    """All names by their folded words; `longest` is the number of words of the longest name that begins with a word."""

    names: dict[Key, Name]
    longest: dict[str, int]
    unspaced: frozenset[str]
    alpha2: frozenset[str]
    alpha3: dict[str, str]
    other_readings: dict[str, tuple[str, bool]]
    states: dict[str, str]
    states_by_name: dict[str, str]
    postal: dict[str, re.Pattern[str]]
    regions: dict[str, dict[str, Key]]
    providers: dict[str, str]
    whole: dict[str, str]
    address_words: frozenset[str]
    located: tuple[str, ...]
    onward: frozenset[str]
    for_whom: frozenset[str]
    countries_by_text: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """One word without case and accents, for comparing."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words_of(text: str) -> Key:
    """The folded words of a name; punctuation does not count."""
    if text.isascii():
        return tuple(WORD.findall(text.lower()))
    return tuple(fold(word) for word in WORD.findall(unicodedata.normalize("NFKC", text)))


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """A whole text for comparing: folded, blanks single, outer punctuation gone where letters remain."""
    folded = " ".join(fold(unicodedata.normalize("NFKC", text).replace("\u2019", "'")).split())
    return folded.strip(" .:;*()[]") or folded


@cache
def gazetteer(folder: Path = PLACES) -> Gazetteer:
    """The gazetteer of this installation; read once."""
    words = strict_yaml.read(folder / "words.yaml")
    names: dict[Key, Name] = {}
    for text, name in _names(folder, words):
        key = words_of(text)
        if key:
            names.setdefault(key, name)
    longest: dict[str, int] = {}
    for key in names:
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    unspaced = frozenset(word for key in names for word in key if UNSPACED.search(word))
    codes = _rows(folder / "country_codes.csv")
    regions: dict[str, dict[str, Key]] = {}
    for row in _rows(folder / "cloud_regions.csv"):
        regions.setdefault(row["code"].casefold(), {})[row["provider"]] = tuple(row["iso2"].split())
    other = {row["code"]: (row["reading"], row["alone"] == "yes") for row in _rows(folder / "codes_with_other_readings.csv")}
    return Gazetteer(
        names=names,
        longest=longest,
        unspaced=unspaced,
        alpha2=frozenset(row["iso2"] for row in codes),
        alpha3={row["iso3"]: row["iso2"] for row in codes},
        other_readings=other,
        states={row["code"]: row["iso2"] for row in _rows(folder / "states.csv") if row["in_addresses"] == "yes"},
        states_by_name={" ".join(words_of(row["name"])): row["iso2"] for row in _rows(folder / "states.csv")},
        postal={country: re.compile(pattern) for country, pattern in words["postal_codes"].items()},
        regions=regions,
        providers=_providers(words),
        whole={plain(text): kind for kind, texts in words["whole"].items() for text in texts},
        address_words=frozenset(plain(text) for text in words["address"]),
        located=tuple(sorted((plain(text) for text in words["located"]), key=len, reverse=True)),
        onward=frozenset(plain(text) for text in words["onward"]),
        for_whom=frozenset(plain(text) for text in words["for_whom"]),
        labels=_labels(folder),
        countries_by_text={" ".join(key): name.value[0] for key, name in names.items() if name.kind == "country"},
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _labels(folder: Path) -> dict[str, str]:
    """The English name of every country, for messages; the first of country_names.csv."""
    labels: dict[str, str] = {}
    for row in _rows(folder / "country_names.csv"):
        if row["lang"] == "en":
            labels.setdefault(row["iso2"], row["name"])
    return labels


def _providers(words: dict) -> dict[str, str]:
    return {" ".join(words_of(text)): provider for provider, texts in words["providers"].items() for text in texts}


def _names(folder: Path, words: dict) -> Iterator[tuple[str, Name]]:
    """Every name with its meaning, the strongest first: where two share their words, the first one holds."""
    for row in _rows(folder / "country_names_more.csv"):
        yield row["name"], Name("country", (row["iso2"],), row["use"], _bridges(row["name"]), row["name"])
    groups = strict_yaml.read(folder / "groups.yaml")["groups"]
    for group in groups:
        for text in group.get("names", []):
            yield text, Name("group", (group["id"],), "name", _bridges(text), group["label"])
        for text in group.get("capitals", []):
            yield text, Name("group", (group["id"],), "capitals", _bridges(text), group["label"])
    for row in _rows(folder / "country_names.csv"):
        use = "alone" if len(row["name"]) <= 3 and row["name"].isascii() else "name"
        name = Name("country", (row["iso2"],), use, _bridges(row["name"]) or " and " in row["name"], row["name"])
        yield row["name"], name
        yield from ((variant, name) for variant in _variants(row["name"], row["lang"]))
    for row in _rows(folder / "states.csv"):
        yield row["name"], Name("state", (row["iso2"],), "name", _bridges(row["name"]), row["name"])
    for row in _rows(folder / "cities.csv"):
        yield row["name"], Name("city", (row["iso2"], *row["also"].split()), "name", False, row["name"])
    for provider, texts in words["providers"].items():
        for text in texts:
            yield text, Name("provider", (provider,))
    for kind, texts in words["within"].items():
        for text in texts:
            yield text, Name(kind, ())
        if kind == "exclude":
            for role, phrases in words["roles"].items():
                for text in phrases:
                    yield text, Name("role", (role,))


def _variants(text: str, language: str) -> Iterator[str]:
    """Other ways to write a name: ae for ä in German, St. and & in English (a key holds no & and no "and")."""
    if language == "de":
        yield text.translate(_UMLAUTS)
    if language == "en" and ("Saint " in text or " and " in text):
        yield text.replace("Saint ", "St. ")
        yield text.replace(" and ", " & ")
        yield text.replace("Saint ", "St. ").replace(" and ", " & ")


def _bridges(text: str) -> bool:
    return any(mark in unicodedata.normalize("NFKC", text) for mark in ",()/&—–、・")
