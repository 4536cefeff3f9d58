"""The result of an assessment: each view's own finding, the decision, the conditions with owner and day, in numbers."""

from __future__ import annotations

from collections.abc import Iterator

from transfer_register.assessment.questionnaire import View
from transfer_register.exhibits import style
from transfer_register.exhibits.score_words import ends
from transfer_register.exhibits.style import day, number
from transfer_register.model.assessment import Finding
from transfer_register.reports import blocks as b
from transfer_register.reports.assessment.measures import STATES
from transfer_register.reports.assessment.paper import Flow, Paper
from transfer_register.reports.wording import plural

STATE_WORDS = {
    "draft": b.Status("Draft", "ring", "grey"),
    "in_review": b.Status("In review", "triangle", "gold"),
    "approved": b.Status("Approved", "disc", "blue"),
    "superseded": b.Status("Superseded by a later one", "dash", "slate"),
}
_TONES = {"good": ("disc", "blue"), "open": ("triangle", "gold"), "bad": ("square", "vermilion"), None: ("ring", "slate")}


def result(paper: Paper) -> b.Status:
    """What the view of this document found, as a state; a view that only informs, or that has not found yet, says so."""
    if not paper.view.concludes(paper.assessment.regimes):
        return b.Status("This view informs and concludes nothing", "dash", "slate")
    found = paper.assessment.findings.get(paper.view.id) or _shared(paper, paper.view)
    return _found(paper.view, paper, found) if found else b.Status("No finding yet", "ring", "grey")


def _shared(paper: Paper, view: View) -> Finding | None:
    """The finding of another view that answers the same question: the regimes are the same."""
    for id, finding in paper.assessment.findings.items():
        other = paper.kit.views_by_id.get(id)
        if other and other.finding == view.finding:
            return finding
    return None


def _found(view: View, paper: Paper, finding: Finding) -> b.Status:
    option = paper.kit[view.finding].option(finding.found) if view.finding else None
    shape, tone = _TONES[option.tone if option else None]
    return b.Status(option.label if option else finding.found, shape, tone)


def summary(paper: Paper) -> Iterator[b.Block]:
    """Result, numbers, findings view by view, conditions."""
    told, assessment = result(paper), paper.assessment
    yield b.Heading("Summary and decision", anchor="summary")
    if assessment.state != "approved":
        yield b.Notice(b.text(_NOT_APPROVED[assessment.state]), tone="gold")
    if paper.changes:
        yield b.Notice(b.text(f"To be reviewed: {'; '.join(paper.changes)}."), tone="gold")
    yield b.Numbers(tuple(_numbers(paper, told)))
    for flow in paper.flows:
        yield b.Paragraph((b.Run(f"{flow.id}: {flow.sentence} "), *_verdicts(paper, flow)), numbered=True)
    yield b.Paragraph(b.text(paper.view.says), numbered=True)
    yield _findings(paper)
    if assessment.provisos:
        yield b.Heading("Conditions", level=2, anchor="conditions")
        yield _provisos(paper)
    elif assessment.state == "approved":
        yield b.Paragraph(b.text("The transfer may go on without a condition of its own."), numbered=True)


_NOT_APPROVED = {
    "draft": "This assessment is a draft. Nobody has approved it, and it is no record that the transfer was assessed.",
    "in_review": "This assessment was handed in and is not approved yet.",
    "superseded": "A later assessment was approved in the place of this one.",
}


def _verdicts(paper: Paper, flow: Flow) -> Iterator[b.Run | b.Status]:
    for regime, verdict in flow.verdicts:
        mark = style.verdict(paper.words, verdict)
        yield b.Run(f" {paper.words.label('regimes', regime)}: ", quiet=True)
        yield b.Status(mark.word, mark.shape, mark.tone)


def _numbers(paper: Paper, told: b.Status) -> Iterator[b.Number]:
    answered = len(paper.asked) - len({id for id in paper.missing})
    yield b.Number(told.word, "finding of this view", told)
    yield b.Number(f"{number(answered)} of {number(len(paper.asked))}", "questions answered")
    yield b.Number(STATES[paper.gaps.state].word, "threats of laws there, as a whole", STATES[paper.gaps.state])
    if paper.assessment.score:
        low, high = paper.assessment.score.get("score_low"), paper.assessment.score.get("score")
        if high is not None:
            mark = style.band(paper.words, paper.assessment.score.get("band"))
            yield b.Number(ends(low, high), "risk left, of 100", b.Status(mark.word, mark.shape, mark.tone))


def _findings(paper: Paper) -> b.Table:
    rows = []
    for id in paper.assessment.views:
        view = paper.kit.views_by_id.get(id)
        if view is None:
            continue
        finding, proposed = paper.assessment.findings.get(id) or _shared(paper, view), paper.proposed.get(id)
        if not view.concludes(paper.assessment.regimes):
            state, why = b.Status("Informs only", "dash", "slate"), b.cell("It concludes nothing.")
        elif finding is None:
            state = b.Status("No finding yet", "ring", "grey")
            why = b.cell(proposed.because) if proposed and proposed.because else b.cell("The answers do not decide it yet.")
        else:
            state, why = _found(view, paper, finding), b.cell(*_because(paper, view, finding))
        regimes = ", ".join(paper.words.label("regimes", each) for each in view.regimes) or "Every regime"
        rows.append(b.Row((b.cell(view.title), b.cell(regimes), ((state,),), why)))
    columns = (b.Column("View", 56), b.Column("Speaks for", 36), b.Column("Finding", 50, "status"), b.Column("Why", 74))
    return b.Table(columns, (b.Group(tuple(rows)),), caption="The finding of each view; none answers for another")


def _because(paper: Paper, view: View, finding: Finding) -> Iterator[str]:
    proposed = paper.proposed.get(view.id)
    if finding.proposed and finding.proposed != finding.found and view.finding:
        option = paper.kit[view.finding].option(finding.proposed)
        yield f"Overruled by the author: the rules proposed “{option.label if option else finding.proposed}”."
    elif proposed and proposed.because and proposed.found == finding.found:
        yield proposed.because
    if finding.why:
        yield finding.why
    if finding.by:
        yield f"By {finding.by}{f', {day(finding.on)}' if finding.on else ''}"


def _provisos(paper: Paper) -> b.Table:
    rows = []
    for proviso in paper.assessment.provisos:
        late = proviso.met_on is None and proviso.due_on is not None and proviso.due_on < paper.on
        if proviso.met_on:
            state = b.Status(f"Met on {day(proviso.met_on)}", "disc", "blue")
        else:
            state = b.Status("Past its day", "square", "vermilion") if late else b.Status("Open", "triangle", "gold")
        held = [paper.evidence.get(id, id) for id in proviso.evidence]
        rows.append(
            b.Row(
                (
                    b.cell(str(proviso.number)), b.cell(*proviso.says.splitlines()), b.cell(proviso.owner or "No owner named"),
                    b.cell(day(proviso.due_on) if proviso.due_on else "No day set"), ((state,),),
                    b.cell(*held) if held else (b.text("None on file", quiet=True),),
                )
            )
        )  # fmt: skip
    columns = (
        b.Column("No.", 10, "code"), b.Column("Condition", 76), b.Column("Owner", 36), b.Column("Due", 30),
        b.Column("State", 34, "status"), b.Column("Evidence", 30),
    )  # fmt: skip
    return b.Table(columns, (b.Group(tuple(rows)),), caption=f"Conditions ({plural(len(rows), 'condition')})")
