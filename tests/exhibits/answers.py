"""Answers made by hand, so that a picture can be tested without a register and without a law that changes."""

from __future__ import annotations

from typing import Any

from transfer_register.exhibits import exhibit
from transfer_register.register.answer import Answer

_COUNTS = ("transfers", "breached", "unknown", "not_judged", "permitted", "not_restricted")


def _parameters(name: str, more: dict[str, Any]) -> dict[str, Any]:
    module = exhibit.drawing(name)
    return getattr(module, "parameters", dict)(module.MORE | more)


def _counted(by: dict[str, int]) -> dict[str, int]:
    return {"transfers": sum(by.values())} | {name: by.get(name, 0) for name in _COUNTS[1:]}


def map_answer(*corridors: tuple[str | None, str | None, dict[str, int]], reach: str | None = None, **more: Any) -> Answer:
    """From (origin, destination, transfers by verdict); a destination of None has the reach, or is the group "APAC"."""
    columns = ("origin", "destination", "destination_group", "reach", "stated", "persons", "persons_unknown", *_COUNTS)
    rows = []
    for origin, destination, by in corridors:
        apart = {"destination_group": None, "reach": None}
        if destination is None:
            apart = {"destination_group": None, "reach": reach} if reach else {"destination_group": "APAC", "reach": None}
        told = {"origin": origin, "destination": destination, "stated": True, "persons": 100, "persons_unknown": 0}
        row = told | apart | _counted(by)
        rows.append(tuple(row[name] for name in columns))
    return Answer(columns, rows, "", _parameters("map", more))


def sankey_answer(steps: list[str], *links: tuple[int, str, str, dict[str, int]], **more: Any) -> Answer:
    """From (step from 1, source, target, transfers by verdict) between neighbouring steps; nodes follow from the links."""
    columns = ("place", "dimension", "source", "source_name", "target", "width", *_COUNTS)
    nodes: dict[tuple[int, str], dict[str, int]] = {}
    for place, source, target, by in links:
        ends = [(place, source)] if place < len(steps) - 1 else [(place, source), (place + 1, target)]
        for end in ends:
            held = nodes.setdefault(end, {})
            for name, count in by.items():
                held[name] = held.get(name, 0) + count
    told = [(place, value, None, by) for (place, value), by in nodes.items()] + list(links)
    rows = []
    for place, source, target, by in told:
        counted = _counted(by)
        row = {
            "place": place, "dimension": steps[place - 1], "source": source, "source_name": None, "target": target,
            "width": float(counted["transfers"]),
        } | counted  # fmt: skip
        rows.append(tuple(row[name] for name in columns))
    return Answer(columns, rows, "", _parameters("sankey", {"steps": steps} | more))
