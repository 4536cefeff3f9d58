"""Draws the corridors between countries: the data of the screen's map, and the map of documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from transfer_register.exhibits import dimensions, geography, map_svg, style
from transfer_register.exhibits.map_picture import Flow, Picture, Spot, read, tint
from transfer_register.exhibits.projection import HEIGHT, WIDTH, corridor, project
from transfer_register.exhibits.tally import Rule, legend_of, rule_in_words
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

MORE: dict[str, object] = {"fold": {}}


def parameters(more: dict[str, Any]) -> dict[str, object]:
    """`fold`, {"EEA": [codes]}, as the question takes it."""
    return {"fold": dimensions.fold_parameter(more["fold"])}


def draw(answer: Answer, words: Words, *, selected: dict[str, str] | None = None) -> dict[str, Any]:
    """What the component of screens/flow_map.py takes: places, corridors, legend, presets and every word, as JSON.

    `selected` is what the map shows as chosen; {} lets go of it, None leaves it as the reader has it.
    """
    picture = read(answer, words)
    most = max((spot.received.transfers for spot in picture.spots.values()), default=0)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        **({} if selected is None else {"selected": selected}),
        "names": dict(words.labels("countries")) if "countries" in words.lists else {},
        "places": [_place(spot, words, picture.rule, most) for spot in picture.spots.values()],
        "corridors": [_corridor(flow, picture, words) for flow in picture.flows],
        "beside": [
            {"text": text, "shown": style.number(tally.transfers), "said": tally.words(words)} for text, tally in picture.beside
        ],
        "legend": {
            "title": "Verdict",
            "shapes": {mark.id: mark.shape for mark in style.verdicts(words)},
            "rule": rule_in_words(picture.rule, "corridor"),
            "marks": [
                {"id": mark.id, "word": mark.word, "shape": mark.shape, "line": mark.line}
                for mark in legend_of(style.verdict(words, flow.tally.verdict(picture.rule)) for flow in picture.flows)
            ],
            "width": "Width: number of transfers. The line widens towards the recipient.",
        },
        "note": geography.NOTE,
        "frames": [
            {"id": name, "label": label, "box": [round(v) for v in geography.frame(name)]}
            for name, (label, _) in geography.FRAMES.items()
        ],
        "ui": {
            "map": f"Map of {style.counted(len(picture.flows), 'corridor')}, "
            f"{style.counted(len(picture.spots), 'country', 'countries')}",
            "help": "Arrow keys move between countries, Enter chooses, C goes to the corridors, Escape lets go.",
            "in": "Zoom in",
            "out": "Zoom out",
            "nothing": "no transfers",
            "beside": "Not on the map",
            "empty": "No transfer has a destination that can be drawn.",
        },
    }


def _place(spot: Spot, words: Words, rule: Rule, most: int) -> dict[str, Any]:
    x, y = project(*geography.anchor(spot.id, list(spot.members)))
    return {
        "id": spot.id,
        "label": f"{spot.name} {style.number(spot.received.transfers)}" if spot.received.transfers else spot.name,
        "x": round(x),
        "y": round(y),
        "count": spot.received.transfers,
        "tint": tint(spot.received.transfers, most),
        "verdict": spot.received.verdict(rule) if spot.received.transfers else None,
        "sends": spot.sends,
        "members": list(spot.members),
        "said": f"{spot.name}. {spot.received.words(words)}"
        if spot.received.transfers
        else f"{spot.name}. Sends, receives nothing",
    }


def _corridor(flow: Flow, picture: Picture, words: Words) -> dict[str, Any]:
    ends = [geography.anchor(id, list(picture.spots[id].members)) for id in (flow.origin, flow.destination)]
    names = [picture.spots[id].name for id in (flow.origin, flow.destination)]
    return {
        "o": flow.origin,
        "d": flow.destination,
        "width": flow.width,
        "front": flow.front,
        "verdict": flow.tally.verdict(picture.rule),
        "lines": [[round(v) for point in piece for v in point] for piece in corridor(*ends, steps=20 if flow.front else 12)],
        "said": f"{names[0]} to {names[1]}. {flow.tally.words(words)}",
    }


def svg(answer: Answer, words: Words, *, width: int = 760, labels: int = 20) -> str:
    """The map for a document, `width` pixels wide: 760 for a portrait page, 1000 for a landscape one."""
    return map_svg.draw(read(answer, words), words, width=width, labels=labels)


def caption(answer: Answer, words: Words) -> str:
    """What stands under the map: what it shows, how to read it, what is missing on it, and whose borders they are."""
    picture = read(answer, words)
    marks = legend_of(style.verdict(words, flow.tally.verdict(picture.rule)) for flow in picture.flows)
    lines = {"solid": "solid line", "dashed": "dashed line", "dotted": "dotted line", "fine": "fine dotted line"}
    code = "; ".join(f"{lines[mark.line]} and {mark.shape}: {mark.word.lower()}" for mark in marks)
    beside = "; ".join(f"{text}, {style.number(tally.transfers)}" for text, tally in picture.beside)
    parts = [
        f"Destinations and number of transfers. {code[:1].upper()}{code[1:]}. {rule_in_words(picture.rule, 'corridor')}"
        if marks else "No transfer has a destination that can be drawn.",
        f"Not on the map: {beside}." if beside else "",
        geography.NOTE,
    ]  # fmt: skip
    return " ".join(filter(None, parts))


def picked(selection: Mapping[str, str] | None, answer: Answer) -> dict[str, tuple[str, ...]] | None:
    """The Filter fields of what was chosen on the map: {"type": "country", "id"} or {"type": "corridor", "o", "d"}."""
    if not selection:
        return None
    match selection.get("type"):
        case "country":
            return dimensions.filtered("country", selection["id"], answer.parameters)
        case "corridor":
            start = dimensions.filtered("origin", selection["o"], answer.parameters)
            end = dimensions.filtered("country", selection["d"], answer.parameters)
            return {**start, **end} if start and end else None
    return None
