"""Writers of several processes on one journal, and a server that is killed while they write: nothing acknowledged is lost."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.postgres.conftest import soon
from tests.register.conftest import AT, party
from transfer_register.errors import Unavailable
from transfer_register.register import chain
from transfer_register.register.journal import Draft, canonical, link, moment

PROJECT = Path(__file__).parents[2]
# Each process raises a count in records that all of them change, and tells what was acknowledged, and what was refused.
WRITER = f"""
import random, sys, time
from pathlib import Path
sys.path.insert(0, {str(PROJECT)!r})
from tests.register.conftest import AT, HERE, read_kits, read_library, read_words
from transfer_register.errors import Stale
from transfer_register.register.register import Register
address, local, me = sys.argv[1:]
words = read_words(HERE.parents[1] / "data" / "vocabulary")
law, kits = read_library(HERE / "small_law", words), read_kits(HERE / "small_kits", words)
register = Register.open(address, law, kits, words, local=Path(local))
print("ready", flush=True)
sys.stdin.readline()
chance = random.Random(me)
for number in range(5):
    id = f"PA-000{{chance.randint(1, 3)}}"
    seen = register.record(id)
    try:
        with register.batch(f"Writer {{me}}", AT) as writing:
            writing.change(id, {{**seen.state, "aliases": [*seen.state["aliases"], f"{{me}}.{{number}}"]}}, seen.version)
        print("done", id, f"{{me}}.{{number}}", flush=True)
    except Stale:
        print("stale", id, f"{{me}}.{{number}}", flush=True)
print("ended", flush=True)
end = int(sys.stdin.readline())
while register.known(None) < end:
    time.sleep(0.01)
print(*(entry.hash for id in ("PA-0001", "PA-0002", "PA-0003") for entry in register.history(id)), flush=True)
register.close()
"""


def start(address: str, local: Path, me: int) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, address, str(local), str(me)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_four_processes_lose_nothing_and_keep_one_chain(machines, address, tmp_path):
    watching = machines()
    with watching.batch("Ada", AT) as writing:
        for name in ("One", "Two", "Three"):
            writing.new("party", {**party(name), "aliases": []})
    writers = [start(address, tmp_path / f"writer {me}", me) for me in range(4)]
    for each in writers:
        assert each.stdout.readline() == "ready\n"
    tell(writers, "go")
    told = [line.split() for each in writers for line in heard(each)]
    done, stale = ({(id, what) for how, id, what in told if how == each} for each in ("done", "stale"))
    assert len(done) + len(stale) == 20
    assert stale, "nobody was in anybody's way: this shows nothing"

    end = 3 + len(done)
    assert soon(lambda: watching.known(None) == end)
    there = {id: watching.record(id) for id in ("PA-0001", "PA-0002", "PA-0003")}
    assert {(id, what) for id, found in there.items() for what in found.state["aliases"]} == done
    assert sum(found.version - 1 for found in there.values()) == len(done)
    assert (watching.verify().ok, watching.verify().entries) == (True, end)

    # By following alone, everybody ends with the same histories.
    tell(writers, str(end))
    hashes = " ".join(version.hash for id in there for version in watching.history(id))
    assert [each.communicate(timeout=60)[0] for each in writers] == [f"{hashes}\n"] * 4


def heard(writer: subprocess.Popen) -> list[str]:
    """What a writer says until it has ended its work."""
    lines = []
    while (line := writer.stdout.readline()) != "ended\n":
        assert line, "a writer broke off"
        lines.append(line)
    return lines


def tell(writers: list[subprocess.Popen], word: str) -> None:
    for each in writers:
        each.stdin.write(f"{word}\n")
        each.stdin.flush()


def test_nothing_acknowledged_is_lost_when_the_server_is_killed_while_many_write(journals, stoppable):
    acknowledged: list[str] = []
    told: list[str] = []
    stopping = False

    def write_on(me: int) -> None:
        journal, number = journals(), 0
        while not stopping:
            number += 1
            id = f"{me}.{number}"
            try:
                with journal.turn() as turn:
                    draft = Draft(id, "party", 1, canonical({"act": "create", "schema": 2, "state": {}, "why": None}))
                    turn.append(link([draft, Draft(f"{id}b", *("party", 1), draft.body)], turn.head(), moment(AT), "Ada", None))
                acknowledged.append(id)
            except Unavailable as error:
                told.append((id, str(error)))
                time.sleep(0.02)

    with ThreadPoolExecutor(3) as threads:
        writing = [threads.submit(write_on, me) for me in range(3)]
        for _ in range(3):
            before = len(acknowledged)
            soon(lambda before=before: len(acknowledged) > before + 10)
            stoppable.stop("immediate")
            stoppable.start()
        soon(lambda: len(acknowledged) > before + 20)
        stopping = True
        for each in writing:
            each.result()
    entries = [*journals().entries()]
    there = {entry.record for entry in entries}
    assert [id for id in acknowledged if not {id, f"{id}b"} <= there] == []
    assert {id for id, sentence in told if "Nothing was written" in sentence} & there == set()
    assert len(there) % 2 == 0
    assert told
    assert chain.verify(entries).ok
