"""What a map shows before it is drawn: corridors by rank, places, and what has no place on a map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING, Any

from transfer_register.exhibits import dimensions, geography, style
from transfer_register.exhibits.style import Mark
from transfer_register.exhibits.tally import NOTHING, Rule, Tally, legend_of, rule_for
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

FRONT = 90  # corridors drawn in full; the rest stay pale behind them until they are chosen
# Countries within which transfers stay that are named one by one beside the map.
_NAMED_WITHIN = 4


@dataclass(frozen=True)
class Spot:
    """A country (or group shown as one) on the map: what it receives, and whether an exporter sits there.

    `mark` is the state that it is drawn in, None where it receives nothing; `weight` tints it, `shown` stands beside its name. A
    `quiet` one stays pale and has no name beside it.
    """

    id: str
    name: str
    received: Tally
    sends: bool
    members: tuple[str, ...]
    mark: Mark | None
    weight: int
    shown: str
    said: str
    quiet: bool = False


@dataclass(frozen=True)
class Flow:
    """All transfers from one country to another; `width` is 0 to 1, by the root of their number.

    `front` ones are drawn in full, the others stay faint behind them. `look` is empty, or where two views are compared
    "changed", which is hatched, "went" for what is no longer there, "pale" where nothing changes.
    """

    origin: str
    destination: str
    tally: Tally
    width: float
    front: bool
    mark: Mark
    said: str
    look: str = ""


@dataclass(frozen=True)
class Beside:
    """What has no place on a map: its words, what stands behind it, and what choosing it means, as `map.picked` takes it."""

    text: str
    shown: str
    said: str
    what: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Picture:
    """What the map shows, before it is drawn."""

    rule: Rule
    spots: dict[str, Spot] = field(default_factory=dict)
    flows: tuple[Flow, ...] = ()
    beside: tuple[Beside, ...] = ()

    @property
    def marks(self) -> list[Mark]:
        """The states that a legend must explain: those in which a line is drawn, the worst first."""
        return legend_of(flow.mark for flow in self.flows if flow.look != "pale")


def read(answer: Answer, words: Words) -> Picture:
    """The picture of an answer: corridors by rank, places, and what stands beside the map."""
    members = dimensions.members_of(answer.parameters)
    drawn: list[tuple[str, str, Tally]] = []
    received: dict[str, Tally] = {}
    senders: set[str] = set()
    apart: dict[tuple[str, ...], Tally] = {}
    total = 0
    for row in answer.dicts():
        tally = Tally.of(row)
        start, end = row["origin"], row["destination"]
        total += tally.transfers
        if located(start, members):
            senders.add(start)
        if not row["stated"]:
            apart[("unstated",)] = apart.get(("unstated",), NOTHING) + tally
            continue
        told = end or f"~{row['destination_group'] or row['reach'] or 'unknown'}"
        if where := stands_apart(start, told, members):
            apart[where] = apart.get(where, NOTHING) + tally
        if not located(end, members):
            continue
        received[end] = received.get(end, NOTHING) + tally
        if start != end and located(start, members):
            drawn.append((start, end, tally))
    rule = rule_for(total)
    drawn.sort(key=lambda flow: (-_weight(flow[2], words), flow[0], flow[1]))
    most = max((tally.transfers for _, _, tally in drawn), default=1)
    flows = tuple(
        Flow(
            start, end, tally, round(sqrt(tally.transfers / most), 3), place < FRONT, style.verdict(words, tally.verdict(rule)),
            f"{style.country(words, start)} to {style.country(words, end)}. {tally.words(words)}",
        )
        for place, (start, end, tally) in enumerate(drawn)
    )  # fmt: skip
    order = sorted(received.keys() | senders, key=lambda id: (-received.get(id, NOTHING).transfers, id))
    spots = {id: _spot(id, received.get(id, NOTHING), id in senders, members, rule, words) for id in order}
    beside = tuple(
        Beside(text, style.number(tally.transfers), tally.words(words), what)
        for text, tally, what in told_apart(apart, words, lambda tally: tally.transfers)
    )
    return Picture(rule, spots, flows, beside)


def _spot(id: str, received: Tally, sends: bool, members: Mapping[str, list[str]], rule: Rule, words: Words) -> Spot:
    name, count = style.country(words, id), received.transfers
    return Spot(
        id, name, received, sends, tuple(members.get(id, ())), style.verdict(words, received.verdict(rule)) if count else None,
        count, style.number(count) if count else "",
        f"{name}. {received.words(words)}" if count else f"{name}. Sends, receives nothing",
    )  # fmt: skip


def located(code: str | None, members: Mapping[str, list[str]]) -> bool:
    """Has a country, or a group shown as one, a place on the map?"""
    return bool(code) and geography.anchor(code, members.get(code)) is not None


def _weight(tally: Tally, words: Words) -> float:
    """More transfers and worse verdicts come to the front."""
    return tally.transfers * (1 + (6 - style.verdict(words, tally.verdict("worst")).rank) / 5)


def stands_apart(start: str | None, end: str, members: Mapping[str, list[str]]) -> tuple[str, ...] | None:
    """Where a corridor stands that cannot be drawn as an arc, as `told_apart` takes it; None where it can."""
    if not located(end, members):
        return "to", end
    if not located(start, members):
        return "from", start or ""
    return ("within", start) if start == end else None


def told_apart(apart: Mapping[tuple[str, ...], Any], words: Words, size: Any) -> list[tuple[str, Any, Mapping[str, str] | None]]:
    """What stands beside a map, the largest first: words, what was counted, what choosing it means.

    Countries within which data stay are named while they are few; the smaller ones stand together.
    """
    ranked = sorted(sorted(apart.items(), key=lambda item: item[0]), key=lambda item: size(item[1]), reverse=True)
    within = [(where, held) for where, held in ranked if where[0] == "within"]
    named = within if len(within) <= _NAMED_WITHIN else within[: _NAMED_WITHIN - 1]
    found: list[tuple[str, Any, Mapping[str, str] | None]] = []
    for (kind, *codes), held in ranked:
        match kind:
            case "to" if codes[0].startswith("~"):
                found.append((dimensions.label(words, "country", codes[0]), held, {"type": "country", "id": codes[0]}))
            case "to":
                text = f"{style.country(words, codes[0])} (no place on a map)"
                found.append((text, held, {"type": "country", "id": codes[0]}))
            case "from":
                name = style.country(words, codes[0]) if codes[0] else ""
                text = f"From {name} (no place on a map)" if name else "From an exporter whose country is not known"
                found.append((text, held, {"type": "origin", "id": codes[0]}))
            case "unstated":
                found.append(("Nobody said what happens where", held, {"type": "unstated"}))
            case "within" if any(codes[0] == where[1] for where, _ in named):
                what = {"type": "corridor", "o": codes[0], "d": codes[0]}
                found.append((f"Within {style.country(words, codes[0])}", held, what))
    if rest := within[len(named) :]:
        together = rest[0][1]
        for _, held in rest[1:]:
            together = together + held
        found.append((f"Within one of {len(rest)} other countries", together, None))
    return found


def chosen_on_map(selection: Mapping[str, str] | None, parameters: Mapping[str, object]) -> dict[str, tuple[str, ...]] | None:
    """The Filter fields of a country, a corridor or an exporter's country that was chosen; None where no filter can say it."""
    match selection:
        case {"type": "country", "id": id}:
            return dimensions.filtered("country", id, parameters)
        case {"type": "origin", "id": id}:
            return dimensions.filtered("origin", id, parameters)
        case {"type": "corridor", "o": o, "d": d}:
            return dimensions.narrowed((("origin", o), ("country", d)), parameters)
    return None


def tint(count: int, most: int) -> int:
    """0 for nothing, else 1 to 4 by the root of the share in the largest."""
    return 0 if count == 0 or most == 0 else min(4, 1 + int(4 * sqrt(count / most) * 0.999))
