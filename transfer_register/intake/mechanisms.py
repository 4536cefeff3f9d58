"""Reads what a cell says a transfer rests on: tools with their modules, frameworks, conditions; a "no" never becomes a "yes"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from transfer_register.intake.cells import cell
from transfer_register.intake.gazetteer import fold, gazetteer, plain
from transfer_register.intake.mechanism_words import MechanismWords, Named, mechanism_words
from transfer_register.intake.scan import pieces_of

_ARTICLE = re.compile(r"(?<!\w)art(?:icle|ikel|iculo|icolo|\.)?s?\.?\s*(4[5679])(?:\s*[(.,]?\s*(?:abs\.?\s*|par\.?\s*|paragraph\s*|§\s*)?([1-3])\s*\)?)?(?:\s*[(.,]?\s*(?:lit\.?\s*|buchst\.?\s*|letter\s*)?([a-g])\s*\)?)?(?!\w)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_ENDS = re.compile(r"[;\n]|(?<![A-Z])\.(?=\s+[A-Z])")
_NUMERALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "one": 1, "two": 2, "three": 3, "four": 4}


@dataclass(frozen=True)
class ReadMechanism:
    """One mechanism as stated. `tool` is what would be recorded, `label` the words for what has no tool; `status` is set for
    what is dead or repealed."""

    code: str
    scheme: str | None = None
    modules: tuple[int, ...] = ()
    condition: str | None = None
    status: str | None = None
    dated: date | None = None
    tool: str | None = None
    label: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """For a preview row; what is not said has no key."""
        said: dict[str, Any] = {"code": self.code}
        for name in ("scheme", "condition", "status"):
            if getattr(self, name):
                said[name] = getattr(self, name)
        if self.modules:
            said["modules"] = list(self.modules)
        if self.dated:
            said["dated"] = self.dated.isoformat()
        return said


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
        flags = ("no_transfer_stated",) if "transfer" in whole or gazetteer().whole.get(whole) == "none" and whole in words.not_needed else ()
        return MechanismReading((), flags=flags)
    stated: list[ReadMechanism] = []
    measures: list[str] = []
    flags: list[str] = []
    denied = needless = False
    for clause in _clauses(content):
        found = list(_hits(clause, words))
        for at, (named, begin, end) in enumerate(found):
            if frameworks_only and not named.framework:
                continue
            until = found[at + 1][1] if at + 1 < len(found) else len(clause)
            since = found[at - 1][2] if at else 0
            standing = _standing(clause, since, begin, end, until, words)
            if standing is not None:
                flags.append("to_be_confirmed" if standing == "pending" else "mechanism_negated")
                denied, needless = denied or standing == "absent", needless or standing == "not_needed"
                continue
            mechanism = _read(clause, named, since, begin, end, until, words)
            either = at and words.either.fullmatch(_same_length(clause[since:begin]))
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
        flags = [flag for flag in flags if flag in ("mechanism_invalid", "dpf_certification_to_verify", "to_be_confirmed", "conditional")]
    none_said = () if denied or needless else None
    return MechanismReading(tuple(stated) or none_said, tuple(dict.fromkeys(measures)), tuple(dict.fromkeys(flags)))


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


def _hits(clause: str, words: MechanismWords) -> Iterator[tuple[Named, int, int]]:
    """(mechanism, begin, end) of every name and article; an article or a number of an act beside its name adds nothing."""
    folded = _same_length(clause)
    found = [(words.named[" ".join(match.group().split())], *match.span()) for match in words.pattern.finditer(folded)]
    for match in _ARTICLE.finditer(folded):
        number = "".join(part for part in match.groups() if part)
        if named := words.articles.get(number):
            found.append((named, *match.span()))
    found.sort(key=lambda hit: (hit[1], -hit[2]))
    kept: list[tuple[Named, int, int]] = []
    for named, begin, end in found:
        if kept and begin < kept[-1][2]:
            continue
        same = [place for place, other in enumerate(kept) if other[0].code == named.code and named.scheme in (None, other[0].scheme)]
        if same and clause[kept[-1][2] : begin].count("(") > clause[kept[-1][2] : begin].count(")"):
            if named.status:  # "SCCs (2010/87/EU)": the bracket says which set
                kept[same[-1]] = (named, kept[same[-1]][1], kept[same[-1]][2])
            continue
        kept.append((named, begin, end))
    yield from kept


def _same_length(text: str) -> str:
    """The text folded sign by sign, so that positions stay."""
    folded = (fold(sign) for sign in text)
    return "".join(sign if len(sign) == 1 else old for sign, old in zip(folded, text, strict=True))


def _standing(clause: str, since: int, begin: int, end: int, until: int, words: MechanismWords) -> str | None:
    """absent, not_needed or pending where the words around a name say so; None when it stands."""
    before, after = _same_length(clause[since:begin]), _same_length(clause[end:until])
    if words.not_needed_after.match(after):
        return "not_needed"
    if words.absent_before.search(before) or words.absent_after.match(after) or "❌" in clause[since:begin] or "✗" in clause[since:begin]:
        return "absent"
    return "pending" if words.pending_after.match(after) else None


def _read(clause: str, named: Named, since: int, begin: int, end: int, until: int, words: MechanismWords) -> ReadMechanism:
    after, before = clause[end:until], clause[since:begin]
    tail = after
    bracket = re.match(r"\s*[\w./-]*\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)", after)
    condition = _condition(bracket.group(1), words) if bracket else None
    if condition is None:
        tail = after[bracket.end() :] if bracket else after
        match = words.condition.match(_same_length(tail))
        condition = _stripped(tail[match.start("said") : match.end("said")], words) if match else None
    if condition is None and (match := words.condition_before.search(_same_length(before))):
        condition = before[match.start("said") : match.end("said")].strip(" ,")
    modules = _modules(after, words) or _modules(before, words) if named.code.endswith("A46-2-c") else ()
    dated = _day(after) or (_day(before) if since == 0 else None)
    status, tool = named.status, named.tool
    if dated and dated < words.repealed_before and named.tool == "scc":
        status, tool = "repealed", "scc_old"
    return ReadMechanism(named.code, named.scheme, modules, condition, status, dated, tool, named.label)


def _condition(inside: str, words: MechanismWords) -> str | None:
    match = words.condition.match(_same_length(inside))
    return _stripped(inside[match.start("said") :], words) if match else None


def _stripped(text: str, words: MechanismWords) -> str:
    """A condition without its "if"."""
    text = text.strip(" .,;)")
    match = words.strip.match(_same_length(text))
    return text[match.end() :] if match else text


def _modules(text: str, words: MechanismWords) -> tuple[int, ...]:
    folded = _same_length(text)
    found: list[int] = []
    for match in words.module_run.finditer(folded):
        found += [_NUMERALS.get(word) or int(word) for word in re.findall(r"[1-4]|\biv\b|\bi{1,3}\b|\bone\b|\btwo\b|\bthree\b|\bfour\b", match.group("run"))]
    for pattern, number in words.modules:
        if pattern.search(folded):
            found.append(int(number))
    return tuple(sorted(set(found)))


def _day(text: str) -> date | None:
    """A day that can be read in one way only; 03/04/2020 may be March or April and is none."""
    for match in _YEAR_FIRST.finditer(text):
        return _valid(*map(int, match.groups()))
    for match in _DAY_FIRST.finditer(text):
        day, month, year = map(int, match.groups())
        if day <= 12 and month <= 12 and day != month and "." not in match.group():
            return None
        return _valid(year, month, day) or _valid(year, day, month)
    return None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


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


def _one_each(stated: list[ReadMechanism]) -> list[ReadMechanism]:
    """Each mechanism once; modules and days of repeated names come together."""
    kept: dict[tuple, ReadMechanism] = {}
    for mechanism in stated:
        key = (mechanism.code, mechanism.scheme, mechanism.condition, mechanism.status)
        if key in kept:
            old = kept[key]
            kept[key] = replace(old, modules=tuple(sorted({*old.modules, *mechanism.modules})), dated=old.dated or mechanism.dated)
        else:
            kept[key] = mechanism
    return list(kept.values())
