"""The flow of documents: steps as columns of nodes, ordered so that few bands cross, as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transfer_register.exhibits import dimensions, figure, style
from transfer_register.exhibits.figure import element, path_number
from transfer_register.exhibits.tally import legend_of

if TYPE_CHECKING:
    from transfer_register.exhibits.sankey_picture import Picture

_HEAD, _FOOT, _NODE, _GAP, _SIZE = 22.0, 26.0, 10.0, 9.0, 10.0


def draw(picture: Picture, *, width: int, height: int) -> str:
    """The whole picture. Without a height, every node has room for its line of words."""
    columns = [[n for n, node in enumerate(picture.nodes) if node.place == place] for place in range(len(picture.steps))]
    fullest = max((len(column) for column in columns), default=1)
    height = height or round(_HEAD + _FOOT + max(180, fullest * 24))
    room = height - _HEAD - _FOOT
    total = max((sum(picture.nodes[n].width for n in column) for column in columns), default=0) or 1
    scale = (room - _GAP * (fullest - 1)) / total
    xs = [place * (width - _NODE) / max(len(columns) - 1, 1) for place in range(len(columns))]
    tops: dict[int, float] = {}
    for column in columns:
        high = sum(max(picture.nodes[n].width * scale, 1.0) for n in column)
        gap = min(24.0, (room - high) / max(len(column) - 1, 1)) if len(column) > 1 else 0.0
        y = _HEAD + (room - high - gap * (len(column) - 1)) / 2
        for n in column:
            tops[n] = y
            y += max(picture.nodes[n].width * scale, 1.0) + gap
    parts = [*_bands(picture, tops, xs, scale)]
    halos, texts = [], []
    for place, column in enumerate(columns):
        last = place == len(columns) - 1
        anchor = "start" if place == 0 else "end" if last else "middle"
        x = xs[place] + (0 if place == 0 else _NODE if last else _NODE / 2)
        title = dimensions.title(picture.steps[place])
        parts.append(figure.text(x, 11, title, size=9.5, fill=style.QUIET, text_anchor=anchor, **figure.BOLD))
        span = (width - _NODE) / max(len(columns) - 1, 1) - _NODE - 18
        for n in column:
            node = picture.nodes[n]
            high = max(node.width * scale, 1.0)
            parts.append(element("rect", x=xs[place], y=tops[n], width=_NODE, height=high, fill=node.colour()))
            count = style.number(node.tally.transfers)
            label = figure.shortened(node.label, _SIZE, span - figure.width_of(count, _SIZE) - 6)
            at = xs[place] - 5 if last else xs[place] + _NODE + 5
            halo, shown = figure.haloed(
                at, tops[n] + high / 2 + _SIZE * 0.35, f"{label} {count}", size=_SIZE, text_anchor="end" if last else None
            )
            if node.mark:
                texts.append(
                    figure.shape(node.mark, at - 9 - 0.97 * figure.width_of(f"{label} {count}", _SIZE), tops[n] + high / 2)
                )
            halos.append(halo)
            texts.append(shown)
    parts += halos + texts
    parts.append(figure.legend(legend_of(link.mark for link in picture.links), 0, height - 9, lines=False))
    return figure.svg(width, height, "Flow of transfers", parts)


def _bands(picture: Picture, tops: dict[int, float], xs: list[float], scale: float) -> list[str]:
    """Every link as a band; at each node the bands leave in the order in which they arrive."""
    left, right = dict(tops), dict(tops)
    starts: dict[int, float] = {}
    ends: dict[int, float] = {}
    links = list(enumerate(picture.links))
    for i, link in sorted(links, key=lambda pair: (pair[1].source, tops[pair[1].target])):
        starts[i] = left[link.source]
        left[link.source] += link.width * scale
    for i, link in sorted(links, key=lambda pair: (pair[1].target, tops[pair[1].source])):
        ends[i] = right[link.target]
        right[link.target] += link.width * scale
    bands = []
    for i, link in sorted(links, key=lambda pair: -pair[1].width):
        x0, x1 = xs[picture.nodes[link.source].place] + _NODE, xs[picture.nodes[link.target].place]
        high, bend = max(link.width * scale, 0.6), (x0 + x1) / 2
        a, b = starts[i], ends[i]
        path = (
            f"M{path_number(x0)} {path_number(a)}C{path_number(bend)} {path_number(a)} {path_number(bend)} {path_number(b)} "
            f"{path_number(x1)} {path_number(b)}V{path_number(b + high)}C{path_number(bend)} {path_number(b + high)} "
            f"{path_number(bend)} {path_number(a + high)} {path_number(x0)} {path_number(a + high)}z"
        )
        bands.append(element("path", d=path, fill=link.mark.colour, fill_opacity="0.34"))
    return bands
