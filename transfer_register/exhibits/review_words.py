"""What a review says in words: its columns, and why a transfer is to be looked at, with the day and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from transfer_register.exhibits.style import band, counted, day, listed, number, verdict
from transfer_register.model.facts import FACTS
from transfer_register.model.vocabulary import Words

COLUMNS = {"to_check": "To check", "waiting": "Waiting for somebody", "changed": "Changed since", "done": "Done"}
# Kind of reason -> a few words for it.
KINDS = {
    "event": "Event", "law": "The law changes", "verdict": "Verdict got worse", "band": "Risk got higher",
    "mechanism": "Mechanism ends", "evidence": "Document ends", "assessment": "Assessment due", "onward": "Chain changed",
    "review": "Review due", "breached": "Breached", "unknown": "Facts not known",
}  # fmt: skip
_LAW = {"begins": ("begins", "began"), "ends": ("ends", "ended"), "changes": ("changes", "changed")}
_CHAIN = {"added": "A recipient was added", "changed": "A recipient changed", "ended": "A recipient went away"}
# Facts that are named; more are counted.
_NAMED = 3


@dataclass(frozen=True)
class Reason:
    """Why a transfer is to be looked at: one sentence, the day it is about, and the record or the law that says so."""

    kind: str
    says: str
    day: date | None
    source: str
    late: bool = False


def reasons(
    whys: list[dict[str, Any]], words: Words, titles: Mapping[str, str], on: date, *, of: int = 1
) -> tuple[Reason, ...]:  # fmt: skip
    """The reasons of one card, or of a stack of `of` cards, on a day; `titles` names provisions by their ids."""
    return tuple(_reason(why, words, titles, on, of) for why in whys)


def _reason(why: dict[str, Any], words: Words, titles: Mapping[str, str], on: date, of: int) -> Reason:
    kind, when = why["kind"], why["day"]
    late = kind in ("review", "mechanism", "evidence", "assessment") and when is not None and when < on
    says = _says(kind, when, why["about"] or [], why["source"] or "", words, titles, on, of)
    if of > 1 and why.get("transfers", of) < of:
        says = f"{counted(why['transfers'], 'transfer')} of {number(of)}: {says}"
    return Reason(kind, says, when, _source(kind, why["source"] or "", words, titles), late)


def _says(
    kind: str, when: date | None, about: list[str], source: str, words: Words, titles: Mapping[str, str], on: date, of: int
) -> str:  # fmt: skip
    past = when is not None and when < on
    match kind:
        case "event":
            return f"{about[0]}, from {day(when)}."
        case "law":
            ahead, behind = _LAW.get(about[0], _LAW["changes"])
            rests = "rested" if past and about[0] == "ends" else "rests"
            return f"It {rests} on {titles.get(source, source)}, which {behind if past else ahead} on {day(when)}."
        case "verdict":
            was, now = (verdict(words, id).word for id in about)
            return f"{was} on {day(when)}, {now.lower()} now."
        case "band":
            was, now = (band(words, id).word.lower() for id in about)
            return f"Risk left: {was} on {day(when)}, {now} now."
        case "mechanism":
            return f"{words.label('transfer_tools', about[0])} {'ended' if past else 'ends'} on {day(when)}."
        case "evidence":
            return f"“{about[0]}” {'was valid' if past else 'is valid'} until {day(when)}."
        case "assessment":
            return f"Its assessment {'was' if past else 'is'} due for review on {day(when)}."
        case "onward":
            return f"{_CHAIN.get(about[0], _CHAIN['changed'])} further down on {day(when)}: {about[1] or 'name not known'}."
        case "review":
            return f"Its review {'was' if past else 'is'} due on {day(when)}."
        case "breached":
            return f"Nothing that is recorded permits it{_under(source, words)}."
    named = [FACTS[each].label if each in FACTS else each for each in about]
    are = "Deciding facts are" if of > 1 else counted(len(named), "deciding fact")
    return f"{are} not recorded{_under(source, words)}: {listed(named, _NAMED)}."


def _under(source: str, words: Words) -> str:
    return f" under {listed([words.label('regimes', each) for each in source.split()])}" if source else ""


def _source(kind: str, source: str, words: Words, titles: Mapping[str, str]) -> str:
    match kind:
        case "breached" | "unknown":
            return "Verdict of " + listed([words.label("regimes", each) for each in source.split()])
        case "law":
            return titles.get(source, source)
        case "verdict" | "band":
            return f"What was seen in {source}" if source else "The register of that day"
        case "mechanism" | "review":
            return f"The record, {source}" if source else "The record"
    return source


def title_of(first: date, last: date) -> str:
    """`Review of the 4th quarter of 2026`, or of the two days where they are no quarter."""
    return f"Review of {period_of(first, last)}"


def period_of(first: date, last: date) -> str:
    """`the 4th quarter of 2026`, or `1 October to 15 November 2026`."""
    number = (first.month - 1) // 3 + 1
    begins, ends = date(first.year, 3 * number - 2, 1), (first.year, 3 * number)
    if first == begins and (last.year, last.month) == ends and (last.replace(day=28).month, _next(last).day) == (last.month, 1):
        return f"the {number}{('st', 'nd', 'rd', 'th')[number - 1]} quarter of {first.year}"
    return f"{day(first)} to {day(last)}"


def _next(last: date) -> date:
    return date.fromordinal(last.toordinal() + 1) if last < date.max else date(1, 1, 1)
