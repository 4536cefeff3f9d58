"""Several machines on one journal: what one records is in the projection of the others, also after something was away."""

from __future__ import annotations

import threading

import pytest

from tests.postgres.conftest import soon
from tests.register.conftest import AT, party, record, seen, transfer
from transfer_register.errors import FileUnreadable, Refused, Stale, Unavailable
from transfer_register.register.follower import Follower
from transfer_register.register.register import Register


def applied(register: Register) -> int:
    """What is in the projection, without asking the journal."""
    return register.known(None)


def change(register: Register, id: str, version: int = 1, **more: object) -> None:
    with register.batch("Bob", AT) as writing:
        writing.change(id, {**register.record(id).state, **more}, version)


def told(register: Register, id: str) -> tuple:
    """What a register answers about a record, and about parties."""
    return register.record(id), register.history(id), register.parties()


def test_what_a_colleague_records_is_there_by_itself(machines):
    ours, theirs = machines(), machines()
    id = transfer(theirs, owner="theirs")
    assert soon(lambda: applied(ours) == 3)
    change(ours, id, owner="ours")
    assert soon(lambda: applied(theirs) == 4)
    assert theirs.record(id).state["owner"] == "ours"
    with pytest.raises(Stale, match="by Bob"):
        change(theirs, id, owner="again")
    assert told(ours, id) == told(theirs, id)
    assert seen(ours, id) == seen(theirs, id)
    assert ours.verify().ok


def test_a_page_that_is_open_hears_of_news_without_asking_the_server(machines, monkeypatch):
    ours, theirs = machines(), machines()
    shown = ours.known(None)
    monkeypatch.setattr(ours.journal, "head", lambda: pytest.fail("asked"))
    assert not ours.moved_on(shown)
    monkeypatch.undo()
    record(theirs, "party", party("X"))
    assert soon(lambda: ours.moved_on(shown))


def test_a_machine_that_was_away_catches_up(machines):
    first, second = machines(1), machines(2)
    id = transfer(first)
    assert soon(lambda: applied(second) == 3)
    second.close()
    change(first, id, owner="meanwhile")
    record(first, "party", party("Third"))
    again = machines(2)
    assert told(again, id) == told(first, id)
    assert not again.notices


def test_a_projection_that_was_thrown_away_is_made_anew(machines):
    first = machines(1)
    id = transfer(first)
    change(first, id, owner="X")
    before = told(first, id)
    first.close()
    (first.path / "register.duckdb").unlink()
    again = machines(1)
    assert told(again, id) == before
    assert again.notices == ["The projection was not there, or not finished. It was made anew from 4 entries; nothing is lost."]


def test_while_the_server_is_away_what_was_followed_is_read_and_nothing_is_written(machines, stoppable):
    register = machines(1)
    id = transfer(register)
    before = told(register, id), seen(register, id)
    stoppable.stop("immediate")
    assert soon(lambda: "cannot be reached" in (register.away or ""))
    assert register.follow() == 0
    assert (told(register, id), seen(register, id)) == before
    assert register.ask("SELECT count(*) FROM transfer", {}).rows == [(1,)]
    with pytest.raises(Unavailable, match="Nothing was written"):
        change(register, id, owner="X")
    stoppable.start()
    assert soon(lambda: register.away is None)
    change(register, id, owner="X")
    assert register.record(id).state["owner"] == "X"


def test_somebody_who_asks_first_learns_that_the_server_is_away(machines, stoppable, monkeypatch):
    monkeypatch.setattr(Follower, "_run", lambda follower: None)
    register = machines()
    id = transfer(register)
    stoppable.stop("immediate")
    assert (register.follow(), register.record(id).id) == (0, id)
    assert "cannot be reached" in register.away
    stoppable.start()
    change(register, id, owner="X")
    assert register.away is None


def test_a_register_that_was_followed_before_opens_for_reading_while_its_server_is_away(machines, stoppable):
    first = machines(1)
    id = transfer(first)
    before = told(first, id)
    first.close()
    stoppable.stop("immediate")
    again = machines(1)
    assert "cannot be reached" in again.away
    assert told(again, id) == before
    with pytest.raises(Unavailable, match="Nothing was written"):
        change(again, id, owner="X")
    with pytest.raises(Unavailable, match="cannot be reached"):
        machines(2)
    stoppable.start()
    assert soon(lambda: again.away is None)
    change(again, id, owner="X")
    # Whoever failed to open it holds up nobody who opens it after.
    assert not machines(2).current.projection.in_memory


def test_who_is_not_let_in_reads_nothing_of_what_was_followed(machines, postgres, database):
    machines(1).close()
    with pytest.raises(FileUnreadable, match="does not take the password"):
        machines(1, postgres.url(database, password="wr0ng", over="tcp"))


def test_following_ends_with_the_register(machines):
    register = machines()
    follower = register._follower._thread
    assert follower.is_alive()
    register.close()
    follower.join(5)
    assert not follower.is_alive()


def test_a_journal_that_is_a_file_has_no_thread(law, kits, words, tmp_path):
    before = threading.active_count()
    register = Register.open(tmp_path / "register", law, kits, words)
    assert (register._follower, threading.active_count()) == (None, before)
    register.close()


def test_a_register_on_a_server_needs_a_folder_of_this_machine(address, law, kits, words):
    with pytest.raises(Refused, match="needs a folder of this machine"):
        Register.open(address, law, kits, words)
