"""Twenty people edit one register at once, in one process: nothing that was acknowledged is lost, and nobody writes blindly."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.register.conftest import AT, DAY, pair, record, seen, transfer
from transfer_register.actions import record as by_hand
from transfer_register.errors import Stale, Unavailable
from transfer_register.register.drafts import FormDraft, drafts_of, drop_draft, keep_draft
from transfer_register.register.register import Register

PEOPLE, EDITS = 20, 3
FACT = "tia.dated_on"
TABLES = ("transfer", "transfer_history", "party", "party_history", "batch", "change")


@dataclass
class Done:
    """What one person was told: (record, mark) of each edit that was acknowledged, and how many were refused as stale."""

    edits: list[tuple[str, str]] = field(default_factory=list)
    answers: list[tuple[str, str | None, str]] = field(default_factory=list)
    stale: int = 0


def work(register: Register, person: int, ids: list[str]) -> Done:
    chance, done, who = random.Random(person), Done(), f"Person {person}"
    for number in range(EDITS):
        mark = f"{person}-{number}"
        chosen = chance.sample(ids, 3)
        found = [register.record(id) for id in chosen]
        # Somebody who reads and thinks before saving: others come in between.
        time.sleep(chance.uniform(0, 0.01))
        try:
            match number % 3:
                case 0:
                    state = found[0].state | {"owner": mark, "persons": found[0].state["persons"] + 1}
                    by_hand.save_transfer(register, state, id=chosen[0], version=found[0].version, actor=who, at=AT)
                    done.edits.append((chosen[0], mark))
                case 1:
                    before = found[0].state["facts"].get(FACT)
                    value = (date(2000, 1, 1) + timedelta(days=person * EDITS + number)).isoformat()
                    by_hand.answer(register, chosen[0], FACT, value, seen=before, actor=who, at=AT)
                    done.answers.append((chosen[0], before, value))
                case _:
                    with register.batch(who, AT, "Moved", title=mark) as writing:
                        for each in found:
                            state = each.state | {"owner": mark, "persons": each.state["persons"] + 1}
                            writing.change(each.id, state, each.version)
                    done.edits += [(id, mark) for id in chosen]
        except Stale:
            done.stale += 1
    return done


@pytest.fixture
def ids(register: Register) -> list[str]:
    sender, receiver = pair(register)
    return [
        record(register, "transfer", {"exporter": sender, "importer": receiver, "persons": 0, "owner": f"first {n}"})
        for n in range(8)
    ]


def test_twenty_people_edit_at_once_and_nothing_acknowledged_is_lost(opens, register: Register, ids: list[str]):
    with ThreadPoolExecutor(PEOPLE) as threads:
        futures = [threads.submit(work, register, person, ids) for person in range(PEOPLE)]
        while not all(future.done() for future in futures):
            assert seen(register, ids[0])
            time.sleep(0.3)
        everybody = [future.result() for future in futures]
    edits = [edit for done in everybody for edit in done.edits]
    answers = [answer for done in everybody for answer in done.answers]
    stale = sum(done.stale for done in everybody)
    assert edits
    assert answers
    assert stale

    entries = [entry for entry in register.journal.entries() if entry.kind == "transfer"]
    marks = Counter((entry.record, entry.state["owner"]) for entry in entries)
    assert {each for each in marks if not each[1].startswith("first")} == {*edits}
    # Each edit counted on from the one before it: a lost one would be missing from the sum.
    assert {id: register.record(id).state["persons"] for id in ids} == {id: sum(id == at for at, _ in edits) for id in ids}
    # Each answer was given by somebody who saw the one before it.
    for id in ids:
        stated = [entry.state["facts"].get(FACT) for entry in entries if entry.record == id]
        steps = {(id, before, after) for before, after in pairwise(stated) if before != after}
        assert steps == {answer for answer in answers if answer[0] == id}
    assert register.verify().ok
    again = opens()
    assert again.current.projection.in_memory
    for table in TABLES:
        question = f"SELECT * FROM {table} ORDER BY ALL"
        assert register.ask(question, {}).rows == again.ask(question, {}).rows


def test_an_answer_to_another_question_is_no_reason_to_refuse_one(register: Register, ids: list[str]):
    by_hand.answer(register, ids[0], FACT, "2026-01-01", seen=None, actor="Ada", at=AT)
    by_hand.answer(register, ids[0], "tia.exists", True, seen=None, actor="Bob", at=AT)
    assert register.record(ids[0]).state["facts"] == {FACT: "2026-01-01", "tia.exists": True}


def test_an_answer_that_was_given_meanwhile_is_named_and_stays(register: Register, ids: list[str]):
    by_hand.answer(register, ids[0], "tia.exists", True, seen=None, actor="Eve", at=AT)
    with pytest.raises(Stale, match=r"Eve answered .* with “yes” on 1 March 2026 at 09:00 UTC, while you saw “not known”"):
        by_hand.answer(register, ids[0], "tia.exists", False, seen=None, actor="Bob", at=AT)
    head = register.head()
    by_hand.answer(register, ids[0], "tia.exists", True, seen=None, actor="Bob", at=AT)
    assert register.head() == head


def draft(id: str, actor: str = "Ada", at=AT, **typed: object) -> FormDraft:
    return FormDraft(id, actor, at, "transfer", "TR-00001", 1, {"state": typed})


def test_a_draft_is_kept_for_who_typed_it_until_it_is_dropped(opens, register: Register):
    assert keep_draft(register, draft("a", owner="Sales"))
    assert keep_draft(register, draft("a", owner="Legal"))
    assert keep_draft(register, draft("b", actor="Bob"))
    other = opens()
    assert drafts_of(other, "Ada", AT) == [draft("a", owner="Legal")]
    assert drop_draft(other, "a")
    assert drafts_of(register, "Ada", AT) == []
    assert register.head().sequence == 0


def test_a_draft_never_waits_long_for_who_is_writing(register: Register):
    holding, let_go = threading.Event(), threading.Event()

    def write() -> None:
        with register.batch("Bob", AT):
            holding.set()
            let_go.wait(20)

    with ThreadPoolExecutor(1) as one:
        writing = one.submit(write)
        holding.wait(20)
        before = time.perf_counter()
        assert not keep_draft(register, draft("a"))
        assert time.perf_counter() - before < 2
        with pytest.raises(Unavailable):
            register.drop("draft", "a", patience=0.01)
        let_go.set()
        writing.result()
    assert keep_draft(register, draft("a"))


def test_who_only_reads_never_waits_for_a_long_act_and_sees_nothing_of_it(register: Register, ids: list[str]):
    holding, let_go = threading.Event(), threading.Event()
    head = register.head()

    def write() -> None:
        with register.batch("Bob", AT, title="A long list") as writing:
            writing.change(ids[0], register.record(ids[0]).state | {"owner": "Bob"}, 1)
            holding.set()
            assert let_go.wait(20), "a reader waited for the act"

    with ThreadPoolExecutor(1) as one:
        writing = one.submit(write)
        holding.wait(20)
        assert register.follow() == 0
        assert seen(register, ids[0], DAY)["owner"] == "first 0"
        assert register.head() == head
        let_go.set()
        writing.result()
    assert seen(register, ids[0], DAY)["owner"] == "Bob"


def test_a_transfer_and_its_new_parties_are_written_together_or_not_at_all(register: Register):
    id = transfer(register)
    state = register.record(id).state
    new = {"importer": {"name": "Taker", "country": "US"}}
    more = {"id": id, "actor": "Ada", "at": AT, "new_parties": new}
    head = register.head()
    with pytest.raises(Stale):
        by_hand.save_transfer(register, state, version=7, **more)
    assert register.head() == head
    by_hand.save_transfer(register, state, version=1, **more)
    assert register.parties()[register.record(id).state["importer"]].name == "Taker"
    assert seen(register, id, DAY)["id"] == id
