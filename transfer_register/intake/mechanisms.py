"""Reads what a cell says a transfer rests on: tools with their modules, frameworks, conditions; a "no" never becomes a "yes"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from transfer_register.intake.cells import cell
from transfer_register.intake.gazetteer import fold, gazetteer, plain
from transfer_register.intake.mechanism_clause import (
    Hit,
    ReadMechanism,
    hits,
    joined_standing,
    reach,
    read_named,
    same_length,
    standing_of,
    without_mentions,
)
from transfer_register.intake.mechanism_words import MechanismWords, Named, mechanism_words
from transfer_register.intake.scan import pieces_of

# "(Ireland n/a)" behind a mechanism: it does not hold for all that stands beside it.
_NOT_FOR = re.compile(r"\s*\(([^()]*\b(?:n/a|not applicable)\b[^()]*)\)", re.IGNORECASE)
_ENDS = re.compile(r"[;\n]|(?<![A-Z])\.(?=\s+[A-Z])")


@dataclass(frozen=True)
class MechanismReading:
    """`stated` is None while nobody said anything, and empty when somebody said that there is none or none is needed."""

    stated: tuple[ReadMechanism, ...] | None = None
    measures: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


@lru_cache(maxsize=20_000)
def read_mechanisms(text: str, *, frameworks_only: bool = False) -> MechanismReading:
    """The mechanisms of one cell; `frameworks_only` for a column of certificates, where only frameworks between states count."""
    words = mechanism_words()
    content = unicodedata.normalize("NFKC", cell(text).text)
    whole = plain(re.sub(r"[^\w\s()/.,;:+&'-]", " ", content))
    if not whole or gazetteer().whole.get(whole) in ("unknown", "not_applicable", "to_be_confirmed"):
        flags = ("to_be_confirmed",) if gazetteer().whole.get(whole) == "to_be_confirmed" else ()
        return MechanismReading(flags=flags)
    if not frameworks_only and (whole in words.none or whole in words.not_needed):
        flags = (
            ("no_transfer_stated",)
            if "transfer" in whole or (gazetteer().whole.get(whole) == "none" and whole in words.not_needed)
            else ()
        )
        return MechanismReading((), flags=flags)
    stated: list[ReadMechanism] = []
    measures: list[str] = []
    flags: list[str] = []
    denied = needless = False
    several = sum(len(list(hits(clause, words))) for clause in _clauses(content)) > 1
    for clause in _clauses(content):
        named_here = list(hits(clause, words))
        found = without_mentions(clause, named_here, words)
        if len(found) < len(named_here):
            flags.append("conditional")
        standings = _standings(clause, found, words)
        for at, (named, begin, end) in enumerate(found):
            if frameworks_only and not named.framework:
                continue
            until = reach(clause, found, at, words)
            since = found[at - 1][2] if at else 0
            standing = standings[at]
            if standing is not None:
                flags.append("to_be_confirmed" if standing == "pending" else "mechanism_negated")
                denied, needless = denied or standing == "absent", needless or standing == "not_needed"
                continue
            mechanism = read_named(clause, named, since, begin, end, until, words)
            if several and mechanism.condition is None:
                mechanism = replace(mechanism, condition=_place_beside(clause, since, begin, end))
            either = at and words.either.fullmatch(same_length(clause[since:begin]))
            if mechanism.condition is None and (without := _NOT_FOR.match(clause, end)):
                mechanism = replace(mechanism, condition=without.group(1).strip())
            flags += [flag for flag in (named.flag, "conditional" if mechanism.condition or either else None) if flag]
            if mechanism.status == "repealed" and named.status is None:
                flags.append("mechanism_outdated")
            stated.append(mechanism)
        if not frameworks_only and words.measures.search(fold(_without(clause, found))):
            measures += _measures(clause, found, words)
        elif not frameworks_only and not found and not _only_places(clause):
            flags.append("mechanism_not_understood")
    stated = _one_each(stated)
    if frameworks_only:
        flags = [
            flag
            for flag in flags
            if flag in ("mechanism_invalid", "dpf_certification_to_verify", "to_be_confirmed", "conditional")
        ]
    none_said = () if denied or needless else None
    return MechanismReading(tuple(stated) or none_said, tuple(dict.fromkeys(measures)), tuple(dict.fromkeys(flags)))


def _standings(clause: str, found: list[Hit], words: MechanismWords) -> list[str | None]:
    """For every name whether it stands, on its own and with what is said of several at once."""
    standings = [
        standing_of(clause, found[at - 1][2] if at else 0, begin, end, reach(clause, found, at, words), words)
        for at, (_, begin, end) in enumerate(found)
    ]
    return joined_standing(clause, found, standings, words)


def _clauses(text: str) -> Iterator[str]:
    """The parts between semicolons, line ends and full stops; a bracket is never cut."""
    depth, begin = 0, 0
    ends = {match.start() for match in _ENDS.finditer(text)}
    for at, sign in enumerate(text):
        depth += (sign in "([") - (sign in ")]" and depth > 0)
        if depth == 0 and at in ends:
            yield text[begin:at].strip()
            begin = at + 1
    yield text[begin:].strip()


def _without(clause: str, found: list[tuple[Named, int, int]]) -> str:
    text = clause
    for _, begin, end in reversed(found):
        text = text[:begin] + text[end:]
    return text


def _measures(clause: str, found: list[tuple[Named, int, int]], words: MechanismWords) -> list[str]:
    """The parts of a clause that name a measure; a clause without a mechanism is one measure."""
    if not found:
        return [clause.strip(" .,")]
    parts = re.split(r"\s*[,+]\s*|\s+(?:and|und|et|y|with|mit|avec|plus)\s+", clause)
    return [part.strip(" .()") for part in parts if words.measures.search(fold(part)) and not words.pattern.search(fold(part))]


def _only_places(clause: str) -> bool:
    """Whether a clause names nothing but places ("EU"), which is no mechanism and no riddle either."""
    _, pieces = pieces_of(clause, gazetteer())
    kinds = {piece.kind for piece in pieces}
    return not kinds - {"country", "group", "code", "sep", "and", "or", "glue", "exclusive", "break", "city", "region", "state"}


def _place_beside(clause: str, since: int, begin: int, end: int) -> str | None:
    """The country that one of several mechanisms is stated for: "US: DPF; India: SCCs", "SCCs (India), DPF (US)"."""
    behind = re.match(r"\s*\(([^()]+)\)", clause[end:])
    label = re.search(r"(?:^|[,;/])\s*([^,;:/]+)\s*:\s*$", clause[since:begin])
    for match in (behind, label):
        if match and _only_places(match.group(1)):
            kinds = {piece.kind for piece in pieces_of(match.group(1), gazetteer())[1]}
            if kinds & {"country", "code", "city"} and "group" not in kinds:
                return match.group(1).strip()
    return None


def _one_each(stated: list[ReadMechanism]) -> list[ReadMechanism]:
    """Each mechanism once; modules and days of repeated names come together."""
    kept: dict[tuple, ReadMechanism] = {}
    for mechanism in stated:
        key = (mechanism.code, mechanism.scheme, mechanism.condition, mechanism.status)
        if key in kept:
            old = kept[key]
            kept[key] = replace(
                old, modules=tuple(sorted({*old.modules, *mechanism.modules})), dated=old.dated or mechanism.dated
            )
        else:
            kept[key] = mechanism
    return list(kept.values())
