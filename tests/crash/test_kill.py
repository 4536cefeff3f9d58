"""A process that is killed while it works loses nothing that it acknowledged (the short form; `make soak` is the long one)."""

from __future__ import annotations

import sys

import pytest

from tests.crash.killing import TARGETS, Killer

# One kill of each kind that is unlike the others.
SHORT = (
    ("batch", "at commit"),
    ("batch", "amid its entries"),
    ("edit", "between COMMIT and receipt"),
    ("drop", "between COMMIT and tidying"),
    ("checkpoint", "within"),
    ("batch", "between receipt and projection"),
    ("rebuild", "within"),
    ("backup", "within"),
    ("edit", "at commit"),
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked and killed with SIGKILL")


def test_nothing_acknowledged_is_lost_wherever_the_kill_falls(tmp_path):
    assert set(SHORT) <= set(TARGETS)
    killer = Killer(tmp_path, seed=20, size=300)
    for number, (act, moment) in enumerate(SHORT, 1):
        killer.kill(act, moment, thoroughly=number == len(SHORT))
    killer.close()
    print("\n".join(killer.tally.lines()))
    assert sum(killer.tally.kills.values()) == len(SHORT)
    # These kill themselves, and always at the point named.
    assert {target for target in SHORT if target[1] not in ("within", "at commit")} <= set(killer.tally.kills)
    assert killer.tally.mended["A receipt was behind its journal and was written anew."] >= 1
