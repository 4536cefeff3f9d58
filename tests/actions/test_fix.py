"""Acts are tried as they would be recorded; the cheapest fix counts nobody twice, needs each act it names, writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.actions.fix_register import CASES, ON, fill, record_acts
from transfer_register.actions.fix import acts, cheapest, what_would_change
from transfer_register.actions.fix_plan import CARRIED, Fix
from transfer_register.errors import Refused
from transfer_register.model.filter import Filter
from transfer_register.register.outcome import Outcome
from transfer_register.register.register import Register
from transfer_register.register.trial import Trial

# Which acts are tried on which case: every act that there is, some of them together with others.
TRIED = {
    "nothing": ["scc.m2", "assess.eu", "encrypt_transit"],
    "assessed": ["scc.m2", "list_places", "name_countries", "file_clauses"],
    "signed": ["assess.eu", "processor_contract", "challenge_orders"],
    "signed, not asked": ["ask.subject_to_gdpr"],
    "read in the clear": ["assess.eu", "end_clear_text"],
    "to the list": ["dpf.eu"],
    "from London": ["idta", "assess.uk"],
    "from London, signed": ["uk_addendum", "pseudonymise"],
    "from Zurich": ["swiss_adaptations", "assess.ch"],
    "controllers": ["scc.m1", "drop_special"],
    "processors": ["scc.m3", "encrypt_keys_here"],
    "back to its controller": ["scc.m4", "ask.combines"],
    "seen from afar": ["end_access"],
    "stored afar": ["move_region"],
    "permitted": ["cover_hops"],
    "no roles": ["stop"],
}
# Of these only the condition is held: the demonstration and the law tables have the rest of what they need.
UNTRIED = {"dpf.uk", "dpf.ch", "join_bcr"}


@dataclass
class Filled:
    register: Register
    ids: dict[str, str]
    sight: int
    fix: Fix
    trial: Trial

    def name(self, transfer: str) -> str:
        return next(name for name, id in self.ids.items() if id == transfer)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    register, ids = fill(tmp_path_factory.mktemp("fix") / "register")
    sight = register.sight(ON)
    with closing(register.trial(sight, acts(), Filter())) as trial:
        yield Filled(register, ids, sight, cheapest(register, sight), trial)
    register.close()


def tried(filled: Filled, wanted: Mapping[str, Collection[str]]) -> dict[str, Outcome]:
    """Transfer id to what is said of it after some acts."""
    case = {transfer: number for number, transfers in filled.trial.cases.items() for transfer in transfers}
    asked = {transfer: (case[transfer], frozenset(done)) for transfer, done in wanted.items()}
    found = filled.trial.tried(asked.values())
    return {transfer: found[one] for transfer, one in asked.items()}


def test_every_act_is_tried_here() -> None:
    assert {act for done in TRIED.values() for act in done} == {act.id for act in acts()} - UNTRIED


def test_a_trial_says_what_the_register_says_once_the_acts_are_recorded(filled: Filled, tmp_path: Path) -> None:
    wanted = {filled.ids[name]: done for name, done in TRIED.items()}
    said = tried(filled, wanted)
    register, ids = fill(tmp_path / "recorded")
    try:
        assert ids == filled.ids
        for transfer, done in wanted.items():
            record_acts(register, transfer, [acts()[act] for act in done])
        sight = register.sight(ON)
        rows = {row.pop("id"): row for row in register.ask(SEEN, {"sight": sight}).dicts()}
        verdicts: dict[str, dict] = {transfer: {} for transfer in ids.values()}
        for row in register.ask("SELECT * FROM verdicts_on($sight)", {"sight": sight}).dicts():
            verdicts[row["transfer"]][row["regime"]] = (row["verdict"], row["ground"], tuple(row["ask"]))
    finally:
        register.close()
    for transfer, outcome in said.items():
        name = filled.name(transfer)
        assert set(outcome.done) == set(wanted[transfer]), name
        if outcome.ended:
            assert transfer not in rows, name
            continue
        assert {r: (v.verdict, v.ground, v.ask) for r, v in outcome.verdicts.items()} == verdicts[transfer], name
        assert {"score_low": outcome.score_low, "score": outcome.score, "band": outcome.band} == rows[transfer], name


SEEN = "SELECT id, score_low, score, band FROM transfers_on($sight)"


def test_without_acts_a_trial_says_what_the_register_says(filled: Filled) -> None:
    said = tried(filled, {id: [] for id in filled.ids.values()})
    rows = filled.register.ask("SELECT id, verdict, score_low, score, band FROM transfers_on($sight)", {"sight": filled.sight})
    for id, verdict, low, high, band in rows.rows:
        assert (said[id].score_low, said[id].score, said[id].band, said[id].done) == (low, high, band, ())
        worst = [v.verdict for v in said[id].verdicts.values()]
        assert verdict in (worst or ["not_judged"])


def test_every_transfer_is_counted_once(filled: Filled) -> None:
    fix = filled.fix
    left = [id for each in fix.left for id in each.transfers]
    assert sorted([*fix.there, *fix.plans, *left]) == sorted(filled.ids.values())
    mended = [id for step in fix.steps for id in step.mends]
    assert sorted(mended) == sorted(fix.plans)
    assert 0 < len(fix.by_several) < len(fix.plans)


def test_every_plan_mends_and_needs_each_of_its_acts(filled: Filled) -> None:
    fix = filled.fix

    def carried(outcome: Outcome) -> bool:
        return all(said.verdict in CARRIED for said in outcome.verdicts.values()) and not outcome.barred

    assert all(map(carried, tried(filled, {id: list(plan) for id, plan in fix.plans.items()}).values()))
    for number in range(max(map(len, fix.plans.values()))):
        lacking = {id: [act for act in plan if act != plan[number]] for id, plan in fix.plans.items() if number < len(plan)}
        assert not any(map(carried, tried(filled, lacking).values()))


def test_each_round_takes_the_lightest_effort_that_finishes_any_and_of_it_the_act_that_finishes_most(filled: Filled) -> None:
    lacking = {id: set(plan) for id, plan in filled.fix.plans.items()}
    for step in filled.fix.steps:
        finishing = [next(iter(lacks)) for lacks in lacking.values() if len(lacks) == 1]
        if finishing:
            best = min(finishing, key=lambda act: (acts()[act].effort.rank, -finishing.count(act)))
            assert step.act.effort.rank == acts()[best].effort.rank
            assert len(step.mends) == finishing.count(best)
        for lacks in lacking.values():
            lacks.discard(step.act.id)
        assert set(step.mends) == {id for id, lacks in lacking.items() if not lacks}
        lacking = {id: lacks for id, lacks in lacking.items() if lacks}
    assert not lacking


def test_the_lightest_acts_mend_what_they_can(filled: Filled) -> None:
    plans = {filled.name(id): plan for id, plan in filled.fix.plans.items()}
    assert plans["to the list"] == ("dpf.eu",)
    assert plans["signed"] == ("assess.eu",)
    assert plans["signed, not asked"] == ("ask.subject_to_gdpr",)
    assert plans["nothing"] == ("scc.m2", "assess.eu")
    assert plans["from Zurich"] == ("swiss_adaptations",)
    assert plans["controllers"] == ("scc.m1",)
    assert plans["from London"] == ("idta", "assess.uk")


def test_clear_text_under_a_problem_law_is_not_cured_by_a_contract(filled: Filled) -> None:
    plan = filled.fix.plans.get(filled.ids["read in the clear"])
    # On paper clauses and an assessment would carry it; what mends it changes the access itself.
    on_paper = tried(filled, {filled.ids["read in the clear"]: ["scc.m2", "assess.eu"]})[filled.ids["read in the clear"]]
    assert {said.verdict for said in on_paper.verdicts.values()} == {"permitted"}
    assert on_paper.barred
    assert plan
    assert any(acts()[act].effort.id == "engineering" for act in plan)


def test_what_nothing_mends_says_why(filled: Filled) -> None:
    why = {filled.name(id): left.says for left in filled.fix.left for id in left.transfers}
    assert set(why) == {"no roles"}
    assert why["no roles"].startswith("The roles of both sides are not recorded")


def test_a_band_asks_for_a_verdict_and_for_so_little_risk(filled: Filled) -> None:
    fix = cheapest(filled.register, filled.sight, Filter(transfers=tuple(filled.ids.values())[:4]), "low")
    done = tried(filled, {id: list(plan) for id, plan in fix.plans.items()})
    assert fix.plans
    assert {outcome.band for outcome in done.values()} == {"low"}
    assert {said.verdict for outcome in done.values() for said in outcome.verdicts.values()} <= set(CARRIED)
    with pytest.raises(Refused, match="no band 'weak'; there are low, moderate"):
        cheapest(filled.register, filled.sight, Filter(), "weak")


def test_single_acts_that_change_nothing_are_not_shown(filled: Filled) -> None:
    would = what_would_change(filled.register, filled.sight, filled.ids["signed"])
    shown = {change.act.id: change for change in would.changes}
    assert {regime: said.verdict for regime, said in would.before.verdicts.items()} == {"EU": "breached"}
    assert shown["assess.eu"].after.verdicts["EU"].verdict == "permitted"
    assert shown["assess.eu"].certainty == "Judged anew, if the assessment finds that the transfer may proceed"
    assert {"idta", "name_countries", "scc.m1"}.isdisjoint(shown)
    for change in would.changes:
        after = change.after
        assert after.ended or (after.verdicts, after.band) != (would.before.verdicts, would.before.band)
    assert would.changes[-1].act.id == "stop"
    assert would.together is None


def test_what_only_several_acts_mend_is_told(filled: Filled) -> None:
    would = what_would_change(filled.register, filled.sight, filled.ids["nothing"])
    assert [act.id for act in would.together] == ["scc.m2", "assess.eu"]
    with pytest.raises(Refused, match="no transfer TR-99999"):
        what_would_change(filled.register, filled.sight, "TR-99999")


def test_nothing_is_written(filled: Filled) -> None:
    register, counted = filled.register, "SELECT count(*), max(pattern) FROM pattern"
    head, patterns = register.head(), register.ask(counted, {}).rows
    fix = cheapest(register, filled.sight)
    assert fix == filled.fix
    assert (register.head(), register.ask(counted, {}).rows) == (head, patterns)
    assert set(CASES) == set(filled.ids)
