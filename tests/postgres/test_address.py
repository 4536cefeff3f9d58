"""The address of a PostgreSQL: never shown with its password, and one folder a database."""

from __future__ import annotations

import pytest

from transfer_register.errors import Refused
from transfer_register.register.place import open_journal, shown_place
from transfer_register.register.postgres_address import read_address


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch):
    for name in ("PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "PGPASSWORD"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://ada:secret@db.example:5433/register", "postgresql://ada@db.example:5433/register"),
        ("postgres://ada:secret@db.example/register?sslmode=verify-full", "postgresql://ada@db.example:5432/register"),
        ("postgresql://db.example/register?user=ada&password=secret", "postgresql://ada@db.example:5432/register"),
        ("postgresql:///register?host=/run/pg&password=secret", "postgresql:///register?host=/run/pg"),
        ("postgresql://ada:secret@/register?host=/run/pg&port=5433", "postgresql://ada@/register?host=/run/pg&port=5433"),
        ("postgresql://%2Frun%2Fpg/register", "postgresql:///register?host=/run/pg"),
        ("postgresql://ada:secret@[::1]:5433/register", "postgresql://ada@[::1]:5433/register"),
        ("postgresql://ada:secret@one:1,two:2/register", "postgresql://ada@one:1,two:2/register"),
        ("postgresql://ada:s%2Fecret@db.example/a%20b", "postgresql://ada@db.example:5432/a%20b"),
    ],
)
def test_an_address_is_shown_without_its_password(address, shown):
    assert shown_place(address) == shown
    assert read_address(shown).database == read_address(address).database


def test_what_an_address_leaves_open_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv("PGHOST", "db.example")
    monkeypatch.setenv("PGUSER", "ada")
    assert shown_place("postgresql:///register") == "postgresql://db.example:5432/register"
    assert read_address("postgresql:///").database == "db.example:5432/ada"


@pytest.mark.parametrize("address", ["postgresql://ada:se%cret@db/x", "postgresql://ada:secret@db:port/x?nonsense=secret"])
def test_what_is_no_address_is_refused_without_showing_it(address):
    with pytest.raises(Refused, match="cannot be read") as refused:
        shown_place(address)
    assert "cret" not in str(refused.value)


def test_a_database_has_one_folder_whoever_signs_in(tmp_path):
    folders = set()
    for who in ("ada:secret@", "bob@", ""):
        _, folder = open_journal(f"postgresql://{who}127.0.0.1:1/register", tmp_path)
        folders.add(folder)
    assert len(folders) == 1
    assert open_journal("postgresql:///register?host=/run/pg", tmp_path)[1] not in folders
    assert open_journal("postgresql:///register?host=/run/other", tmp_path)[1] not in folders
