"""Draws how data flow from step to step: the chart of the screen, and the picture of documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from transfer_register.exhibits import crossings, dimensions, sankey_svg, style
from transfer_register.exhibits.table import Column, Table
from transfer_register.exhibits.tally import Rule, Tally, legend_of, rule_for, rule_in_words
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

STEPS = ("category", "kind", "country", "verdict")
MORE: dict[str, object] = {"steps": STEPS, "fold": {}, "most": 12, "links": 60}


def parameters(more: dict[str, Any]) -> dict[str, object]:
    """`steps` are names of dimensions, two or more; `fold` is {"EEA": [codes]}. Raises ValueError for a wrong step."""
    steps = list(more["steps"])
    if len(steps) < 2 or not set(steps) <= dimensions.DIMENSIONS.keys():
        raise ValueError(f"a flow takes two steps or more of {', '.join(dimensions.DIMENSIONS)}")
    return {**more, "steps": steps, "fold": dimensions.fold_parameter(more["fold"]), "regions": dimensions.regions_parameter(*steps)}


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
            row["place"] - 1, row["source"], dimensions.label(words, steps[row["place"] - 1], row["source"], row["source_name"]),
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


def draw(answer: Answer, words: Words, *, dark: bool = False) -> dict[str, Any]:
    """An option of `st.echarts_chart`; its nodes and links stand in the order in which `picked` finds them again."""
    picture = read(answer, words)
    text, quiet, ground = ("#e8ecf4", "#9aa7bd", "#0f1726") if dark else (style.INK, style.QUIET, style.PAPER)
    last = len(picture.steps) - 1
    # A name must be the only one of its kind; the steps are told apart by characters of no width.
    names = [f"{node.shown}{chr(0x200B) * (place + 1)}" for place, node in enumerate(picture.nodes)]
    nodes = [
        {
            "name": names[place],
            "depth": node.place,
            "itemStyle": {"color": node.colour(dark=dark), "borderWidth": 0},
            "label": {
                "formatter": f"{_template(style.shortened(node.shown, 26))}  {{n|{style.number(node.tally.transfers)}}}",
                "position": "left" if node.place == last else "right",
            },
            "tooltip": {"formatter": f"<b>{_html(node.label)}</b><br>{_html(_told(picture, node, words))}"},
        }
        for place, node in enumerate(picture.nodes)
    ]
    links = []
    for link in picture.links:
        ends = f"{picture.nodes[link.source].label} → {picture.nodes[link.target].label}"
        links.append(
            {
                "source": names[link.source],
                "target": names[link.target],
                "value": round(link.width, 4),
                "lineStyle": {"color": link.mark.on_dark if dark else link.mark.colour},
                "tooltip": {"formatter": f"<b>{_html(ends)}</b><br>{_html(link.said)}"},
            }
        )
    heads = [
        {"text": dimensions.title(step), "left": f"{100 * place / max(last, 1):.1f}%" if 0 < place < last else ("1%" if place == 0 else None),
         "right": "1%" if place == last else None, "top": 0, "textAlign": "center" if 0 < place < last else None,
         "textStyle": {"fontSize": 12, "fontWeight": 600, "color": quiet}}
        for place, step in enumerate(picture.steps)
    ]  # fmt: skip
    return {
        "title": [{key: value for key, value in head.items() if value is not None} for head in heads],
        "tooltip": {"trigger": "item", "confine": True},
        "animation": False,
        "series": [
            {
                "type": "sankey",
                "selectedMode": "single",
                "draggable": False,
                "left": "1%",
                "right": "1%",
                "top": 28,
                "bottom": 6,
                "nodeWidth": 11,
                "nodeGap": 13,
                "layoutIterations": 0,  # the order is that of the nodes
                "emphasis": {"focus": "adjacency"},
                "select": {"itemStyle": {"borderColor": text, "borderWidth": 2}, "lineStyle": {"opacity": 0.85}},
                "lineStyle": {"opacity": 0.36, "curveness": 0.5},
                "label": {
                    "fontSize": 12,
                    "color": text,
                    "textBorderColor": ground,
                    "textBorderWidth": 2.5,
                    "rich": {"n": {"fontSize": 12, "color": quiet, "textBorderColor": ground, "textBorderWidth": 2.5}},
                },
                "data": nodes,
                "links": links,
            }
        ],
    }


def _told(picture: Picture, node: Node, words: Words) -> str:
    return dimensions.said(words, node.tally, (picture.steps[node.place], node.value))


def _template(text: str) -> str:
    """Words inside an ECharts label, whose braces and bars would be read as its own."""
    return text.replace("{", "(").replace("}", ")").replace("|", "/")


def _html(text: str) -> str:
    """Words inside an ECharts tooltip, which is HTML with braces of its own."""
    return escape(text).replace("{", "&#123;").replace("}", "&#125;")


def svg(answer: Answer, words: Words, *, width: int = 760, height: int = 0) -> str:
    """The flow for a document; `height` 0 is as high as its fullest step needs."""
    return sankey_svg.draw(read(answer, words), width=width, height=height)


def height(answer: Answer, words: Words) -> int:
    """Pixels that the chart needs."""
    picture = read(answer, words)
    fullest = max((sum(node.place == place for node in picture.nodes) for place in range(len(picture.steps))), default=0)
    return 60 + 34 * max(fullest, 6)


def caption(answer: Answer, words: Words) -> str:
    """What stands under the picture, and beside the chart."""
    picture = read(answer, words)
    if not picture.links:
        return "No transfer to draw."
    said = " to ".join(dimensions.title(step).lower() for step in picture.steps)
    several = {"category", "subject", "purpose", "tool", "country", "region"} & set(picture.steps)
    shared = "Each transfer has the same width; one that names several is shared among them. " if several else ""
    return f"From {said}. Numbers count transfers. {shared}{rule_in_words(picture.rule, 'band')}"


def marks(answer: Answer, words: Words) -> list[style.Mark]:
    """The states that the legend beside the chart explains, the worst first."""
    picture = read(answer, words)
    return legend_of(link.mark for link in picture.links)


def twin(answer: Answer, words: Words) -> Table:
    """The same numbers as a table: one row a link."""
    picture = read(answer, words)
    columns = (Column("source", "From"), Column("target", "To"), Column("transfers", "Transfers", "count"), Column("verdict", "Verdict", "mark"))
    rows = tuple(
        (
            f"{dimensions.title(picture.steps[picture.nodes[link.source].place])}: {picture.nodes[link.source].label}",
            f"{dimensions.title(picture.steps[picture.nodes[link.target].place])}: {picture.nodes[link.target].label}",
            link.tally.transfers,
            link.mark,
        )
        for link in picture.links
    )
    return Table(columns, rows)


def picked(selection: Mapping[str, Any] | None, answer: Answer, words: Words) -> dict[str, tuple[str, ...]] | None:
    """The Filter fields of a chosen node or band; None where nothing was chosen, or no filter can say it.

    `selection` is what `st.echarts_chart` returned under "selection"; indices beyond the picture are of an older one.
    """
    picture = read(answer, words)
    for group in (selection or {}).get("selected", ()):
        for place in group["data_indices"]:
            if group["data_type"] == "node" and place < len(picture.nodes):
                return _filtered([picture.nodes[place]], picture, answer)
            if group["data_type"] == "edge" and place < len(picture.links):
                link = picture.links[place]
                return _filtered([picture.nodes[link.source], picture.nodes[link.target]], picture, answer)
    return None


def _filtered(nodes: list[Node], picture: Picture, answer: Answer) -> dict[str, tuple[str, ...]] | None:
    return dimensions.narrowed([(picture.steps[node.place], node.value) for node in nodes], answer.parameters)
