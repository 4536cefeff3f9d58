"""Contact persons: covered by the chain while they are kept, and gone from every file once they are erased."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.register.conftest import AT, Opens, party, record
from transfer_register.errors import FileUnreadable, Refused, Stale
from transfer_register.model.contact import Person
from transfer_register.register import contacts, erasures, sqlite_journal
from transfer_register.register.copying import pour
from transfer_register.register.register import Register
from transfer_register.register.sqlite_journal import SqliteJournal

EVE = Person(name="Eve Zyxwvut", email="eve.zyxwvut@example.org", phone="+00 99887766", address="Nowhere 5\nTown", note="Qponml")
LATER = datetime(2026, 5, 3, 9, tzinfo=UTC)


def marks(person: Person) -> list[bytes]:
    """What would tell of a person in the bytes of a file."""
    return [text.encode() for text in person.model_dump(exclude_none=True).values() if "\n" not in text]


def holding(folder: Path, *people: Person) -> set[str]:
    """The files of a register that hold anything of these people."""
    found = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name for name, content in found.items() if any(mark in content for each in people for mark in marks(each))}


def add(register: Register, to: str, person: Person = EVE, role: str = "dpo") -> str:
    with register.batch("Ada", AT) as writing:
        return contacts.add(writing, to, role, person)


def change(register: Register, id: str, version: int, person: Person, role: str = "dpo") -> int:
    with register.batch("Bob", AT) as writing:
        return contacts.change(writing, id, role, person, version)


def erase(register: Register, id: str, version: int, at: datetime = LATER) -> None:
    with register.batch("Bob", at, "by letter") as writing:
        contacts.erase(writing, id, "objected", version)


@pytest.fixture
def vendor(register: Register) -> str:
    return record(register, "party", party("Vendor"))


def test_a_contact_is_recorded_and_read(register, vendor):
    id = add(register, vendor)
    [found] = contacts.of_party(register, vendor)
    assert (id, found.id, found.role, found.version, found.actor, found.person) == ("CO-0001", id, "dpo", 1, "Ada", EVE)
    assert contacts.check(register.journal) is None


def test_the_journal_and_the_projection_never_hold_the_person(register, vendor, tmp_path):
    id = add(register, vendor)
    change(register, id, 1, EVE, role="signatory")
    assert all(mark not in entry.raw for entry in register.journal.entries() for mark in marks(EVE))
    assert set(register.record(id).state) == {"party", "role", "digest"}
    register.close()
    assert holding(tmp_path / "register", EVE) == {"journal.sqlite"}


def test_equal_people_have_no_equal_digests(register, vendor):
    ids = [add(register, vendor), add(register, vendor)]
    change(register, ids[0], 1, EVE)
    digests = {entry.state["digest"] for entry in register.journal.of_kind("contact")}
    assert len(digests) == 3


def test_after_erasure_no_file_holds_the_person(register, vendor, tmp_path):
    # Longer than a page of the file, so that it stands in several.
    new = Person(name="Eve Nmlkjih", note="\N{GOTHIC LETTER AHSA}" * 1000, address="\N{GOTHIC LETTER BAIRKAN}" * 500)
    id = add(register, vendor)
    change(register, id, 1, new)
    other = sqlite3.connect(tmp_path / "register" / "journal.sqlite")
    other.execute("SELECT count(*) FROM kept").fetchall()
    assert holding(tmp_path / "register", EVE)
    erase(register, id, 2)
    assert not register.journal.untidy
    assert holding(tmp_path / "register", EVE, Person(name="Nmlkjih", note="\N{GOTHIC LETTER AHSA}" * 9)) == set()
    other.close()


def test_what_an_earlier_reader_holds_up_goes_with_the_next_change(register, vendor, tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite_journal, "_TIDYING_SECONDS", 0.05)
    id = add(register, vendor)
    reader = sqlite3.connect(tmp_path / "register" / "journal.sqlite", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM kept").fetchall()
    erase(register, id, 1)
    assert register.journal.untidy
    reader.execute("COMMIT")
    record(register, "party", party("Another"))
    assert not register.journal.untidy
    assert holding(tmp_path / "register", EVE) == set()
    reader.close()


def test_what_a_killed_process_left_in_the_log_goes_when_the_journal_is_opened(register, vendor, tmp_path, monkeypatch):
    id = add(register, vendor)
    with monkeypatch.context() as killed:
        killed.setattr(SqliteJournal, "_tidy", lambda journal, seconds: None)
        erase(register, id, 1)
    assert holding(tmp_path / "register", EVE) == {"journal.sqlite-wal"}
    SqliteJournal(tmp_path / "register" / "journal.sqlite").close()
    assert holding(tmp_path / "register", EVE) == set()


def test_an_erased_contact_says_when_by_whom_and_on_what_ground(register, vendor):
    id = add(register, vendor)
    erase(register, id, 1)
    [found] = contacts.of_party(register, vendor)
    assert (found.person, found.role, found.fault) == (None, "dpo", None)
    assert (found.erased.at, found.erased.actor, found.erased.why) == ("2026-05-03T09:00:00.000Z", "Bob", "by letter")
    assert found.erased.state == {"party": vendor, "role": "dpo", "ground": "objected"}
    assert register.verify().ok
    assert contacts.check(register.journal) is None


def test_nothing_of_an_erased_contact_can_be_changed(register, vendor):
    id = add(register, vendor)
    erase(register, id, 1)
    for act in (lambda: change(register, id, 2, EVE), lambda: erase(register, id, 2)):
        with pytest.raises(Refused, match="was erased"):
            act()
    with pytest.raises(Refused, match="was erased"), register.batch("Bob", AT) as writing:
        writing.end(id, 2)
    assert register.journal.kept("contact") == {}


def test_a_contact_is_not_taken_away_without_being_erased(register, vendor):
    id = add(register, vendor)
    with pytest.raises(Refused, match="erase it, with a ground"), register.batch("Bob", AT) as writing:
        writing.end(id, 1)


def test_a_stale_change_and_a_stale_erasure_are_refused(register, vendor):
    id = add(register, vendor)
    change(register, id, 1, Person(name="Eve"))
    with pytest.raises(Stale):
        change(register, id, 1, EVE)
    with pytest.raises(Stale):
        erase(register, id, 1)
    assert [person.name for person in contacts.people(register, id)] == ["Eve Zyxwvut", "Eve"]


def test_entry_and_person_come_together_or_not_at_all(register, vendor):
    with pytest.raises(ZeroDivisionError), register.batch("Ada", AT) as writing:  # noqa: PT012
        contacts.add(writing, vendor, "dpo", EVE)
        raise ZeroDivisionError
    assert (register.head().sequence, register.journal.kept("contact")) == (1, {})
    id = add(register, vendor)
    with pytest.raises(ZeroDivisionError), register.batch("Ada", AT) as writing:  # noqa: PT012
        contacts.erase(writing, id, "objected", 1)
        raise ZeroDivisionError
    assert contacts.one(register, id).person == EVE


def test_a_contact_is_of_a_party_that_is_there(register):
    with pytest.raises(Refused, match="there is no such record"):
        add(register, "PA-0009")
    assert (register.head().sequence, register.journal.kept("contact")) == (0, {})


def test_a_party_goes_only_when_its_contacts_are_erased(register, vendor):
    id = add(register, vendor)
    with pytest.raises(Refused, match=f"still named by {id}. Erase {id} first"), register.batch("Ada", AT) as writing:
        writing.end(vendor, 1)
    erase(register, id, 1)
    with register.batch("Ada", AT) as writing:
        writing.end(vendor, 1)
    assert register.parties() == {}


def test_a_contact_is_shown_as_of_a_day_as_far_as_it_is_kept(register, vendor):
    id = add(register, vendor)
    with register.batch("Bob", LATER) as writing:
        contacts.change(writing, id, "signatory", Person(name="Eve"), 1)
    [then], [now] = (contacts.of_party(register, vendor, day) for day in (date(2026, 4, 1), None))
    assert (then.role, then.person.phone, then.version, then.newest) == ("dpo", EVE.phone, 1, 2)
    assert (now.role, now.person.phone) == ("signatory", None)
    assert contacts.of_party(register, vendor, date(2026, 2, 1)) == []
    erase(register, id, 2, at=datetime(2026, 6, 1, tzinfo=UTC))
    [then] = contacts.of_party(register, vendor, date(2026, 4, 1))
    assert (then.role, then.person, then.erased.at[:10]) == ("dpo", None, "2026-06-01")


@pytest.mark.parametrize(
    ("tampering", "told"),
    [
        (
            "UPDATE kept SET body = CAST(replace(CAST(body AS TEXT), 'Zyxwvut', 'Zyxwvux') AS BLOB)",
            "is not the one that was recorded",
        ),
        ("UPDATE kept SET body = x'7b'", "is not the one that was recorded"),
        ("DELETE FROM kept", "is not kept, and no entry says that it was erased"),
        ("UPDATE kept SET id = 'CO-0009/1'", "is not kept"),
        ("INSERT INTO kept SELECT shelf, 'CO-0009/1', at, actor, body FROM kept", "CO-0009/1 is kept as a contact, and no entry"),
    ],
)
def test_a_kept_contact_that_does_not_fit_its_entry_is_found(register, vendor, tmp_path, tampering, told):
    id = add(register, vendor)
    with sqlite3.connect(tmp_path / "register" / "journal.sqlite") as hand:
        hand.execute(tampering)
    hand.close()
    assert told in contacts.check(register.journal)
    if "INSERT" not in tampering:
        found = contacts.one(register, id)
        assert found.person is None
        assert told in found.fault
        assert found.fault.startswith("entry 2 (CO-0001, version 1)")


def test_a_person_that_is_still_kept_after_an_erasure_is_found(register, vendor, tmp_path):
    id = add(register, vendor)
    kept = register.journal.kept("contact")[f"{id}/1"]
    erase(register, id, 1)
    with register.journal.turn() as turn:
        turn.keep("contact", kept)
    assert contacts.check(register.journal) == "entry 3 says that CO-0001 was erased, and it is still kept"


def test_objects_do_not_tell_of_the_person_in_a_log(register, vendor):
    add(register, vendor)
    kept = next(iter(register.journal.kept("contact").values()))
    shown = f"{EVE!r} {contacts.of_party(register, vendor)!r} {kept!r}"
    with pytest.raises(ValueError, match="email") as refused:
        Person(name="Eve Zyxwvut", email="e" * 300)
    shown += str(refused.value) + repr(refused.value)
    assert not any(mark.decode() in shown for mark in marks(EVE))
    assert "eee" not in shown


def test_a_copied_journal_holds_its_contacts(register, vendor, tmp_path):
    id = add(register, vendor)
    copy = SqliteJournal(tmp_path / "copy.sqlite")
    pour(register.journal, copy)
    assert contacts.check(copy) is None
    assert list(copy.kept("contact", [f"{id}/1", f"{id}/2"])) == [f"{id}/1"]
    copy.close()


_STEPS = st.lists(st.tuples(st.sampled_from("acce"), st.integers(0, 3)), min_size=1, max_size=8)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=_STEPS)
def test_whatever_is_done_the_chain_and_the_contacts_hold(register: Register, tmp_path: Path, steps: list[tuple[str, int]]):
    to = next(iter(register.parties()), None) or record(register, "party", party("Vendor"))
    # id -> (version, everybody that it was)
    there: dict[str, tuple[int, list[Person]]] = {}
    gone: list[Person] = []
    for place, (act, choice) in enumerate(steps):
        person = Person(name=f"Person-{register.head().sequence}-{place}-end")
        if act == "a" or not there:
            there[add(register, to, person)] = (1, [person])
            continue
        id = sorted(there)[choice % len(there)]
        version, people = there[id]
        if act == "c":
            there[id] = (change(register, id, version, person), [*people, person])
        else:
            erase(register, id, version)
            gone += there.pop(id)[1]
    assert register.verify().ok
    assert contacts.check(register.journal) is None
    assert holding(tmp_path / "register", *gone) == set()
    assert all(contacts.one(register, id).person == people[-1] for id, (_, people) in there.items())


# The list of erasures


def copied(register: Register, to: Path, opens: Opens) -> Register:
    """The register as a backup that is made now brings it back."""
    to.mkdir()
    journal = SqliteJournal(to / "journal.sqlite")
    pour(register.journal, journal)
    journal.close()
    return opens(to)


def test_whom_an_older_backup_brings_back_is_erased_again(register, vendor, tmp_path, opens):
    first, second = add(register, vendor), add(register, vendor, Person(name="Stays"))
    older = copied(register, tmp_path / "older", opens)
    erase(register, first, 1)
    erasures.write_list(tmp_path / "erased.json", register.journal)
    assert contacts.one(older, first).person == EVE
    named = erasures.read_list(tmp_path / "erased.json")
    assert erasures.erase_again(older, named, actor="Ada", at=LATER) == [first]
    assert erasures.erase_again(older, named, actor="Ada", at=LATER) == []
    assert holding(tmp_path / "older", EVE) == set()
    assert contacts.one(older, second).person.name == "Stays"
    assert "Erased before, on 2026-05-03" in contacts.one(older, first).erased.why
    assert contacts.check(older.journal) is None


def test_the_list_does_no_harm_to_another_contact_of_the_same_id(register, vendor, tmp_path, opens):
    id = add(register, vendor)
    erase(register, id, 1)
    erasures.write_list(tmp_path / "erased.json", register.journal)
    other = opens(tmp_path / "other")
    assert add(other, record(other, "party", party("Else"))) == id
    assert erasures.erase_again(other, erasures.read_list(tmp_path / "erased.json"), actor="Ada", at=AT) == []
    # Written anew by the other register, the list still names the first one's.
    erasures.write_list(tmp_path / "erased.json", other.journal)
    assert len(erasures.read_list(tmp_path / "erased.json")) == 1
    assert holding(tmp_path, EVE) <= {"journal.sqlite", "journal.sqlite-wal"}


def test_what_is_no_list_of_erasures_is_said_to_be_none(tmp_path):
    assert erasures.read_list(tmp_path / "none.json") == []
    (tmp_path / "other.json").write_text('{"a": 1}')
    with pytest.raises(FileUnreadable, match="no list of erasures"):
        erasures.read_list(tmp_path / "other.json")


def test_a_folder_copied_as_a_whole_keeps_its_list(register, vendor, tmp_path):
    erase(register, add(register, vendor), 1)
    erasures.write_list(register.path / erasures.LIST, register.journal)
    shutil.copytree(register.path, tmp_path / "whole")
    assert erasures.read_list(tmp_path / "whole" / erasures.LIST) == erasures.erasures(register.journal)
