"""The figures of several sizes as text: ratios beside the others, the exponent of growth, memory, and the machine."""

from __future__ import annotations

import math
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import bringing_in, build, lag, stages
from benchmarks.writer import REST_SECONDS
from transfer_register.actions import opening

_HEAD = """# What the register costs

Written by `make bench` on {day}; not edited by hand. Times depend on the machine and on what else it does; ratios are of one run.

{machine}

{law}

"""

_DOCUMENTS_HEAD = """# What documents cost

Written by `make bench` on {day}; not edited by hand. Times depend on the machine and on what else it does; ratios are of one run.

{machine}

"""

_DOCUMENTS_HOW = """
## How it was measured

- From the finished content to the bytes of the file, once, in a process of its own; what is set stands ready in memory. Memory is
  the most that the process, or the one in which a PDF is set, has held.
- *WeasyPrint* sets our own web page of the same document as PDF/UA-1. Ours is PDF/A-3a and PDF/UA-1, with its content attached.
- *python-docx* gets the same headings, paragraphs and cells, one by one as its manual shows: no styles of its own, no pictures,
  no heads that repeat, and other bytes each time.
- A PDF or Word file takes two thousand rows; more go out as Excel, CSV, web page or JSON.
"""

_HOW = """
## How it was measured

- The register is made from a seed: one party for twenty transfers, {years} years of lists of a thousand transfers, a tenth edited
  later, a fifth carrying on what another brought, up to six deep; few recipients with most transfers and a long tail;
  activities and forms of contract that repeat, days and numbers that differ. The journal is written entry by entry, hash-chained
  and durable; only the checks that a person's entry goes through are left out.
- *{judged}*: the projection stands, nothing was judged yet, the law is compiled anew. The facts of each destination are
  derived, patterns of facts judged under each regime that binds the exporter, and verdicts, findings, what to ask for and the
  score kept. Median of three runs; one run from {large:,} transfers.
- *pandas* and *loop* start from the same facts, ready in memory, each in a process of its own, and say verdicts only: masks
  over a frame, one for each provision; one leg after the other in a Python loop. Every verdict of every transfer under every
  regime is compared with the register's, and the run fails where one differs. Where one of them would take long it is measured
  over part of the transfers, evenly spread, and scaled; the table says so.
- *{edited}*: median of {edits} edits spread over the register: journal (synced to disk), receipt, projection, facts, law, score
  and the transfer's row, then the question for its verdict.
- *Keeping* begins from the register as it was first written. One edit goes through everything that a person's goes through;
  the plain tables are of the same columns, durable as well, and empty at first, without a chain, a check or a history. A list
  is written twice: as a person's, and with its bodies ready, which is what the plain tables are given. *sha256 alone* hashes
  bytes that stand ready in memory: the limit for one core. The past day is two thirds through the years; revisions are the
  same table without the end of each interval. A dict and a frame hold newest states only: no history, no types, no words.
- Four writers: processes that each edit any transfer from its newest version, {writes} times at the most, resting up to {rest} ms
  in between; all that was acknowledged is in the journal then, and in the follower's projection. Over a file the follower
  looks every {look} ms; PostgreSQL tells it. In PostgreSQL there are {at_most:,} transfers at the most. Writers, follower and
  server share the cores of one machine.
- Growth is the exponent between the smallest and the largest size: 1 means ten times the transfers take ten times as long.
"""


_INTAKE_HEAD = """# What bringing in a long list costs

Written by `make bench` on {day}; not edited by hand. Times depend on the machine and on what else it does; ratios are of one run.

{machine}

"""

_INTAKE_HOW = """
## How it was measured

- A made list: twenty rows a recipient; name, purpose, place, address, mechanism and categories of data in words, places named
  in one row of {messy} in a way that needs reading ("Ireland (storage), India (support)", "Germany - not Namibia", "Worldwide").
- *Preview* is everything: which kind of file it is, what each column is, every cell read with its doubts, parties matched,
  every row compared with the register. *Taken in* is one batch: checked, hash-chained, durable, and applied to the projection.
- The plain way is what one would write with pandas, and with openpyxl for a workbook: read the cells, look plain country names
  up in a dict, mark rows that stand twice, and append to a table of SQLite. It reads no condition, no negation, no address, and
  keeps no history. Rows, recipients and the countries that it can read are compared, and the run fails where they differ.
- Each runs in a process of its own, one after the other; memory is the most that the process held.
"""


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """How cost grows: seconds ~ size ** exponent, from the first size to the last."""
    return math.log(seconds[-1] / seconds[0]) / math.log(sizes[-1] / sizes[0])


def lines(measured: dict[str, Any]) -> list[str]:
    """One size for the terminal."""
    return [
        f"{measured['transfers']:,} transfers; peak memory {measured['peak_memory_mb']:,} MB",
        *stage_lines(measured["stages"]),
    ]


def stage_lines(stages: list[dict[str, Any]]) -> list[str]:
    """A line a stage: its milliseconds, its name, and how many times as long the others take."""
    found = []
    for stage in stages:
        if stage["seconds"] is None:
            found.append(f" not measured  {stage['name']}")
            continue
        beside = "".join(f"   {name} {seconds / stage['seconds']:.2g}x" for name, seconds in stage["against"].items())
        found.append(f"{stage['seconds'] * 1000:10.1f} ms  {stage['name']}{beside}")
    return found


def page(all_measured: list[dict[str, Any]]) -> str:
    """docs/performance.md."""
    sizes = [measured["transfers"] for measured in all_measured]
    text = _HEAD.format(day=datetime.now(UTC).date().isoformat(), machine=machine(), law=law())
    text += "## Time\n\n" + table(["Stage", *(f"{size:,} transfers" for size in sizes), "Growth"], _times(all_measured, sizes))
    if any(measured["beside"] for measured in all_measured):
        text += "\n## Beside what a user would otherwise write\n\n"
        text += "How many times longer the others take; below 1 they are faster.\n\n"
        text += table(["Stage", "Beside", *(f"{size:,}" for size in sizes)], _ratios(all_measured))
    if names := _names(all_measured, "keeping"):
        text += "\n## Keeping\n\n"
        text += "Writing, verifying, any day, and several writers; beside each, how many times longer the plain way takes.\n\n"
        text += table(["Stage", *(f"{size:,} transfers" for size in sizes), "Growth"], beside_each(all_measured, sizes, names))
    text += "\n## Counts and memory\n\n" + table(["", *(f"{size:,}" for size in sizes)], _counts(all_measured))
    return text + _HOW.format(
        years=build.YEARS.days // 365, judged=stages.JUDGED, large=stages.LARGE, edited=stages.EDITED, edits=stages.EDITS,
        writes=lag.WRITES, rest=round(REST_SECONDS * 2000), look=round(lag.LOOK_SECONDS * 1000), at_most=lag.AT_MOST,
    )  # fmt: skip


def intake_page(measured: dict[str, Any]) -> str:
    """docs/performance-intake.md."""
    rows = [
        [stage["name"], _time(stage["seconds"]), other, _time(seconds), f"{seconds / stage['seconds']:.2g} x"]
        for stage in measured["stages"]
        for other, seconds in stage["against"].items()
    ]
    text = _INTAKE_HEAD.format(day=datetime.now(UTC).date().isoformat(), machine=machine())
    text += table(["Stage", "Ours", "Plain way", "Its time", "Ratio"], rows)
    text += "\n" + table(["Process", ""], [[who, f"{megabytes:,}"] for who, megabytes in measured["memory"].items()])
    return text + _INTAKE_HOW.format(messy=bringing_in.MESSY)


def documents_page(measured: dict[str, Any]) -> str:
    """docs/performance-documents.md."""
    ours = {stage["name"]: stage["seconds"] for stage in measured["stages"]}
    rows = [
        [
            found["name"], found["who"], _time(found["seconds"]),
            "" if found["who"] == "ours" else f"{found['seconds'] / ours[found['name']]:.2g} x",
            f"{max(found['peak_memory_mb'], found['beside_mb']):,}", f"{found['bytes'] / 1e6:,.1f}", str(found.get("pages", "")),
        ]
        for found in measured["figures"]
    ]  # fmt: skip
    text = _DOCUMENTS_HEAD.format(day=datetime.now(UTC).date().isoformat(), machine=machine())
    text += table(["Document", "Made by", "Time", "Ratio", "Memory, MB", "Size, MB", "Pages"], rows)
    return text + _DOCUMENTS_HOW


def _names(all_measured: list[dict[str, Any]], group: str) -> list[str]:
    return list(dict.fromkeys(stage["name"] for measured in all_measured for stage in measured.get(group, [])))


def _times(all_measured: list[dict[str, Any]], sizes: list[int]) -> list[list[str]]:
    kept = _names(all_measured, "keeping")
    return [_row(all_measured, sizes, name) for name in _names(all_measured, "stages") if name not in kept]


def _row(all_measured: list[dict[str, Any]], sizes: list[int], name: str) -> list[str]:
    """One stage: its time at each size, and how it grows."""
    found = [_stage(measured, name) for measured in all_measured]
    known = [(size, s["seconds"]) for size, s in zip(sizes, found, strict=True) if s and s["seconds"]]
    growth = f"{exponent([s for s, _ in known], [v for _, v in known]):.2f}" if len(known) > 1 else ""
    return [name, *("" if s is None else _time(s["seconds"]) for s in found), growth]


def beside_each(all_measured: list[dict[str, Any]], sizes: list[int], names: list[str]) -> list[list[str]]:
    """Each stage, and under it a row of ratios for each plain way."""
    rows = []
    for name in names:
        rows.append(_row(all_measured, sizes, name))
        found = [_stage(measured, name) for measured in all_measured]
        for other in dict.fromkeys(other for stage in found if stage for other in stage["against"]):
            ratios = [f"{s['against'][other] / s['seconds']:.2g} x" if s and other in s["against"] else "" for s in found]
            rows.append([f"... beside {other}", *ratios, ""])
    return rows


def _ratios(all_measured: list[dict[str, Any]]) -> list[list[str]]:
    rows = []
    names = sorted({name for measured in all_measured for name in measured["beside"]})
    for stage in (stages.JUDGED, stages.RULED):
        for name in names:
            cells = []
            for measured in all_measured:
                other = measured["beside"].get(name)
                cells.append(_ratio(other, _seconds(measured, stage)) if other else "")
            rows.append([stage, {"python": "loop"}.get(name, name), *cells])
    return rows


def _ratio(other: dict[str, Any], ours: float) -> str:
    part = "" if other["share"] == 1 else f" (from {other['share']:.0%} of the transfers)"
    return f"{other['seconds'] / ours:.1f}{part}"


def _counts(all_measured: list[dict[str, Any]]) -> list[list[str]]:
    rows = [[name, *(f"{measured['counts'][name]:,}" for measured in all_measured)] for name in all_measured[0]["counts"]]
    rows.append(["peak memory, MB", *(f"{measured['peak_memory_mb']:,}" for measured in all_measured)])
    for name in sorted({name for measured in all_measured for name in measured["beside"]}):
        cells = [f"{m['beside'][name]['peak_memory_mb']:,}" if name in m["beside"] else "" for m in all_measured]
        rows.append([f"peak memory of {name}, MB", *cells])
    compared = [max((other["compared"] for other in m["beside"].values()), default=0) for m in all_measured]
    return [*rows, ["verdicts compared", *(f"{count:,}" for count in compared)]]


def _seconds(measured: dict[str, Any], name: str) -> float | None:
    found = _stage(measured, name)
    return found["seconds"] if found else None


def _stage(measured: dict[str, Any], name: str) -> dict[str, Any] | None:
    return next((stage for stage in measured["stages"] if stage["name"] == name), None)


def _time(seconds: float | None) -> str:
    if seconds is None:
        return "not measured"
    if seconds < 0.1:
        return f"{seconds * 1000:.2g} ms"
    return f"{seconds:,.1f} s" if seconds >= 1 else f"{seconds * 1000:,.0f} ms"


def table(head: list[str], rows: list[list[str]]) -> str:
    """A table of a page; all columns but the first are figures."""
    ruled = ["---", *("---:" for _ in head[1:])]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, ruled, *rows)) + "\n"


def machine() -> str:
    """Where it was measured, in a sentence."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    packages = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "pandas", "pyarrow", "rustworkx"))
    return (
        f"Machine: {cores} cores ({_processor()}), {memory:.0f} GB of memory, {platform.system()} {platform.release()}; "
        f"Python {platform.python_version()}, {packages}."
    )


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    names = (
        [line.partition(":")[2].strip() for line in described.read_text().splitlines() if line.startswith("model name")]
        if described.exists()
        else []
    )
    return names[0] if names else platform.processor() or platform.machine()


def law() -> str:
    """By which law, in a sentence."""
    state = opening.law().in_force(stages.DAY)
    said = ", ".join(f"{regime} {sum(p.regime == regime for p in state.provisions)}" for regime in state.regimes)
    return f"Law of {stages.DAY.isoformat()}: provisions in force by regime: {said}."
