"""Working on an assessment: what it asks, what the register fills in, what is missing, and what follows from the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from transfer_register.actions.assess_case import Asked, Case, case, cases
from transfer_register.actions.assess_fills import OWN, Own, of_answers, of_record, reused
from transfer_register.actions.assess_findings import changed_findings, with_findings
from transfer_register.actions.assess_laws import OTHER, other
from transfer_register.actions.assess_needed import Needed, needed_by_key
from transfer_register.actions.assess_review import Change, changes_of
from transfer_register.actions.assessments import Recorded, assessment, assessments
from transfer_register.assessment import conclude
from transfer_register.assessment.conclude import Missing, Proposed
from transfer_register.assessment.gap import Gaps, gaps
from transfer_register.assessment.probability import INPUTS, Probability
from transfer_register.assessment.probability import of_answers as probability_of
from transfer_register.assessment.questionnaire import Question, Questionnaire
from transfer_register.assessment.standing import measures_of
from transfer_register.assessment.threatening import as_answered, settled
from transfer_register.model.assessment import Answer, Assessment
from transfer_register.register.register import Register

# The facts that an answer stands for, by what fills it: whether it says the same as the fact, or the contrary.
_STANDS_FOR = {
    "clear_text": ("measures.clear_text_access", True), "clear_in_transit": ("measures.encrypted_in_transit", False),
    "remote_access": ("flow.remote_access", True),
}  # fmt: skip


@dataclass(frozen=True)
class Work:
    """An assessment as somebody works on it: a recorded one, or one that is needed and not begun.

    `assessment` has the answers with what the register fills in; `fresh` is what the register fills in now, also beside
    answers that a person changed. `facts` are those of the case and the answers, as conditions see them. `asked` are the
    questions of its views at its depth; `missing` is what they still need; `proposed` is what each view's rules say, by view;
    `refused` by question the options that cannot be chosen, each with the reason. `gaps` is what laws leave open after the
    measures, `probability` the calculation where a view shows one. `depth` is the proposed one. `changes` are what changed
    since it was handed in. `progress` is (answered, asked).
    """

    recorded: Recorded | None
    needed: Needed | None
    assessment: Assessment
    case: Case
    facts: dict[str, Any]
    asked: tuple[Question, ...]
    missing: tuple[Missing, ...]
    proposed: dict[str, Proposed]
    refused: dict[str, dict[str, str]]
    gaps: Gaps
    depth: str
    changes: tuple[Change, ...]
    progress: tuple[int, int]
    fresh: dict[str, Answer] = field(default_factory=dict)
    probability: Probability | None = None


def work(register: Register, id_or_key: str, *, on: date, law_on: date | None = None, known_on: date | None = None) -> Work:
    """The work on a recorded assessment (an id AS-...), or on one that is needed (its key). Raises `Refused` for neither."""
    days = {"on": on, "law_on": law_on, "known_on": known_on}
    if not id_or_key.startswith("AS-"):
        return _not_begun(register, needed_by_key(register, id_or_key, **days), days)
    found = assessment(register, id_or_key, known_on)
    told = found.assessment
    asked = Asked(found.id, told.transfers, told.destination)
    known = replace(cases(register, [(told.kit, asked)], **days)[found.id], regimes=told.regimes)
    fresh = of_record(known)
    if told.state == "draft":
        told = told.model_copy(update={"answers": _filled_up(known.kit, told.answers, fresh)})
    return _worked(found, None, told, known, fresh, changes_of(register, [found], **days)[found.id])


def _not_begun(register: Register, one: Needed, days: Mapping[str, Any]) -> Work:
    known = replace(case(register, one.kit, one.transfers, destination=one.destination, **days), regimes=one.regimes)
    fresh = of_record(known)
    earlier = reused(known, assessments(register, days["known_on"]))
    answers = _filled_up(known.kit, _with_earlier(fresh, earlier), fresh)
    views = leading_views(known.kit, one.regimes)
    draft = Assessment(
        kit=one.kit, edition=known.kit.valid_from, title=one.title, transfers=one.transfers, destination=one.destination,
        regimes=one.regimes, views=views, depth=one.depth, answers=answers,
    )  # fmt: skip
    return _worked(None, one, draft, known, fresh, ())


def leading_views(kit: Questionnaire, regimes: tuple[str, ...]) -> tuple[str, ...]:
    """The view of each regime with which a draft begins: the first that holds the finding on which the kit's results rest."""
    found = []
    for regime in regimes:
        questions = [result.question for result in kit.results if result.regime == regime]
        speaking = [view for view in kit.views_for((regime,)) if view.concludes((regime,))]
        leading = next((view for view in speaking if view.finding in questions), speaking[0] if speaking else None)
        found += [leading.id] if leading else []
    return tuple(dict.fromkeys(found)) or (kit.views[0].id,)


def _filled_up(kit: Questionnaire, answers: Mapping[str, Answer], fresh: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers, and what the register fills in where nobody answered. What is computed is always filled in."""
    computed = {question.id for question in kit.questions if question.computed}
    return {**fresh, **answers, **{id: answer for id, answer in fresh.items() if id in computed}}


def _with_earlier(fresh: Mapping[str, Answer], earlier: Mapping[str, Answer]) -> dict[str, Answer]:
    """What was answered of the country before; of a law, what the register says of this recipient stands."""
    found = dict(earlier)
    for id in fresh.keys() & earlier.keys():
        said, was = fresh[id].value, earlier[id].value
        if isinstance(said, dict) and isinstance(was, dict):
            both = tuple(dict.fromkeys((*fresh[id].taken_from, *earlier[id].taken_from)))
            found[id] = earlier[id].model_copy(update={"value": {**was, **said}, "taken_from": both})
    return found


def as_if(work: Work, assessment: Assessment, *, actor: str | None = None, on: date | None = None) -> Work:
    """The same with other answers, views, measures or depth, without asking the register. New findings are by `actor`."""

    def again(proposed: Mapping[str, Proposed]) -> Work:
        told = changed_findings(work.case.kit, work.assessment, assessment, proposed, actor, on)
        return _worked(work.recorded, work.needed, told, work.case, work.fresh, work.changes)

    # Findings say what the rules proposed of the answers as they are now, which is known once these were looked at.
    return again(again(work.proposed).proposed)


def _worked(
    recorded: Recorded | None, needed: Needed | None, told: Assessment, known: Case, fresh: Mapping[str, Answer],
    changes: tuple[Change, ...],
) -> Work:  # fmt: skip
    kit, known = known.kit, _with_other_laws(known, told)
    told = with_findings(kit, told)
    facts = _stated(kit, known, told) | conclude.seen(kit, told.answers, known.rows)
    gap = _gap(known, told, facts)
    own = Own(conclude.depth(kit, facts), gap, _probability(kit, told))
    fresh = {**fresh, **of_answers(known, told, own)}
    if told.state != "approved" and told.state != "superseded":
        told = told.model_copy(update={"answers": told.answers | _own_answers(kit, told, fresh)})
        facts |= conclude.seen(kit, told.answers, known.rows)
    asked = conclude.asked(kit, told.views, told.depth or own.depth, facts)
    missing = conclude.missing(told, asked, known.rows)
    to_answer = [
        q.id for q in asked if not q.computed and q.kind != "measures" and (not q.each or conclude.rows_of(q, known.rows))
    ]
    open_ones = {each.question for each in missing}
    return Work(
        recorded=recorded, needed=needed, assessment=told, case=known, facts=facts, asked=asked, missing=missing,
        proposed={
            id: conclude.proposed(kit.views_by_id[id], facts)
            for id in told.views if id in kit.views_by_id and kit.views_by_id[id].finding
        },
        refused={question.id: found for question in asked if (found := conclude.refused(question, facts))},
        gaps=gap, depth=own.depth, changes=changes,
        progress=(len([id for id in to_answer if id not in open_ones]), len(to_answer)), fresh=fresh, probability=own.probability,
    )  # fmt: skip


def _own_answers(kit: Questionnaire, told: Assessment, fresh: Mapping[str, Answer]) -> dict[str, Answer]:
    """What follows from the answers, where it is computed or nobody said otherwise."""
    found = {}
    for question in kit.questions:
        answer = told.answers.get(question.id)
        if question.filled_by in OWN and question.id in fresh and (question.computed or answer is None or answer.filled):
            found[question.id] = fresh[question.id]
    return found


def _with_other_laws(known: Case, told: Assessment) -> Case:
    """The case with the laws that a person added, as rows of what is asked for each law."""
    added = dict.fromkeys(
        row for question in known.kit.questions if question.each == "law" and (answer := told.answers.get(question.id))
        for row in (answer.value if isinstance(answer.value, dict) else ()) if row.startswith(OTHER)
    )  # fmt: skip
    new = [other(id) for id in added if id not in {row.id for row in known.laws}]
    own = [row for row in known.laws if row.id in added or not row.id.startswith(OTHER)]
    laws = (*own, *new)
    return replace(known, laws=laws, rows=known.rows | {"law": tuple(row.id for row in laws if row.role == "problem")})


def _stated(kit: Questionnaire, known: Case, told: Assessment) -> dict[str, Any]:
    """The facts of the case; what was answered stands before what is recorded."""
    facts = dict(known.facts)
    for question in kit.questions:
        answer, (fact, same) = told.answers.get(question.id), _STANDS_FOR.get(question.filled_by or "", ("", True))
        if not fact or answer is None:
            continue
        if answer.unknown:
            facts.pop(fact, None)
        elif isinstance(answer.value, bool):
            facts[fact] = answer.value is same
    return facts


def _gap(known: Case, told: Assessment, facts: Mapping[str, Any]) -> Gaps:
    state = known.law.in_force(known.law_on)
    laws = as_answered(known.kit, told.answers, known.laws)
    threats = known.words.lists["threats"]
    return gaps(laws, told.measures, measures_of(state), threats, facts, settled=settled(known.kit, told.answers))


def _probability(kit: Questionnaire, told: Assessment) -> Probability | None:
    if not any(view.calculates for id in told.views if (view := kit.views_by_id.get(id))):
        return None
    hurdles = kit.by_id.get(INPUTS["hurdles"])
    return probability_of(told.answers, {option.id: option.label for option in hurdles.options} if hurdles else {})
