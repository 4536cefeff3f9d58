"""Runs the stages at one size and prints each beside its alternatives: medians of several runs, answers compared.

`python -m benchmarks [--transfers N] [--against pandas,python] [--json]`
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import orjson
import pandas as pd

from benchmarks import frames, generate, plain, screens
from transfer_register.actions import opening
from transfer_register.exhibits import exhibit
from transfer_register.model.facts import FACTS
from transfer_register.model.filter import Filter
from transfer_register.register.register import Register

DAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def median(work: Callable[[], Any], runs: int) -> tuple[float, Any]:
    """Median seconds of `runs` runs, and the last answer."""
    taken, answer = [], None
    for _ in range(runs):
        begun = time.perf_counter()
        answer = work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken), answer


def measure(count: int, against: set[str]) -> dict[str, Any]:
    """Every stage at `count` transfers. Raises AssertionError when an alternative answers otherwise."""
    stages: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        register = opening.open_register(folder)
        stages.append(_stage("recorded in one batch, journal and projection", *median(lambda: _record(register, count), 1)))
        stages += _judging(register, against)
        stages += _asking(register, against)
        stages.append(_editing(register))
        register.close()
        stages.append(_stage("opened again", *median(lambda: opening.open_register(folder).close(), 3)))
        stages += screens.measure(folder, median, _stage)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    return {"transfers": count, "stages": stages, "peak_memory_mb": round(peak)}


def _stage(name: str, seconds: float, _answer: Any = None, against: dict[str, float] | None = None) -> dict[str, Any]:
    return {"name": name, "seconds": seconds, "against": against or {}}


def _record(register: Register, count: int) -> None:
    with register.batch("benchmark", AT, title="generated") as writing:
        ids = [writing.new("party", state) for state in generate.parties(max(20, count // 20))]
        for state in generate.transfers(count, ids):
            writing.new("transfer", state)


def _judging(register: Register, against: set[str]) -> list[dict[str, Any]]:
    # Each run judges by a law without one provision for a destination that nobody here has, so that it says the same and
    # takes nothing over from the run before.
    used = {*generate.DESTINATIONS, *generate.EXPORTER_COUNTRIES}
    unused = (
        p.id
        for p in register.law.provisions.values()
        if p.kind == "ground" and p.destinations and used.isdisjoint(p.destinations)
    )
    laws = [register.law.ending(next(unused), DAY, "benchmark") for _ in range(3)]
    seconds, _ = median(lambda: register.sight(DAY, law=laws.pop()), 3)
    sight = register.sight(DAY)
    legs = _legs(register, sight)
    state = register.law.in_force(DAY)
    said = {
        (row[0], row[1]): row[2]
        for row in register.ask("SELECT transfer, regime, verdict FROM verdicts_on($sight)", {"sight": sight}).rows
    }
    others: dict[str, float] = {}
    if "python" in against:
        others["python"], answer = median(lambda: plain.judge(state, legs), 1)
        _same(said, answer, "python")
    if "pandas" in against:
        frame = pd.DataFrame(legs).reindex(columns=["transfer", *FACTS])
        for name, fact in FACTS.items():
            if fact.kind == "day":
                frame[name] = frame[name].astype("datetime64[ns]")
        others["pandas"], answer = median(lambda: frames.judge(state, frame), 3)
        _same(said, answer, "pandas")
    return [_stage("judged under every regime and scored, findings kept", seconds, against=others)]


def _legs(register: Register, sight: int) -> list[dict[str, Any]]:
    """Each destination of each transfer with its facts, as somebody would hold them in a list of records."""
    legs: dict[tuple[str, str], dict[str, Any]] = {}
    known_facts = register.ask("SELECT transfer, country, fact, value FROM facts_on($sight)", {"sight": sight})
    for transfer, country, fact, value in known_facts.rows:
        known = orjson.loads(value)
        leg = legs.setdefault((transfer, country), {"transfer": transfer})
        leg[fact] = date.fromisoformat(known) if FACTS[fact].kind == "day" else known
    return list(legs.values())


def _same(ours: dict, theirs: dict, name: str) -> None:
    differing = [key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key)]
    assert not differing, f"{name} answers otherwise: {[(k, ours.get(k), theirs.get(k)) for k in differing[:3]]}"


def _asking(register: Register, against: set[str]) -> list[dict[str, Any]]:
    sight = register.sight(DAY)
    chosen = Filter(verdicts=("unknown",))
    frame = register.ask("SELECT * FROM transfers_on($sight)", {"sight": sight}).frame()
    stages = []
    seconds, answer = median(
        lambda: register.ask(
            "SELECT id FROM chosen($sight, $filter) ORDER BY id LIMIT 50", {"sight": sight, "filter": chosen.json()}
        ).rows, 5,
    )  # fmt: skip
    others = {}
    if "pandas" in against:
        others["pandas"], theirs = median(lambda: frame[frame.verdict == "unknown"].sort_values("id").id.head(50).tolist(), 5)
        assert [row[0] for row in answer] == theirs
    stages.append(_stage("a page of 50, filtered and sorted", seconds, against=others))
    for name in ("matrix", "sankey", "map"):
        seconds, _ = median(lambda name=name: exhibit.ask(register, name, sight, Filter()), 5)
        stages.append(_stage(f"exhibit: {name}", seconds))
    return stages


def _editing(register: Register) -> dict[str, Any]:
    sight = register.sight(DAY)
    identities = [
        row[0] for row in register.ask("SELECT id FROM transfers_on($sight) ORDER BY id LIMIT 5", {"sight": sight}).rows
    ]
    todo = iter(identities)

    def edit() -> str:
        found = register.record(next(todo))
        with register.batch("benchmark", AT, "edited") as writing:
            writing.change(found.id, {**found.state, "mechanisms": []}, found.version)
        again = register.sight(DAY)
        return register.ask("SELECT verdict FROM transfers_on($sight) WHERE id = $id", {"sight": again, "id": found.id}).rows[0][
            0
        ]

    return _stage("one edit, durable, to its new verdict", *median(edit, 5))


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--transfers", type=int, default=10_000)
    parser.add_argument("--against", default="pandas,python")
    parser.add_argument("--json", action="store_true")
    words = parser.parse_args()
    measured = measure(words.transfers, {name.strip() for name in words.against.split(",") if name.strip()})
    if words.json:
        sys.stdout.write(orjson.dumps(measured, option=orjson.OPT_INDENT_2).decode() + "\n")
        return 0
    print(f"{measured['transfers']:,} transfers; peak memory {measured['peak_memory_mb']} MB")
    for stage in measured["stages"]:
        beside = "".join(f"   {name} {seconds / stage['seconds']:.1f}x" for name, seconds in stage["against"].items())
        print(f"{stage['seconds'] * 1000:10.1f} ms  {stage['name']}{beside}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
