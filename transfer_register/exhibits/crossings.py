"""The order of the nodes of a flow in which few bands cross: each is drawn to the middle of its neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Band = tuple[int, int, float]  # source, target, width

_SWEEPS = 8


def untangled(columns: Sequence[Sequence[int]], bands: Sequence[Band], ranks: Mapping[int, float]) -> list[list[int]]:
    """The columns, each in a better order; forth and back, several times.

    `ranks` fixes nodes: a column of which every node has a rank keeps the order of the ranks (states, the worst first), and
    in any other column the nodes that have one stand last.
    """
    ordered = [sorted(column, key=lambda n: ranks.get(n, 0)) for column in columns]
    fixed = {place for place, column in enumerate(ordered) if all(n in ranks for n in column)}
    for sweep in range(_SWEEPS):
        forth = sweep % 2 == 0
        for place in range(1, len(ordered)) if forth else range(len(ordered) - 2, -1, -1):
            if place in fixed:
                continue
            middle = _middles(ordered[place - 1 if forth else place + 1], bands, forth=forth)
            ordered[place].sort(key=lambda n, middle=middle: (n in ranks, middle.get(n, 0.5)))
    return ordered


def _middles(neighbour: Sequence[int], bands: Sequence[Band], *, forth: bool) -> dict[int, float]:
    """Node to the weighted middle of where its bands end in the neighbouring column, 0 to 1."""
    position = {n: (place + 0.5) / len(neighbour) for place, n in enumerate(neighbour)}
    sums: dict[int, tuple[float, float]] = {}
    for source, target, width in bands:
        here, there = (target, source) if forth else (source, target)
        if there in position:
            weight, moment = sums.get(here, (0.0, 0.0))
            sums[here] = weight + width, moment + width * position[there]
    return {n: moment / weight for n, (weight, moment) in sums.items() if weight}
