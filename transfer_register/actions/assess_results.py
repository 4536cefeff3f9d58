"""What an approval writes on each transfer: that there is an assessment, its day and result, and the measures in place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from transfer_register.actions.assess_lacking import confirmed_in_place
from transfer_register.actions.assess_rests import evidence_of, rests_on
from transfer_register.actions.assess_work import Work
from transfer_register.actions.evidence_found import filed
from transfer_register.assessment.conclude import results
from transfer_register.law.in_force import MEASURES
from transfer_register.model.assessment import Assessment
from transfer_register.register.register import Register
from transfer_register.register.writing import Writing


def write_results(writing: Writing, register: Register, opened: Work, told: Assessment, transfers: Iterable[str]) -> None:
    """Writes the facts on these transfers. Of the measures only those whose conditions were all confirmed are said to be in
    place, beside what is recorded already."""
    assert told.approval is not None
    said = results(opened.case.kit, told, told.approval.on)
    measures = [each.id for each in confirmed_in_place(opened)]
    for id in transfers:
        transfer, version = register.transfer(id)
        state = transfer.model_dump(mode="json", exclude_none=True, exclude_defaults=False)
        facts = {**state["facts"], **said}
        if measures:
            facts[MEASURES] = list(dict.fromkeys((*(facts.get(MEASURES) or ()), *measures)))
        if facts != state["facts"]:
            writing.change(id, state | {"facts": facts}, version)


def rests_with_measures(register: Register, id: str, opened: Work, on: date) -> dict[str, Any]:
    """What an assessment rests on, with the measures that its approval says to be in place."""
    evidence = evidence_of(id, opened.assessment, filed(register), on)
    return rests_on(opened.case, evidence) | {"measures": [each.id for each in confirmed_in_place(opened)]}
