"""Which laws of the destination leave a gap, as the answers of an assessment have it rather than the record alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from transfer_register.assessment.conclude import rows_of
from transfer_register.assessment.questionnaire import Questionnaire
from transfer_register.model.assessment import Answer

# What a question is filled with that says, law by law, whether it reaches the recipient (fillings.py).
REACH = "law_reach"
_OUTCOME = {True: "met", False: "not_met"}


def as_answered(kit: Questionnaire, answers: Mapping[str, Answer], laws: Iterable[Any]) -> tuple[Any, ...]:
    """The laws (dataclasses with `id` and `outcome`) with the outcome that was answered: reaches, does not, not known.

    A law for which the question does not arise, as another answer leaves it out, does not reach. Where nothing was answered for
    a law, what was judged stays.
    """
    rows, said = tuple(laws), dict[str, str]()
    for question in kit.questions:
        answer = answers.get(question.id)
        if question.filled_by != REACH or question.each != "law":
            continue
        arises = rows_of(question, {"law": [law.id for law in rows]}, answers)
        said |= {law.id: "not_met" for law in rows if law.id not in arises}
        if answer is None:
            continue
        given = answer.value if isinstance(answer.value, dict) else {}
        said |= {law: _OUTCOME.get(value, "unknown") for law, value in given.items() if value is not None and law in arises}
        if answer.unknown:
            said |= {law.id: "unknown" for law in rows if law.id in arises and law.id not in given}
    return tuple(replace(law, outcome=said[law.id]) if law.id in said else law for law in rows)


def settled(kit: Questionnaire, answers: Mapping[str, Answer]) -> frozenset[str]:
    """The laws that leave no gap: answered with an option that `settles`, with sources where the question requires them.

    An answer that stayed behind for a law of which the question no longer arises settles nothing.
    """
    found: set[str] = set()
    for question in kit.questions:
        answer, options = answers.get(question.id), {option.id for option in question.options if option.settles}
        if not options or question.each != "law" or answer is None or answer.unknown or not isinstance(answer.value, dict):
            continue
        if question.sources != "required" or answer.sources:
            arises = rows_of(question, {"law": tuple(answer.value)}, answers)
            found |= {law for law in arises if answer.value[law] in options}
    return frozenset(found)
