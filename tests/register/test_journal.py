"""The journal: append-only, chained, and what verifying finds in one that was tampered with."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from tests.register.conftest import AT
from transfer_register.errors import FileUnreadable, Refused
from transfer_register.register import chain
from transfer_register.register.copying import pour
from transfer_register.register.journal import GENESIS, Draft, Entry, Head, canonical, chained, link, moment
from transfer_register.register.sqlite_journal import SqliteJournal


@pytest.fixture
def journal(tmp_path: Path) -> SqliteJournal:
    journal = SqliteJournal(tmp_path / "journal.sqlite")
    with journal.turn() as turn:
        drafts = [
            Draft(f"PA-{n:04d}", "party", 1, canonical({"act": "create", "why": None, "state": {"n": n}})) for n in range(9)
        ]
        turn.append(link(drafts, turn.head(), moment(AT), "Ada", None))
    yield journal
    journal.close()


def tamper(journal: SqliteJournal, *statements: str) -> None:
    """Changes the file as somebody with an editor would: the triggers do not protect from that."""
    connection = sqlite3.connect(journal.path)
    for trigger in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger[0]}")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def _body_of_four(text: str) -> str:
    return f"UPDATE entry SET body = CAST('{text}' AS BLOB) WHERE sequence = 4"


def first_bad(journal: SqliteJournal, receipt: Head | None = None) -> tuple[int | None, str]:
    found = chain.verify(journal.entries(), receipt)
    assert found.ok == (found.first_bad is None)
    return found.first_bad, found.why


def test_an_untouched_journal_holds(journal):
    found = chain.verify(journal.entries(), journal.head())
    assert (found.ok, found.entries, found.head) == (True, 9, journal.head().hash)


def test_an_empty_journal_holds():
    assert chain.verify([]) == chain.Verified(0, GENESIS, True)


def test_each_entry_names_the_hash_of_the_one_before(journal):
    entries = list(journal.entries())
    assert [e.previous for e in entries] == [GENESIS, *(e.hash for e in entries[:-1])]
    assert [e.sequence for e in entries] == list(range(1, 10))


def test_the_hash_covers_every_field():
    says = (1, "2026-03-01T09:00:00.000Z", "Ada", None, "PA-0001", "party", 1, b'{"act":"create"}', GENESIS)
    others = (2, "2026-03-01T09:00:00.001Z", "Bob", "BA-0001", "PA-0002", "transfer", 2, b'{"act":"change"}', "1" * 64)
    changed = {chained(*says[:place], other, *says[place + 1 :]) for place, other in enumerate(others)}
    assert len(changed | {chained(*says)}) == len(says) + 1


def test_the_hash_is_that_of_the_entry_as_canonical_json():
    from hashlib import sha256

    entry = link(
        [Draft("PA-0001", "party", 1, b'{"act":"create","state":{"name":"A"},"why":null}')], Head(0, GENESIS), "t", "a", None
    )[0]
    text = f'[1,"t","a",null,"PA-0001","party",1,{{"act":"create","state":{{"name":"A"}},"why":null}},"{GENESIS}"]'
    assert entry.hash == sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    "statement", ["UPDATE entry SET actor = 'Eve' WHERE sequence = 3", "DELETE FROM entry WHERE sequence = 9"]
)
def test_the_file_itself_refuses_to_change_or_remove_an_entry(journal, statement):
    connection = sqlite3.connect(journal.path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)
    connection.close()


def test_the_file_itself_refuses_to_replace_an_entry(journal):
    connection = sqlite3.connect(journal.path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(
            "INSERT OR REPLACE INTO entry SELECT 3, at, 'Eve', batch, record, kind, version, body, previous, hash "
            "FROM entry WHERE sequence = 3"
        )
    connection.close()


def test_a_changed_entry_is_named(journal):
    tamper(journal, _body_of_four('{"act":"create","state":{"n":99},"why":null}'))
    assert first_bad(journal) == (4, "entry 4 was changed after it was recorded")


def test_a_body_rewritten_in_another_order_is_named(journal):
    tamper(journal, _body_of_four('{"why":null,"act":"create","state":{"n":3}}'))
    assert first_bad(journal)[0] == 4


def test_a_removed_entry_is_named(journal):
    tamper(journal, "DELETE FROM entry WHERE sequence = 4")
    assert first_bad(journal) == (4, "entry 4 is missing")


def test_an_entry_removed_under_new_numbers_is_named(journal):
    tamper(
        journal,
        "DELETE FROM entry WHERE sequence = 4",
        *(f"UPDATE entry SET sequence = {n - 1} WHERE sequence = {n}" for n in range(5, 10)),
    )
    assert first_bad(journal) == (4, "entry 4 was removed, and those after it were numbered anew")


def test_exchanged_entries_are_named(journal):
    tamper(journal, *(f"UPDATE entry SET sequence = {to} WHERE sequence = {old}" for old, to in ((4, 99), (5, 4), (99, 5))))
    assert first_bad(journal) == (4, "entries 4 and 5 were exchanged")


def _insert_at_four(journal, previous: str, digest: str | None = None) -> None:
    shift = [f"UPDATE entry SET sequence = {n + 1} WHERE sequence = {n}" for n in range(9, 3, -1)]
    digest = digest or chained(4, "t", "Eve", None, "PA-9999", "party", 1, b"{}", previous)
    add = f"INSERT INTO entry VALUES (4, 't', 'Eve', NULL, 'PA-9999', 'party', 1, CAST('{{}}' AS BLOB), '{previous}', '{digest}')"
    tamper(journal, *shift, add)


def test_an_inserted_entry_is_named_even_with_a_hash_that_fits(journal):
    _insert_at_four(journal, previous=journal.entry(3).hash)
    assert first_bad(journal) == (4, "entry 4 was inserted, and those after it were numbered anew")


def test_an_inserted_entry_with_any_hash_is_named(journal):
    _insert_at_four(journal, previous=journal.entry(3).hash, digest="0" * 64)
    assert first_bad(journal) == (4, "entry 4 was inserted, and those after it were numbered anew")


def _rewrite(journal, sequence: int, last: int) -> None:
    """Gives an entry another content and new hashes to it and those after it, up to `last`."""
    previous = journal.entry(sequence).previous
    statements = []
    for entry in [journal.entry(n) for n in range(sequence, last + 1)]:
        raw = b'{"act":"create","state":{"n":99},"why":null}' if entry.sequence == sequence else entry.raw
        says = (entry.sequence, entry.at, entry.actor, entry.batch, entry.record, entry.kind, entry.version, raw, previous)
        digest = chained(*says)
        statements.append(
            f"UPDATE entry SET body = CAST('{raw.decode()}' AS BLOB), previous = '{previous}', hash = '{digest}' "
            f"WHERE sequence = {entry.sequence}"
        )
        previous = digest
    tamper(journal, *statements)


def test_an_entry_rewritten_with_a_new_hash_is_named(journal):
    _rewrite(journal, 4, last=4)
    assert first_bad(journal)[0] == 4


def test_a_journal_rewritten_to_its_end_is_found_with_a_receipt_only(journal):
    receipt = journal.head()
    _rewrite(journal, 4, last=9)
    assert first_bad(journal) == (None, "")
    number, why = first_bad(journal, receipt)
    assert number == 9
    assert "rewritten" in why


def test_a_cut_end_is_found_with_a_receipt_only(journal):
    receipt = journal.head()
    tamper(journal, "DELETE FROM entry WHERE sequence >= 8")
    assert first_bad(journal) == (None, "")
    assert first_bad(journal, receipt) == (8, "the end was cut off: the receipt was given for entry 9, the journal ends at 7")


def test_an_older_receipt_holds_while_the_journal_grows(journal):
    assert chain.verify(journal.entries(), Head(5, journal.entry(5).hash)).ok


def test_nothing_is_written_when_a_turn_fails(journal):
    with pytest.raises(ZeroDivisionError), journal.turn() as turn:  # noqa: PT012
        turn.append(link([Draft("PA-0100", "party", 1, b"{}")], turn.head(), "t", "Ada", None))
        raise ZeroDivisionError
    assert journal.head().sequence == 9


def test_a_reader_sees_nothing_of_a_turn_under_way(journal):
    with journal.turn() as turn:
        turn.append(link([Draft("PA-0100", "party", 1, b"{}")], turn.head(), "t", "Ada", None))
        assert journal.head().sequence == 9
    assert journal.head().sequence == 10


def test_a_copy_is_a_journal_of_its_own(journal, tmp_path):
    copy = SqliteJournal(tmp_path / "copy.sqlite")
    assert pour(journal, copy) == journal.head()
    assert [*copy.entries()] == [*journal.entries()]
    copy.close()


def test_a_copy_is_made_into_an_empty_journal_only(journal, tmp_path):
    copy = SqliteJournal(tmp_path / "copy.sqlite")
    pour(journal, copy)
    with pytest.raises(Refused, match="there is a register already"):
        pour(journal, copy)
    copy.close()


def test_a_time_without_a_zone_is_no_moment():
    with pytest.raises(ValueError, match="zone"):
        moment(AT.replace(tzinfo=None))


@pytest.mark.parametrize("content", [b"a note, and nothing else\n" * 9, b"PK\x03\x04" + b"\0" * 500])
def test_a_file_that_is_no_journal_is_refused_in_words(tmp_path, content):
    path = tmp_path / "journal.sqlite"
    path.write_bytes(content)
    with pytest.raises(FileUnreadable, match=r"no journal of a transfer register .* Name another folder, move the file away"):
        SqliteJournal(path)
    assert path.read_bytes() == content


def test_another_applications_sqlite_file_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "journal.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE mine (x)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(FileUnreadable, match="another application"):
        SqliteJournal(path)
    assert path.read_bytes() == before


def test_a_journal_of_a_newer_version_is_refused(journal):
    connection = sqlite3.connect(journal.path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(FileUnreadable, match="newer version"):
        SqliteJournal(journal.path)


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=4), inside, max_size=4),
    max_leaves=12,
)


@given(_JSON)
@example({"\U0001f600": 1, "\uffee": 2})  # in the order of UTF-16, not of UTF-8
@example([1.0, 1e21, 1e-7, -0.0, "1.5", "1e5", 10**15])
def test_bodies_are_written_as_the_standard_says(value):
    assert canonical(value) == rfc8785.dumps(value)


def test_a_number_that_json_cannot_hold_is_refused():
    with pytest.raises(ValueError, match="exceeds safe integer domain"):
        canonical({"persons": 2**60})


def test_an_entry_tells_what_was_done():
    entry = Entry(1, "t", "a", None, "PA-0001", "party", 1, b'{"act":"end","state":null,"why":"gone"}', GENESIS, "h")
    assert (entry.act, entry.state, entry.why) == ("end", None, "gone")
