"""The findings of an assessment: what a view finds is the answer to its question; views that share a question find the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from transfer_register.assessment.conclude import Proposed
from transfer_register.assessment.questionnaire import Questionnaire, View
from transfer_register.model.assessment import Answer, Assessment, Finding


def concluding(kit: Questionnaire, told: Assessment) -> tuple[View, ...]:
    """The chosen views whose finding counts for a regime of the assessment."""
    return tuple(view for view in kit.views if view.id in told.views and view.concludes(told.regimes))


def with_findings(kit: Questionnaire, told: Assessment) -> Assessment:
    """The assessment with the answers to its finding questions as its views found; a finding that was taken back is no answer."""
    answers, findings = dict(told.answers), {}
    for view in concluding(kit, told):
        finding = told.findings.get(view.id) or next(
            (told.findings[other.id] for other in kit.views if other.finding == view.finding and other.id in told.findings), None
        )
        if finding is None:
            answers.pop(view.finding, None)
            continue
        findings[view.id] = finding
        answers[view.finding] = Answer(value=finding.found, why=finding.why, by=finding.by, on=finding.on)
    return told.model_copy(update={"answers": answers, "findings": findings})


def changed_findings(
    kit: Questionnaire, before: Assessment | None, after: Assessment, proposed: Mapping[str, Proposed],
    actor: str | None = None, on: date | None = None,
) -> Assessment:  # fmt: skip
    """The findings after an edit. What was chosen in one view, or answered to its question, holds for every view that asks it;
    each keeps what its rules proposed, and who found it."""
    findings: dict[str, Finding] = {}
    for question in dict.fromkeys(view.finding for view in concluding(kit, after) if view.finding):
        views = [view.id for view in concluding(kit, after) if view.finding == question]
        chosen = _chosen(views, question, before, after)
        for view in views if chosen else ():
            own = proposed.get(view)
            same = before.findings.get(view) if before else None
            update = {"proposed": own.found if own else None}
            if same and (same.found, same.why) == (chosen.found, chosen.why):
                findings[view] = same.model_copy(update=update)
            else:
                findings[view] = chosen.model_copy(update=update | {"by": actor, "on": on})
    return with_findings(kit, after.model_copy(update={"findings": findings}))


def _chosen(views: list[str], question: str, before: Assessment | None, after: Assessment) -> Finding | None:
    """What was chosen last: a finding that changed, else an answer that changed, else what stood."""
    given = [after.findings[view] for view in views if view in after.findings]
    stood = {view: before.findings.get(view) for view in views} if before else {}
    for view in views:
        finding = after.findings.get(view)
        if finding and (stood.get(view) is None or (finding.found, finding.why) != (stood[view].found, stood[view].why)):
            return finding
    answer, was = after.answers.get(question), before.answers.get(question) if before else None
    if answer and isinstance(answer.value, str) and (was is None or (answer.value, answer.why) != (was.value, was.why)):
        return Finding(found=answer.value, why=answer.why)
    if any(stood.get(view) and view not in after.findings for view in views):
        return None
    return given[0] if given else None
