"""Fixtures: a real PostgreSQL, started when the first test wants it and stopped at the end, and a database for each test."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.postgres.server import NoPostgres, Server, start_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    try:
        server = start_server()
    except NoPostgres as error:
        if os.environ.get("CI") or os.environ.get("BROWSER_REQUIRED"):
            pytest.fail(str(error))
        pytest.skip(str(error))
    yield server
    server.remove()


@pytest.fixture
def database(postgres: Server) -> Iterator[str]:
    """The name of an empty database of this test."""
    name = postgres.database()
    yield name
    postgres.remove_database(name)


@pytest.fixture
def address(postgres: Server, database: str) -> str:
    """The address of an empty database of this test, for its owner."""
    return postgres.url(database)
