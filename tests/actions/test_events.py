"""A recorded event judges from its day on, for whoever knew; tasks are kept, what remains is counted, it can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.actions.event_register import ON, concern, ends, fill
from transfer_register.actions import event_remainder
from transfer_register.actions.event_remainder import remainder
from transfer_register.actions.event_tasks import add_task, assign_task, finish_task, tasks_of
from transfer_register.actions.events import close_event, event, events, record_event, record_events, take_back
from transfer_register.actions.fix import acts
from transfer_register.actions.fix_plan import Fix, Left, Step
from transfer_register.actions.opening import open_register
from transfer_register.actions.simulate import simulate
from transfer_register.actions.simulated import Simulated
from transfer_register.actions.undo import undo
from transfer_register.errors import Refused, Stale
from transfer_register.exhibits import law_words
from transfer_register.model.event import Event, LawText, Task
from transfer_register.register.register import Register

FALLS = ends("eu.us.dpf", source="A judgment that is made up")
DAY = date(2026, 11, 23)
WHO = {"actor": "Ada", "at": datetime(2026, 11, 22, 10, tzinfo=UTC)}


@dataclass
class Filled:
    register: Register
    ids: dict[str, str]
    simulated: Simulated

    def verdicts(self, law_on: date = DAY, known_on: date | None = None, register: Register | None = None) -> dict[str, str]:
        register = register or self.register
        said = dict(
            register.ask("SELECT id, verdict FROM transfers_on($sight)", {"sight": register.sight(ON, law_on, known_on)}).rows
        )
        return {name: said[id] for name, id in self.ids.items()}

    def record(self, *tasks: Task) -> str:
        return record_event(self.register, FALLS, tasks=tasks, simulated=self.simulated, **WHO)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    register, ids = fill(tmp_path_factory.mktemp("events") / "register")
    yield Filled(register, ids, simulate(register, [FALLS], on=ON))
    register.close()


@pytest.fixture
def recorded(filled: Filled) -> Iterator[str]:
    """The event as recorded; taken back afterwards, if it still stands."""
    task = Task(id="T1", title="Sign the clauses", act="scc.m2", transfers=(filled.ids["list"],))
    id = filled.record(task)
    yield id
    if id in {each.id for each in events(filled.register)}:
        take_back(filled.register, id, **WHO)


def test_a_recorded_event_judges_from_its_day_and_only_for_those_who_knew(filled: Filled) -> None:
    before = filled.verdicts()
    id = filled.record()
    told = event(filled.register, id)
    assert set(told.event.affected) == {filled.ids[name] for name in ("list", "list, health", "list, workers")}
    assert filled.register.record(told.event.batch).state["title"] == "Event: It ends"
    after = filled.verdicts()
    assert {name for name in after if after[name] != before[name]} == {"list", "list, health", "list, workers"}
    assert filled.verdicts(law_on=ON) == before
    assert filled.verdicts(known_on=date(2026, 11, 21)) == before
    assert [each.id for each in events(filled.register)] == [id]
    assert events(filled.register, known_on=date(2026, 11, 21)) == ()
    take_back(filled.register, id, **WHO)
    assert filled.verdicts() == before
    assert events(filled.register) == ()
    assert filled.register.law is filled.register.installed_law
    assert [version.act for version in filled.register.history(id)] == ["create", "end"]


def test_another_process_follows_the_recorded_law(filled: Filled) -> None:
    other = open_register(filled.register.path)
    try:
        id = filled.record()
        assert filled.verdicts(register=other)["list"] == "breached"
        take_back(filled.register, id, **WHO)
        assert filled.verdicts(register=other)["list"] == "permitted"
    finally:
        other.close()


def test_the_law_says_where_its_end_was_recorded(filled: Filled, recorded: str) -> None:
    version = filled.register.law.version_on("eu.us.dpf", DAY)
    assert law_words.ended(version.lapsed) == (
        f"ended: A judgment that is made up (recorded here as {recorded}); for the time after it only"
    )
    assert version.source.act == "A judgment that is made up"
    assert version.source.confidence == "uncertain"
    assert filled.register.law.version_on("eu.us.dpf", ON).lapsed is None


def test_an_event_is_undone_as_any_act_and_an_undo_brings_it_back(filled: Filled) -> None:
    id = filled.record()
    back = undo(filled.register, event(filled.register, id).event.batch, **WHO)
    assert back.taken_back == (id,)
    undo(filled.register, back.batch, **WHO)
    assert event(filled.register, id).event.title == "It ends"
    take_back(filled.register, id, **WHO)
    with pytest.raises(Refused, match="There is no event"):
        take_back(filled.register, id, **WHO)


def test_a_task_has_an_owner_a_day_and_an_end(filled: Filled, recorded: str) -> None:
    [seen] = event(filled.register, recorded).event.tasks
    law = filled.register.law
    assign_task(filled.register, recorded, "T1", owner="Bob", due_on=date(2026, 12, 1), seen=seen, **WHO)
    finish_task(filled.register, recorded, "T1", on=date(2026, 11, 30), note="All have signed.", **WHO)
    told = event(filled.register, recorded)
    [task] = told.event.tasks
    assert (task.owner, task.due_on, task.done_on, task.note) == (
        "Bob",
        date(2026, 12, 1),
        date(2026, 11, 30),
        "All have signed.",
    )
    assert told.open == ()
    assert filled.register.law is law
    with pytest.raises(Stale, match="Somebody changed the task “Sign the clauses”"):
        finish_task(filled.register, recorded, "T1", on=None, seen=seen, **WHO)
    with pytest.raises(Refused, match="has no task T9"):
        finish_task(filled.register, recorded, "T9", on=None, **WHO)
    assert add_task(filled.register, recorded, "Tell the works council", **WHO) == "T2"
    close_event(filled.register, recorded, on=date(2026, 12, 2), **WHO)
    assert event(filled.register, recorded).event.closed_on == date(2026, 12, 2)
    assert filled.verdicts()["list"] == "breached"


def test_an_event_whose_tasks_went_on_can_still_be_taken_back(filled: Filled, recorded: str) -> None:
    finish_task(filled.register, recorded, "T1", on=ON, **WHO)
    batch = take_back(filled.register, recorded, **WHO)
    assert filled.register.record(batch).state["undoes"]
    assert filled.verdicts()["list"] == "permitted"


def test_tasks_are_made_of_the_acts_and_of_what_nothing_mends() -> None:
    sign, stop = acts()["scc.m2"], next(act for act in acts() if act.ends == "transfer")
    steps = (Step(sign, ("TR-1",), ("TR-1", "TR-2"), 1, 2), Step(stop, ("TR-3",), ("TR-3",), 1, 1))
    fix = Fix(None, (), steps, {"TR-1": ("scc.m2",), "TR-3": (stop.id,)}, (Left("Nothing helps.", ("TR-4", "TR-5"), ()),))
    assert [(task.id, task.title, task.act, task.transfers) for task in tasks_of(fix)] == [
        ("T1", f"{sign.title} (2 recipients, 2 transfers)", "scc.m2", ("TR-1", "TR-2")),
        ("T2", "Decide whether to suspend 1 transfer", None, ("TR-3",)),
        ("T3", "Decide whether to suspend 2 transfers", None, ("TR-4", "TR-5")),
    ]


def test_each_of_several_events_knows_whom_it_harms(filled: Filled) -> None:
    both = [FALLS, ends("uk.us.2023")]
    one, *others = filled.simulated.affected
    fallen = replace(one, transfer=filled.ids["bridge"], fell={"UK": "uk.us.2023"})
    simulated = replace(filled.simulated, events=tuple(both), affected=(fallen, one, *others))
    first, second = record_events(filled.register, both, tasks=(), simulated=simulated, **WHO)
    assert event(filled.register, second).event.affected == (filled.ids["bridge"],)
    assert filled.ids["list"] in event(filled.register, first).event.affected
    take_back(filled.register, first, **WHO)
    assert [each.id for each in events(filled.register)] == [second]
    take_back(filled.register, second, **WHO)


def test_the_remainder_falls_as_transfers_are_mended_and_a_past_day_is_judged_once(
    filled: Filled, recorded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    register, id = filled.register, filled.ids["list, workers"]
    found = register.record(id)
    with register.batch("Ada", datetime(2026, 11, 24, 9, tzinfo=UTC)) as writing:
        signed = {"mechanisms": [{"tool": "scc", "module": 2, "signed_on": "2026-11-24"}]}
        facts = {"tia.exists": True, "tia.dated_on": "2026-11-24", "tia.result": "may_proceed"}
        writing.change(id, found.state | signed | {"facts": found.state["facts"] | facts}, found.version)
    expected = [(date(2026, 11, day), left) for day, left in ((22, 3), (23, 3), (24, 2), (25, 2), (26, 2))]
    assert remainder(register, recorded, until=date(2026, 11, 26)) == expected
    monkeypatch.setattr(event_remainder, "copied", None)
    assert remainder(register, recorded, until=date(2026, 11, 27)) == [*expected, (date(2026, 11, 27), 2)]
    assert remainder(register, recorded, until=date(2026, 11, 21)) == []
    with register.batch("Ada", datetime(2026, 11, 24, 10, tzinfo=UTC)) as writing:
        writing.change(id, found.state, found.version + 1)


def test_an_event_that_this_program_cannot_read_leaves_the_rest_of_the_law(tmp_path: Path) -> None:
    register, _ = fill(tmp_path / "register")
    broken = Event(kind="law", title="Old", effective_on=ON, files=(LawText(name="old.yaml", text="title: [\n"),))
    with register.batch("Ada", WHO["at"]) as writing:
        bad = writing.new("event", broken.model_dump(mode="json", exclude_none=True))
        writing.new("event", FALLS.model_dump(mode="json", exclude_none=True))
    assert register.law.version_on("eu.us.dpf", DAY).lapsed
    assert [notice for notice in register.notices if notice.startswith(f"{bad} does not judge: old.yaml, line")]
    register.close()


def test_what_cannot_happen_is_not_recorded(filled: Filled) -> None:
    head = filled.register.head()
    for wrong in (ends("eu.us.dpff"), concern("ZZ"), ends()):
        with pytest.raises(Refused):
            record_event(filled.register, wrong, **WHO)
    assert filled.register.head() == head
