"""What keeping costs: writing, a past day, one record, verifying and making the projection anew, each beside the plain way.

Runs in a process of its own over a register that stands ready. Answers are compared, and the run fails where one differs.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from benchmarks import build, generate, lag, unchained
from benchmarks.timing import AT, median, stage
from transfer_register.actions import opening
from transfer_register.register.journal import SCHEMA, Draft, canonical, link, moment
from transfer_register.register.place import JOURNAL, PROJECTION
from transfer_register.register.register import Register

EDITS, BATCH = 15, 100_000
PAST_DAY = (build.BEGIN + build.YEARS * 2 / 3).date()

SINGLE = "one edit, durable and in the projection"
WHOLE_BATCH = f"one batch of {BATCH:,} transfers (as many as there are, if fewer), checked, durable and in the projection"
BARE_BATCH = "of this, without the checks: chained, inserted, applied"
VERIFY = "verify: the chain of the whole journal"
PAST_COUNT, PAST_SUM = "as of a past day: how many transfers", "as of a past day: transfers and persons by exporter"
TODAY_SUM = "as of today: transfers and persons by exporter"
RECORD = "one record by its id"
PARTIES = "every party, read anew"
REBUILD = "the projection made anew from the journal"

_KNOWN = "transfers_known($known)"
_REVISIONS = """(
    SELECT exporter, persons FROM (
        SELECT exporter, persons, live, row_number() OVER (PARTITION BY id ORDER BY version DESC) AS place
        FROM transfer_history WHERE from_sequence <= $known
    ) WHERE place = 1 AND live
)"""
_HOW_MANY = "SELECT count(*) FROM {}"
_BY_EXPORTER = "SELECT exporter, count(*), sum(persons)::BIGINT FROM {} GROUP BY exporter ORDER BY exporter"
_ALL = "SELECT count(*), sum(persons)::BIGINT FROM transfer WHERE from_sequence > $after"


def run(folder: Path, count: int) -> list[dict[str, Any]]:
    """The stages, measured in a process of its own over the register of `count` transfers in a folder, which is changed."""
    command = [sys.executable, "-m", "benchmarks.keeping", str(folder), str(count)]
    done = subprocess.run(command, cwd=opening.PROJECT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return orjson.loads(done.stdout)


def measure(folder: Path, count: int) -> list[dict[str, Any]]:
    """Every stage: {name, seconds, against}. Raises AssertionError where an alternative answers otherwise."""
    register = opening.open_register(folder)
    try:
        found = [*_past(register), _record(register, count), stage(PARTIES, median(register.parties, 1)[0])]
        found.append(_verified(register, folder / JOURNAL))
        with tempfile.TemporaryDirectory(prefix="unchained-", dir=folder.parent) as name:
            found += [_single(register, count, Path(name)), *_batches(register, count, Path(name))]
    finally:
        register.close()
    return [*found, _rebuilt(folder), *lag.measure(folder, count)]


def _past(register: Register) -> list[dict[str, Any]]:
    # On the connection that holds the table of today, which no other sees; all three ways are asked there.
    connection = register.current.projection.connection
    connection.execute("CREATE TEMP TABLE today AS SELECT id, version, exporter, importer, persons FROM transfer")

    def asked(question: str, of: str, known: int) -> tuple[float, list[tuple]]:
        words = {"known": known} if "$known" in of else {}
        return median(lambda: connection.execute(question.format(of), words).fetchall(), 5)

    now, then, found = register.known(None), register.known(PAST_DAY), []
    for name, question, known in ((PAST_COUNT, _HOW_MANY, then), (PAST_SUM, _BY_EXPORTER, then), (TODAY_SUM, _BY_EXPORTER, now)):
        ours, answer = asked(question, _KNOWN, known)
        scanning, scanned = asked(question, _REVISIONS, known)
        plain, today = asked(question, "today", known)
        assert answer == scanned, f"{name}: {answer[:3]}, by all revisions {scanned[:3]}"
        assert known != now or answer == today, f"{name}: {answer[:3]}, the table of today {today[:3]}"
        found.append(stage(name, ours, {"row_number() over all revisions": scanning, "a table of today alone": plain}))
    connection.execute("DROP TABLE today")
    return found


def _record(register: Register, count: int) -> dict[str, Any]:
    ids = [f"TR-{count * place // (EDITS + 1) + 1:05d}" for place in range(EDITS)]
    taken = [median(partial(register.record, id), 1) for id in ids]
    plain = [median(partial(unchained.newest, Path(register.journal.name), id), 1) for id in ids]
    assert [found.state for _, found in taken] == [state for _, state in plain]
    middle = len(ids) // 2
    return stage(RECORD, sorted(s for s, _ in taken)[middle], {"SQLite, by its index": sorted(s for s, _ in plain)[middle]})


def _verified(register: Register, journal: Path) -> dict[str, Any]:
    seconds, found = median(register.verify, 1)
    by_hand, head = median(lambda: unchained.verify(journal), 1)
    assert found.ok, found.why
    assert found.head == head
    return stage(VERIFY, seconds, {"a loop of json and sha256": by_hand, "sha256 alone": unchained.hash_alone(journal)})


def _single(register: Register, count: int, folder: Path) -> dict[str, Any]:
    chosen = [register.record(f"TR-{count * place // (EDITS + 1) + 1:05d}") for place in range(EDITS)]
    edits = [(r.id, r.version + 1, {**r.state, "persons": (r.state.get("persons") or 0) + 1}) for r in chosen]
    todo = iter(edits)

    def edit() -> None:
        id, version, state = next(todo)
        with register.batch("benchmark", AT, "counted anew") as writing:
            writing.change(id, state, version - 1)

    seconds, _ = median(edit, EDITS)
    rows = [(id, version, moment(AT), "benchmark", canonical(state).decode()) for id, version, state in edits]
    against = {name: table.one_by_one(folder, rows) for name, table in unchained.TABLES.items()}
    ours = [(id, register.record(id).state) for id, _, _ in edits]
    assert ours == [(id, state) for id, _, state in edits]
    return stage(SINGLE, seconds, against)


def _batches(register: Register, count: int, folder: Path) -> list[dict[str, Any]]:
    """Two lists of the same transfers: through everything that a person's goes through, and with the bodies ready."""
    size = min(BATCH, count)
    countries = [state["country"] for state in generate.parties(generate.party_count(count))]
    states = list(islice(generate.transfers(count, countries, generate.SEED + 10), size))
    after, persons = register.head().sequence, sum(state["persons"] for state in states)

    def checked() -> None:
        with register.batch("benchmark", AT, "a list", title="A list") as writing:
            for state in states:
                writing.new("transfer", state)

    whole, _ = median(checked, 1)
    assert _written(register, after) == (size, persons)
    number, after = count + size, register.head().sequence
    bodies = [canonical({"act": "create", "schema": SCHEMA, "why": "a list", "state": state}) for state in states]
    drafts = [Draft(f"TR-{number + place:05d}", "transfer", 1, body) for place, body in enumerate(bodies, 1)]

    def bare() -> None:
        with register.journal.turn() as turn:
            turn.append(link(drafts, turn.head(), moment(AT), "benchmark", None))
        register.follow()

    chained, _ = median(bare, 1)
    assert _written(register, after) == (size, persons)
    rows = [(draft.record, 1, moment(AT), "benchmark", draft.body.decode()) for draft in drafts]
    against = {}
    for name, table in unchained.TABLES.items():
        against[name], answer = table.at_once(folder, rows)
        assert answer == (size, persons), f"{name}: {answer}"
    return [stage(WHOLE_BATCH, whole, against), stage(BARE_BATCH, chained, against)]


def _written(register: Register, after: int) -> tuple:
    return register.ask(_ALL, {"after": after}).rows[0]


def _rebuilt(folder: Path) -> dict[str, Any]:
    for path in folder.glob(f"{PROJECTION}*"):
        path.unlink()
    seconds, register = median(lambda: opening.open_register(folder), 1)
    ours = _written(register, 0)
    register.close()
    against = {}
    for name, read in (("plain Python, into a dict", unchained.as_dict), ("pandas", unchained.as_frame)):
        against[name], answer = median(lambda read=read: read(folder / JOURNAL), 1)
        assert answer == ours, f"{name}: {answer}, ours {ours}"
    return stage(REBUILD, seconds, against)


if __name__ == "__main__":
    sys.stdout.write(orjson.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))).decode())
