"""What lies on the table for one assessment: as it is recorded, and as it was edited since, until it is saved.

All of it is kept in `session_state` under `assess.`, so that a walk to another screen takes nothing of it away.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from transfer_register.actions import assess_work
from transfer_register.actions.assess_work import Work
from transfer_register.errors import Problem
from transfer_register.model.assessment import Answer, Assessment, Finding
from transfer_register.model.vocabulary import Words
from transfer_register.screens.visit import Visit

PREFIX = "assess."
_OPEN = Answer()
# What is no part of what an answer says, but of who said it.
_SIGNED = {"by": None, "on": None}


@dataclass
class Desk:
    """`id` is that of the record, or the key of a draft that opened itself and nobody touched; then `version` is None.

    `base` is what `edited` began with. `problems` are those of the last attempt to record. `turn` tells one life of the fields
    from the next, so that what was thrown away does not come back in them. `opened` are questions that are to be answered
    otherwise than the register does. `document` is what was made of it last, after what it was made of. `today` is false where
    another day of the register or of the law is looked at.
    """

    id: str
    version: int | None
    base: Assessment
    edited: Assessment
    work: Work
    asked: Any
    words: Words
    problems: list[Problem] = field(default_factory=list)
    turn: int = 0
    seen: tuple[Assessment, Work] | None = None
    opened: set[str] = field(default_factory=set)
    files: tuple[int, dict[str, str]] | None = None
    document: tuple[Any, Any] | None = None
    today: bool = True

    @property
    def dirty(self) -> bool:
        return self.edited != self.base

    @property
    def changed(self) -> tuple[str, ...]:
        """The questions whose answers were edited and not saved."""
        names = {**self.base.answers, **self.edited.answers}
        return tuple(name for name in names if self.base.answers.get(name) != self.edited.answers.get(name))

    @property
    def unsaved(self) -> int:
        """How many things were edited and not saved."""
        others = (name for name in Assessment.model_fields if name != "answers")
        return len(self.changed) + sum(getattr(self.base, name) != getattr(self.edited, name) for name in others)

    @property
    def now(self) -> Work:
        """The work with the edited answers, worked out once for the same answers."""
        if self.seen is None or self.seen[0] is not self.edited:
            self.seen = (self.edited, assess_work.as_if(self.work, self.edited) if self.dirty else self.work)
        return self.seen[1]

    @property
    def writable(self) -> bool:
        """Can it be edited? What was handed in waits, what was approved stands, and nothing is written on another day."""
        return self.edited.state == "draft" and self.today

    def key(self, name: str) -> str:
        """The key of a field of this assessment."""
        return f"{PREFIX}{self.id}.{self.turn}.{name}"

    def edit(self, **changed: Any) -> None:
        """Lays changed fields of the assessment on the table."""
        self.edited = self.edited.model_copy(update=changed)

    def answer(self, question: str, **changed: Any) -> None:
        """Changes an answer. One that says again what is recorded is the recorded one; an empty one is none."""
        before = self.edited.answers.get(question, _OPEN)
        if "value" in changed and changed["value"] != before.value:
            changed = {"filled": False, "unknown": False} | changed
        now, recorded = before.model_copy(update=changed), self.base.answers.get(question)
        if recorded is not None and _says(now) == _says(recorded):
            now = recorded
        elif not (now.value is not None or now.unknown or now.why or now.sources or now.sure) and recorded is None:
            self.drop(question)
            return
        self.edit(answers={**self.edited.answers, question: now})

    def drop(self, question: str) -> None:
        """Takes what was edited of an answer off the table."""
        answers = dict(self.edited.answers)
        if recorded := self.base.answers.get(question):
            answers[question] = recorded
        else:
            answers.pop(question, None)
        self.edit(answers=answers)

    def conclude(self, question: str, found: str | None, why: str | None) -> None:
        """Lays down the finding that a question holds, for every view that concludes in it, beside what each view proposes."""
        kit, findings = self.work.case.kit, dict(self.edited.findings)
        for view in kit.views:
            if view.finding != question or view.id not in self.edited.views or not view.concludes(self.edited.regimes):
                continue
            findings.pop(view.id, None)
            if found is not None:
                proposal = self.now.proposed.get(view.id)
                findings[view.id] = Finding(found=found, proposed=proposal.found if proposal else None, why=why)
        self.answer(question, value=found, why=why)
        self.edit(findings=findings)

    def reset(self) -> None:
        """Throws away everything that was edited."""
        self.edited, self.problems, self.turn = self.base, [], self.turn + 1
        self.opened.clear()


def _says(answer: Answer) -> Answer:
    return answer.model_copy(update=_SIGNED)


def desk_of(visit: Visit, id: str) -> Desk:
    """The work on an assessment, begun or gone on with. What others recorded is taken up where nothing is edited here.

    Raises `Refused` where there is no such assessment and no such need.
    """
    name = f"{PREFIX}desk.{id}"
    desk: Desk | None = st.session_state.get(name)
    asked = (visit.register.known(None), visit.on, visit.law_on)
    today = visit.on == visit.law_on == visit.today
    if desk is not None and desk.asked == asked:
        desk.today = today
        return desk
    work = assess_work.work(visit.register, id, on=visit.on, law_on=visit.law_on)
    version = work.recorded.version if work.recorded else None
    if desk is None:
        desk = Desk(id, version, work.assessment, work.assessment, work, asked, visit.words)
        st.session_state[name] = desk
    elif not desk.dirty:
        desk.version, desk.base, desk.edited = version, work.assessment, work.assessment
    desk.work, desk.asked, desk.seen, desk.today = work, asked, None, today
    return desk


def laid_out(id: str) -> Desk:
    """The desk of an assessment that is on the table already."""
    return st.session_state[f"{PREFIX}desk.{id}"]


def carry_over(desk: Desk, id: str) -> None:
    """Goes on under the id that a draft was given when it was recorded."""
    forget(desk.id)
    st.session_state[f"{PREFIX}desk.{id}"] = replace(desk, id=id, asked=None, base=desk.edited, seen=None, turn=0)


def recorded_as(desk: Desk) -> None:
    """Takes up what was just recorded from this desk."""
    desk.base, desk.asked, desk.problems = desk.edited, None, []


def forget(id: str) -> None:
    """Drops the work on an assessment, and what stands in its fields."""
    for key in [key for key in st.session_state if str(key).startswith((f"{PREFIX}{id}.", f"{PREFIX}desk.{id}"))]:
        del st.session_state[key]
