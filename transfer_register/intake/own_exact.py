"""The exact record beside the cells that people read: what a row was when it was written, for the way back without loss.

It is plain ASCII, so that no program changes it on saving, begins with what no spreadsheet takes for a formula, and carries a
sum that tells when it was damaged. Where it is longer than a cell, it goes on in the next column.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from transfer_register.intake.own_text import settled

_LEAD = "own1:"
_SUM = 12
PIECE = 30_000


@dataclass(frozen=True)
class Exact:
    """One record as it was written out: its id, version and state.

    `register` tells one register from another; `cells` is the sum of the cells as they were written (`sum_of`); `names` are
    the parties that they name, by id, as they were called then.
    """

    id: str
    version: int
    register: str
    cells: str
    state: dict[str, Any]
    names: dict[str, str] = field(default_factory=dict)


def written(exact: Exact) -> list[str]:
    """The texts of as many cells as the record takes."""
    parts = [exact.id, exact.version, exact.register, exact.cells, exact.state, exact.names]
    # A sequence that begins so means a sign to Excel.
    body = json.dumps(parts, separators=(",", ":")).replace("_x", "\\u005fx")
    text = f"{_LEAD}{_sum(body)}:{body}"
    return [text[at : at + PIECE] for at in range(0, len(text), PIECE)]


def read(cells: Sequence[str]) -> Exact | None:
    """The record of these cells; None where they hold none, or a damaged one."""
    text = "".join(cells).strip()
    if not text.startswith(_LEAD):
        return None
    sum_, _, body = text.removeprefix(_LEAD).partition(":")
    return Exact(*json.loads(body)) if sum_ == _sum(body) else None


def sum_of(cells: Iterable[str]) -> str:
    """The sum of the cells of a row, in the order of the columns."""
    return _sum("\x1f".join(map(settled, cells)))


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_SUM]
