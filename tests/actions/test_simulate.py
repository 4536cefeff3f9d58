"""What an event would do is judged, told by harm, mended by the judge; nothing of it is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.actions.event_register import ON, concern, ends, fill
from transfer_register.actions.drills import drill, drills, read_drills
from transfer_register.actions.opening import law
from transfer_register.actions.simulate import mending, simulate
from transfer_register.actions.simulate_said import sentences
from transfer_register.actions.simulated import Affected, Simulated
from transfer_register.actions.simulated_figures import by_verdict, figures
from transfer_register.errors import NotLaw, Refused
from transfer_register.model.event import Event, LawText
from transfer_register.model.filter import Filter
from transfer_register.register.register import Register

NEW_GROUND = """
title: A decision on India
regimes: [EU]
provisions:
  - id: test.in
    kind: ground
    cascade: adequacy
    binding: decision
    title: India
    says: Every recipient in India is covered.
    destinations: [IN]
    versions:
      - from: 2026-11-23
        requires: always
        source: {act: A decision that is made up, checked_on: 2026-11-22, confidence: uncertain, kind: memory}
"""
DECISION = Event(
    kind="law", title="India is adequate", effective_on=date(2026, 11, 23), files=(LawText(name="india.yaml", text=NEW_GROUND),)
)


@dataclass
class Filled:
    register: Register
    ids: dict[str, str]

    def told(self, simulated: Simulated) -> dict[str, Affected]:
        names = {id: name for name, id in self.ids.items()}
        return {names[each.transfer]: each for each in simulated.affected}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    register, ids = fill(tmp_path_factory.mktemp("simulate") / "register")
    yield Filled(register, ids)
    register.close()


@pytest.fixture(scope="module")
def fallen(filled: Filled) -> Simulated:
    """The decision of the Union on the framework ends."""
    return simulate(filled.register, [ends("eu.us.dpf")], on=ON)


@pytest.fixture(scope="module")
def of_concern(filled: Filled) -> Simulated:
    """Two countries become of concern, later than the day of the register."""
    return simulate(filled.register, [concern("IN", date(2026, 12, 1)), concern("JP", date(2026, 12, 1))], on=ON)


@pytest.fixture(scope="module")
def changed(filled: Filled) -> Simulated:
    """A decision comes, the bridge and the clauses end, and so does a decision on which nothing rests."""
    return simulate(filled.register, [DECISION, ends("uk.us.2023", "eu.scc2021.m2"), ends("eu.fo.2010")], on=ON)


def outcomes(filled: Filled, simulated: Simulated) -> dict[str, str]:
    return {case: next(iter(each.after.values())) for case, each in filled.told(simulated).items()}


def test_what_rests_on_a_decision_falls_with_it_and_nothing_else(filled: Filled, fallen: Simulated) -> None:
    falls = dict.fromkeys(["list", "list, health", "list, workers"], "breached")
    assert outcomes(filled, fallen) == falls | {"list and clauses": "permitted"}


def test_a_country_of_concern_leaves_older_assessments_open_and_adequacy_as_it_is(filled: Filled, of_concern: Simulated) -> None:
    assert outcomes(filled, of_concern) == dict.fromkeys(["clauses", "clauses, assessed lately"], "unknown")


def test_events_together_each_do_their_own(filled: Filled, changed: Simulated) -> None:
    carried = dict.fromkeys(["nothing", "clauses", "clauses, assessed lately", "list and clauses"], "permitted")
    assert outcomes(filled, changed) == carried | {"bridge": "breached", "clauses elsewhere": "breached"}
    assert set(filled.told(changed)) - {each for each, told in filled.told(changed).items() if told.worse} == set(carried)


def test_a_fallback_that_falls_is_told_too(filled: Filled, changed: Simulated) -> None:
    told = filled.told(changed)["list and clauses"]
    assert (told.fell, told.alternatives, told.worse) == ({"EU": "eu.scc2021.m2"}, {"EU": "eu.us.dpf"}, False)


def test_a_simulation_records_nothing_and_leaves_the_law(filled: Filled, fallen: Simulated) -> None:
    register = filled.register
    assert register.head() == register.applied
    assert register.head().sequence == len(filled.ids) * 2 + 2
    now = register.sight(ON, date(2026, 11, 23))
    assert now == fallen.before != fallen.after
    carried = "SELECT count(*) FROM verdicts_on($sight) WHERE ground = 'eu.us.dpf'"
    assert register.ask(carried, {"sight": now}).rows == [(4,)]
    assert register.law is register.installed_law


def test_it_is_told_what_fell_and_what_carries_instead(filled: Filled, fallen: Simulated) -> None:
    told = filled.told(fallen)
    assert told["list"].fell == told["list and clauses"].fell == {"EU": "eu.us.dpf"}
    assert told["list and clauses"].alternatives == {"EU": "eu.scc2021.m2"}
    assert told["list"].alternatives == {}
    assert [each.worse for each in (told["list"], told["list and clauses"])] == [True, False]


def test_the_most_harmed_come_first(filled: Filled, fallen: Simulated) -> None:
    assert list(filled.told(fallen)) == ["list, health", "list, workers", "list", "list and clauses"]
    assert [each.harm for each in fallen.affected] == [1, 2, 3, 4]


def test_every_figure_has_its_transfers(filled: Filled, fallen: Simulated) -> None:
    ids = filled.ids
    found = figures(fallen)
    assert found.transfers == len(ids)
    assert found.relies == (*found.none, *found.alternative)
    assert found.alternative == (ids["list and clauses"],)
    assert found.none == (ids["list, health"], ids["list, workers"], ids["list"])
    assert found.special_of_none == found.persons_unsaid_of_none == (ids["list, health"],)
    assert found.workers_of_none == (ids["list, workers"],)
    assert found.persons_of_none == 5070
    assert found.stops is None
    counts = by_verdict(fallen)
    assert (
        counts["after"]["breached"] - counts["before"]["breached"]
        == 3
        == counts["before"]["permitted"] - counts["after"]["permitted"]
    )


def test_the_figures_are_told_in_sentences(filled: Filled, fallen: Simulated) -> None:
    assert sentences(fallen, figures(fallen), filled.register.words)[:3] == [
        "Under the law of 23 November 2026, 10 transfers looked at. Nothing is recorded.",
        "4 transfers rely on what falls: 1 with a second mechanism, 3 without.",
        "Of those without: 1 with special categories, 1 with data of workers; 5,070 persons a year (not known of 1).",
    ]


def test_what_mends_is_tried_under_the_changed_law(filled: Filled, fallen: Simulated) -> None:
    fix = mending(filled.register, fallen)
    assert set(fix.plans) | {id for left in fix.left for id in left.transfers} == set(figures(fallen).worse)
    assert not {"dpf.eu"} & {act for plan in fix.plans.values() for act in plan}
    assert {"scc.m2", "assess.eu"} <= set(fix.plans[filled.ids["list"]])


def test_only_a_newer_assessment_mends_what_a_country_of_concern_opens(filled: Filled, of_concern: Simulated) -> None:
    fix = mending(filled.register, of_concern)
    assert set(fix.plans.values()) == {("assess.eu",)}
    assert not fix.left


def test_a_filter_says_whom_it_is_about(filled: Filled) -> None:
    found = simulate(filled.register, [ends("eu.us.dpf")], on=ON, filter=Filter(transfers=(filled.ids["list"],)))
    assert set(filled.told(found)) == {"list"}
    assert figures(found).transfers == 1


def test_the_drill_of_2020_compares_two_days_of_the_law(filled: Filled) -> None:
    found = drill(filled.register, "privacy_shield").simulated(filled.register, on=ON)
    assert found.law_on == date(2020, 7, 16)
    assert not found.events


def test_a_part_of_a_drill_can_be_left_out(filled: Filled) -> None:
    dpf = drill(filled.register, "dpf")
    assert [event.provisions for event in dpf.events(ON, parts={0})] == [("eu.us.dpf",)]
    assert {event.effective_on for event in dpf.events(ON)} == {date(2026, 11, 23)}
    assert [each.id for each in drills(filled.register)] == ["privacy_shield", "dpf", "gb"]


def test_a_drill_that_names_no_provision_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "drills.yaml"
    file.write_text(
        "title: T\ndrills:\n  - id: a\n    title: A\n    says: a\n    parts: [{title: A, provisions: [eu.us.dpff]}]\n"
    )
    with pytest.raises(NotLaw) as wrong:
        read_drills(file, law())
    assert "drills.yaml, line 6: there is no provision 'eu.us.dpff'. Did you mean eu.us.dpf" in str(wrong.value)
    assert "drills.yaml, line 3: a drill is of some days from now, or of two days of the law." in str(wrong.value)


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ([], "Nothing happens"),
        ([ends()], "which provision ends"),
        ([ends("eu.us.dpff")], "There is no provision eu.us.dpff. Did you mean"),
        ([concern("ZZ")], "There is no country ZZ"),
        ([Event(kind="moves", title="It moves", effective_on=ON, party="PA-0002", country="US"), ends("eu.us.dpf")], "by itself"),
    ],
)
def test_what_cannot_happen_is_refused(filled: Filled, events: list[Event], why: str) -> None:
    with pytest.raises(Refused, match=why):
        simulate(filled.register, events, on=ON)


def test_files_that_are_no_law_are_told_with_their_line(filled: Filled) -> None:
    broken = LawText(name="broken.yaml", text=NEW_GROUND.replace("destinations: [IN]", "destinations: [XX]"))
    with pytest.raises(NotLaw, match=r"broken\.yaml, line 5: the destination 'XX'"):
        simulate(filled.register, [DECISION.model_copy(update={"files": (broken,)})], on=ON)
