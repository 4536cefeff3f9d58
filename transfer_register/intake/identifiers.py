"""Numbers under which public lists know a party: which scheme a number follows, and whether its check digits hold.

The schemes are in data/vocabulary/identifier_schemes.yaml, the words for them in identifier_words.yaml. A number whose check
digits do not hold is kept as it was given, with a flag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from stdnum import lei
from stdnum.ch import vat as swiss_vat
from stdnum.eu import vat as union_vat
from stdnum.gb import vat as british_vat
from stdnum.no import mva as norwegian_vat

from transfer_register import strict_yaml
from transfer_register.intake.cells import cell
from transfer_register.intake.gazetteer import words_of
from transfer_register.intake.party_words import VOCABULARY

OTHER = "other"
# Flags of a reading, terms of data/vocabulary/flags.yaml.
WRONG, UNCLEAR = "identifier_wrong", "identifier_unclear"

_PARTS = re.compile(r"\s*(?:[;|\n]|,\s)\s*")
_GLUED = re.compile(r"(?<=[^\W\d_])([.)]?:)(?=\S)")
# A number of a national register, to which the name of the register belongs.
_LOCAL = re.compile(r"[^\W\d_]{1,12}\W+\d[\w ./-]{0,20}$")
_LEI = re.compile(r"[A-Z0-9]{18}\d{2}")
_EUID = re.compile(r"[A-Z]{2}[A-Z0-9]{1,12}\.[A-Z0-9][A-Z0-9/_-]{1,40}")
_DUNS = re.compile(r"\d{9}")
# Of "Company number 0123" the words say nothing of the register; of "HRB 0123" they do, and stay with the number.
_PLAIN_WORDS = frozenset(["number", "no", "nr", "nummer", "numero"])
_LONGEST_LABEL, _LONGEST, _MOST = 5, 100, 12
_UNION = frozenset(["EL", *(code.upper() for code in union_vat.MEMBER_STATES)])


@dataclass(frozen=True)
class Identifiers:
    """What the cells of a row say: (scheme, value) each once, and the flags."""

    found: tuple[tuple[str, str], ...] = ()
    flags: tuple[str, ...] = ()


@cache
def scheme_labels() -> dict[str, str]:
    """Scheme -> how it is called."""
    return {term["id"]: term["label"] for term in _terms()}


@cache
def _one_each() -> dict[str, str]:
    """The schemes by which two parties may be one -> "one" where a party has one number, "one_a_country" where one in each."""
    return {term["id"]: term["marks"][1] for term in _terms() if "identity" in term.get("marks", ())}


def _terms() -> list[dict]:
    return strict_yaml.read(VOCABULARY / "identifier_schemes.yaml")["terms"]


@cache
def _words() -> dict[tuple[str, ...], str]:
    words = strict_yaml.read(VOCABULARY / "identifier_words.yaml")["words"]
    return {words_of(str(text)): scheme for scheme, texts in words.items() for text in texts}


@lru_cache(maxsize=2_000)
def scheme_of(heading: str) -> str | None:
    """The scheme that a heading names by the longest of its words, or None."""
    words = words_of(heading)
    for length in range(min(len(words), _LONGEST_LABEL), 0, -1):
        for at in range(len(words) - length + 1):
            if scheme := _words().get(tuple(words[at : at + length])):
                return scheme
    return None


def read_identifiers(cells: Iterable[tuple[str, str]]) -> Identifiers:
    """The numbers of a row; `cells` are (heading, text as it stands) of its columns of identifiers."""
    found: dict[tuple[str, str], None] = {}
    flags: list[str] = []
    for heading, text in cells:
        for number in _numbers(cell(text).text):
            scheme, value = _read(number, scheme_of(heading))
            found[scheme, value] = None
            holds = check(scheme, value)
            if holds is False:
                flags.append(WRONG)
            elif scheme == OTHER or (holds is None and scheme in _one_each()):
                flags.append(UNCLEAR)
    return Identifiers(tuple(found), tuple(dict.fromkeys(flags)))


def _numbers(text: str) -> list[str]:
    """The parts of a cell that hold a number, each with the words behind it ("HRB 1234, Amtsgericht Musterstadt")."""
    found: list[str] = []
    for part in _PARTS.split(text):
        words = " ".join(part.split())
        if any(sign.isdigit() for sign in words):
            found.append(words)
        elif words and found and _LOCAL.match(found[-1]):
            found[-1] += f", {words}"
    return [number for number in found[:_MOST] if len(number) <= _LONGEST]


def scheme_of_number(value: str) -> str:
    """The scheme that a number tells by itself; another number where it tells none."""
    return _by_form(value) or OTHER


def _read(text: str, said: str | None) -> tuple[str, str]:
    """(scheme, value) of one number: by the words before it, else by its form, else by the heading."""
    named, value = _named(_GLUED.sub(r"\1 ", text))
    scheme = named or _by_form(value) or said or OTHER
    return scheme, normal(scheme, value)


def _named(text: str) -> tuple[str | None, str]:
    """The scheme that the words before a number name, and the number; (None, the text) where they name none."""
    parts = text.split()
    for length in range(min(len(parts) - 1, _LONGEST_LABEL), 0, -1):
        words, value = words_of(" ".join(parts[:length])), " ".join(parts[length:]).lstrip(":# ")
        scheme = _words().get(words)
        if scheme and any(sign.isdigit() for sign in value):
            return scheme, text if scheme == "company_number" and words[-1] not in _PLAIN_WORDS else value
    return None, text


def _by_form(value: str) -> str | None:
    # Only what carries check digits that hold, or has a form of its own, says by itself what it is.
    return next((scheme for scheme in ("lei", "vat") if check(scheme, value)), "euid" if _EUID.fullmatch(value) else None)


def check(scheme: str, value: str) -> bool | None:
    """Whether a number has the form of its scheme and check digits that hold; None where neither is known."""
    bare = _bare(value)
    match scheme:
        case "lei":
            return bool(_LEI.fullmatch(bare)) and lei.is_valid(bare)
        case "vat":
            return _check_vat(bare)
        case "euid":
            return bool(_EUID.fullmatch("".join(value.upper().split())))
        case "duns":
            return bool(_DUNS.fullmatch(bare))
        case _:
            return None


def _check_vat(bare: str) -> bool | None:
    if bare.startswith("CHE"):
        return swiss_vat.is_valid(bare)
    if bare[:2] in _UNION:
        return union_vat.is_valid(bare)
    scheme = {"GB": british_vat, "NO": norwegian_vat}.get(bare[:2])
    return scheme.is_valid(bare) if scheme else None


def normal(scheme: str, value: str) -> str:
    """A number without blanks and points where it holds, so that two writings of it are one; else as it was given."""
    if not check(scheme, value):
        return value
    return "".join(value.upper().split()) if scheme == "euid" else _bare(value)


def same_key(scheme: str, value: str) -> tuple[str, str] | None:
    """What two parties share that have the same number; None for a scheme that tells nothing by itself."""
    return (scheme, _bare(value)) if scheme in _one_each() else None


def at_odds(ours: Iterable[tuple[str, str]], theirs: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """(scheme, ours, theirs) where two sides have numbers of one scheme, check digits hold, and no number is the same."""
    sides = []
    for side in (ours, theirs):
        held: dict[tuple[str, str], dict[str, str]] = {}
        for scheme, value in side:
            if scheme in _one_each() and check(scheme, value):
                where = _bare(value)[:2] if _one_each()[scheme] == "one_a_country" else ""
                held.setdefault((scheme, where), {})[_bare(value)] = value
        sides.append(held)
    mine, others = sides
    return [
        (place[0], ", ".join(mine[place].values()), ", ".join(others[place].values()))
        for place in mine
        if place in others and not mine[place].keys() & others[place].keys()
    ]


@lru_cache(maxsize=50_000)
def _bare(value: str) -> str:
    bare = "".join(sign for sign in value.upper() if sign.isalnum() or sign in "+*")
    return f"EL{bare[2:]}" if re.fullmatch(r"GR\d{9}", bare) else bare
