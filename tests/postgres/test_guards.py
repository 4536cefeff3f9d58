"""The database itself refuses what would change the past; what is done behind its back is found by whoever reads."""

from __future__ import annotations

import psycopg
import pytest

from tests.postgres.conftest import write
from tests.postgres.server import PASSWORD
from tests.register.conftest import record, transfer
from transfer_register.errors import FileUnreadable
from transfer_register.register.journal import Kept

_COPY = "INSERT INTO entry SELECT sequence + {}, at, 'Eve', batch, record || 'x', kind, version, body, {}, hash FROM entry"


@pytest.fixture
def owner(postgres, database, journals):
    """The owner of a journal of nine entries, with nothing but SQL."""
    write(journals(), *(f"PA-{n:04d}" for n in range(1, 10)))
    with psycopg.connect(postgres.url(database), autocommit=True) as connection:
        connection.execute("SET search_path = transfer_register")
        yield connection


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET actor = 'Eve' WHERE sequence = 3",
        "DELETE FROM entry WHERE sequence = 9",
        "TRUNCATE entry",
        "TRUNCATE entry, kept CASCADE",
        "INSERT INTO entry SELECT * FROM entry WHERE sequence = 3 ON CONFLICT (sequence) DO UPDATE SET actor = 'Eve'",
        "MERGE INTO entry USING (VALUES (9)) AS old (n) ON sequence = n WHEN MATCHED THEN DELETE",
        _COPY.format(1, "hash") + " WHERE sequence = 8",
        _COPY.format(2, "hash") + " WHERE sequence = 9",
        _COPY.format(-9, "hash") + " WHERE sequence = 9",
        _COPY.format(1, "previous") + " WHERE sequence = 9",
        _COPY.format(9, "hash"),
    ],
    ids=[
        "update", "delete", "truncate", "truncate two", "upsert", "merge", "insert in a place that is taken",
        "insert after a gap", "insert before the first", "insert with another hash before it", "insert many that are no chain",
    ],
)  # fmt: skip
def test_the_database_refuses_to_change_the_past(owner, journals, statement):
    before = [*journals().entries()]
    with pytest.raises(psycopg.errors.IntegrityError, match=r"append-only|duplicate key"):
        owner.execute(statement)
    assert [*journals().entries()] == before


def test_a_session_that_plays_a_replica_does_not_pass_by_the_guards(postgres, database, owner):
    with psycopg.connect(postgres.url(database, user="postgres"), autocommit=True) as superuser:
        superuser.execute("SET session_replication_role = replica")
        with pytest.raises(psycopg.errors.IntegrityError, match="append-only"):
            superuser.execute("DELETE FROM transfer_register.entry")


def test_many_entries_that_follow_are_taken_in_one_statement(owner, journals):
    owner.execute(
        """
        INSERT INTO entry
        SELECT 9 + n, 't', 'Bob', NULL, 'TR-' || n, 'transfer', 1, '{}',
               CASE n WHEN 1 THEN (SELECT hash FROM entry WHERE sequence = 9) ELSE 'hash' || n - 1 END, 'hash' || n
        FROM generate_series(3, 1, -1) AS n
        """
    )
    assert [entry.record for entry in journals().entries(after=9)] == ["TR-1", "TR-2", "TR-3"]


def test_a_program_without_the_right_to_alter_anything_does_all_its_work(postgres, database, owner, journals):
    with psycopg.connect(postgres.url(database, user="postgres"), autocommit=True) as superuser:
        superuser.execute(f"CREATE ROLE guest LOGIN PASSWORD '{PASSWORD}'")
    try:
        for grant in (
            "GRANT USAGE ON SCHEMA transfer_register TO guest",
            "GRANT SELECT ON ALL TABLES IN SCHEMA transfer_register TO guest",
            "GRANT INSERT ON transfer_register.entry, transfer_register.evidence TO guest",
            "GRANT INSERT, UPDATE, DELETE ON transfer_register.kept TO guest",
        ):
            owner.execute(grant)
        journal = journals(postgres.url(database, user="guest"))
        write(journal, "PA-0010")
        journal.evidence.put(b"a contract")
        for keep in (True, False):
            with journal.turn() as turn:
                if keep:
                    turn.keep("draft", Kept("a", "t", "Ada", b"1"))
                else:
                    turn.drop("draft", "a")
        assert (journal.head().sequence, journal.kept("draft"), journal.untidy) == (10, {}, False)
        with psycopg.connect(postgres.url(database, user="guest"), autocommit=True) as guest:
            for statement in ("ALTER TABLE {} DISABLE TRIGGER USER", "DELETE FROM {}", "DROP TABLE {}"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    guest.execute(statement.format("transfer_register.entry"))
    finally:
        journal.close()
        with psycopg.connect(postgres.url(database, user="postgres"), autocommit=True) as superuser:
            superuser.execute("DROP OWNED BY guest")
            superuser.execute("DROP ROLE guest")


def test_what_is_dropped_while_somebody_reads_for_long_goes_with_a_later_turn(postgres, database, owner, journals):
    journal = journals()
    with journal.turn() as turn:
        turn.keep("draft", Kept("a", "t", "Ada", b"1"))
    with psycopg.connect(postgres.url(database)) as dump:
        dump.execute("SELECT * FROM transfer_register.kept").fetchall()
        with journal.turn() as turn:
            turn.drop("draft", "a")
        assert (journal.kept("draft"), journal.untidy) == ({}, True)
    other = journals()
    write(other, "PA-0010")
    assert not other.untidy
    assert owner.execute("SELECT to_wipe, pg_relation_size('kept') FROM journal").fetchone() == (False, 0)


def tamper(postgres, database: str, statement: str) -> None:
    """What a superuser can do who knows how, and puts everything back in order afterwards."""
    guard = "ALTER TABLE transfer_register.entry {} TRIGGER entry_is_never_changed"
    with psycopg.connect(postgres.url(database, user="postgres"), autocommit=True) as connection:
        for each in (guard.format("DISABLE"), statement, guard.format("ENABLE ALWAYS")):
            connection.execute(each)


def test_what_a_superuser_changed_is_found_by_whoever_follows_or_verifies(postgres, database, machines):
    first = machines()
    transfer(first)
    rewritten = "convert_to(replace(convert_from(body, 'UTF8'), 'Receiver', 'Reviewer'), 'UTF8')"
    tamper(postgres, database, f"UPDATE transfer_register.entry SET body = {rewritten} WHERE sequence = 2")
    assert (first.verify().first_bad, first.verify().why) == (2, "entry 2 was changed after it was recorded")
    # What was followed before stays as it was recorded.
    assert first.record("PA-0002").state["name"] == "Receiver"
    assert record(first, "party", {"name": "Third"}) == "PA-0003"
    with pytest.raises(FileUnreadable, match="entry 2 was changed after it was recorded"):
        machines()
