"""What a picture of chains shows before it is drawn: the parties from left to right, the legs between them, the weakest marked.

A node is the recipient of one transfer, so that two ways to the same party stay two ways and a party that gets its own data
back stands there twice. First exporters are drawn once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from transfer_register.exhibits import dimensions, style
from transfer_register.model.vocabulary import Words

# Beyond so many nodes nobody follows a line any more.
MOST = 40
NOT_RECORDED = "Not recorded"
WEAKEST = "weakest leg"


@dataclass(frozen=True)
class Node:
    """`x` counts legs from the left, `y` lines from above. `transfers` are those behind it; `hollow`: it is no party."""

    name: str
    place: str
    says: tuple[str, ...]
    x: int
    y: float
    transfers: tuple[str, ...]
    hollow: bool = False


@dataclass(frozen=True)
class Edge:
    """A leg between two nodes, by their places. `unrecorded`: somebody says that there is one, and no transfer says more."""

    source: int
    target: int
    transfers: tuple[str, ...]
    mark: style.Mark
    text: str
    weakest: bool = False
    unrecorded: bool = False


@dataclass(frozen=True)
class Picture:
    """`columns` counts nodes from left to right, `lines` from above; `hidden` transfers are not drawn, for want of room."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    columns: int
    lines: float
    hidden: int = 0

    @property
    def marks(self) -> list[style.Mark]:
        """The states that a legend explains, the worst first."""
        return sorted({edge.mark.id: edge.mark for edge in self.edges}.values(), key=lambda mark: mark.rank)


@dataclass
class _Drawing:
    words: Words
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    line: float = 0.0

    def add(self, node: Node) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1


def place_words(words: Words, places: list[str] | None) -> str:
    """`Singapore, APAC`; an unknown place in its words; nothing stated is "Place not known"."""
    said = [(each, dimensions.label(words, "country", each)) for each in places or ()]
    # Among others a group is its name alone.
    short = [each[1:] if label.startswith(f"{each[1:]},") else label for each, label in said]
    return style.listed(list(dict.fromkeys(short)), 3) or "Place not known"


def weakest(legs: list[dict[str, Any]]) -> tuple[set[str], set[str], set[str]]:
    """The transfers of a chain that are its weakest legs, those after and those before which the weakest leg is not recorded.

    All empty where every leg says the same: then none is the weakest.
    """
    worst = legs[0]["chain_verdict"]
    weak = {leg["transfer"] for leg in legs if leg["verdict"] == worst}
    after = {leg["transfer"] for leg in legs if leg["missing"] and worst == "unknown"}
    before = {leg["transfer"] for leg in legs if leg["lost"] and worst == "unknown"}
    unrecorded = any(leg["missing"] or leg["lost"] for leg in legs)
    alike = len(weak) == len(legs) and (not unrecorded or worst == "unknown")
    return (set(), set(), set()) if alike else (weak, after, before)


def read(chains: list[list[dict[str, Any]]], words: Words) -> Picture:
    """The picture of chains, each the rows of the exhibit of one chain, the first transfers before those further on."""
    drawing = _Drawing(words)
    groups: dict[str, list[list[dict[str, Any]]]] = {}
    lost = [legs for legs in chains if legs[0]["lost"]]
    for legs in chains:
        groups.setdefault(legs[0]["transfer"] if legs in lost else legs[0]["exporter"], []).append(legs)
    hidden, room = 0, MOST
    shift = 1 if lost else 0
    for group in groups.values():
        first = group[0][0]
        ends, starts = [], []
        for legs in group:
            kept = _kept(legs, room)
            room -= len(kept) + sum(leg["missing"] for leg in kept)
            hidden += legs[0]["transfers"] - len(kept)
            starts.append(_chain(drawing, kept, shift))
            ends.append(drawing.nodes[starts[-1][0]].y)
        everything = tuple(leg["transfer"] for legs in group for leg in legs)
        origin = first["exporter_country"]
        country = style.country(words, origin) if origin else "Place not known"
        node = Node(first["exporter_name"], country, ("first exporter",), shift, sum(ends) / len(ends), everything)
        if first["lost"]:
            node = Node(first["exporter_name"], country, (), shift, ends[0], everything)
        start = drawing.add(node)
        for (target, edge), legs in zip(starts, group, strict=True):
            drawing.edges[edge] = _leg(drawing, legs, legs[0], start, target)
        if first["lost"]:
            _lost(drawing, group[0], start)
    return Picture(
        tuple(drawing.nodes), tuple(drawing.edges), max((node.x for node in drawing.nodes), default=0) + 1, drawing.line, hidden
    )


def _chain(drawing: _Drawing, legs: list[dict[str, Any]], shift: int) -> tuple[int, int]:
    """Adds the recipients of a chain and the legs between them; its first node, and the place kept for the leg to it."""
    next_of: dict[str | None, list[dict[str, Any]]] = {}
    for leg in legs:
        next_of.setdefault(leg["before"], []).append(leg)
    edge = len(drawing.edges)
    drawing.edges.append(Edge(0, 0, (), style.verdict(drawing.words, "unknown"), ""))  # drawn once its exporter stands
    passed = {legs[0]["exporter"]}
    return _recipient(drawing, legs, legs[0], next_of, passed, shift), edge


def _recipient(
    drawing: _Drawing, legs: list[dict[str, Any]], leg: dict[str, Any], next_of: dict[str | None, list[dict[str, Any]]],
    passed: set[str], shift: int,
) -> int:  # fmt: skip
    """Adds the recipient of a transfer with everything that comes after it, each end on a line of its own."""
    further, x = next_of.get(leg["transfer"], []), leg["depth"] + shift
    targets = [_recipient(drawing, legs, each, next_of, passed | {leg["importer"]}, shift) for each in further]
    unrecorded = None
    if leg["missing"]:
        says = ("said to go onward,", "nobody says to whom")
        unrecorded = drawing.add(Node(NOT_RECORDED, "", says, x + 1, drawing.line, (leg["transfer"],), hollow=True))
        drawing.line += 1
        targets.append(unrecorded)
    if targets:
        y = sum(drawing.nodes[target].y for target in targets) / len(targets)
    else:
        y, drawing.line = drawing.line, drawing.line + 1
    says = ("again",) if leg["importer"] in passed else ()
    says += ("onward: nobody said",) if not further and leg["onward"] is None else ()
    name = leg["importer_name"] or "Name not known"
    node = drawing.add(Node(name, place_words(drawing.words, leg["places"]), says, x, y, (leg["transfer"],)))
    for target, after in zip(targets, [*further, None], strict=False):
        if target == unrecorded:
            mark = style.verdict(drawing.words, "unknown")
            weak = leg["transfer"] in weakest(legs)[1]
            drawing.edges.append(
                Edge(node, target, (leg["transfer"],), mark, f"{mark.glyph} not recorded", weak, unrecorded=True)
            )
        elif after is not None:
            drawing.edges.append(_leg(drawing, legs, after, node, target))
    return node


def _leg(drawing: _Drawing, legs: list[dict[str, Any]], leg: dict[str, Any], source: int, target: int) -> Edge:
    mark = style.verdict(drawing.words, leg["verdict"])
    return Edge(source, target, (leg["transfer"],), mark, mark.text, leg["transfer"] in weakest(legs)[0])


def _lost(drawing: _Drawing, legs: list[dict[str, Any]], target: int) -> None:
    """Adds what stands before the first transfer: it carries one onward that does not hold on the day."""
    first, mark = legs[0], style.verdict(drawing.words, "unknown")
    says = (f"{first['follows']} does not", "hold on this day")
    source = drawing.add(Node(NOT_RECORDED, "", says, 0, drawing.nodes[target].y, (first["transfer"],), hollow=True))
    weak = first["transfer"] in weakest(legs)[2]
    drawing.edges.append(Edge(source, target, (first["transfer"],), mark, f"{mark.glyph} not recorded", weak, unrecorded=True))


def _kept(legs: list[dict[str, Any]], room: int) -> list[dict[str, Any]]:
    """As many transfers of a chain as there is room for, the first ones first, and always the way to its weakest leg."""
    if len(legs) + sum(leg["missing"] for leg in legs) <= room:
        return legs
    by_id = {leg["transfer"]: leg for leg in legs}
    at: str | None = next((leg["transfer"] for leg in legs if leg["verdict"] == leg["chain_verdict"]), None)
    at = at or next((leg["transfer"] for leg in legs if leg["missing"]), None)
    way: list[str] = []
    while at in by_id:
        way.append(at)
        at = by_id[at]["before"]
    kept = set(way if len(way) <= room else way[-1:]) | {legs[0]["transfer"]}
    for leg in legs:
        if len(kept) < room and leg["before"] in kept:
            kept.add(leg["transfer"])
    return [leg for leg in legs if leg["transfer"] in kept]
