"""Kills a working register many times: `python -m tests.crash.soak --kills 200`, or `make soak`; says what it found."""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.crash.killing import TARGETS, Killer


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--kills", type=int, default=200)
    words.add_argument("--entries", type=int, default=10_000, help="of a batch")
    words.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    words.add_argument("--folder", type=Path, help="where the registers are; a temporary folder unless named")
    given = words.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="soak-"))
    folder.mkdir(parents=True, exist_ok=True)
    print(f"{given.kills} kills, seed {given.seed}, batches of {given.entries:,} entries, in {folder}", flush=True)
    began = time.perf_counter()
    targets = TARGETS * -(-given.kills // len(TARGETS))
    order = random.Random(given.seed).sample(targets[: given.kills], given.kills)
    killer = Killer(folder, given.seed, given.entries)
    for number, (act, moment) in enumerate(order, 1):
        try:
            killer.kill(act, moment, thoroughly=number % 10 == 0)
        except BaseException:
            print(f"kill {number} ({act}, {moment}) of seed {given.seed}: the register is left in {folder}", file=sys.stderr)
            raise
        if number % 20 == 0:
            print(f"{number} kills, {time.perf_counter() - began:.0f} s", flush=True)
    killer.close()
    print("\n".join(killer.tally.lines()))
    print(f"Nothing acknowledged was lost. {time.perf_counter() - began:.0f} s.")
    if not given.folder:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
