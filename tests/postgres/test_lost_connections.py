"""A connection that is lost at a bad moment: nothing that was acknowledged is lost, nothing that is told as lost was written."""

from __future__ import annotations

import pytest

from tests.postgres.conftest import soon, write
from tests.postgres.proxy import Bad
from transfer_register.errors import Unavailable
from transfer_register.register.journal import Kept

# The statement, and not the isolation level READ COMMITTED.
COMMIT = b"COMMIT\0"


def records(journal) -> list[str]:
    return [entry.record for entry in journal.entries()]


def test_a_journal_goes_on_after_its_server_was_away(journals, stoppable):
    journal = journals()
    write(journal, "PA-0001")
    stoppable.stop("immediate")
    with pytest.raises(Unavailable, match="cannot be reached"):
        journal.head()
    with pytest.raises(Unavailable, match=r"cannot be reached .* Nothing was written"):
        write(journal, "PA-0002")
    stoppable.start()
    assert journal.head().sequence == 1
    assert write(journal, "PA-0002")
    stoppable.stop("fast")
    stoppable.start()
    assert write(journal, "PA-0003")
    assert records(journal) == ["PA-0001", "PA-0002", "PA-0003"]


def test_nothing_is_written_when_the_server_stops_in_the_middle_of_a_turn(journals, stoppable):
    journal = journals()
    write(journal, "PA-0001")
    with pytest.raises(Unavailable, match=r"was lost .* Nothing was written"), journal.turn() as turn:  # noqa: PT012
        turn.keep("draft", Kept("a", "t", "Ada", b"1"))
        stoppable.stop("immediate")
        stoppable.start()
        turn.newest("PA-0001")
    assert (records(journal), journal.kept("draft")) == (["PA-0001"], {})
    assert write(journal, "PA-0002")


def test_a_change_is_acknowledged_when_only_the_answer_to_its_commit_was_lost(journals, proxy, by_proxy):
    journal = journals(by_proxy)
    write(journal, "PA-0001")
    proxy.at(COMMIT, Bad.ANSWER_LOST)
    assert write(journal, "PA-0002")
    assert records(journal) == ["PA-0001", "PA-0002"]
    assert write(journal, "PA-0003")


def test_a_change_is_told_as_lost_when_its_commit_never_arrived(journals, proxy, by_proxy):
    journal = journals(by_proxy)
    write(journal, "PA-0001")
    proxy.at(COMMIT, Bad.NEVER_ARRIVES)
    with pytest.raises(Unavailable, match=r"was lost .* Nothing was written"):
        write(journal, "PA-0002")
    assert records(journal) == ["PA-0001"]
    assert write(journal, "PA-0002")


@pytest.mark.parametrize(("bad", "there"), [(Bad.ANSWER_LOST, {"a"}), (Bad.NEVER_ARRIVES, set())])
def test_what_is_kept_is_looked_for_as_well(journals, proxy, by_proxy, bad, there):
    journal = journals(by_proxy)
    write(journal, "PA-0001")
    proxy.at(COMMIT, bad)
    try:
        with journal.turn() as turn:
            turn.keep("draft", Kept("a", "t", "Ada", b"1"))
        acknowledged = {"a"}
    except Unavailable:
        acknowledged = set()
    assert acknowledged == set(journal.kept("draft")) == there


def test_an_outcome_that_nobody_can_tell_is_not_told_as_one(journals, proxy, by_proxy):
    journal = journals(by_proxy, back_within=0.1)
    write(journal, "PA-0001")
    proxy.at(COMMIT, Bad.ANSWER_LOST, then_refuses=True)
    with pytest.raises(Unavailable, match=r"Whether it was written shows when .* look at the record") as told:
        write(journal, "PA-0002")
    assert "Nothing was written" not in str(told.value)
    proxy.refuses = False
    assert soon(lambda: records(journal) == ["PA-0001", "PA-0002"])


def test_a_writer_that_was_cut_off_holds_up_nobody_who_comes_after_its_end(journals, proxy, by_proxy):
    cut_off, other = journals(by_proxy), journals()
    write(other, "PA-0001")
    write(cut_off, "PA-0002")
    proxy.at(COMMIT, Bad.NEVER_ARRIVES)
    with pytest.raises(Unavailable, match="Nothing was written"):
        write(cut_off, "PA-0003")
    assert write(other, "PA-0004")[0].sequence == 3
