"""Every stage at one size, in a process of its own so that peak memory is that of this size."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import beside, build, keeping, screens
from benchmarks.timing import AT, median, stage
from transfer_register.actions import opening
from transfer_register.exhibits import exhibit
from transfer_register.model.filter import Filter
from transfer_register.register.judging import Law
from transfer_register.register.register import Register

DAY = date(2026, 11, 22)
# What takes minutes is done once; and a screen is for a person, who is served by issue 12 at a larger size.
SMALL, LARGE, SCREENS = 1_000, 300_000, 100_000
EDITS = 7

JUDGED = "judged under every regime and scored, from the records, findings kept"
RULED = "of this, the law's answer for each pattern of facts"
EDITED = "one edit, durable, to its new verdict"
FIRST_EDIT = "the first edit after the program was started"
BUILT = "journal written, projection made"


def measure_keeping(count: int) -> dict[str, Any]:
    """{transfers, stages, keeping, peak_memory_mb, counts, beside}, of which only the keeping was measured."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        built = _built(Path(name) / "base", count)
        kept = keeping.run(Path(name) / "base", count)
    peak = beside.peak_memory_mb()
    return {"transfers": count, "stages": [built, *kept], "keeping": kept, "peak_memory_mb": peak, "counts": {}, "beside": {}}


def measure(count: int, against: set[str]) -> dict[str, Any]:
    """{transfers, stages, keeping, peak_memory_mb, counts, beside}: `keeping` are the stages that keeping.py measured.

    Raises AssertionError when an alternative answers otherwise.
    """
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = Path(name)
        stages = [_built(folder / "base", count)]
        register, judged, ruled = _judged(folder, count)
        counts = _counts(register)
        edited = stage(EDITED, *_edited(register, range(1, EDITS + 1), count))
        asked = _asked(register, 1 if count >= LARGE else 5)
        register.close()
        stages.append(stage("opened again", median(lambda: opening.open_register(folder / "run").close(), 3)[0]))
        register = opening.open_register(folder / "run")
        first = stage(FIRST_EDIT, *_edited(register, [EDITS + 1], count))
        register.close()
        peak = beside.peak_memory_mb()
        others = beside.run(folder, DAY, against)
        times = {name: other["seconds"] for name, other in others.items()}
        stages += [stage(JUDGED, judged, times), stage(RULED, ruled, times), edited, first, *asked]
        if count <= SCREENS:
            stages += screens.measure(str(folder / "run"), median, stage)
        kept = keeping.run(folder / "base", count)
    whole = {"transfers": count, "stages": [*stages, *kept], "keeping": kept, "peak_memory_mb": peak}
    return {**whole, "counts": counts, "beside": others}


def _built(folder: Path, count: int) -> dict[str, Any]:
    folder.mkdir()

    def make() -> None:
        build.build(folder, count)
        opening.open_register(folder).close()

    return stage(BUILT, median(make, 1)[0])


def _judged(folder: Path, count: int) -> tuple[Register, float, float]:
    """The register judged for the first time, and the medians of the seconds: of all, and of judging alone."""
    whole, law = [], []
    register = None
    # One run says enough of so many transfers, and of so few nobody asks for figures.
    for _ in range(3 if SMALL <= count < LARGE else 1):
        if register:
            register.close()
        # Each time a new copy that nothing was judged in, and a law that is compiled anew.
        shutil.rmtree(folder / "run", ignore_errors=True)
        shutil.copytree(folder / "base", folder / "run")
        register = opening.open_register(folder / "run")
        with _watched(Law, "judge") as judging:
            whole.append(median(partial(register.sight, DAY), 1)[0])
        law.append(sum(judging))
    return register, statistics.median(whole), statistics.median(law)


@contextmanager
def _watched(owner: type, method: str) -> Iterator[list[float]]:
    """The seconds that each call of a method took inside."""
    taken: list[float] = []
    kept = getattr(owner, method)

    def watched(*words: Any) -> Any:
        begun = time.perf_counter()
        try:
            return kept(*words)
        finally:
            taken.append(time.perf_counter() - begun)

    setattr(owner, method, watched)
    try:
        yield taken
    finally:
        setattr(owner, method, kept)


def _counts(register: Register) -> dict[str, int]:
    questions = {
        "entries": "SELECT sequence FROM projection",
        "parties": "SELECT count(*) FROM party",
        "countries": "SELECT count(DISTINCT country) FROM seen_leg",
        "legs": "SELECT count(*) FROM seen_leg",
        "patterns of facts": "SELECT count(*) FROM pattern",
        "patterns under the regimes that bind": "SELECT count(*) FROM judged_alike",
        "of these, told apart by the law and judged": "SELECT count(*) FROM case_verdict",
        "findings": "SELECT count(*) FROM pattern_finding",
    }
    return {name: register.ask(question, {}).rows[0][0] for name, question in questions.items()}


def _edited(register: Register, places: Iterator[int], count: int) -> tuple[float]:
    """Median seconds from an edit to the verdict it leads to; the edits are spread over the register."""
    todo = iter(list(places))

    def edit() -> str:
        found = register.record(f"TR-{count * next(todo) // (EDITS + 2) + 1:05d}")
        facts = {**found.state["facts"], "tia.exists": not found.state["facts"].get("tia.exists")}
        with register.batch("benchmark", AT, "edited") as writing:
            writing.change(found.id, {**found.state, "mechanisms": [], "facts": facts}, found.version)
        sight = register.sight(DAY)
        asked = {"sight": sight, "id": found.id}
        return register.ask("SELECT verdict FROM transfers_on($sight) WHERE id = $id", asked).rows[0][0]

    return (median(edit, len(places))[0],)


def _asked(register: Register, runs: int) -> list[dict[str, Any]]:
    sight, chosen = register.sight(DAY), Filter(verdicts=("unknown",))
    page = "SELECT id FROM chosen($sight, $filter) ORDER BY id LIMIT 50"
    stages = [
        stage(
            "a page of 50, filtered and sorted",
            median(lambda: register.ask(page, {"sight": sight, "filter": chosen.json()}), runs)[0],
        )
    ]
    for name in ("matrix", "sankey", "map"):
        seconds, _ = median(lambda name=name: exhibit.ask(register, name, sight, Filter()), runs)
        stages.append(stage(f"exhibit: {name}", seconds))
    return stages
