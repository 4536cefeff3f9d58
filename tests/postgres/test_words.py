"""What goes wrong with a PostgreSQL is told in a sentence: where, what, and how to mend it."""

from __future__ import annotations

import re
from contextlib import contextmanager

import psycopg
import pytest

from tests.postgres.conftest import write
from tests.postgres.proxy import Bad
from tests.postgres.server import PASSWORD
from transfer_register.errors import FileUnreadable, Unavailable
from transfer_register.register import postgres_connection, postgres_schema
from transfer_register.register.journal import GENESIS, Entry, Head
from transfer_register.register.postgres_journal import PostgresJournal


@pytest.fixture
def superuser(postgres, database):
    """Runs statements in the database of this test as its superuser."""

    def run(*statements: str) -> None:
        with psycopg.connect(postgres.url(database, user="postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    return run


@contextmanager
def told(kind: type[Exception], *words: str):
    """Inside, an error of a kind is raised that holds all words, in one line and without the password."""
    with pytest.raises(kind) as raised:
        yield
    sentence = str(raised.value)
    assert [each for each in words if not re.search(each, sentence)] == [], sentence
    assert sentence.startswith("postgresql://")
    assert PASSWORD not in sentence
    assert "\n" not in sentence
    assert "psycopg" not in sentence


def test_a_server_that_is_down_is_named(journals):
    with told(Unavailable, "127.0.0.1, port 1 cannot be reached", "Connection refused", "Look whether it runs"):
        journals(f"postgresql://app:{'secret'}@127.0.0.1:1/register").head()
    with told(Unavailable, "socket /nowhere, port 5432 cannot be reached"):
        journals("postgresql:///register?host=/nowhere").head()
    with told(Unavailable, "cannot be reached", "resolve host"):
        journals("postgresql://app@nowhere.invalid/register").head()


def test_a_wrong_password_is_told_and_not_shown(journals, postgres, database):
    with told(FileUnreadable, "does not take the password of app", "Put the right one"):
        journals(postgres.url(database, password="wr0ng", over="tcp")).head()
    with told(FileUnreadable, "does not take the password of app"):
        journals(postgres.url(database, password=None, over="tcp")).head()


def test_a_database_and_a_user_that_are_not_there_are_named(journals, postgres, database):
    with told(FileUnreadable, "has no database elsewhere", "createdb elsewhere"):
        journals(postgres.url("elsewhere")).head()
    with told(FileUnreadable, "lets no user eve in", "createuser --pwprompt eve"):
        journals(postgres.url(database, user="eve")).head()


def test_a_database_that_lets_nobody_in_is_told(journals, postgres, database, superuser):
    superuser(f"ALTER DATABASE {database} CONNECTION LIMIT 0")
    with told(Unavailable, "has no connection free", "max_connections"):
        journals().head()
    superuser(f"ALTER DATABASE {database} CONNECTION LIMIT -1", f"ALTER DATABASE {database} OWNER TO postgres")
    superuser(f"REVOKE CONNECT ON DATABASE {database} FROM PUBLIC")
    with told(FileUnreadable, "may not connect to the database", "GRANT CONNECT ON DATABASE"):
        journals().head()


def test_a_connection_that_must_be_encrypted_and_cannot_be_is_refused(journals, postgres, database):
    with told(FileUnreadable, "cannot be encrypted as asked", "sslmode"):
        journals(postgres.url(database, over="tcp") + "?sslmode=require").head()


def test_who_may_not_make_the_schema_is_told_what_to_grant(journals, database, superuser):
    superuser(f"ALTER DATABASE {database} OWNER TO postgres")
    with told(FileUnreadable, "app may not make the schema", f"GRANT CREATE ON DATABASE {database} TO app"):
        journals().head()
    superuser("CREATE SCHEMA transfer_register")
    with told(FileUnreadable, "app may not make the schema"):
        journals().head()
    superuser("ALTER SCHEMA transfer_register OWNER TO app")
    assert write(journals(), "PA-0001")


def test_a_schema_of_something_else_is_refused_and_left_alone(journals, superuser):
    superuser("CREATE SCHEMA transfer_register", "CREATE TABLE transfer_register.entry (sequence BIGINT, note TEXT)")
    with told(FileUnreadable, "no journal of a register", "entry.actor text", "Name another database"):
        journals().head()
    superuser("INSERT INTO transfer_register.entry VALUES (1, 'as it was')")


def test_a_journal_of_another_shape_or_a_newer_version_is_refused(journals, superuser):
    assert write(journals(), "PA-0001")
    superuser("UPDATE transfer_register.journal SET version = 99")
    with told(FileUnreadable, "newer version", "Install that version"):
        journals().head()
    superuser("UPDATE transfer_register.journal SET version = 1", "ALTER TABLE transfer_register.kept DROP COLUMN body")
    with told(FileUnreadable, "it has no kept.body bytea"):
        journals().head()


def test_a_journal_that_loses_its_tables_while_it_is_open_is_told(journals, superuser):
    journal = journals()
    write(journal, "PA-0001")
    superuser("DROP SCHEMA transfer_register CASCADE")
    with told(FileUnreadable, "the journal is gone", "Restore a backup"):
        journal.head()
    with told(FileUnreadable, "has not the tables it should have", "Nothing was written"):
        write(journal, "PA-0002")


def test_nobody_writes_to_a_journal_whose_guards_are_off(journals, superuser):
    write(journals(), "PA-0001")
    superuser("ALTER TABLE transfer_register.entry DISABLE TRIGGER entry_is_never_changed")
    assert journals().head().sequence == 1
    with told(FileUnreadable, "entry_is_never_changed is off", "Nothing was written"):
        write(journals(), "PA-0002")
    superuser("ALTER TABLE transfer_register.entry ENABLE ALWAYS TRIGGER entry_is_never_changed")
    assert write(journals(), "PA-0002")


def test_a_database_that_cannot_hold_every_text_is_refused(journals, postgres, database):
    with psycopg.connect(postgres.url("postgres", user="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {database}_latin OWNER app ENCODING 'LATIN1' TEMPLATE template0")
    try:
        with told(FileUnreadable, "its encoding is not UTF8", "createdb --encoding UTF8"):
            journals(postgres.url(f"{database}_latin")).head()
    finally:
        postgres.remove_database(f"{database}_latin")


def test_a_server_that_is_too_old_is_refused(journals, postgres, monkeypatch):
    monkeypatch.setattr(postgres_schema, "OLDEST_SERVER", postgres.version + 1)
    with told(FileUnreadable, f"this is PostgreSQL {postgres.version}; {postgres.version + 1} or later is needed"):
        journals().head()


def test_a_server_that_may_only_be_read_is_read(journals, database, superuser):
    write(journals(), "PA-0001")
    superuser(f"ALTER DATABASE {database} SET default_transaction_read_only = on")
    journal = journals()
    assert journal.head().sequence == 1
    with told(Unavailable, "may only be read", "Nothing was written", "target_session_attrs=read-write"):
        write(journal, "PA-0002")
    superuser("SET default_transaction_read_only = off", f"ALTER DATABASE {database} RESET default_transaction_read_only")
    assert write(journals(), "PA-0002")


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        ("53100", Unavailable, ["the disk of the server .* is full", "Nothing was written", "Make room"]),
        ("53200", Unavailable, ["short of what it needs"]),
        ("58030", Unavailable, ["does not answer as it should"]),
        ("XX001", FileUnreadable, ["the journal is damaged", "Nothing was written"]),
        ("42501", FileUnreadable, ["app lacks a right"]),
        ("0A000", Unavailable, ["cannot be used just now"]),
    ],
)
def test_what_the_server_cannot_do_is_told_and_nothing_is_written(journals, superuser, code, kind, words):
    journal = journals()
    write(journal, "PA-0001")
    superuser(
        "CREATE FUNCTION fail() RETURNS TRIGGER LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE 'it does not work' USING ERRCODE = '{code}'; END $$",
        "CREATE TRIGGER fail BEFORE INSERT ON transfer_register.entry EXECUTE FUNCTION fail()",
    )
    with told(kind, *words):
        write(journal, "PA-0002")
    superuser("DROP FUNCTION fail CASCADE")
    assert [entry.record for entry in journal.entries()] == ["PA-0001"]
    assert write(journal, "PA-0002")


def test_a_text_that_the_server_cannot_hold_is_told(journals):
    journal = journals()
    with told(FileUnreadable, "cannot hold what was to be recorded", "Nothing was written"), journal.turn() as turn:
        turn.append([Entry(1, "t", "A\0da", None, "PA-0001", "party", 1, b"{}", GENESIS, "h")])
    assert journal.head() == Head(0, GENESIS)


def test_a_server_that_takes_too_long_is_told(journals, postgres, database, monkeypatch):
    monkeypatch.setattr(postgres_connection, "_ANSWER_MILLISECONDS", 100)
    journal = journals()
    write(journal, "PA-0001")
    with psycopg.connect(postgres.url(database, user="postgres")) as other:
        other.execute("LOCK TABLE transfer_register.entry IN ACCESS EXCLUSIVE MODE")
        with told(Unavailable, "took too long to answer", "Try again"):
            journal.head()
    assert journal.head().sequence == 1


@pytest.mark.parametrize("question", [b"SELECT sequence, hash", b"BEGIN ISOLATION"])
def test_a_server_that_falls_silent_is_told(journals, proxy, by_proxy, monkeypatch, question):
    monkeypatch.setattr(postgres_connection, "SILENCE_SECONDS", 0.3)
    journal = PostgresJournal(by_proxy, patience=0.1)
    write(journal, "PA-0001")
    monkeypatch.setattr(postgres_connection.WatchedConnection, "silence", 0.3)
    proxy.at(question, Bad.NO_ANSWER)
    with told(Unavailable, "fell silent"):
        journal.head()
        write(journal, "PA-0002")
    assert journal.head().sequence == 1
    assert write(journal, "PA-0002")
    journal.close()


def test_a_try_that_took_long_is_not_repeated_at_once(journals, proxy, by_proxy, monkeypatch):
    proxy.at(b"user", Bad.NO_ANSWER)
    journal = journals(by_proxy + "?connect_timeout=2")
    with told(Unavailable, "does not answer", "firewall"):
        journal.head()
    monkeypatch.setattr(postgres_connection.WatchedConnection, "connect", None)
    with told(Unavailable, "does not answer"):
        journal.head()
