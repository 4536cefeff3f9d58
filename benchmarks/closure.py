"""The closure of all onward transfers with rustworkx: a graph of what carries what onward, and what each transfer reaches."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Any

import orjson
import rustworkx
from pyarrow import feather

from benchmarks import beside
from benchmarks.pictures import TRANSFERS
from benchmarks.timing import median

_ORDER = ["breached", "unknown", "not_judged", "permitted", "not_restricted"]
Reached = dict[str, tuple[frozenset[str], int]]


def _graph(ids: list[str], follows: list[str | None]) -> tuple[rustworkx.PyDiGraph, list[int]]:
    graph = rustworkx.PyDiGraph()
    nodes = list(graph.add_nodes_from(ids))
    at = dict(zip(ids, nodes, strict=True))
    graph.add_edges_from_no_data([(at[before], at[id]) for id, before in zip(ids, follows, strict=True) if before in at])
    return graph, nodes


def _by_descendants(ids: list[str], follows: list[str | None], places: list[list[str]], ranks: list[int]) -> Reached:
    """As one would write it first: of each transfer its descendants, their places and their worst verdict."""
    graph, nodes = _graph(ids, follows)
    found = {}
    for node in nodes:
        below = [node, *rustworkx.descendants(graph, node)]
        found[ids[node]] = frozenset(p for n in below for p in places[n]), min(ranks[n] for n in below)
    return found


def _in_order(ids: list[str], follows: list[str | None], places: list[list[str]], ranks: list[int]) -> Reached:
    """In topological order, from the last to the first: each adds what those after it have found."""
    graph, _ = _graph(ids, follows)
    reached, worst = [frozenset(p) for p in places], list(ranks)
    for node in reversed(rustworkx.topological_sort(graph)):
        for after in graph.successor_indices(node):
            reached[node] |= reached[after]
            worst[node] = min(worst[node], worst[after])
    return {id: (reached[node], worst[node]) for node, id in enumerate(ids)}


def _longest(ids: list[str], follows: list[str | None]) -> int:
    before = dict(zip(ids, follows, strict=True))
    longest = 0
    for id in ids:
        steps, at = 1, before[id]
        while at in before:
            steps, at = steps + 1, before[at]
        longest = max(longest, steps)
    return longest


def _main() -> int:
    folder = Path(sys.argv[1])
    transfers, legs = feather.read_table(folder / TRANSFERS), feather.read_table(folder / "picture_legs.arrow")
    ids, follows = transfers["id"].to_pylist(), transfers["follows"].to_pylist()
    at = {id: place for place, id in enumerate(ids)}
    places: list[list[str]] = [[] for _ in ids]
    columns = (legs[name].to_pylist() for name in ("transfer", "country", "country_group", "scope"))
    for id, country, group, scope in zip(*columns, strict=True):
        places[at[id]] += [country] if country else [f"~{group}"] if group else []
        if scope != "listed":
            places[at[id]].append(f"~{scope}")
    ranks = [_ORDER.index(verdict) for verdict in transfers["verdict"].to_pylist()]
    known: dict[str, Any] = {"ids": ids, "follows": follows, "places": places, "ranks": ranks}
    closure = feather.read_table(folder / "closure.arrow")
    ours = {
        id: (frozenset(reached), _ORDER.index(verdict))
        for id, reached, verdict in zip(*(closure[name].to_pylist() for name in ("transfer", "places", "verdict")), strict=True)
    }
    seconds = {}
    for name, work in (("rustworkx, descendants of each", _by_descendants), ("rustworkx, in topological order", _in_order)):
        seconds[name], theirs = median(partial(work, **known), 1)
        differing = [id for id in ours.keys() | theirs.keys() if ours.get(id) != theirs.get(id)]
        assert not differing, f"{name}: {[(id, ours.get(id), theirs.get(id)) for id in sorted(differing)[:3]]}"
    told = {
        "seconds": seconds, "links": sum(before in at for before in follows), "longest": _longest(ids, follows),
        "compared": len(ours), "peak_memory_mb": beside.peak_memory_mb(),
    }  # fmt: skip
    sys.stdout.write(orjson.dumps(told).decode())
    return 0


if __name__ == "__main__":
    raise SystemExit(_main())
