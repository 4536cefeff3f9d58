"""Draws how data flow from step to step: the chart of the screen, and the picture of documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from transfer_register.exhibits import dimensions, echarts, sankey_svg, style
from transfer_register.exhibits.sankey_picture import Node, Picture, read
from transfer_register.exhibits.table import Column, Table
from transfer_register.exhibits.tally import legend_of, rule_in_words
from transfer_register.model.speech import marked, say
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

STEPS = ("category", "kind", "country", "verdict")
MORE: dict[str, object] = {"steps": STEPS, "fold": {}, "most": 13, "links": 40}


def parameters(more: dict[str, Any]) -> dict[str, object]:
    """`steps` are names of dimensions, two or more; `fold` is {"EEA": [codes]}. Raises ValueError for a wrong step."""
    steps = list(more["steps"])
    if len(steps) < 2 or not set(steps) <= dimensions.DIMENSIONS.keys():
        raise ValueError(f"a flow takes two steps or more of {', '.join(dimensions.DIMENSIONS)}")
    return {
        **more,
        "steps": steps,
        "fold": dimensions.fold_parameter(more["fold"]),
        "regions": dimensions.regions_parameter(*steps),
    }


def draw(answer: Answer, words: Words, *, dark: bool = False) -> dict[str, Any]:
    """An option of `st.echarts_chart`; its nodes and links stand in the order in which `picked` finds them again."""
    picture = read(answer, words)
    on = echarts.ground(dark=dark)
    # A name must be the only one of its kind; equal ones are told apart by characters of no width.
    names = [f"{node.shown}{chr(0x200B) * (place + 1)}" for place, node in enumerate(picture.nodes)]
    last = len(picture.steps) - 1
    links = [
        {
            "source": names[link.source],
            "target": names[link.target],
            "value": round(link.width, 4),
            "lineStyle": {"color": link.mark.on_dark if dark else link.mark.colour},
            "tooltip": echarts.tooltip(f"{picture.nodes[link.source].label} → {picture.nodes[link.target].label}", link.said),
        }
        for link in picture.links
    ]
    border = {"textBorderColor": on.paper, "textBorderWidth": 2.5, "fontSize": 12}
    return echarts.base(dark=dark) | {
        "title": [_head(picture, place, on.quiet) for place in range(last + 1)],
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
                "select": {"itemStyle": {"borderColor": on.text, "borderWidth": 2}, "lineStyle": {"opacity": 0.85}},
                "lineStyle": {"opacity": 0.36, "curveness": 0.5},
                "label": border | {"color": on.text, "rich": {"n": border | {"color": on.quiet}}},
                "data": [_node(picture, place, names[place], words, dark=dark) for place in range(len(names))],
                "links": links,
            }
        ],
    }


def _node(picture: Picture, place: int, name: str, words: Words, *, dark: bool) -> dict[str, Any]:
    node = picture.nodes[place]
    shown = echarts.label(style.shortened(node.shown, 26))
    return {
        "name": name,
        "depth": node.place,
        "itemStyle": {"color": node.colour(dark=dark), "borderWidth": 0},
        "label": {
            "formatter": f"{shown}  {{n|{style.number(node.tally.transfers)}}}",
            "position": "left" if node.place == len(picture.steps) - 1 else "right",
        },
        "tooltip": echarts.tooltip(node.label, dimensions.said(words, node.tally, (picture.steps[node.place], node.value))),
    }


def _head(picture: Picture, place: int, colour: str) -> dict[str, Any]:
    last = len(picture.steps) - 1
    at = (
        {"left": "1%"}
        if place == 0
        else {"right": "1%"}
        if place == last
        else {"left": f"{100 * place / last:.1f}%", "textAlign": "center"}
    )
    look = {"fontSize": 12, "fontWeight": 600, "color": colour, "fontFamily": "Inter, sans-serif"}
    return {"text": dimensions.title(picture.steps[place]), "top": 0, "textStyle": look, **at}


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
        return say("No transfer to draw.")
    steps = f" {say('to')} ".join(dimensions.title(step).lower() for step in picture.steps)
    several = {"category", "subject", "purpose", "tool", "measure", "system", "country", "region"} & set(picture.steps)
    said = [
        say("From {steps}. Numbers count transfers.", steps=steps),
        say("Each transfer has the same width; one that names several is shared among them.") if several else "",
        rule_in_words(picture.rule, marked("band")),
    ]
    return " ".join(filter(None, said))


def marks(answer: Answer, words: Words) -> list[style.Mark]:
    """The states that the legend beside the chart explains, the worst first."""
    picture = read(answer, words)
    return legend_of(link.mark for link in picture.links)


def twin(answer: Answer, words: Words) -> Table:
    """The same numbers as a table: one row a link."""
    picture = read(answer, words)
    columns = (
        Column("source", "From"),
        Column("target", "To"),
        Column("transfers", "Transfers", "count"),
        Column("verdict", "Verdict", "mark"),
    )
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
    nodes = _nodes(selection, picture)
    if not nodes:
        return None
    told = [(picture.steps[node.place], node.value) for node in nodes]
    shown = {step: [node.value for node in picture.nodes if node.place == place] for place, step in enumerate(picture.steps)}
    return dimensions.narrowed(told, answer.parameters, shown)


def opened(selection: Mapping[str, Any] | None, answer: Answer, words: Words) -> list[Node]:
    """The chosen nodes in which others stand together: under the filter of the choice they stand by themselves."""
    return [node for node in _nodes(selection, read(answer, words)) if node.value == dimensions.OTHER]


def _nodes(selection: Mapping[str, Any] | None, picture: Picture) -> list[Node]:
    """The chosen node, or both ends of the chosen band."""
    for group in (selection or {}).get("selected", ()):
        for place in group["data_indices"]:
            if group["data_type"] == "node" and place < len(picture.nodes):
                return [picture.nodes[place]]
            if group["data_type"] == "edge" and place < len(picture.links):
                return [picture.nodes[picture.links[place].source], picture.nodes[picture.links[place].target]]
    return []
