"""What a draft lacks before it can be handed in, and which of its measures count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from transfer_register.actions.assess_check import wrong_findings
from transfer_register.actions.assess_findings import concluding
from transfer_register.actions.assess_laws import OTHER
from transfer_register.actions.assess_values import where
from transfer_register.actions.assess_work import Work
from transfer_register.assessment.conclude import Missing
from transfer_register.assessment.questionnaire import Question
from transfer_register.assessment.standing import measures_of
from transfer_register.errors import Problem
from transfer_register.exhibits.style import listed
from transfer_register.model.assessment import ChosenMeasure

_LACKS = {"answer": "is not answered.", "reason": "has no reason.", "sources": "has no source."}


def lacking(work: Work) -> list[Problem]:
    """Everything that a draft still needs before it can be handed in."""
    told, kit = work.assessment, work.case.kit
    problems = [_missing(work, each) for each in work.missing]
    if not work.case.there:
        problems.append(Problem("Transfers", "none of them is in the register today.", "Take the draft away."))
    for result in kit.results:
        if result.regime in told.regimes and not any(view.finding == result.question for view in concluding(kit, told)):
            regime = work.case.words.label("regimes", result.regime)
            problems.append(Problem("Views", f"none of them concludes for {regime}.", "Add a view that does."))
    depth = told.depth or work.depth
    if depth != work.depth and kit.deeper(work.depth, depth) and not (told.depth_why or "").strip():
        labels = {each.id: each.label for each in kit.depths}
        problems.append(Problem("Depth", f"“{labels[depth]}” is lighter than “{labels[work.depth]}”.", "Say why that is enough."))
    problems += [problem for problem in wrong_findings(work, None) if problem not in problems]
    return problems + list(refused(work))


def _missing(work: Work, each: Missing) -> Problem:
    question = work.case.kit[each.question]
    rows = listed([_row(work, question, row) for row in each.rows]) if each.what == "answer" else ""
    return Problem(where(question), _LACKS[each.what] + (f" Open: {rows}." if rows else ""))


def _row(work: Work, question: Question, row: str) -> str:
    if question.each == "law":
        return next((law.title for law in work.case.laws if law.id == row), row.removeprefix(OTHER))
    if question.each == "data_category":
        return work.case.words.label("data_categories", row)
    option = question.option(row)
    return option.label if option else row


def refused(work: Work) -> Iterator[Problem]:
    """The answers that stand and cannot be chosen as things are."""
    for id, options in work.refused.items():
        answer = work.assessment.answers.get(id)
        if answer is not None and isinstance(answer.value, str) and answer.value in options:
            option = work.case.kit[id].option(answer.value)
            label = option.label if option else answer.value
            yield Problem(where(work.case.kit[id]), f"“{label}” cannot be chosen. {options[answer.value]}")


def confirmed_in_place(work: Work) -> tuple[ChosenMeasure, ...]:
    """The chosen measures that are in place with every condition confirmed."""
    known = {p.id: p.provision.measure for p in measures_of(work.case.law.in_force(work.case.law_on))}
    return tuple(
        each for each in work.assessment.measures
        if each.state == "in_place" and each.id in known and _all_confirmed(known[each.id], each.confirmed)
    )  # fmt: skip


def _all_confirmed(made: Any, confirmed: Iterable[str]) -> bool:
    return made is not None and set(made.conditions) <= set(confirmed)
