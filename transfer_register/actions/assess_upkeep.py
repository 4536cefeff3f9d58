"""What may be done to an assessment that stands: further transfers of its kind, provisos that were met, a score looked at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from transfer_register.actions.assess_case import case
from transfer_register.actions.assess_changes import compared
from transfer_register.actions.assess_edit import is_evidence, newest, state_of
from transfer_register.actions.assess_needed import kinds
from transfer_register.actions.assess_rests import evidence_of, rests_on
from transfer_register.actions.assess_results import write_results
from transfer_register.actions.assess_work import work
from transfer_register.actions.check import NotRecorded
from transfer_register.actions.evidence_found import filed
from transfer_register.errors import Problem, Refused
from transfer_register.exhibits.style import day
from transfer_register.model.assessment import Assessment
from transfer_register.register.register import Register

Written = tuple[str, int]
# Changes that a transfer brings with it only because no assessment was written on it yet.
_NOT_YET = ("verdict:", "measure:", "alike:", "ground:")


def cover(
    register: Register, id: str, version: int, transfers: Iterable[str], *, actor: str, at: datetime, on: date,
    law_on: date | None = None,
) -> Written:  # fmt: skip
    """Puts further transfers of the same kind under an assessment.

    Under an approved one only where they bring nothing with them on which it does not rest already; what was concluded is
    written on them in the same batch. Otherwise it has to be revised.
    """
    told = newest(register, id, version, "draft", "approved")
    new = tuple(dict.fromkeys(each for each in transfers if each not in told.transfers))
    if not new:
        raise Refused("Name transfers that it does not cover yet. Nothing was written.")
    same = kinds(register, on=on, law_on=law_on).alike.get(id, ())
    if strange := [each for each in new if each not in same]:
        problems = [
            Problem(each, "it is not of the same kind, or needs no assessment.", "Give it one of its own.") for each in strange
        ]
        raise NotRecorded(problems)
    wider = told.model_copy(update={"transfers": (*told.transfers, *new)})
    if told.state == "draft":
        wider = wider.model_copy(update={"authors": tuple(dict.fromkeys((*told.authors, actor)))})
        with register.batch(actor, at) as writing:
            return id, writing.change(id, state_of(wider), version)
    wider = _resting(register, id, wider, on, law_on)
    opened = work(register, id, on=on, law_on=law_on)
    title = f"Further transfers under {id}: {told.title}"
    with register.batch(actor, at, title=title, details={"assessment": id, "transfers": list(new)}) as writing:
        written = writing.change(id, state_of(wider), version)
        write_results(writing, register, opened, wider, new)
    return id, written


def _resting(register: Register, id: str, wider: Assessment, on: date, law_on: date | None) -> Assessment:
    """The approved assessment with what it rests on, over all its transfers. Raises `NotRecorded` where that is not the same."""
    known = case(register, wider.kit, wider.transfers, on=on, law_on=law_on, destination=wider.destination)
    on_file = {each.id: each for each in filed(register)}
    now = rests_on(known, evidence_of(id, wider, on_file.values(), on))
    brings = [each for each in compared(wider, now, known, on_file) if not each.key.startswith(_NOT_YET)]
    if brings:
        mend = "Record it as it is for the others, or revise the assessment."
        raise NotRecorded([Problem(each.what, f"{each.was}; with these transfers {each.now}.", mend) for each in brings])
    return wider.model_copy(update={"rests_on": wider.rests_on | {"transfers": now["transfers"]}})


def meet(
    register: Register, id: str, version: int, number: int, *, met_on: date, evidence: Iterable[str] = (),
    note: str | None = None, actor: str, at: datetime, on: date,
) -> Written:  # fmt: skip
    """Notes that a proviso is met; an approval stands."""
    told, evidence = newest(register, id, version, "draft", "in_review", "approved"), tuple(evidence)
    proviso = next((each for each in told.provisos if each.number == number), None)
    if proviso is None:
        raise Refused(f"{id} has no condition {number}. Nothing was written.")
    if proviso.met_on is not None:
        raise Refused(f"Condition {number} was met on {day(proviso.met_on)} already. Nothing was written.")
    problems = [
        Problem("Evidence", f"there is no evidence {each}.", "File it first.")
        for each in evidence
        if not is_evidence(register)(each)
    ]
    if met_on > on:
        problems.append(Problem("Met on", f"{day(met_on)} is still to come.", "Choose the day on which it was met."))
    if problems:
        raise NotRecorded(problems)
    more = {"met_on": met_on, "met_by": actor, "evidence": tuple(dict.fromkeys((*proviso.evidence, *evidence)))}
    done = proviso.model_copy(update=more | ({"note": note.strip()} if note and note.strip() else {}))
    provisos = tuple(done if each.number == number else each for each in told.provisos)
    with register.batch(actor, at, note or None) as writing:
        return id, writing.change(id, state_of(told.model_copy(update={"provisos": provisos})), version)


def confirm_score(
    register: Register, id: str, version: int, why: str, *, actor: str, at: datetime, on: date, law_on: date | None = None
) -> Written:  # fmt: skip
    """Notes that a person looked at the score of the machine and stands by it, and why; with the score as it is that day."""
    told = newest(register, id, version, "draft", "in_review", "approved")
    if not why.strip():
        raise Refused("Say why the score is right: the reason is kept with it. Nothing was written.")
    score = case(register, told.kit, told.transfers, on=on, law_on=law_on, destination=told.destination).score
    if score is None:
        raise Refused("There is no score to confirm: too little is known of these transfers. Nothing was written.")
    said = {"score_reviewed": why.strip(), "score": score}
    with register.batch(actor, at, why.strip()) as writing:
        return id, writing.change(id, state_of(told.model_copy(update=said)), version)
