"""`bench`: a seeded register, each stage timed beside the others in one run."""

from __future__ import annotations

import subprocess
import sys

from transfer_register.actions.opening import PROJECT
from transfer_register.commands.call import Answered, Call


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("bench", parents=[shared], help="a seeded register, each stage timed beside the others")
    parser.add_argument("--transfers", type=int, default=10_000, metavar="N")
    parser.add_argument("--against", default="", metavar="NAMES", help="pandas, python, or both with a comma between")
    parser.set_defaults(run=run)


def run(call: Call) -> Answered:
    """Runs the folder `benchmarks`, which measures in a process of its own so that peak memory is that of the run."""
    command = [sys.executable, "-m", "benchmarks", "--transfers", str(call.words.transfers), "--against", call.words.against]
    if getattr(call.words, "json", False):
        command.append("--json")
    return Answered(status=subprocess.run(command, cwd=PROJECT, check=False).returncode)
