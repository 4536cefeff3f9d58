"""What a map shows before it is drawn: corridors by rank, places, and what has no place on a map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING, Any

from transfer_register.exhibits import dimensions, geography, style
from transfer_register.exhibits.tally import NOTHING, Rule, Tally, rule_for
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

FRONT = 90  # corridors drawn in full; the rest stay pale behind them until they are chosen


@dataclass(frozen=True)
class Spot:
    """A country (or group shown as one) on the map: what it receives, and whether an exporter sits there."""

    id: str
    name: str
    received: Tally
    sends: bool
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Flow:
    """All transfers from one country to another; `width` is 0 to 1, by the root of their number."""

    origin: str
    destination: str
    tally: Tally
    width: float
    front: bool


@dataclass(frozen=True)
class Picture:
    """What the map shows, before it is drawn. `beside` is what has no place on a map, in words, with its tally."""

    rule: Rule
    spots: dict[str, Spot] = field(default_factory=dict)
    flows: tuple[Flow, ...] = ()
    beside: tuple[tuple[str, Tally], ...] = ()


def read(answer: Answer, words: Words) -> Picture:
    """The picture of an answer: corridors by rank, places, and what stands beside the map."""
    members = dimensions.members_of(answer.parameters)
    drawn: list[tuple[str, str, Tally]] = []
    received: dict[str, Tally] = {}
    senders: set[str] = set()
    beside: dict[str, Tally] = {}
    total = 0
    for row in answer.dicts():
        tally = Tally.of(row)
        start, end = row["origin"], row["destination"]
        total += tally.transfers
        if apart := _apart(start, end, row, words, members):
            beside[apart] = beside.get(apart, NOTHING) + tally
        if _located(start, members):
            senders.add(start)
        if not _located(end, members):
            continue
        received[end] = received.get(end, NOTHING) + tally
        if start != end and _located(start, members):
            drawn.append((start, end, tally))
    rule = rule_for(total)
    drawn.sort(key=lambda flow: (-_weight(flow[2], words), flow[0], flow[1]))
    most = max((tally.transfers for _, _, tally in drawn), default=1)
    flows = tuple(
        Flow(start, end, tally, round(sqrt(tally.transfers / most), 3), place < FRONT)
        for place, (start, end, tally) in enumerate(drawn)
    )
    order = sorted(received.keys() | senders, key=lambda id: (-received.get(id, NOTHING).transfers, id))
    spots = {
        id: Spot(id, style.country(words, id), received.get(id, NOTHING), id in senders, tuple(members.get(id, ())))
        for id in order
    }
    return Picture(rule, spots, flows, tuple(sorted(beside.items(), key=lambda item: -item[1].transfers)))


def _located(code: str | None, members: Mapping[str, list[str]]) -> bool:
    return code is not None and geography.anchor(code, members.get(code)) is not None


def _weight(tally: Tally, words: Words) -> float:
    """More transfers and worse verdicts come to the front."""
    return tally.transfers * (1 + (6 - style.verdict(words, tally.verdict("worst")).rank) / 5)


def _apart(start: str | None, end: str | None, row: Mapping[str, Any], words: Words, members: Mapping[str, list[str]]) -> str:
    """Where a corridor stands that cannot be drawn as an arc; the empty text where it can."""
    if end is None:
        return dimensions.label(words, "country", f"~{row['destination_group'] or row['reach'] or 'unknown'}")
    if not _located(end, members):
        return f"{style.country(words, end)} (no place on a map)"
    if not _located(start, members):
        return "From an exporter whose country is not known"
    if start == end:
        return f"Within {style.country(words, end)}" if end in members else "Within one country"
    return ""


def tint(count: int, most: int) -> int:
    """0 for nothing, else 1 to 4 by the root of the share in the largest."""
    return 0 if count == 0 or most == 0 else min(4, 1 + int(4 * sqrt(count / most) * 0.999))
