"""The summary: everything in a sentence, the numbers, what was done to which kind of record, and who did it."""

from __future__ import annotations

from transfer_register.exhibits.difference_words import KINDS, WHATS
from transfer_register.reports import blocks as b
from transfer_register.reports.changes_between_days.taking import Compared
from transfer_register.reports.wording import count

_TONES = {
    "added": ("disc", "blue"),
    "changed": ("diamond", "gold"),
    "ended": ("square", "vermilion"),
    "as_before": ("ring", "grey"),
}


def status(what: str) -> b.Status:
    """What was done to a record, as word, shape and tone."""
    return b.Status(WHATS[what], *_TONES[what])


def blocks(compared: Compared) -> tuple[b.Block, ...]:
    """The section; of a difference that is empty, only the sentence."""
    heading = b.Heading("Summary", anchor="summary")
    said = b.Paragraph(b.text(compared.sentence), numbered=True)
    if not compared.acts:
        return (heading, said)
    return (heading, said, b.Paragraph(b.text(_HOW), numbered=True), _numbers(compared), _by_kind(compared), _by_person(compared))


_HOW = (
    "A record counts once, by what it was at the end of the earlier day and is at the end of the later one. What was changed and "
    "changed back, or recorded and taken away again, stands as before; its steps are told all the same."
)


def _numbers(compared: Compared) -> b.Numbers:
    items = [b.Number(count(len(compared.acts)), "acts"), b.Number(count(len(compared.counts.actors)), "people")]
    for what in WHATS:
        if total := sum(number for (_, done), number in compared.counts.records.items() if done == what):
            items.append(b.Number(count(total), "records", status(what)))
    return b.Numbers(tuple(items))


def _by_kind(compared: Compared) -> b.Table:
    records = compared.counts.records
    kinds = [kind for kind in KINDS if any(records[kind, what] for what in WHATS)]
    rows = tuple(
        b.Row(((b.text(KINDS[kind][1].capitalize(), strong=True),), *(_count(records[kind, what]) for what in WHATS)))
        for kind in kinds
    )
    columns = (b.Column("Records", 40), *(b.Column(label, 20, "count") for label in WHATS.values()))
    return b.Table(columns, (b.Group(rows),), caption="Records by what was done to them")


def _by_person(compared: Compared) -> b.Table:
    rows = []
    for name, records in compared.counts.actors.items():
        acts = sum(act.actor == name for act in compared.acts)
        rows.append(b.Row(((b.text(name or "Not stated", strong=True),), b.cell(count(acts)), b.cell(count(records)))))
    columns = (b.Column("Recorded by", 60), b.Column("Acts", 20, "count"), b.Column("Records touched", 20, "count"))
    return b.Table(columns, (b.Group(tuple(rows)),), caption="Who recorded")


def _count(value: int) -> b.Cell:
    return b.cell(count(value)) if value else (b.text("0", quiet=True),)
