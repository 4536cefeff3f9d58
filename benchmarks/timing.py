"""How a stage is timed and told, and the moment at which what is measured is written."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def median(work: Callable[[], Any], runs: int) -> tuple[float, Any]:
    """Median seconds of `runs` runs, and the last answer."""
    taken, answer = [], None
    for _ in range(runs):
        begun = time.perf_counter()
        answer = work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken), answer


def stage(name: str, seconds: float | None, against: dict[str, float] | None = None) -> dict[str, Any]:
    """`seconds` is None for what could not be measured here; `against` are the seconds of the others by name."""
    return {"name": name, "seconds": seconds, "against": against or {}}
