"""From an edited assessment to what is recorded: what an edit may change, who answered what, from which version it was made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from transfer_register.actions.assess_case import kit_of
from transfer_register.actions.assess_difference import difference
from transfer_register.actions.assess_work import Work
from transfer_register.actions.assessments import Recorded, assessment, version_of
from transfer_register.errors import Refused, Stale
from transfer_register.model.assessment import Answer, Assessment
from transfer_register.register.register import Register

# What an edit may change; everything else has its own act.
_EDITABLE = (
    "title", "views", "depth", "depth_why", "answers", "measures", "findings", "provisos", "review_on", "review_why", "note",
)  # fmt: skip
_STATES = {
    "draft": "is a draft", "in_review": "was handed in: send it back before it is changed",
    "approved": "is approved: revise it to change it", "superseded": "was superseded",
}  # fmt: skip
_MOST = 8


def newest(register: Register, id: str, version: int, *states: str) -> Assessment:
    """The assessment that an act is about to change. Raises `Stale` with the difference where another version came since, and
    `Refused` where it is in none of these states."""
    found = assessment(register, id)
    if found.version != version:
        raise Stale(_since(register, found, version))
    if found.assessment.state not in states:
        raise Refused(f"{id} {_STATES[found.assessment.state]}. Nothing was written.")
    return found.assessment


def _since(register: Register, found: Recorded, version: int) -> str:
    told = found.assessment
    differing = difference(kit_of(told.kit), register.words, version_of(register, found.id, version).assessment, told)
    more = f"; and {len(differing) - _MOST} more" if len(differing) > _MOST else ""
    said = "; ".join(str(each) for each in differing[:_MOST]) or "nothing that is shown here"
    return (
        f"{found.id} was changed by {found.actor} since you opened it (you saw version {version}, it is now version "
        f"{found.version}). Changed: {said}{more}. Nothing was written."
    )


def state_of(told: Assessment) -> dict[str, Any]:
    """As the journal records it."""
    return told.model_dump(mode="json", exclude_none=True)


def is_evidence(register: Register) -> Callable[[str], bool]:
    """Whether a record of evidence of some id exists."""

    def exists(id: str) -> bool:
        found = register.record(id)
        return found is not None and found.kind == "evidence"

    return exists


def edited(before: Assessment, draft: Assessment, opened: Work, actor: str, on: date) -> Assessment:
    """What was recorded, or opened itself, with what an edit changed; each answer that changed says by whom, and when."""
    changed = {name: getattr(draft, name) for name in _EDITABLE}
    changed["answers"] = {
        name: _answered(before.answers.get(name), answer, opened.fresh.get(name), actor, on)
        for name, answer in draft.answers.items()
    }
    told = before.model_copy(update=changed)
    return told.model_copy(update=_review(told, before, opened))


def _answered(before: Answer | None, now: Answer, fresh: Answer | None, actor: str, on: date) -> Answer:
    """An answer with who gave it and when; what is as the register fills it was given by nobody."""
    now = now.model_copy(update={"value": _plain(now.value)})
    if before is not None and _says(now) == _says(before):
        return before.model_copy(update={"filled": before.filled and now.filled, "taken_from": now.taken_from})
    if now.filled and not now.unknown and fresh is not None and now.value == _plain(fresh.value):
        return now
    kept = now.filled and before is not None and before.filled and now.value == _plain(before.value)
    return now.model_copy(update={"by": actor, "on": on, "filled": kept})


def _says(answer: Answer) -> tuple:
    return _plain(answer.value), answer.unknown, answer.why or None, answer.sources, answer.sure


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {row: _plain(each) for row, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def _review(told: Assessment, before: Assessment, opened: Work) -> dict[str, Any]:
    """The day of the next review, where a person answered the question that asks for it."""
    question = next((each for each in opened.case.kit.questions if each.filled_by == "review" and each.kind == "day"), None)
    answer = told.answers.get(question.id) if question else None
    if answer is None or answer.filled or not isinstance(answer.value, str) or told.review_on != before.review_on:
        return {}
    try:
        return {"review_on": date.fromisoformat(answer.value), "review_why": answer.why or told.review_why}
    except ValueError:
        return {}
