"""The law as it stands in data/law, read once, and one connection for all tests of law."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from transfer_register.law.in_force import Library
from transfer_register.law.library import read_library
from transfer_register.model.vocabulary import Words, read_words

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def words() -> Words:
    return read_words(ROOT / "data" / "vocabulary")


@pytest.fixture(scope="session")
def library(words: Words) -> Library:
    return read_library(ROOT / "data" / "law", words)


@pytest.fixture(scope="session")
def execute():
    connection = duckdb.connect()
    connection.execute("PRAGMA disable_optimizer")  # as where tables are run: planning is most of the work
    return lambda sql: connection.execute(sql).fetchall()
