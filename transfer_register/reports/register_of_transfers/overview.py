"""The overview: the numbers, the pictures, the matrix of destinations and mechanisms, and where each destination stands."""

from __future__ import annotations

from collections import Counter

from transfer_register.reports import blocks as b
from transfer_register.reports.register_of_transfers import saying as say
from transfer_register.reports.register_of_transfers.authorities import Authorities
from transfer_register.reports.register_of_transfers.transfers import carried_by_adequacy, legs_of
from transfer_register.reports.snapshot import Seen, Snapshot
from transfer_register.reports.wording import count, plural

_MOST_TOOLS = 4
_ADEQUACY, _OTHER, _NONE, _NOT_STATED = "Adequacy, by law", "Other mechanisms", "None, as stated", "Not stated"


def numbers(snapshot: Snapshot) -> b.Numbers:
    """How many transfers and destinations, and how the verdicts fall."""
    verdicts = Counter(seen.verdict for seen in snapshot.transfers)
    places = {leg.country for _, leg in legs_of(snapshot.transfers) if leg.country}
    items = [
        b.Number(count(len(snapshot.transfers)), "transfers in this extract"),
        b.Number(count(len(places)), "destinations named"),
        b.Number(count(sum(1 for seen in snapshot.transfers if seen.special)), "with special categories of data"),
    ]
    for verdict in snapshot.words.lists["verdicts"]:
        if verdicts[verdict]:
            items.append(b.Number(count(verdicts[verdict]), "transfers", say.status(verdict, snapshot.words)))
    return b.Numbers(tuple(items))


def _mechanisms_of(seen: Seen, snapshot: Snapshot, authorities: Authorities) -> set[str]:
    held = {snapshot.words.label("transfer_tools", one.tool) for one in seen.mechanisms or ()}
    if carried_by_adequacy(seen, authorities):
        held.add(_ADEQUACY)
    return held or {_NONE if seen.mechanisms is not None else _NOT_STATED}


def _matrix(snapshot: Snapshot, authorities: Authorities) -> tuple[list[str], list[tuple[str, Counter[str], Counter[str], int, int]]]:
    """Heads of the mechanisms, and for each destination: by mechanism, by verdict, all, with special categories."""
    of = {seen.id: _mechanisms_of(seen, snapshot, authorities) for seen in snapshot.transfers}
    used = Counter(name for held in of.values() for name in held)
    tools = [name for name, _ in used.most_common() if name not in (_ADEQUACY, _NONE, _NOT_STATED)]
    kept = tools[:_MOST_TOOLS]
    heads = [_ADEQUACY] * (_ADEQUACY in used) + kept + [_OTHER] * (len(tools) > len(kept))
    heads += [name for name in (_NONE, _NOT_STATED) if name in used]
    rows: dict[tuple[bool, str], tuple[Counter[str], Counter[str], set[str], set[str]]] = {}
    for seen, leg in legs_of(snapshot.transfers):
        name = (leg.country is None, say.destination(leg, snapshot.words))
        by_tool, by_verdict, refs, special = rows.setdefault(name, (Counter(), Counter(), set(), set()))
        if seen.id in refs:
            continue
        refs.add(seen.id)
        by_tool.update({tool if tool in heads else _OTHER for tool in of[seen.id]})
        by_verdict[leg.verdict or seen.verdict] += 1
        special.update({seen.id} if seen.special else ())
    ordered = sorted(rows.items(), key=lambda row: (row[0][0], -len(row[1][2]), row[0][1]))
    return heads, [(name, tools_, verdicts, len(refs), len(special)) for (_, name), (tools_, verdicts, refs, special) in ordered]


def matrix(snapshot: Snapshot, authorities: Authorities) -> b.Table:
    """Destinations against mechanisms; a transfer with several of either counts in each, and once in “all”."""
    heads, rows = _matrix(snapshot, authorities)
    columns = (
        b.Column("Destination", 40),
        *(b.Column(name, 16, "count") for name in heads),
        b.Column("All transfers", 12, "count"),
        b.Column("With special categories", 15, "count"),
        b.Column("Verdicts", 64, "status"),
    )
    order = list(snapshot.words.lists["verdicts"])
    drawn = []
    for name, by_tool, by_verdict, total, special in rows:
        verdicts: list[b.Run | b.Status] = []
        for verdict in sorted(by_verdict, key=order.index):
            verdicts += [say.status(verdict, snapshot.words), b.Run(f"\u00a0{count(by_verdict[verdict])}   ")]
        drawn.append(
            b.Row(
                (
                    (b.text(name, strong=True),),
                    *(_number(by_tool[head]) for head in heads),
                    (b.text(count(total), strong=True),),
                    _number(special),
                    (tuple(verdicts),),
                )
            )
        )
    return b.Table(columns, (b.Group(tuple(drawn)),), caption="Destinations and mechanisms, in transfers", size="normal" if len(rows) <= 20 else "small")


def _number(value: int) -> b.Cell:
    return b.cell(count(value)) if value else (b.text("0", quiet=True),)


def sheet(snapshot: Snapshot, authorities: Authorities) -> b.Sheet:
    """The matrix as numbers."""
    heads, rows = _matrix(snapshot, authorities)
    verdicts = list(snapshot.words.lists["verdicts"])
    columns = (
        b.SheetColumn("Destination", width=30),
        b.SheetColumn("All transfers", "count", 12),
        b.SheetColumn("With special categories", "count", 14),
        *(b.SheetColumn(name, "count", 16) for name in heads),
        *(b.SheetColumn(snapshot.words.label("verdicts", one), "count", 13) for one in verdicts),
    )
    typed = tuple(
        (name, total, special, *(by_tool[head] for head in heads), *(by_verdict[one] for one in verdicts))
        for name, by_tool, by_verdict, total, special in rows
    )
    return b.Sheet("By destination", columns, typed)


def index(snapshot: Snapshot) -> b.Table:
    """Every destination with all the transfers that reach it, and what happens there."""
    rows: dict[tuple[bool, str], tuple[set[str], set[str]]] = {}
    for seen, leg in legs_of(snapshot.transfers):
        refs, roles = rows.setdefault((leg.country is None, say.destination(leg, snapshot.words)), (set(), set()))
        refs.add(seen.id)
        roles.update(leg.roles)
    order = list(snapshot.words.lists["place_roles"])
    drawn = []
    for (_, name), (refs, roles) in sorted(rows.items()):
        done = [snapshot.words.label("place_roles", role) for role in order if role in roles]
        line: list[b.Run] = []
        for ref in sorted(refs):
            line += [b.Run(ref, to=ref), b.Run("  ")]
        drawn.append(b.Row(((b.text(name, strong=True),), b.cell(say.joined(done) or "Not stated"), (tuple(line[:-1]),))))
    columns = (b.Column("Destination", 34), b.Column("What happens there", 40), b.Column("Transfers that reach it", 190))
    return b.Table(columns, (b.Group(tuple(drawn)),), caption="Every destination and the transfers that reach it", size="small")


def figures(snapshot: Snapshot) -> list[b.Figure]:
    """The map, and the flow from exporters over mechanisms to destinations, each with its numbers."""
    reached = Counter(
        (say.destination(leg, snapshot.words), leg.verdict or seen.verdict) for seen, leg in legs_of(snapshot.transfers)
    )
    data = tuple(
        {"destination": name, "verdict": snapshot.words.label("verdicts", verdict), "transfers": number}
        for (name, verdict), number in sorted(reached.items(), key=lambda item: (-item[1], item[0]))
    )
    places = len({name for name, _ in reached})
    drawn = []
    for picture in snapshot.pictures:
        if picture.kind == "map":
            alt = f"World map with {plural(places, 'destination')}: " + "; ".join(
                f"{one['destination']}, {one['transfers']} {str(one['verdict']).lower()}" for one in data[:12]
            )
        else:
            alt = f"{picture.caption} The numbers stand in the table of destinations and mechanisms."
        drawn.append(b.Figure(picture.kind, picture.svg, alt, picture.caption, data))
    return drawn
