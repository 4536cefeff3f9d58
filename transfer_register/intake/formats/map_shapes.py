"""Maps (TopoJSON, GeoJSON): outlines of countries or places. They name nobody who receives data, and say so."""

from __future__ import annotations

from collections.abc import Sequence

from transfer_register.intake.tables import Content, RowProblem
from transfer_register.intake.tree import Node

_KINDS = frozenset({"Topology", "FeatureCollection", "GeometryCollection"})
_PARTS = ("objects", "features", "geometries")
IS_MAP = RowProblem(
    None,
    None,
    "this is a map (outlines of countries or places) and names nobody who receives data. Bring in a list of recipients.",
)


def recognises(roots: Sequence[Node]) -> bool:
    """Whether every document is a map: its type says so, and it holds the parts of one."""
    return bool(roots) and all(
        root.is_map and root.said("type") in _KINDS and any(root.get(part) is not None for part in _PARTS) for root in roots
    )


def tables(roots: Sequence[Node]) -> Content:
    """No table, and the sentence that says why."""
    return Content((), (IS_MAP,))
