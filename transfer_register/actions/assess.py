"""The acts of an assessment, from begun to approved and revised: who may do what, and what is written with it.

Every act is by `actor`, at the moment `at` (UTC), on the day `on`, under the law of `law_on` (`on` unless said), and returns the
id and version that it wrote. Raises `Stale` where the version is not the newest, saying what changed since; `NotRecorded` or
`Refused` with every problem.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from transfer_register.actions.assess_changes import Change
from transfer_register.actions.assess_check import wrong
from transfer_register.actions.assess_due import next_review
from transfer_register.actions.assess_edit import edited, is_evidence, newest, state_of
from transfer_register.actions.assess_lacking import lacking, refused
from transfer_register.actions.assess_results import rests_with_measures, write_results
from transfer_register.actions.assess_upkeep import confirm_score, cover, meet
from transfer_register.actions.assess_work import Work, as_if, work
from transfer_register.actions.assessments import assessment, assessments
from transfer_register.actions.check import NotRecorded
from transfer_register.errors import Problem, Refused
from transfer_register.exhibits.style import listed
from transfer_register.model.assessment import Approval, Assessment
from transfer_register.register.register import Register

__all__ = ["approve", "begin", "confirm_score", "cover", "meet", "revise", "save", "send_back", "submit", "take_away"]

Written = tuple[str, int]


def begin(
    register: Register, key: str, draft: Assessment | None = None, *, actor: str, at: datetime, on: date,
    law_on: date | None = None,
) -> Written:  # fmt: skip
    """Makes a record of what is needed, with what a person said of it; None: as the register fills it."""
    opened = work(register, key, on=on, law_on=law_on)
    base = opened.assessment
    said = as_if(opened, edited(base, draft, opened, actor, on), actor=actor, on=on) if draft is not None else opened
    if problems := wrong(said, None if draft is None else base, is_evidence(register)):
        raise NotRecorded(problems)
    told = said.assessment.model_copy(update={"authors": (actor,)})
    with register.batch(actor, at) as writing:
        _not_begun_meanwhile(register, told)
        return writing.new("assessment", state_of(told)), 1


def _not_begun_meanwhile(register: Register, told: Assessment) -> None:
    for one in assessments(register):
        other = one.assessment
        same = other.kit == told.kit and other.destination == told.destination and set(other.transfers) & set(told.transfers)
        if one.live and same and set(told.regimes) <= set(other.regimes):
            raise Refused(f"{one.id} was begun for these transfers by {one.actor} meanwhile. Open that one. Nothing was written.")


def save(
    register: Register, id: str, version: int, draft: Assessment, *, actor: str, at: datetime, on: date,
    law_on: date | None = None,
) -> Written:  # fmt: skip
    """Records edited answers, measures, findings, provisos, views, depth, title, day of review and note of a draft."""
    before = newest(register, id, version, "draft")
    opened = work(register, id, on=on, law_on=law_on)
    said = as_if(opened, edited(before, draft, opened, actor, on), actor=actor, on=on)
    if problems := wrong(said, before, is_evidence(register)):
        raise NotRecorded(problems)
    if said.assessment == before:
        return id, version
    told = said.assessment.model_copy(update={"authors": tuple(dict.fromkeys((*before.authors, actor)))})
    with register.batch(actor, at) as writing:
        return id, writing.change(id, state_of(told), version)


def submit(
    register: Register, id: str, version: int, *, actor: str, at: datetime, on: date, law_on: date | None = None
) -> Written:  # fmt: skip
    """Hands a draft in, and keeps what it rests on and the score of the day; refused with all that is missing."""
    newest(register, id, version, "draft")
    opened = work(register, id, on=on, law_on=law_on)
    if problems := [*wrong(opened, opened.assessment, is_evidence(register)), *lacking(opened)]:
        raise NotRecorded(list(dict.fromkeys(problems)))
    told = opened.assessment
    day, why = (told.review_on, told.review_why) if told.review_on else next_review(opened.case, on)
    said = {
        "state": "in_review", "submitted_by": actor, "submitted_on": on, "sent_back": None, "score": opened.case.score,
        "depth": told.depth or opened.depth, "rests_on": rests_with_measures(register, id, opened, on), "review_on": day,
        "review_why": why,
    }  # fmt: skip
    with register.batch(actor, at) as writing:
        return id, writing.change(id, state_of(told.model_copy(update=said)), version)


def send_back(register: Register, id: str, version: int, why: str, *, actor: str, at: datetime, on: date) -> Written:
    """Makes what was handed in a draft again."""
    told = newest(register, id, version, "in_review")
    reason = _reason(why, "Say what is to be changed: the reason is kept with the draft.")
    said = {"state": "draft", "sent_back": reason, "submitted_by": None, "submitted_on": None}
    with register.batch(actor, at, reason) as writing:
        return id, writing.change(id, state_of(told.model_copy(update=said)), version)


def approve(
    register: Register, id: str, version: int, function: str, *, note: str | None = None, paper: str | None = None, actor: str,
    at: datetime, on: date, law_on: date | None = None,
) -> Written:  # fmt: skip
    """Approves the version that was read, by somebody else than its authors or on a signed paper that is on file.

    In the same batch it writes what was concluded on the transfers, with the measures that are in place, and supersedes the
    assessment in whose place this one was made.
    """
    told = newest(register, id, version, "in_review")
    opened = work(register, id, on=on, law_on=law_on)
    if problems := _unapprovable(register, told, opened, function, paper, actor):
        raise NotRecorded(problems)
    approval = Approval(version=version, by=actor, on=on, function=function.strip(), note=note or None, paper=paper or None)
    signed = told.model_copy(update={"state": "approved", "approval": approval} | _review(told, opened, on))
    signed = signed.model_copy(update={"answers": signed.answers | _signed_off(opened, signed)})
    title = f"Approval of {id}: {told.title}"
    with register.batch(actor, at, note or None, title=title, details={"assessment": id}) as writing:
        written = writing.change(id, state_of(signed), version)
        write_results(writing, register, opened, signed, opened.case.there)
        if told.supersedes:
            old = assessment(register, told.supersedes)
            writing.change(old.id, state_of(old.assessment.model_copy(update={"state": "superseded"})), old.version)
    return id, written


def _review(told: Assessment, opened: Work, on: date) -> dict[str, Any]:
    """The day of the next review counts from approval, unless a person chose it."""
    own = next((q.id for q in opened.case.kit.questions if q.filled_by == "review"), "")
    answer = told.answers.get(own)
    if told.review_on is not None and answer is not None and not answer.filled:
        return {}
    day, why = next_review(opened.case, on)
    return {"review_on": day, "review_why": why}


def _signed_off(opened: Work, signed: Assessment) -> dict[str, Any]:
    """The answers that follow from the approval itself."""
    fresh = as_if(opened, signed.model_copy(update={"state": "in_review"})).fresh
    names = {q.id for q in opened.case.kit.questions if q.filled_by in ("sign_off", "review")}
    kept = {id for id in names if id in signed.answers and not signed.answers[id].filled}
    return {id: fresh[id] for id in names - kept if id in fresh}


def _unapprovable(
    register: Register, told: Assessment, opened: Work, function: str, paper: str | None, actor: str
) -> list[Problem]:
    problems = [Problem("Function", "it is not said in which function.", "Say it.")] if not function.strip() else []
    if paper and not is_evidence(register)(paper):
        problems.append(Problem("Signed paper", f"there is no evidence {paper}.", "File it first."))
    wrote = dict.fromkeys((*told.authors, told.submitted_by))
    if not paper and actor in wrote:
        mend = "Let somebody else approve, or file the signed paper and name it."
        problems.append(Problem("Approval", "you wrote on this yourself.", mend))
    now = [change for change in opened.changes if not change.key.startswith("alike:")]
    problems += [_since(change) for change in now]
    return problems + [problem for problem in (*lacking(opened), *refused(opened)) if problem not in problems]


def _since(change: Change) -> Problem:
    what = f"{change.what} ({change.was}; now {change.now})."
    return Problem("Changed since it was handed in", what, "Send it back, so that this is looked at.")


def revise(
    register: Register, id: str, version: int, why: str, *, actor: str, at: datetime, on: date, law_on: date | None = None
) -> Written:  # fmt: skip
    """A new draft in the place of an approved assessment, which stands until that one is approved; returns the draft.

    It takes over what people answered; what the register fills in is taken anew, and findings are made anew.
    """
    old = newest(register, id, version, "approved")
    reason = _reason(why, "Say why it is revised: the reason is kept with the draft.")
    if begun := [one.id for one in assessments(register) if one.live and one.assessment.supersedes == id]:
        raise Refused(f"{id} is being revised already: {listed(begun)}. Open that one. Nothing was written.")
    opened = work(register, id, on=on, law_on=law_on)
    kit = opened.case.kit
    if not opened.case.there:
        raise Refused(f"None of the transfers of {id} is in the register today. There is nothing to assess. Nothing was written.")
    draft = Assessment(
        kit=old.kit, edition=kit.valid_from, title=old.title, transfers=opened.case.there, destination=old.destination,
        regimes=old.regimes, views=tuple(view for view in old.views if view in kit.views_by_id) or (kit.views[0].id,),
        depth=old.depth if old.depth in [depth.id for depth in kit.depths] else None, depth_why=old.depth_why,
        answers={name: answer for name, answer in old.answers.items() if name in kit.by_id and not answer.filled}
        | {name: answer for name, answer in opened.fresh.items() if name not in old.answers or old.answers[name].filled},
        measures=old.measures, provisos=old.provisos, authors=(actor,), supersedes=id, note=reason,
    )  # fmt: skip
    with register.batch(actor, at, reason) as writing:
        return writing.new("assessment", state_of(as_if(opened, draft).assessment)), 1


def take_away(
    register: Register, id: str, version: int, why: str | None = None, *, actor: str, at: datetime, on: date
) -> Written:  # fmt: skip
    """Takes a draft away; its past stays."""
    newest(register, id, version, "draft")
    with register.batch(actor, at, why) as writing:
        writing.end(id, version)
    return id, version + 1


def _reason(why: str, ask: str) -> str:
    if not why.strip():
        raise Refused(f"{ask} Nothing was written.")
    return why.strip()
