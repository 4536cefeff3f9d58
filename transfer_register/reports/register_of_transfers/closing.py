"""The end of the document: what the columns mean and where the law asks for them, and the authorities."""

from __future__ import annotations

from transfer_register.model.speech import marked, say, says
from transfer_register.reports import blocks as b
from transfer_register.reports.register_of_transfers.authorities import Authorities
from transfer_register.reports.register_of_transfers.legend import Legend
from transfer_register.reports.snapshot import Snapshot


def legend_of(legend: Legend, authorities: Authorities) -> tuple[b.Block, ...]:
    """Every column of the list of transfers with its meaning and its provisions."""
    rows = []
    for column in legend.columns:
        cites: list[b.Run] = []
        for act, place in column.places:
            cites += [b.Run(f"{authorities.provision(act).title} {place}\u00a0"), authorities.cite(act), b.Run("; ")]
        provisions = (tuple(cites[:-1]),) if cites else (b.text(say("No provision asks for it"), quiet=True),)
        rows.append(
            b.Row(((b.text(say(column.title), strong=True),), b.cell(say(column.says)), b.cell(say(column.duty)), provisions))
        )
    columns = (
        b.Column(say("Column"), 40),
        b.Column(say("Meaning"), 108),
        b.Column(say("In the record"), 28),
        b.Column(say("Where the law speaks of it"), 96),
    )
    caption = say("The columns of the list of transfers")
    return (
        b.Heading(say("Columns and their legal source"), anchor="legend"),
        b.Paragraph(b.text(say(_DUTIES)), numbered=True),
        b.Table(columns, (b.Group(tuple(rows)),), caption=caption, size="small", sheet=say("Legend")),
    )


_DUTIES = marked(
    "Required: a provision asks for it in the record. Voluntary: authorities ask for it; the record need not hold it."
)


def authorities_of(snapshot: Snapshot, authorities: Authorities) -> tuple[b.Block, ...]:
    """Every provision that is cited."""
    unverified = authorities.unverified()
    said = says("{n} provision is cited.", "{n} provisions are cited.", len(authorities)) + " "
    if unverified:
        said += says(
            "{n} is not verified against the text; the last column says so.",
            "{n} are not verified against the text; the last column says so.",
            unverified,
        )
    else:
        said += say("All were verified against the text on the day given.")
    return (
        b.Heading(say("Authorities"), anchor="authorities"),
        b.Paragraph(b.text(said), numbered=True),
        authorities.table(snapshot.words),
    )
