"""What a user would otherwise write, each in a process of its own, from the same facts; answers compared with the register's.

The facts stand ready in a file, so that the others have nothing to do with deriving them. They say verdicts only; the register
also keeps what every provision says, what to ask for, and the score.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pyarrow
from pyarrow import compute, feather

from transfer_register.actions import opening
from transfer_register.law.condition import facts_of
from transfer_register.law.in_force import DESTINATION, TOOLS, Library
from transfer_register.model.facts import FACTS, Kind
from transfer_register.register import fact_columns
from transfer_register.register.statements import sql

LEGS, SAID = "legs.arrow", "said.arrow"
# Over more legs than these each is measured over every so many transfers, and scaled.
AT_MOST = {"python": 150_000, "pandas": 400_000}


def _law(day: date, ended: str) -> Library:
    """The law of the files, with a provision ended on the day if one is named."""
    return opening.law().ending(ended, day, "benchmark") if ended else opening.law()


def save(folder: Path, day: date, ended: str = "") -> None:
    """The facts of each leg that some provision may ask for, and what the register says: (transfer, regime) -> verdict.

    With a provision `ended`, what it says where this ends on the day.
    """
    register = opening.open_register(folder / "run")
    sight = register.sight(day, law=_law(day, ended))
    asked = {
        fact
        for p in register.law.provisions.values()
        for v in p.versions
        for c in (p.applies_if, v.requires)
        for fact in facts_of(c)
    }
    facts = [name for name in FACTS if name in asked | {DESTINATION, TOOLS}]
    # Derived once more from the records: what a pattern keeps of its facts is JSON, and these are to be typed.
    connection = register.current.projection.connection
    variables = {"sight": sight, "known_before": 0, "known": register.head().sequence, "day": f"DATE '{day.isoformat()}'"}
    for name, value in variables.items():
        connection.execute(f"SET VARIABLE {name} = {value}")
    for name in ("touched", "fresh", "facts"):
        connection.execute(sql(name))
    derived = {name for (name, *_) in connection.execute("DESCRIBE derived_fact").fetchall()}
    connection.execute(fact_columns.collect(derived))
    columns = ", ".join(f'"{name}"' for name in facts)
    legs = connection.sql(f"SELECT transfer, {columns} FROM stated_fact ORDER BY transfer, leg").to_arrow_table()
    feather.write_feather(legs, folder / LEGS, compression="uncompressed")
    said = connection.sql(f"SELECT transfer, regime, verdict FROM seen_verdict WHERE sight = {sight}").to_arrow_table()
    feather.write_feather(said, folder / SAID, compression="uncompressed")
    register.close()


def run(folder: Path, day: date, against: set[str], ended: str = "") -> dict[str, dict[str, Any]]:
    """name -> {seconds, peak_memory_mb, share}: `share` is the part of the transfers that was measured."""
    if against:
        _apart(folder, day, "facts", ended)
    return {name: orjson.loads(_apart(folder, day, name, ended)) for name in sorted(against)}


def _apart(folder: Path, day: date, what: str, ended: str) -> bytes:
    command = [sys.executable, "-m", "benchmarks.beside", str(folder), day.isoformat(), what, ended]
    done = subprocess.run(command, cwd=opening.PROJECT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout


def peak_memory_mb() -> int:
    """The most memory that this process has held."""
    status = Path("/proc/self/status")
    if status.exists():
        # What getrusage says on Linux begins with what the parent held.
        return int(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024**2 if sys.platform == "darwin" else 1024)


def _frame(legs: pyarrow.Table) -> Any:
    import pandas

    kept = {pyarrow.bool_(): pandas.BooleanDtype(), pyarrow.int64(): pandas.Int64Dtype()}
    frame = legs.to_pandas(types_mapper=kept.get)
    for name, fact in FACTS.items():
        if fact.kind is Kind.DAY and name in frame:
            frame[name] = frame[name].astype("datetime64[ns]")
    return frame


def _records(legs: pyarrow.Table) -> list[dict[str, Any]]:
    """Each leg with what is known of it, as somebody would hold it."""
    return [{name: value for name, value in leg.items() if value is not None} for leg in legs.to_pylist()]


def _main() -> int:
    from benchmarks import frames, plain

    folder, day, name, ended = Path(sys.argv[1]), date.fromisoformat(sys.argv[2]), sys.argv[3], sys.argv[4]
    if name == "facts":
        save(folder, day, ended)
        return 0
    legs, said = feather.read_table(folder / LEGS), feather.read_table(folder / SAID)
    state, share = _law(day, ended).in_force(day), 1.0
    if legs.num_rows > AT_MOST[name]:
        chosen = compute.unique(legs["transfer"])
        every = -(-legs.num_rows // AT_MOST[name])
        share = len(chosen[::every]) / len(chosen)
        chosen = pyarrow.array(chosen.to_pylist()[::every])
        legs, said = (table.filter(compute.is_in(table["transfer"], chosen)) for table in (legs, said))
    given = _frame(legs) if name == "pandas" else _records(legs)
    taken = []
    for _ in range(3 if legs.num_rows < 50_000 and name == "pandas" else 1):
        begun = time.perf_counter()
        answer = frames.judge(state, given) if name == "pandas" else plain.judge(state, given)
        taken.append(time.perf_counter() - begun)
    ours = {
        (transfer, regime): verdict
        for transfer, regime, verdict in zip(*(said[c].to_pylist() for c in said.column_names), strict=True)
    }
    differing = [key for key in ours.keys() | answer.keys() if ours.get(key) != answer.get(key)]
    assert not differing, f"{name} answers otherwise: {[(k, ours.get(k), answer.get(k)) for k in sorted(differing)[:3]]}"
    found = {
        "seconds": sorted(taken)[len(taken) // 2] / share,
        "share": share,
        "peak_memory_mb": peak_memory_mb(),
        "compared": len(ours),
    }
    sys.stdout.write(orjson.dumps(found).decode())
    return 0


if __name__ == "__main__":
    raise SystemExit(_main())
