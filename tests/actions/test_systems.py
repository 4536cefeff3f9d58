"""The systems of a transfer: checked, set on several transfers at once, searched for, and told apart from measures."""

from __future__ import annotations

from transfer_register.actions.assignments import ADD, REMOVE, SET, TARGETS, Assignment, assigned, problems_of
from transfer_register.actions.opening import words
from transfer_register.model.facts import MEASURES, STATED_ON_TRANSFER
from transfer_register.register.statements import sql


def test_names_of_systems_are_added_replaced_and_taken_away():
    target = TARGETS["systems"]
    state = assigned({}, target, Assignment("systems", ADD, ["Payroll"]))
    state = assigned(state, target, Assignment("systems", ADD, ["CRM", "Payroll"]))
    assert state == {"systems": ["Payroll", "CRM"]}
    assert assigned(state, target, Assignment("systems", REMOVE, ["Payroll"])) == {"systems": ["CRM"]}
    assert assigned(state, target, Assignment("systems", SET, ["Mail"])) == {"systems": ["Mail"]}


def test_an_empty_name_is_no_system():
    assert problems_of(words(), {}, (Assignment("systems", ADD, [" "]),))
    assert not problems_of(words(), {}, (Assignment("systems", ADD, ["Mail"]),))


def test_every_fact_that_says_a_measure_is_in_place_is_counted_as_one():
    seen = sql("seen")
    for name in MEASURES:
        assert STATED_ON_TRANSFER[name].label
        assert f"""t.facts."{name}" THEN '{name}'""" in seen
