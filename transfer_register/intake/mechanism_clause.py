"""One clause about mechanisms: which are named, whether they stand, and what is said of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from transfer_register.intake.gazetteer import fold
from transfer_register.intake.mechanism_words import MechanismWords, Named

_ARTICLE = re.compile(
    r"(?<!\w)art(?:icle|ikel|iculo|icolo|\.)?s?\.?\s*(4[5679])(?:\s*[(.,]?\s*(?:abs\.?\s*|par\.?\s*|paragraph\s*|§\s*)?([1-3])\s*\)?)?(?:\s*[(.,]?\s*(?:lit\.?\s*|buchst\.?\s*|letter\s*)?([a-g])\s*\)?)?(?!\w)"
)
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
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


Hit = tuple[Named, int, int]
# Boxes and crosses of a form, before the names or behind them.
_BOX = re.compile(r"\s*(?:[☐☑☒✓✔✗✘❌✖✅]|\[[ xX]?\])")
_CROSS = re.compile(r"(?:[☐✗✘❌✖]|\[\s?\])\s*$|[✗✘❌✖☐]|\[\s?\]")
_CROSS_AFTER = re.compile(r"^[\s:(]*(?:[☐✗✘❌✖]|\[\s?\])")


def hits(clause: str, words: MechanismWords) -> Iterator[tuple[Named, int, int]]:
    """(mechanism, begin, end) of every name and article; an article or a number of an act beside its name adds nothing."""
    folded = same_length(clause)
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
        same = [
            place for place, other in enumerate(kept) if other[0].code == named.code and named.scheme in (None, other[0].scheme)
        ]
        gap = clause[kept[-1][2] : begin] if kept else ""
        if same and (gap.count("(") > gap.count(")") or (named.status and not gap.strip(" :,"))):
            if named.status:  # "SCCs (2010/87/EU)": the bracket says which set
                kept[same[-1]] = (named, kept[same[-1]][1], kept[same[-1]][2])
            continue
        kept.append((named, begin, end))
    yield from kept


def same_length(text: str) -> str:
    """The text folded sign by sign, so that positions stay."""
    folded = (fold(sign) for sign in text)
    return "".join(sign if len(sign) == 1 else old for sign, old in zip(folded, text, strict=True))


def standing_of(clause: str, since: int, begin: int, end: int, until: int, words: MechanismWords) -> str | None:
    """absent, not_needed or pending where the words around a name say so; None when it stands."""
    before, after = same_length(clause[since:begin]), same_length(clause[end:until])
    if words.not_needed_for.match(after):
        return None
    if words.not_needed_after.match(after):
        return "not_needed"
    if (words.absent_before.search(before) and not words.not_only.search(before)) or words.absent_after.match(after):
        return "absent"
    if _CROSS.search(clause) and (_CROSS if _BOX.match(clause) else _CROSS_AFTER).search(before if _BOX.match(clause) else after):
        return "absent"
    return "pending" if words.pending_after.match(after) or words.pending_before.search(before) else None


def reach(clause: str, found: list[Hit], at: int, words: MechanismWords) -> int:
    """Where the words about a name end: at the next name, or where a "not" or "otherwise" of the next name begins."""
    if at + 1 == len(found):
        return len(clause)
    end, until = found[at][2], found[at + 1][1]
    gap = same_length(clause[end:until])
    own = [words.absent_before, words.pending_before, words.fallback_before, words.onward_before]
    if words.not_only.search(gap):
        own.append(words.not_only)
    begins = [match.start() for pattern in own if (match := pattern.search(gap))]
    marked = [
        begin
        for begin in begins
        if re.search(r"[,;:(/]|\s[–—-]\s|(?<!\w)(?:but|and|aber|und|mais|et|or|with)(?!\w)", gap[: begin + 1])
    ]
    return end + min(marked) if marked else until


def without_mentions(clause: str, found: list[Hit], words: MechanismWords) -> list[Hit]:
    """The mechanisms that are stated; one that is only named in the condition of another ("SCCs if DPF falls") is none."""
    kept = list(found)
    for at, hit in enumerate(found):
        since = found[at - 1][2] if at else 0
        until = found[at + 1][1] if at + 1 < len(found) else len(clause)
        behind = same_length(clause[hit[2] : until])
        inside = words.within.search(same_length(clause[since : hit[1]]))
        if inside and len(kept) > 1 and (at or "," in behind) and not words.fallback_before.search(behind):
            kept.remove(hit)
    return kept


def joined_standing(clause: str, found: list[Hit], standings: list[str | None], words: MechanismWords) -> list[str | None]:
    """What is said once of several names: "no SCCs, DPF or BCRs", "SCCs and DPF not in place"."""
    gaps = [same_length(clause[left[2] : right[1]]) for left, right in pairwise(found)]
    shared = list(standings)
    for at, standing in enumerate(standings):
        if standing != "absent":
            continue
        end = at
        while end < len(gaps) and (gaps[end].strip() == "," or words.either.fullmatch(gaps[end])):
            end += 1
        if any(words.either.fullmatch(gap) for gap in gaps[at:end]):
            shared[at : end + 1] = ["absent"] * (end + 1 - at)
    for at in range(len(gaps) - 1, -1, -1):
        behind = same_length(clause[found[at + 1][2] :])
        said = words.absent_after.match(behind) or words.pending_after.match(behind)
        if (
            shared[at + 1]
            and shared[at] is None
            and words.joint.fullmatch(gaps[at])
            and (said or shared[at + 1] != standings[at + 1])
        ):
            shared[at] = shared[at + 1]
    return shared


def read_named(clause: str, named: Named, since: int, begin: int, end: int, until: int, words: MechanismWords) -> ReadMechanism:
    after, before = clause[end:until], clause[since:begin]
    tail = after
    limit = words.not_needed_for.match(same_length(after))
    bracket = re.match(r"\s*[\w./-]*\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)", after)
    condition = after[limit.start("said") : limit.end("said")].strip(" .,)") if limit else None
    if condition is None and bracket:
        condition = _condition(bracket.group(1), words)
    if condition is None:
        tail = after[bracket.end() :] if bracket else after
        match = words.condition.match(same_length(tail))
        condition = _stripped(tail[match.start("said") : match.end("said")], words) if match else None
        if condition and (match := words.fallback_before.search(same_length(condition))):
            condition = condition[: match.start()].strip(" ,") or None
    if condition is None and (match := words.condition_before.search(same_length(before))):
        condition = before[match.start("said") : match.end("said")].strip(" ,")
    for pattern, around in (
        (words.fallback_before, before),
        (words.fallback_after, after),
        (words.onward_before, before),
        (words.onward_after, after),
    ):
        if condition is None and (match := pattern.search(same_length(around))):
            condition = around[match.start("said") : match.end("said")].strip(" ,:")
    modules = _modules(after, words) or _modules(before, words) if named.code.endswith("A46-2-c") else ()
    dated = _day(after) or (_day(before) if since == 0 else None)
    status, tool = named.status, named.tool
    if dated and dated < words.repealed_before and named.tool == "scc":
        status, tool = "repealed", "scc_old"
    return ReadMechanism(named.code, named.scheme, modules, condition, status, dated, tool, named.label)


def _condition(inside: str, words: MechanismWords) -> str | None:
    match = words.condition.match(same_length(inside))
    return _stripped(inside[match.start("said") :], words) if match else None


def _stripped(text: str, words: MechanismWords) -> str:
    """A condition without its "if"."""
    text = text.strip(" .,;)")
    match = words.strip.match(same_length(text))
    return text[match.end() :] if match else text


def _modules(text: str, words: MechanismWords) -> tuple[int, ...]:
    folded = same_length(text)
    found: list[int] = []
    for match in words.module_run.finditer(folded):
        found += [
            _NUMERALS.get(word) or int(word)
            for word in re.findall(r"[1-4]|\biv\b|\bi{1,3}\b|\bone\b|\btwo\b|\bthree\b|\bfour\b", match.group("run"))
        ]
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
