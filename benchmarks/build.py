"""Writes the journal of a generated register, chained and durable, entry after entry as three years would have written it.

Only the checks are left out through which a person's entry goes; a sample is put through them to show that they would let it
pass. The projection then follows the journal as it always does.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from benchmarks import generate
from transfer_register.register.accept import accepted
from transfer_register.register.journal import Draft, Head, canonical, link, moment
from transfer_register.register.place import JOURNAL, RECEIPT
from transfer_register.register.receipt import write_receipt
from transfer_register.register.sqlite_journal import SqliteJournal

BEGIN, YEARS = datetime(2023, 11, 22, 8, tzinfo=UTC), timedelta(days=3 * 365)
# How many transfers come with one list, and how many of them are edited later.
_LIST, _EDITED = 1_000, 0.1
# Every so many states go through the checks.
_SAMPLE = 997


def build(folder: Path, count: int, seed: int = generate.SEED) -> int:
    """Makes the journal of `count` transfers in a new folder; returns how many entries it has."""
    journal = SqliteJournal(folder / JOURNAL)
    try:
        with journal.turn() as turn:
            head = Head(0, turn.head().hash)
            for at, batch, drafts in _acts(count, seed):
                entries = link(drafts, head, moment(at), "benchmark", batch)
                turn.append(entries)
                head = Head(entries[-1].sequence, entries[-1].hash)
        write_receipt(folder / RECEIPT, journal, entries[-1])
    finally:
        journal.close()
    return head.sequence


def _acts(count: int, seed: int) -> Iterator[tuple[datetime, str | None, list[Draft]]]:
    """(when, batch, changes): the parties, then list after list of transfers, each followed by edits of what stands already."""
    chance = random.Random(seed + 2)
    made = list(generate.parties(generate.party_count(count), seed))
    yield BEGIN, "BA-0001", [_batch(1), *(_first("party", generate.party_id(n), state) for n, state in enumerate(made))]
    walk = generate.transfers(count, [state["country"] for state in made], seed)
    # What may be edited, with its version: a window over what was written, so that memory does not grow with the register.
    window: list[list] = []
    lists, number, edits = -(-count // _LIST), 0, 0.0
    for place in range(lists):
        at, batch = BEGIN + YEARS * ((place + 1) / (lists + 1)), f"BA-{place + 2:04d}"
        drafts = [_batch(place + 2)]
        for state in islice(walk, _LIST):
            number += 1
            drafts.append(_first("transfer", f"TR-{number:05d}", state))
            if chance.random() < 0.5:
                window.append([f"TR-{number:05d}", 1, state])
        yield at, batch, drafts
        edits += _EDITED * (len(drafts) - 1)
        chosen = chance.sample(range(len(window)), min(int(edits), len(window)))
        edits -= len(chosen)
        if chosen:
            yield at + timedelta(hours=1), None, [_again(window[index], chance) for index in chosen]
        if len(window) > 10 * _LIST:
            window = chance.sample(window, 5 * _LIST)


def _batch(number: int) -> Draft:
    return Draft(f"BA-{number:04d}", "batch", 1, canonical({"act": "create", "why": None, "state": {"title": f"List {number}"}}))


def _first(kind: str, id: str, state: generate.State) -> Draft:
    if int(id.partition("-")[2]) % _SAMPLE == 1:
        assert accepted(kind, state) == state, (accepted(kind, state), state)
    return Draft(id, kind, 1, canonical({"act": "create", "why": None, "state": state}))


def _again(known: list, chance: random.Random) -> Draft:
    id, version, state = known
    known[1:] = version + 1, generate.edited(state, chance)
    return Draft(id, "transfer", known[1], canonical({"act": "change", "why": "edited", "state": known[2]}))
