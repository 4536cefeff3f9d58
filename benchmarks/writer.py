"""One of several processes that write to one journal: `python -m benchmarks.writer PLACE NUMBER WRITES TRANSFERS`.

It says that it is ready, begins when its standard input ends, and then says what was acknowledged, and when.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

import orjson

from benchmarks.timing import AT
from transfer_register.register.journal import SCHEMA, Draft, Journal, canonical, link, moment
from transfer_register.register.place import JOURNAL, is_server
from transfer_register.register.sqlite_journal import SqliteJournal

# How long it rests between two edits, twice this at the most.
REST_SECONDS = 0.05


def _write(journal: Journal, number: int, writes: int, count: int) -> list[tuple[int, float]]:
    """One writer: edits of any transfers, each from its newest version, each a turn of its own."""
    chance, acknowledged = random.Random(number), []
    for _ in range(writes):
        id = f"TR-{chance.randint(1, count):05d}"
        with journal.turn() as turn:
            before = turn.newest(id)
            state = {**before.state, "persons": chance.randint(1, 10_000)}
            body = canonical({"act": "change", "schema": SCHEMA, "why": "counted anew", "state": state})
            draft = Draft(id, "transfer", before.version + 1, body)
            entries = link([draft], turn.head(), moment(AT), f"writer {number}", None)
            turn.append(entries)
        acknowledged.append((entries[-1].sequence, time.monotonic()))
        time.sleep(chance.uniform(0, 2 * REST_SECONDS))
    return acknowledged


def _main() -> int:
    place, number, writes, count = sys.argv[1], *map(int, sys.argv[2:5])
    if is_server(place):
        from transfer_register.register.postgres_journal import PostgresJournal

        journal: Journal = PostgresJournal(place)
    else:
        journal = SqliteJournal(Path(place) / JOURNAL)
    journal.head()
    print("ready", flush=True)
    sys.stdin.read()
    acknowledged = _write(journal, number, writes, count)
    journal.close()
    sys.stdout.write(orjson.dumps(acknowledged).decode())
    return 0


if __name__ == "__main__":
    raise SystemExit(_main())
