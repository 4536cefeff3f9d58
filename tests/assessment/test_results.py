"""What approval writes for each law: the finding of its own views, and before it a decision that stops the transfer."""

from __future__ import annotations

from datetime import date

import pytest

from transfer_register.actions.opening import questionnaires
from transfer_register.assessment.conclude import results
from transfer_register.model.assessment import Answer, Assessment

KIT = questionnaires()["transfer_impact"]
ON = date(2026, 11, 22)


def approved(regimes: tuple[str, ...], **answers: str) -> dict[str, object]:
    told = Assessment(
        kit=KIT.id, edition=KIT.valid_from, title="Orbit", transfers=("TR-00001",), regimes=regimes, views=("edpb",),
        answers={id: Answer(value=value) for id, value in answers.items()},
    )  # fmt: skip
    return results(KIT, told, ON)


def test_each_law_gets_its_own_finding_and_no_other() -> None:
    said = approved(("EU", "UK"), M1="equivalent", M2="not_met", M3="given")
    assert (said["tia.result"], said["tra.result"]) == ("may_proceed", "suspend")
    assert not any(name.startswith("tia_ch.") for name in said)
    assert said["tia.dated_on"] == said["tra.dated_on"] == "2026-11-22"


def test_what_was_not_found_is_not_written() -> None:
    assert approved(("EU", "CH"), M1="equivalent") == {
        "tia.exists": True, "tia.dated_on": "2026-11-22", "tia.result": "may_proceed"
    }  # fmt: skip


@pytest.mark.parametrize("decision", ["suspend", "do_not_start"])
def test_a_decision_to_stop_goes_before_a_finding_that_it_may_go(decision: str) -> None:
    said = approved(("EU", "UK", "CH"), M1="equivalent", M2="met", M3="given", M4=decision)
    assert {said["tia.result"], said["tra.result"], said["tia_ch.result"]} == {"suspend"}


def test_a_decision_to_go_changes_no_finding() -> None:
    assert approved(("EU",), M1="equivalent_with_measures", M4="go_with_conditions")["tia.result"] == "needs_measures"
