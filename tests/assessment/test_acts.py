"""The acts of this installation are exact, and a file of acts that is not is refused with every problem at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from transfer_register.actions import opening
from transfer_register.actions.fix import acts
from transfer_register.assessment.act import Acts
from transfer_register.assessment.read_acts import read_acts
from transfer_register.errors import NotLaw

WHOLE = """
title: Acts
says: For a test.
efforts: [{{id: form, rank: 1, label: A form, says: Written down.}}]
bars: [{bar}]
reasons: [{{applies_if: always, says: Nothing does.}}]
acts:
  - id: ask
    title: Ask
    says: Somebody asks.
    effort: {effort}
    rests_on: {rests_on}
    cites: [GDPR 44]
    applies_if: {applies_if}
    sets: {sets}
{more}
"""
GOOD = {
    "bar": "{findings: [S-03], says: No.}",
    "effort": "form",
    "rests_on": "ours",
    "applies_if": "always",
    "sets": "{tia.exists: true}",
    "more": "",
}


def read(tmp_path: Path, **changed: str) -> Acts:
    path = tmp_path / "acts.yaml"
    path.write_text(WHOLE.format(**GOOD | changed), encoding="utf-8")
    return read_acts(path, opening.words())


def test_a_file_that_is_exact_is_read(tmp_path: Path) -> None:
    [act] = read(tmp_path)
    assert (act.id, act.effort.rank, [(s.fact, s.how, s.value) for s in act.sets]) == ("ask", 1, [("tia.exists", "is", True)])


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"sets": "{tia.exsts: true}"}, "the fact 'tia.exsts' is not in model/facts.py. Did you mean tia.exists"),
        ({"sets": "{tia.exists: 3}"}, "3 is no value for tia.exists, a flag"),
        ({"sets": "{tia.result: fine}"}, "'fine' is no term of tia.result"),
        ({"sets": "{transfer.tools: {add: [sccs]}}"}, "'sccs' is no term of transfer.tools. Did you mean scc"),
        ({"sets": "{transfer.tools: {instead: [scc]}}"}, "is no value for transfer.tools, a terms"),
        ({"sets": "{tia.dated_on: {as: exporter.country}}"}, "'exporter.country' is no day that tia.dated_on could be as"),
        ({"sets": "{}"}, "an act either sets facts or ends something"),
        ({"applies_if": "{fact: tia.results, is: open}"}, "the fact 'tia.results' is not in model/facts.py"),
        ({"applies_if": "{fact: mechanism.satisfied, is: true}"}, "mechanism.satisfied is known to the judge only"),
        ({"bar": "{findings: [], says: No.}"}, "findings: "),
        ({"effort": "light"}, "'light' is no effort of this file"),
        ({"rests_on": "finding"}, "says on what it depends (provided)"),
        ({"rests_on": "luck"}, "rests_on: "),
        ({"more": "    regimes: [XX]"}, "'XX' is in no vocabulary"),
        ({"more": "    roles: [storage]"}, "this act speaks of a destination and reaches the transfer"),
        ({"more": "    ends: transfer"}, "an act either sets facts or ends something"),
        ({"more": "    urgency: high"}, "the key 'urgency' is not known here"),
    ],
)
def test_what_is_not_exact_is_refused_by_name(tmp_path: Path, changed: dict[str, str], told: str) -> None:
    with pytest.raises(NotLaw) as refused:
        read(tmp_path, **changed)
    assert told in str(refused.value)


def test_every_problem_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(NotLaw) as refused:
        read(tmp_path, sets="{tia.exsts: true}", effort="light", applies_if="{fact: tia.results, is: open}")
    assert len(refused.value.problems) == 3
    assert all(problem.where.startswith("acts.yaml, line ") for problem in refused.value.problems)


def test_an_act_that_stands_twice_is_refused(tmp_path: Path) -> None:
    text = WHOLE.format(**GOOD)
    path = tmp_path / "acts.yaml"
    path.write_text(text + text[text.index("  - id: ask") :], encoding="utf-8")
    with pytest.raises(NotLaw, match="the act ask stands twice"):
        read_acts(path, opening.words())


def test_every_bar_is_a_requirement_of_the_law() -> None:
    provisions = opening.law().provisions
    named = [finding for bar in acts().bars for finding in bar.findings]
    assert named
    assert {finding: str(provisions[finding].kind) for finding in named} == dict.fromkeys(named, "requirement")


def test_the_last_reason_holds_of_everything() -> None:
    from transfer_register.law.condition import ALWAYS

    assert acts().reasons[-1].applies_if == ALWAYS


def test_a_day_that_an_act_sets_has_the_age_that_follows_from_it() -> None:
    ages = {"tia.dated_on": "tia.age_days", "tra.dated_on": "tra.age_days", "tia_ch.dated_on": "tia_ch.age_days"}
    ages |= {"importer.dpf.checked_on": "dpf.days_since_check"}
    dated = [(act, setting.fact) for act in acts() for setting in act.sets if setting.fact in ages]
    assert {fact for _, fact in dated} == set(ages)
    for act, fact in dated:
        said = {setting.fact: setting.value for setting in act.sets}
        assert (said[fact], said[ages[fact]]) == ("transfer.date", 0), act.id


def test_what_is_left_is_never_proposed() -> None:
    last = [act.id for act in acts() if act.effort.last]
    assert last == ["stop"]
    assert not {act.id for act in acts().proposed} & set(last)
    assert max(act.effort.rank for act in acts().proposed) < acts()["stop"].effort.rank


def test_no_act_speaks_of_the_exporter() -> None:
    # Whom a law binds is asked of the exporter: an act that changed it would change the law rather than the transfer.
    assert [
        s.fact for act in acts() for s in act.sets if s.fact.startswith("exporter.") and s.fact != "exporter.combines_eu_data"
    ] == []
