"""What is wrong with an edited assessment: every problem at once, by the words of its question."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from transfer_register.actions.assess_due import next_review
from transfer_register.actions.assess_findings import concluding
from transfer_register.actions.assess_values import where, wrong_answer
from transfer_register.actions.assess_work import Work
from transfer_register.assessment.standing import is_mark, measures_of
from transfer_register.errors import Problem
from transfer_register.exhibits.style import day
from transfer_register.model.assessment import Assessment

# Does a record of evidence of this id exist?
Exists = Callable[[str], bool]


def wrong(work: Work, before: Assessment | None, exists: Exists) -> list[Problem]:
    """Everything that cannot be recorded of an edited assessment; `work` is that of the edited one."""
    told, kit = work.assessment, work.case.kit
    problems: list[Problem] = []
    for id, answer in told.answers.items():
        if id not in kit.by_id:
            problems.append(Problem(id, "there is no such question.", "Leave it out."))
        elif before is None or answer != before.answers.get(id):
            problems += wrong_answer(work, kit[id], answer, before.answers.get(id) if before else None)
    problems += [
        Problem("Views", f"there is no view {id!r}.", "Choose one of the list.") for id in told.views if id not in kit.views_by_id
    ]
    if told.depth is not None and told.depth not in [depth.id for depth in kit.depths]:
        problems.append(Problem("Depth", f"there is no depth {told.depth!r}.", "Choose one of the list."))
    problems += [*wrong_findings(work, before), *_measures(work), *_provisos(told), *_days(work, told)]
    return problems + [
        Problem(place, f"there is no evidence {id}.", "File it first, or leave it out.")
        for place, id in _named(work, told)
        if not exists(id)
    ]


def wrong_findings(work: Work, before: Assessment | None) -> Iterator[Problem]:
    """Findings that differ from what the rules propose, and do not say why; those that stand in `before` are left."""
    told, kit = work.assessment, work.case.kit
    for id in told.findings:
        if id not in kit.views_by_id or kit.views_by_id[id].finding is None:
            yield Problem("Findings", f"the view {id!r} has no finding.", "Leave it out.")
    for view in concluding(kit, told):
        finding, was = told.findings.get(view.id), before.findings.get(view.id) if before else None
        if finding is None or view.finding is None or (was and was.found == finding.found and was.why == finding.why):
            continue
        proposal = work.proposed.get(view.id)
        if (proposal is None or finding.found != proposal.found) and not (finding.why or "").strip():
            said = "the rules propose another finding" if proposal and proposal.found else "the rules do not decide it"
            yield Problem(where(kit[view.finding]), f"{view.title}: {said}.", "Say why you find so.")


def _measures(work: Work) -> Iterator[Problem]:
    told, label = work.assessment, work.case.words.label
    known = {p.id: p for p in measures_of(work.case.law.in_force(work.case.law_on))}
    for at, each in enumerate(told.measures):
        place = f"Measures: {label('measures', each.id)}"
        if each.id not in known or is_mark(known[each.id]):
            yield Problem(place, "there is no such measure.", "Choose one of those offered.")
            continue
        if each.id in [other.id for other in told.measures[:at]]:
            yield Problem(place, "it stands there twice.", "Keep one.")
        made = known[each.id].provision.measure
        for text in each.confirmed:
            if made is None or text not in made.conditions:
                yield Problem(place, f"“{text}” is no condition of it.", "Confirm the conditions as they stand.")


def _provisos(told: Assessment) -> Iterator[Problem]:
    numbers = [each.number for each in told.provisos]
    for number in sorted({number for number in numbers if numbers.count(number) > 1}):
        yield Problem(f"Condition {number}", "the number stands twice.", "Number each for itself.")


def _days(work: Work, told: Assessment) -> Iterator[Problem]:
    latest, why = next_review(work.case, work.case.on)
    if told.review_on is not None and told.review_on > latest and not (told.review_why or "").strip():
        yield Problem(
            "Next review", f"{day(told.review_on)} is later than {day(latest)}: {why}", "Say why, or choose an earlier day."
        )


def _named(work: Work, told: Assessment) -> Iterator[tuple[str, str]]:
    """Every record of evidence that is named, and where."""
    for id, answer in told.answers.items():
        place = where(work.case.kit[id]) if id in work.case.kit.by_id else id
        yield from ((place, source.evidence) for source in answer.sources if source.evidence)
    for measure in told.measures:
        yield from ((f"Measures: {work.case.words.label('measures', measure.id)}", id) for id in measure.evidence)
    for proviso in told.provisos:
        yield from ((f"Condition {proviso.number}", id) for id in proviso.evidence)
