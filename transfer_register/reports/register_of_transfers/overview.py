"""The overview: the numbers, the pictures, the matrix of destinations and mechanisms, and where each destination stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from transfer_register.model.speech import marked, say
from transfer_register.reports import blocks as b
from transfer_register.reports.register_of_transfers import saying
from transfer_register.reports.register_of_transfers.authorities import Authorities
from transfer_register.reports.register_of_transfers.transfers import legs_of
from transfer_register.reports.snapshot import Leg, Seen, Snapshot
from transfer_register.reports.wording import count, plural

_MOST_TOOLS = 4
_ADEQUACY, _OTHER = marked("Adequacy, by law"), marked("Other mechanisms")
_NONE, _NOT_STATED = marked("None, as stated"), marked("Not stated")


def numbers(snapshot: Snapshot) -> b.Numbers:
    """How many transfers and destinations, and how the verdicts fall."""
    verdicts = Counter(seen.verdict for seen in snapshot.transfers)
    places = {leg.country for _, leg in legs_of(snapshot.transfers) if leg.country}
    items = [
        b.Number(count(len(snapshot.transfers)), say("transfers in this extract")),
        b.Number(count(len(places)), say("destinations named")),
        b.Number(count(sum(1 for seen in snapshot.transfers if seen.special)), say("with special categories of data")),
    ]
    for verdict in snapshot.words.lists["verdicts"]:
        if verdicts[verdict]:
            items.append(b.Number(count(verdicts[verdict]), say("transfers"), saying.status(verdict, snapshot.words)))
    return b.Numbers(tuple(items))


def _mechanisms_of(seen: Seen, leg: Leg, snapshot: Snapshot, authorities: Authorities) -> set[str]:
    """On what a transfer rests at one destination: what the law gives there, and what is recorded."""
    if leg.verdict == "not_restricted":
        return {snapshot.words.label("verdicts", leg.verdict)}
    held = {snapshot.words.label("transfer_tools", one.tool) for one in seen.mechanisms or ()}
    if any(authorities.is_adequacy(ground) for ground in leg.grounds):
        held.add(say(_ADEQUACY))
    return held or {say(_NONE if seen.mechanisms is not None else _NOT_STATED)}


@dataclass
class _Reached:
    """What is counted of one destination, in transfers."""

    name: str
    by_tool: Counter[str] = field(default_factory=Counter)
    by_verdict: Counter[str] = field(default_factory=Counter)
    refs: set[str] = field(default_factory=set)
    special: set[str] = field(default_factory=set)


def _matrix(snapshot: Snapshot, authorities: Authorities) -> tuple[list[str], list[_Reached]]:
    """The heads of the mechanisms, and every destination, the most transfers first and what is no country last."""
    free = snapshot.words.label("verdicts", "not_restricted")
    held: dict[tuple[bool, str], _Reached] = {}
    for seen, leg in legs_of(snapshot.transfers):
        name = saying.destination(leg, snapshot.words)
        one = held.setdefault((leg.country is None, name), _Reached(name))
        if seen.id in one.refs:
            continue
        one.refs.add(seen.id)
        one.by_tool.update(_mechanisms_of(seen, leg, snapshot, authorities))
        one.by_verdict[leg.verdict or seen.verdict] += 1
        one.special.update({seen.id} if seen.special else ())
    used = sum((one.by_tool for one in held.values()), Counter())
    adequacy, other, none, not_stated = map(say, (_ADEQUACY, _OTHER, _NONE, _NOT_STATED))
    apart = (adequacy, none, not_stated, free)
    tools = sorted((name for name in used if name not in apart), key=lambda name: (-used[name], name))
    for one in held.values():
        one.by_tool[other] = sum(one.by_tool[name] for name in tools[_MOST_TOOLS:])
    heads = [name for name in (free, adequacy, *tools[:_MOST_TOOLS]) if name in used]
    heads += [other] * (len(tools) > _MOST_TOOLS) + [name for name in (none, not_stated) if name in used]
    return heads, [held[key] for key in sorted(held, key=lambda key: (key[0], -len(held[key].refs), key[1]))]


def matrix(snapshot: Snapshot, authorities: Authorities) -> b.Table:
    """Destinations against mechanisms; a transfer with several of either counts in each, and once in “all”."""
    heads, rows = _matrix(snapshot, authorities)
    columns = (
        b.Column(say("Destination"), 36),
        *(b.Column(name, 20, "count") for name in heads),
        b.Column(say("All transfers"), 18, "count"),
        b.Column(say("With special categories"), 20, "count"),
        b.Column(say("Verdicts"), 56, "status"),
    )
    order = list(snapshot.words.lists["verdicts"])
    drawn = []
    for one in rows:
        verdicts: list[b.Run | b.Status] = []
        for verdict in sorted(one.by_verdict, key=order.index):
            verdicts += [saying.status(verdict, snapshot.words), b.Run(f"\u00a0{count(one.by_verdict[verdict])}   ")]
        drawn.append(
            b.Row(
                (
                    (b.text(one.name, strong=True),),
                    *(_number(one.by_tool[head]) for head in heads),
                    (b.text(count(len(one.refs)), strong=True),),
                    _number(len(one.special)),
                    (tuple(verdicts),),
                )
            )
        )
    return b.Table(
        columns,
        (b.Group(tuple(drawn)),),
        caption=say("Destinations and mechanisms, in transfers"),
        size="normal" if len(rows) <= 20 else "small",
    )


def _number(value: int) -> b.Cell:
    return b.cell(count(value)) if value else (b.text("0", quiet=True),)


def sheet(snapshot: Snapshot, authorities: Authorities) -> b.Sheet:
    """The matrix as numbers."""
    heads, rows = _matrix(snapshot, authorities)
    verdicts = list(snapshot.words.lists["verdicts"])
    columns = (
        b.SheetColumn(say("Destination"), width=30),
        b.SheetColumn(say("All transfers"), "count", 12),
        b.SheetColumn(say("With special categories"), "count", 14),
        *(b.SheetColumn(name, "count", 16) for name in heads),
        *(b.SheetColumn(snapshot.words.label("verdicts", one), "count", 13) for one in verdicts),
    )
    typed = tuple(
        (
            one.name,
            len(one.refs),
            len(one.special),
            *(one.by_tool[head] for head in heads),
            *(one.by_verdict[verdict] for verdict in verdicts),
        )
        for one in rows
    )
    return b.Sheet(say("By destination"), columns, typed)


def index(snapshot: Snapshot) -> b.Table:
    """Every destination with all the transfers that reach it, and what happens there."""
    rows: dict[tuple[bool, str], tuple[set[str], set[str]]] = {}
    for seen, leg in legs_of(snapshot.transfers):
        refs, roles = rows.setdefault((leg.country is None, saying.destination(leg, snapshot.words)), (set(), set()))
        refs.add(seen.id)
        roles.update(leg.roles)
    order = list(snapshot.words.lists["place_roles"])
    drawn = []
    for (_, name), (refs, roles) in sorted(rows.items()):
        done = [snapshot.words.label("place_roles", role) for role in order if role in roles]
        line: list[b.Run] = []
        for ref in sorted(refs):
            line += [b.Run(ref, to=ref), b.Run("  ")]
        drawn.append(b.Row(((b.text(name, strong=True),), b.cell(saying.joined(done) or say(_NOT_STATED)), (tuple(line[:-1]),))))
    columns = (
        b.Column(say("Destination"), 34),
        b.Column(say("What happens there"), 40),
        b.Column(say("Transfers that reach it"), 190),
    )
    return b.Table(
        columns, (b.Group(tuple(drawn)),), caption=say("Every destination and the transfers that reach it"), size="small"
    )


def figures(snapshot: Snapshot) -> list[b.Figure]:
    """The map, and the flow from exporters over mechanisms to destinations, each with its numbers."""
    reached = Counter(
        (saying.destination(leg, snapshot.words), leg.verdict or seen.verdict) for seen, leg in legs_of(snapshot.transfers)
    )
    data = tuple(
        {"destination": name, "verdict": snapshot.words.label("verdicts", verdict), "transfers": number}
        for (name, verdict), number in sorted(reached.items(), key=lambda item: (-item[1], item[0]))
    )
    places = len({name for name, _ in reached})
    drawn = []
    for picture in snapshot.pictures:
        if picture.kind == "map":
            named = "; ".join(f"{one['destination']}, {one['transfers']} {str(one['verdict']).lower()}" for one in data[:12])
            alt = say("World map with {destinations}: {named}", destinations=plural(places, "destination"), named=named)
        else:
            alt = say("{caption} The numbers stand in the table of destinations and mechanisms.", caption=picture.caption)
        drawn.append(b.Figure(picture.kind, picture.svg, alt, picture.caption, data))
    return drawn
