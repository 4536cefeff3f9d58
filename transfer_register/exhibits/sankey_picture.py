"""What a flow shows before it is drawn: nodes step by step in the order of few crossings, and the bands between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transfer_register.exhibits import crossings, dimensions, style
from transfer_register.exhibits.tally import Rule, Tally, rule_for
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer


@dataclass(frozen=True)
class Node:
    """One value at one step; `place` counts steps from 0. `mark` is its state where the step is one of states."""

    place: int
    value: str
    label: str
    tally: Tally
    width: float
    mark: style.Mark | None = None

    @property
    def shown(self) -> str:
        return f"{self.mark.glyph} {self.label}" if self.mark else self.label

    def colour(self, *, dark: bool = False) -> str:
        if self.mark:
            return self.mark.on_dark if dark else self.mark.colour
        return style.NODE_ON_DARK if dark else style.NODE


@dataclass(frozen=True)
class Link:
    """What goes from one node to one of the next step; `width` is its share in whole transfers."""

    source: int
    target: int
    tally: Tally
    width: float
    mark: style.Mark
    said: str


@dataclass(frozen=True)
class Picture:
    """Nodes in the order of the answer; links by index into them."""

    rule: Rule
    steps: tuple[str, ...]
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]


def read(answer: Answer, words: Words) -> Picture:
    """The picture of an answer."""
    steps = tuple(answer.parameters["steps"])
    rows = answer.dicts()
    heads = [row for row in rows if row["target"] is None]
    bands = [row for row in rows if row["target"] is not None]
    index = {(row["place"], row["source"]): n for n, row in enumerate(heads)}
    ends = [(index[row["place"], row["source"]], index[row["place"] + 1, row["target"]]) for row in bands]
    nodes = [
        Node(
            row["place"] - 1, row["source"],
            dimensions.label(words, steps[row["place"] - 1], row["source"], row["source_name"], row.get("inside")),
            Tally.of(row), float(row["width"]), dimensions.mark(words, steps[row["place"] - 1], row["source"]),
        )
        for row in heads
    ]  # fmt: skip
    ranks = {n: node.mark.rank if node.mark else 0 for n, node in enumerate(nodes) if node.mark or node.value == dimensions.OTHER}
    columns = [[n for n, node in enumerate(nodes) if node.place == place] for place in range(len(steps))]
    widths = [(*pair, float(row["width"])) for pair, row in zip(ends, bands, strict=True)]
    order = [n for column in crossings.untangled(columns, widths, ranks) for n in column]
    stands = {n: place for place, n in enumerate(order)}
    rule = rule_for(round(sum(node.width for node in nodes if node.place == 0)))
    links = []
    for row, (source, target) in zip(bands, ends, strict=True):
        tally, told = Tally.of(row), [(steps[nodes[n].place], nodes[n].value) for n in (source, target)]
        mark, said = dimensions.drawn_by(words, rule, tally, *told), dimensions.said(words, tally, *told)
        links.append(Link(stands[source], stands[target], tally, float(row["width"]), mark, said))
    return Picture(rule, steps, tuple(nodes[n] for n in order), tuple(links))
