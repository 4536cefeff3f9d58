"""Registers in PostgreSQL: a small law, and for each register a folder of its own, as on a machine of its own."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.postgres.proxy import Proxy
from tests.postgres.server import Server
from tests.register.conftest import AT, _pristine, kits, law, words  # noqa: F401
from transfer_register.register.journal import Draft, Entry, canonical, link, moment
from transfer_register.register.place import PROJECTION, open_journal
from transfer_register.register.postgres_journal import PostgresJournal
from transfer_register.register.register import Register

Journals = Callable[..., PostgresJournal]


@pytest.fixture
def journals(address: str) -> Iterator[Journals]:
    """Opens the journal of this test, by its address or another one, any number of times."""
    opened: list[PostgresJournal] = []

    def open_journal(url: str = address, **more: float) -> PostgresJournal:
        opened.append(PostgresJournal(url, **more))
        return opened[-1]

    yield open_journal
    for journal in opened:
        journal.close()


@pytest.fixture
def stoppable(postgres: Server) -> Iterator[Server]:
    """The server, for a test that stops it; it runs again afterwards."""
    yield postgres
    postgres.start()


@pytest.fixture
def proxy(postgres: Server) -> Iterator[Proxy]:
    made = Proxy(postgres.port)
    yield made
    made.close()


@pytest.fixture
def by_proxy(postgres: Server, database: str, proxy: Proxy) -> str:
    """The address of this test's database by way of the proxy."""
    return postgres.url(database, over="tcp").replace(f":{postgres.port}/", f":{proxy.port}/")


@pytest.fixture
def machines(tmp_path: Path, address: str, _pristine: Path, law, kits, words) -> Iterator[Callable[..., Register]]:  # noqa: F811
    """Opens the register of this test as on another machine, or again on the `machine` with a number."""
    opened: list[Register] = []
    numbers = count(1)

    def open_register(machine: int | None = None, url: str = address) -> Register:
        local = tmp_path / f"machine {machine or next(numbers)}"
        if not local.exists():
            # A projection of nothing, whose tables are there: making them takes longer than most tests.
            journal, folder = open_journal(url, local)
            journal.close()
            shutil.copy(_pristine / PROJECTION, folder)
        opened.append(Register.open(url, law, kits, words, local=local))
        return opened[-1]

    yield open_register
    for register in opened:
        register.close()


def write(journal: PostgresJournal, *records: str) -> list[Entry]:
    """Adds the first version of records in one turn."""
    with journal.turn() as turn:
        body = canonical({"act": "create", "schema": 2, "state": {"name": "x"}, "why": None})
        entries = link([Draft(id, "party", 1, body) for id in records], turn.head(), moment(AT), "Ada", None)
        turn.append(entries)
    return entries


def soon(holds: Callable[[], object], seconds: float = 20.0) -> bool:
    """Waits until something holds; what takes a second at leisure may take longer on a busy machine."""
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True
