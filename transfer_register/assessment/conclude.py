"""From answers to conclusions: which questions are asked, what is missing, what each view proposes, and what it refuses."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from transfer_register.assessment.holds import Facts, Partly, holds, unknown
from transfer_register.assessment.questionnaire import ANSWER, Question, Questionnaire, Result, View
from transfer_register.model.assessment import Answer, Assessment

# The rows of a question that is asked for each of several, by what it is asked for ("law", "data_category"), or by its id.
Rows = Mapping[str, Collection[str]]
Answers = Mapping[str, Answer]
_NO_ANSWERS: Answers = {}


@dataclass(frozen=True)
class Missing:
    """What a question still needs: "answer", "reason" or "sources"; `rows` are those without a value, where it has rows."""

    question: str
    what: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposed:
    """What a view's rules say: the option, and why. Without `found`, `because` says why there can be no finding; or the rules are
    undecided, and `open` names the facts and answers that would decide them."""

    found: str | None
    because: str = ""
    open: tuple[str, ...] = ()


def rows_of(question: Question, rows: Rows, answers: Answers = _NO_ANSWERS) -> tuple[str, ...]:
    """For what a question is asked; empty for one that is asked once. With `answers`, without the rows that they take away."""
    if question.each == "option":
        return tuple(option.id for option in question.options)
    if not question.each:
        return ()
    all_rows = rows.get(question.id, rows.get(question.each, ()))
    return tuple(row for row in all_rows if not _falls_away(question, row, answers))


def _falls_away(question: Question, row: str, answers: Answers) -> bool:
    """Was another question answered for this row so that this one does not arise? While it is not answered, it does."""
    for other, wanted in question.rows_where:
        answer = answers.get(other)
        value = answer.value.get(row) if answer and not answer.unknown and isinstance(answer.value, dict) else None
        if value is not None and _word(value) not in wanted:
            return True
    return False


def seen(kit: Questionnaire, answers: Answers, rows: Rows) -> dict[str, Any]:
    """The answers as facts that conditions look at; what is not answered, or not known, is left out.

    A list is known and empty where every row of it fell away, and unknown where there was no row to look at.
    """
    facts = {}
    for question in kit.questions:
        value = _list_seen(question, answers, rows) if question.each else _seen(question, answers.get(question.id))
        if value is not None:
            facts[f"{ANSWER}{question.id}"] = value
    return facts


def _seen(question: Question, answer: Answer | None) -> Any:
    if answer is None or answer.value is None or answer.unknown:
        return None
    if question.kind == "share":
        return round(answer.value * 100)
    if question.kind == "day" and isinstance(answer.value, str):
        return date.fromisoformat(answer.value)
    return answer.value


def _list_seen(question: Question, answers: Answers, rows: Rows) -> tuple[str, ...] | Partly | None:
    if question.kind not in ("flag", "term") or not rows_of(question, rows):
        return None
    wanted, answer = rows_of(question, rows, answers), answers.get(question.id)
    if not wanted:
        return ()
    said = answer.value if answer and not answer.unknown and isinstance(answer.value, dict) else {}
    given = tuple(dict.fromkeys(_word(said[row]) for row in wanted if said.get(row) is not None))
    if all(said.get(row) is not None for row in wanted):
        return given
    return Partly(given) if given else None


def _word(value: Any) -> str:
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def asked(kit: Questionnaire, views: Collection[str], depth: str | None, facts: Facts) -> tuple[Question, ...]:
    """The questions of some views that are asked at a depth, in the order of the kit; unknown whether asked is asked."""
    wanted = {id for view in views if view in kit.views_by_id for id in kit.views_by_id[view].questions}
    return tuple(
        question
        for question in kit.questions
        if question.id in wanted and kit.deeper(depth, question.depth) and holds(question.asked_if, facts) is not False
    )


def missing(assessment: Assessment, questions: Collection[Question], rows: Rows) -> tuple[Missing, ...]:
    """What these questions still need before the assessment can be handed in, in their order.

    That somebody looked and could not find out is an answer, and needs a reason.
    """
    found: list[Missing] = []
    for question in questions:
        answer, wanted = assessment.answers.get(question.id), rows_of(question, rows, assessment.answers)
        if question.computed or question.kind == "measures" or (question.each and not wanted):
            continue
        if answer is None or (answer.value is None and not answer.unknown):
            found.append(Missing(question.id, "answer", wanted))
            continue
        if not answer.unknown and question.each:
            said = answer.value if isinstance(answer.value, dict) else {}
            if without := tuple(row for row in wanted if said.get(row) is None):
                found.append(Missing(question.id, "answer", without))
        if (question.why == "required" or answer.unknown) and not (answer.why or "").strip():
            found.append(Missing(question.id, "reason"))
        if question.sources == "required" and not answer.sources and not answer.unknown:
            found.append(Missing(question.id, "sources"))
    return tuple(found)


def proposed(view: View, facts: Facts) -> Proposed:
    """What the rules of a view say: the first that holds, unless one before it may hold."""
    for rule in view.rules:
        match holds(rule.condition, facts):
            case True:
                return Proposed(rule.then, rule.because)
            case None:
                return Proposed(None, "", unknown(rule.condition, facts))
    return Proposed(None)


def refused(question: Question, facts: Facts) -> dict[str, str]:
    """The options that cannot be chosen, and because of what: every reason."""
    found: dict[str, list[str]] = {}
    for each in question.refuses:
        if holds(each.condition, facts) and each.because not in found.setdefault(each.option, []):
            found[each.option].append(each.because)
    return {option: " ".join(reasons) for option, reasons in found.items() if reasons}


def results(kit: Questionnaire, told: Assessment, on: date) -> dict[str, Any]:
    """The facts that say what was concluded, for each regime of the assessment; `on` is the day of approval."""
    facts: dict[str, Any] = {}
    for result in kit.results:
        if result.regime in told.regimes and (found := concluded(result, told)) is not None:
            facts |= {result.exists: True, result.dated_on: on.isoformat(), result.result: found}
    return facts


def concluded(result: Result, told: Assessment) -> str | None:
    """The result for one regime: by the decision where that stops the transfer, else by the finding; None without one."""
    found, decided = (told.answers.get(id) if id else None for id in (result.question, result.decision))
    if decided and isinstance(decided.value, str) and decided.value in result.decided:
        return result.decided[decided.value]
    return result.values.get(found.value) if found and isinstance(found.value, str) else None


def depth(kit: Questionnaire, facts: Facts) -> str:
    """How deep to go: the first depth whose condition is known to hold, from the lightest; else the last."""
    return next((each.id for each in kit.depths if holds(each.condition, facts)), kit.depths[-1].id)
