"""The end of the document: what the columns mean and where the law asks for them, and the authorities."""

from __future__ import annotations

from transfer_register.reports import blocks as b
from transfer_register.reports.register_of_transfers.authorities import Authorities
from transfer_register.reports.register_of_transfers.legend import Legend
from transfer_register.reports.snapshot import Snapshot
from transfer_register.reports.wording import plural


def legend_of(legend: Legend, authorities: Authorities) -> tuple[b.Block, ...]:
    """Every column of the list of transfers with its meaning and its provisions."""
    rows = []
    for column in legend.columns:
        cites: list[b.Run] = []
        for act, place in column.places:
            cites += [b.Run(f"{authorities.provision(act).title} {place}\u00a0"), authorities.cite(act), b.Run("; ")]
        provisions = (tuple(cites[:-1]),) if cites else (b.text("No provision asks for it", quiet=True),)
        rows.append(b.Row(((b.text(column.title, strong=True),), b.cell(column.says), b.cell(column.duty), provisions)))
    columns = (
        b.Column("Column", 40),
        b.Column("Meaning", 108),
        b.Column("In the record", 28),
        b.Column("Where the law speaks of it", 96),
    )
    caption = "The columns of the list of transfers"
    return (
        b.Heading("Columns and their legal source", anchor="legend"),
        b.Paragraph(b.text(_DUTIES), numbered=True),
        b.Table(columns, (b.Group(tuple(rows)),), caption=caption, size="small", sheet="Legend"),
    )


_DUTIES = "Required: a provision asks for it in the record. Voluntary: authorities ask for it; the record need not hold it."


def authorities_of(snapshot: Snapshot, authorities: Authorities) -> tuple[b.Block, ...]:
    """Every provision that is cited."""
    unverified = authorities.unverified()
    said = f"{plural(len(authorities), 'provision is', 'provisions are')} cited. "
    if unverified:
        said += f"{plural(unverified, 'is', 'are')} not verified against the text; the last column says so."
    else:
        said += "All were verified against the text on the day given."
    return (
        b.Heading("Authorities", anchor="authorities"),
        b.Paragraph(b.text(said), numbered=True),
        authorities.table(snapshot.words),
    )
