"""Runs every stage at one size or several, beside pandas and a plain loop: medians of several runs, answers compared.

`python -m benchmarks [--transfers N [N ...]] [--against pandas,python] [--only keeping] [--json] [--write FILE]`
`python -m benchmarks --only pictures [--transfers N [N ...]] [--write FILE]`
`python -m benchmarks --only intake [--rows N] [--write FILE]`
`python -m benchmarks --only documents [--write FILE]`
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson

from benchmarks import bringing_in, documents, pictures, report, report_pictures, stages
from transfer_register.actions.opening import PROJECT

_SHOWN = ("transfers", "stages", "peak_memory_mb")


def _apart(count: int, against: str, only: str | None) -> dict[str, Any]:
    """One size in a process of its own, so that peak memory is that of this size. What it mutters is shown only if it fails."""
    command = [sys.executable, "-m", "benchmarks", "--transfers", str(count), "--against", against, "--whole"]
    command += ["--only", only] if only else []
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr.decode())
    return orjson.loads(done.stdout)


def _measured(count: int, against: str, only: str | None) -> dict[str, Any]:
    if only:
        return {"keeping": stages.measure_keeping, "pictures": pictures.measure}[only](count)
    return stages.measure(count, {name.strip() for name in against.split(",") if name.strip()})


def _bringing_in(words: argparse.Namespace) -> int:
    measured = bringing_in.run(words.rows)
    if words.json:
        sys.stdout.write(orjson.dumps(measured, option=orjson.OPT_INDENT_2).decode() + "\n")
        return 0
    print("\n".join(report.stage_lines(measured["stages"])))
    print("\n".join(f"{megabytes:10,} MB  {who}" for who, megabytes in measured["memory"].items()))
    if words.write:
        words.write.parent.mkdir(parents=True, exist_ok=True)
        words.write.write_text(report.intake_page(measured), encoding="utf-8")
        print(f"Written: {words.write}")
    return 0


def _documents(words: argparse.Namespace) -> int:
    measured = documents.run()
    if words.json:
        sys.stdout.write(orjson.dumps(measured, option=orjson.OPT_INDENT_2).decode() + "\n")
        return 0
    print("\n".join(report.stage_lines(measured["stages"])))
    if words.write:
        words.write.parent.mkdir(parents=True, exist_ok=True)
        words.write.write_text(report.documents_page(measured), encoding="utf-8")
        print(f"Written: {words.write}")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--transfers", type=int, nargs="+", default=[10_000], metavar="N")
    parser.add_argument("--against", default="pandas,python", metavar="NAMES")
    parser.add_argument(
        "--only",
        choices=["keeping", "pictures", "intake", "documents"],
        help="writing, verifying, past days and followers alone; pictures, a simulation, the closure; a list; documents",
    )
    parser.add_argument("--rows", type=int, default=bringing_in.ROWS, metavar="N", help="of the list that is brought in")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the figures of all sizes as a page")
    parser.add_argument("--whole", action="store_true", help=argparse.SUPPRESS)
    words = parser.parse_args()
    if words.only == "intake":
        return _bringing_in(words)
    if words.only == "documents":
        return _documents(words)
    if words.whole or words.json:
        measured = _measured(words.transfers[0], words.against, words.only)
        shown = measured if words.whole else {name: measured[name] for name in _SHOWN}
        sys.stdout.write(orjson.dumps(shown, option=orjson.OPT_INDENT_2).decode() + "\n")
        return 0
    found, page = [], report_pictures.page if words.only == "pictures" else report.page
    for count in sorted(words.transfers):
        found.append(_apart(count, words.against, words.only))
        print("\n".join(report.lines(found[-1])), flush=True)
        if words.write:
            words.write.parent.mkdir(parents=True, exist_ok=True)
            words.write.write_text(page(found), encoding="utf-8")
    if words.write:
        print(f"Written: {words.write}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
