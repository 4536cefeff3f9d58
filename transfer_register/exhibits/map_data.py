"""A map as the component of the screen takes it: places, corridors, legend, presets and every word, as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from transfer_register.exhibits import geography, style
from transfer_register.exhibits.map_picture import Flow, Picture, Spot, tint
from transfer_register.exhibits.projection import HEIGHT, WIDTH, corridor, project
from transfer_register.model.vocabulary import Words


def data(
    picture: Picture,
    words: Words,
    *,
    title: str,
    rule: str,
    width: str,
    picks: Callable[[Mapping[str, str]], object],
    looks: Sequence[tuple[str, str]] = (),
    selected: dict[str, str] | None = None,
) -> dict[str, Any]:
    """What the map draws and says. `looks` are lines of the legend besides the states: (look, words); `picks` gives nothing for
    what no filter can say, which then cannot be chosen.

    `selected` is what the map shows as chosen; {} lets go of it, None leaves it as the reader has it.
    """  # fmt: skip
    most = max((spot.weight for spot in picture.spots.values()), default=0)
    marks = {mark.id: mark for mark in (*style.verdicts(words), *picture.marks)}
    return {
        "width": WIDTH,
        "height": HEIGHT,
        **({} if selected is None else {"selected": selected}),
        "names": dict(words.labels("countries")) if "countries" in words.lists else {},
        "places": [_place(spot, most) for spot in picture.spots.values()],
        "corridors": [_corridor(flow, picture) for flow in picture.flows],
        "beside": [
            {
                "text": each.text,
                "shown": each.shown,
                "said": each.said,
                "what": dict(each.what) if each.what and picks(each.what) else None,
            }
            for each in picture.beside
        ],
        "legend": {
            "title": title,
            "shapes": {mark.id: mark.shape for mark in marks.values()},
            "rule": rule,
            "marks": [{"id": mark.id, "word": mark.word, "shape": mark.shape, "line": mark.line} for mark in picture.marks],
            "looks": [{"id": id, "word": word} for id, word in looks],
            "width": width,
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
    }  # fmt: skip


def _place(spot: Spot, most: int) -> dict[str, Any]:
    x, y = project(*geography.anchor(spot.id, list(spot.members)))
    return {
        "id": spot.id,
        "label": None if spot.quiet else f"{spot.name} {spot.shown}".rstrip(),
        "x": round(x),
        "y": round(y),
        "count": spot.weight,
        "tint": tint(spot.weight, most),
        "verdict": spot.mark.id if spot.mark else None,
        "sends": spot.sends,
        "quiet": spot.quiet,
        "members": list(spot.members),
        "said": spot.said,
    }


def _corridor(flow: Flow, picture: Picture) -> dict[str, Any]:
    ends = [geography.anchor(id, list(picture.spots[id].members)) for id in (flow.origin, flow.destination)]
    return {
        "o": flow.origin,
        "d": flow.destination,
        "width": flow.width,
        "front": flow.front,
        "verdict": flow.mark.id,
        "look": flow.look,
        "lines": [[round(v) for point in piece for v in point] for piece in corridor(*ends, steps=20 if flow.front else 12)],
        "said": flow.said,
    }
