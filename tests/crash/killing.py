"""Kills a process that works on a register, again and again, and checks each time that nothing acknowledged is lost."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import orjson

from tests.crash.acts import ACTS, Orders
from tests.crash.checks import Life

PROJECT = Path(__file__).parents[2]
# Which act is under way when the kill falls, and how: within it, around its commit, or at one point between two steps.
TARGETS = (
    *((act, "within") for act in ("opening", *ACTS)),
    *((act, "at commit") for act in ("edit", "batch", "keep", "drop")),
    ("batch", "amid its entries"),
    ("edit", "between COMMIT and receipt"),
    ("batch", "between COMMIT and receipt"),
    ("edit", "between receipt and projection"),
    ("batch", "between receipt and projection"),
    ("drop", "between COMMIT and tidying"),
)
# Within which time after it was asked for a commit is over.
_COMMIT_SECONDS = 0.006
_SILENCE_SECONDS = 300
_BETWEEN_ACTS = ("none", "between two acts")


@dataclass
class Tally:
    """What was killed and what was found: kills by act and moment, how often each check was made, what was mended."""

    kills: Counter[tuple[str, str]] = field(default_factory=Counter)
    checked: Counter[str] = field(default_factory=Counter)
    mended: Counter[str] = field(default_factory=Counter)

    def lines(self) -> list[str]:
        kills = [f"{number:>10,}  {act}, {moment}" for (act, moment), number in sorted(self.kills.items())]
        checked = [f"{number:>10,}  {what}" for what, number in self.checked.items()]
        mended = [f"{number:>10,}  {what}" for what, number in self.mended.items()]
        return [f"{sum(self.kills.values()):>10,}  kills", *kills, "Checked:", *checked, "Mended by itself:", *mended]


class Killer:
    """One run: a nursery of processes, and registers that are used for some kills each."""

    def __init__(self, folder: Path, seed: int, size: int, largest: int = 60_000):
        """`size` is the entries of a batch; a register of `largest` entries is given up for a new one."""
        self.tally, self._folder, self._chance, self._size, self._largest = Tally(), folder, random.Random(seed), size, largest
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.nursery"], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )
        self._unread = b""
        self._took: dict[str, list[float]] = defaultdict(lambda: [0.05])
        self._lives = 0
        self._life = self._new_life()

    def close(self) -> None:
        self._nursery.stdin.close()
        self._nursery.stdout.close()
        self._nursery.wait(timeout=60)
        self._life.close()

    def kill(self, act: str, moment: str, *, thoroughly: bool) -> None:
        """Lets a process work, kills it in an act, opens the register again and checks it."""
        if self._life.entries > self._largest:
            self._life.close()
            self._life = self._new_life()
        before = [self._chance.choice(("edit", "edit", "keep", "drop")) for _ in range(self._chance.randint(0, 3))]
        goal = act if act != "opening" else "edit"
        self._life.ready()
        orders = Orders(
            str(self._life.folder), str(self._life.backups), self._chance.getrandbits(32), (*before, goal), self._size,
            None if moment in ("within", "at commit") else moment,
        )  # fmt: skip
        self._nursery.stdin.write(orders.line())
        self.tally.kills[self._follow(act, moment)] += 1
        self._life.check(self.tally, thoroughly=thoroughly)

    def _follow(self, act: str, moment: str) -> tuple[str, str]:
        """Reads what the process says and kills it in time; returns the act that the kill fell on, and at which moment."""
        pid, under_way, began, kill_at, committing = 0, "", 0.0, None, False
        while True:
            said = self._next(kill_at)
            if said is None:
                kill_at = None
                _kill(pid)
                continue
            now = time.perf_counter()
            match said:
                case {"pid": number}:
                    pid = number
                case {"gone": status}:
                    assert status in (0, -signal.SIGKILL), f"the process ended by itself, with status {status}"
                    if not under_way:
                        return _BETWEEN_ACTS
                    return under_way, "within" if moment == "at commit" and not committing else moment
                case {"begin": name, **more}:
                    self._life.begins(name, more)
                    under_way, began = name, now
                    if name == act and moment == "within":
                        kill_at = now + self._chance.uniform(0, 1.1 * median(self._took[act][-9:]))
                case {"commit": name}:
                    if name == act and moment == "at commit":
                        committing, kill_at = True, now + self._chance.uniform(0, _COMMIT_SECONDS)
                case {"done": name, **more}:
                    self._took[name].append(now - began)
                    self._life.acknowledged(name, more)
                    under_way, committing = "", False

    def _next(self, kill_at: float | None) -> dict[str, Any] | None:
        """The next thing said; None where it is time to kill first."""
        while b"\n" not in self._unread:
            wait = _SILENCE_SECONDS if kill_at is None else max(0.0, kill_at - time.perf_counter())
            if not select.select([self._nursery.stdout], [], [], wait)[0]:
                assert kill_at is not None, "the process says nothing any more"
                return None
            piece = os.read(self._nursery.stdout.fileno(), 1 << 16)
            assert piece, "the nursery ended"
            self._unread += piece
        line, _, self._unread = self._unread.partition(b"\n")
        return orjson.loads(line)

    def _new_life(self) -> Life:
        self._lives += 1
        return Life(self._folder / f"register-{self._lives}")


def _kill(pid: int) -> None:
    assert pid
    with suppress(ProcessLookupError):  # it had finished
        os.kill(pid, signal.SIGKILL)
