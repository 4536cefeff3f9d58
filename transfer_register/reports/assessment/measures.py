"""The threats of the laws that reach the importer, the measures that answer them, and what no measure can cure."""

from __future__ import annotations

from collections.abc import Iterator

from transfer_register.exhibits.style import day
from transfer_register.reports import blocks as b
from transfer_register.reports.assessment.paper import Paper

STATES = {
    "closed": b.Status("Closed", "disc", "blue"),
    "open": b.Status("Open", "square", "vermilion"),
    "unknown": b.Status("Not known", "ring", "grey"),
    "none": b.Status("No threat listed", "dash", "slate"),
}
_IN_PLACE = {
    "in_place": b.Status("In place", "disc", "blue"),
    "planned": b.Status("Planned", "triangle", "gold"),
}


def measures(paper: Paper) -> Iterator[b.Block]:
    """Threats with their answers, then each chosen measure with its conditions, owner and evidence."""
    if paper.gaps.uncurable:
        yield b.Notice(b.text(paper.gaps.uncurable), tone="vermilion")
    if paper.gaps.rows:
        yield b.Paragraph(b.text(_LEAD), numbered=True)
        yield _threats(paper)
    else:
        yield b.Paragraph(b.text(_NO_THREAT), numbered=True)
    if paper.assessment.measures:
        yield _chosen(paper)
    else:
        yield b.Paragraph(b.text("No supplementary measure was chosen."), numbered=True)


_LEAD = (
    "A threat is closed only by a technical measure that is in place with all its conditions confirmed. Contractual and "
    "organisational measures support it: they do not bind authorities."
)
_NO_THREAT = "No law of the law files that reaches this importer threatens the data, or none is listed for the destination."


def _threats(paper: Paper) -> b.Table:
    threats, titles = paper.words.lists.get("threats", {}), {law.id: law.title for law in paper.laws}
    rows = []
    for row in paper.gaps.rows:
        answered = [_title(paper, id) for id in row.answered_by] + [f"{_title(paper, id)} (helps)" for id in row.helped_by]
        rows.append(
            b.Row(
                (
                    b.cell(threats[row.threat].label if row.threat in threats else row.threat),
                    b.cell(*(titles.get(law, law.removeprefix("other:")) for law in row.laws)) or b.cell("Not stated"),
                    b.cell(*answered) if answered else (b.text("None", quiet=True),),
                    ((STATES[row.state],), *b.cell(row.why)) if row.why else ((STATES[row.state],),),
                )
            )
        )
    columns = (b.Column("Threat", 40), b.Column("From", 60), b.Column("Answered by", 60), b.Column("State", 56, "status"))
    return b.Table(columns, (b.Group(tuple(rows)),), caption="Threats and what answers them")


def _title(paper: Paper, id: str) -> str:
    return paper.measures[id].title if id in paper.measures else id


def _chosen(paper: Paper) -> b.Table:
    rows = []
    for chosen in paper.assessment.measures:
        known = paper.measures.get(chosen.id)
        conditions = known.conditions if known else chosen.confirmed
        confirmed = [f"Confirmed: {each}" for each in conditions if each in chosen.confirmed]
        open_ones = [f"Not confirmed: {each}" for each in conditions if each not in chosen.confirmed]
        held = [paper.evidence.get(id, id) for id in chosen.evidence]
        due = f"By {day(chosen.due_on)}" if chosen.due_on else "No day set"
        owed = b.cell(chosen.owner or "No owner named", due, *filter(None, [chosen.note]))
        rows.append(
            b.Row(
                (
                    b.cell(_title(paper, chosen.id), *([known.category.capitalize()] if known else [])),
                    b.cell(*(known.threats if known and known.threats else ("None named",))),
                    b.cell(*confirmed, *open_ones) if conditions else b.cell("None"),
                    ((_IN_PLACE[chosen.state],), *owed),
                    b.cell(*held) if held else (b.text("None on file", quiet=True),),
                )
            )
        )
    columns = (
        b.Column("Measure", 44), b.Column("Answers", 36), b.Column("Conditions", 70), b.Column("State, owner, day", 36),
        b.Column("Evidence", 30),
    )  # fmt: skip
    return b.Table(columns, (b.Group(tuple(rows)),), caption="Supplementary measures")
