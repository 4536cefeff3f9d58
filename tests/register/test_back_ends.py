"""What every back end of the journal does: the same tests against SQLite and a real PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from tests.register.conftest import AT
from transfer_register.errors import FileUnreadable, Refused, Unavailable
from transfer_register.register import chain
from transfer_register.register.copying import pour
from transfer_register.register.journal import GENESIS, Draft, Entry, Head, Journal, Kept, canonical, link, moment
from transfer_register.register.postgres_journal import PostgresJournal
from transfer_register.register.sqlite_journal import SqliteJournal


@dataclass
class BackEnd:
    """One place of a journal: `opens` it (any number of times), `tampers` with it behind its back, and `reads` its files."""

    opens: Callable[..., Journal]
    tampers: Callable[[str], None]
    reads: Callable[[], bytes]
    opened: list[Journal] = field(default_factory=list)

    def journal(self, **more: float) -> Journal:
        self.opened.append(self.opens(**more))
        return self.opened[-1]


@pytest.fixture(params=["sqlite", "postgres"])
def back_end(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[BackEnd]:
    made = _sqlite(tmp_path) if request.param == "sqlite" else _postgres(request)
    yield made
    for journal in made.opened:
        journal.close()


def _sqlite(tmp_path: Path) -> BackEnd:
    path = tmp_path / "journal.sqlite"

    def tampers(statement: str) -> None:
        connection = sqlite3.connect(path)
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(statement)
        connection.commit()
        connection.close()

    def reads() -> bytes:
        return b"".join(file.read_bytes() for file in tmp_path.glob("journal.sqlite*"))

    return BackEnd(lambda **more: SqliteJournal(path, **more), tampers, reads)


def _postgres(request: pytest.FixtureRequest) -> BackEnd:
    server, database = request.getfixturevalue("postgres"), request.getfixturevalue("database")

    def tampers(statement: str) -> None:
        with psycopg.connect(server.url(database, user="postgres"), autocommit=True) as connection:
            connection.execute("SET search_path = transfer_register")
            connection.execute("ALTER TABLE entry DISABLE TRIGGER USER")
            connection.execute(statement)

    def reads() -> bytes:
        with psycopg.connect(server.url(database, user="postgres"), autocommit=True) as connection:
            connection.execute("CHECKPOINT")
            (oid,) = connection.execute("SELECT oid FROM pg_database WHERE datname = %s", (database,)).fetchone()
        return b"".join(file.read_bytes() for file in (server.data / "base" / str(oid)).iterdir())

    return BackEnd(lambda **more: PostgresJournal(server.url(database), **more), tampers, reads)


@pytest.fixture
def journal(back_end: BackEnd) -> Journal:
    """A journal of nine entries: eight parties, of which the first was changed."""
    made = back_end.journal()
    write(made, *(draft(f"PA-{n:04d}", 1, n) for n in range(8)), draft("PA-0000", 2, 99))
    return made


def draft(record: str, version: int, number: int, kind: str = "party") -> Draft:
    return Draft(record, kind, version, canonical({"act": "create", "schema": 2, "state": {"n": number}, "why": "Ä\u0000ß"}))


def write(journal: Journal, *drafts: Draft) -> list[Entry]:
    with journal.turn() as turn:
        entries = link(list(drafts), turn.head(), moment(AT), "Ada \U0001f600", None)
        turn.append(entries)
    return entries


def test_a_new_journal_is_empty(back_end):
    journal = back_end.journal()
    assert journal.head() == Head(0, GENESIS)
    assert ([*journal.entries()], journal.entry(1), journal.of_kind("party"), journal.kept("draft")) == ([], None, [], {})


def test_what_is_appended_is_read_as_it_was(back_end):
    journal = back_end.journal()
    written = write(journal, draft("PA-0001", 1, 1), draft("PA-0001", 2, 2)) + write(journal, draft("TR-00001", 1, 3, "transfer"))
    assert [*journal.entries()] == [*back_end.journal().entries()] == written
    assert [*journal.entries(after=1)] == written[1:]
    assert (journal.entry(2), journal.entry(4)) == (written[1], None)
    assert journal.head() == Head(3, written[-1].hash)
    assert chain.verify(journal.entries(), journal.head()).ok


def test_entries_of_a_kind_are_found_with_all_their_versions(journal):
    write(journal, draft("CO-0001", 1, 1, "contact"), draft("PA-0001", 2, 3), draft("CO-0001", 2, 2, "contact"))
    assert [(entry.record, entry.version) for entry in journal.of_kind("contact")] == [("CO-0001", 1), ("CO-0001", 2)]


def test_a_turn_sees_the_records_before_it(journal):
    with journal.turn() as turn:
        assert turn.head() == journal.head()
        assert turn.newest("PA-0000").version == 2
        assert turn.newest("PA-0099") is None
        assert (turn.last_created("party"), turn.last_created("transfer")) == ("PA-0007", None)


def test_a_turn_sees_what_it_wrote_itself(journal):
    with journal.turn() as turn:
        entries = link([draft("PA-0100", 1, 1)], turn.head(), moment(AT), "Ada", None)
        turn.append(entries)
        turn.append([])
        turn.keep("draft", Kept("a", "t", "Ada", b"1"))
        assert turn.head().sequence == 10
        assert turn.newest("PA-0100") == entries[0]
        assert turn.kept("draft", "a").body == b"1"


def test_nothing_of_a_turn_that_fails_is_written(journal):
    with pytest.raises(ZeroDivisionError), journal.turn() as turn:  # noqa: PT012
        turn.append(link([draft("PA-0100", 1, 1)], turn.head(), "t", "Ada", None))
        turn.keep("draft", Kept("a", "t", "Ada", b"1"))
        raise ZeroDivisionError
    assert (journal.head().sequence, journal.kept("draft")) == (9, {})
    write(journal, draft("PA-0100", 1, 1))
    assert journal.head().sequence == 10


def test_a_reader_sees_nothing_of_a_turn_under_way(journal):
    with journal.turn() as turn:
        turn.append(link([draft("PA-0100", 1, 1)], turn.head(), "t", "Ada", None))
        assert journal.head().sequence == 9
    assert journal.head().sequence == 10


def test_a_writer_who_waits_too_long_is_told_and_writes_nothing(back_end, journal):
    impatient = back_end.journal(patience=0.1)
    with journal.turn(), pytest.raises(Unavailable, match=r"somebody else has been writing for 0 seconds\..* Try again"):
        write(impatient, draft("PA-0100", 1, 1))
    with journal.turn(), pytest.raises(Unavailable, match="somebody else"), back_end.journal().turn(patience=0.0):
        pass
    write(impatient, draft("PA-0100", 1, 1))
    assert journal.head().sequence == 10


@pytest.mark.parametrize(
    ("sequence", "record", "version"),
    [(12, "PA-0100", 1), (9, "PA-0100", 1), (0, "PA-0100", 1), (10, "PA-0000", 2)],
    ids=["a gap", "a place that is taken", "before the first", "a version twice"],
)
def test_only_what_follows_is_added(journal, sequence, record, version):
    wrong = Entry(sequence, "t", "Eve", None, record, "party", version, b"{}", journal.head().hash, "h")
    with pytest.raises(FileUnreadable), journal.turn() as turn:
        turn.append([wrong])
    assert journal.head().sequence == 9


def test_what_is_kept_is_replaced_and_forgotten(journal):
    with journal.turn() as turn:
        for id, body in (("a", b"first"), ("b", b"\x00\xff"), ("a", b"second")):
            turn.keep("draft", Kept(id, "t", "Ada", body))
        turn.keep("contact", Kept("a", "t", "Bob", b"other"))
    assert {id: kept.body for id, kept in journal.kept("draft").items()} == {"a": b"second", "b": b"\x00\xff"}
    assert [*journal.kept("draft", ["b", "c"])] == ["b"]
    assert journal.kept("draft", []) == {}
    with journal.turn() as turn:
        turn.drop("draft", "a")
        turn.drop("draft", "never there")
        assert turn.kept("draft", "a") is None
    assert [*journal.kept("draft")] == ["b"]
    assert journal.kept("contact")["a"] == Kept("a", "t", "Bob", b"other")
    assert not journal.untidy


def test_what_was_dropped_is_in_no_file_any_longer(back_end, journal):
    name, stays = b"Eve Example of Examplestreet", b"Bob stays in Examplestreet"
    with journal.turn() as turn:
        turn.keep("contact", Kept("CO-0001/1", "t", "Ada", name))
        turn.keep("contact", Kept("CO-0002/1", "t", "Ada", stays))
    assert name in back_end.reads()
    with journal.turn() as turn:
        turn.drop("contact", "CO-0001/1")
    left = back_end.reads()
    assert name not in left
    assert stays in left


def test_evidence_is_kept_under_its_hash(journal, back_end):
    content = b"%PDF \x00 a contract"
    name = journal.evidence.put(content)
    assert journal.evidence.put(content) == name
    other = journal.evidence.put(b"")
    assert back_end.journal().evidence.get(name) == content
    assert journal.evidence.names() == sorted([name, other])
    with pytest.raises(FileUnreadable, match="there is no evidence"):
        journal.evidence.get("0" * 64)


@pytest.mark.parametrize(
    ("statement", "bad"),
    [
        ("UPDATE entry SET actor = 'Eve' WHERE sequence = 4", "entry 4 was changed after it was recorded"),
        ("DELETE FROM entry WHERE sequence = 4", "entry 4 is missing"),
    ],
)
def test_an_entry_tampered_with_behind_its_back_is_named(back_end, journal, statement, bad):
    back_end.tampers(statement)
    found = chain.verify(journal.entries())
    assert (found.first_bad, found.why) == (4, bad)


@pytest.mark.parametrize("direction", ["there", "back"])
def test_a_copy_in_the_other_back_end_has_the_same_head(journal, back_end, tmp_path, request, direction):
    if isinstance(journal, SqliteJournal):
        other = PostgresJournal(request.getfixturevalue("address"))
    else:
        other = SqliteJournal(tmp_path / "other.sqlite")
    back_end.opened.append(other)
    with journal.turn() as turn:
        turn.keep("contact", Kept("CO-0001/1", "t", "Ada", b"Bob"))
    name = journal.evidence.put(b"a contract")
    assert pour(journal, other) == journal.head() == other.head()
    assert [*other.entries()] == [*journal.entries()]
    assert (other.kept("contact"), other.evidence.get(name)) == (journal.kept("contact"), b"a contract")
    with pytest.raises(Refused, match="there is a register already"):
        pour(journal, other)
