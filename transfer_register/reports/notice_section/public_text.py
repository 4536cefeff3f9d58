"""The text to be published: for each regime a heading, who exports, one sentence on what the law asks, and the table."""

from __future__ import annotations

from collections.abc import Iterator

from transfer_register.model.speech import marked, say
from transfer_register.model.vocabulary import Words
from transfer_register.reports import blocks as b
from transfer_register.reports.content import flat
from transfer_register.reports.notice_section import sources
from transfer_register.reports.notice_section.coverage import Coverage, Covered
from transfer_register.reports.register_of_transfers.saying import joined
from transfer_register.reports.snapshot import Snapshot
from transfer_register.reports.wording import listed

# Regime -> the sentence that leads its table, the head of the column on adequacy, and what stands in it.
_LEADS = {
    "EU": marked(
        "Personal data are transferred to recipients in countries outside the European Economic Area. The table names "
        "recipients and countries and says whether the European Commission has decided that the country, or the recipient there, "
        "protects personal data adequately. Where there is no such decision, it names the safeguard or the exception that the "
        "transfer rests on."
    ),
    "UK": marked(
        "Personal data are transferred to recipients in countries outside the United Kingdom. The table names recipients and "
        "countries and says whether regulations of the United Kingdom approve transfers there. Where there are none, it names "
        "the safeguard or the exception that is relied on."
    ),
    "CH": marked(
        "Personal data are disclosed abroad. The table names every State in which a recipient receives them, also those that the "
        "Federal Council has found to protect personal data adequately. For every other State it names the guarantee or the "
        "exception that the disclosure rests on."
    ),
}
_HEADINGS = {
    "EU": marked("Transfers under the law of the European Union"),
    "UK": marked("Transfers under the law of the United Kingdom"),
    "CH": marked("Disclosure abroad under Swiss law"),
}
_ADEQUACY = {
    "EU": marked("Adequacy decision"),
    "UK": marked("Approved by regulations"),
    "CH": marked("On the Swiss list of States"),
}
_NONE = {
    "EU": marked("No decision covers this transfer"),
    "UK": marked("No regulations cover this transfer"),
    "CH": marked("Not on the list for this disclosure"),
}
_SAFEGUARD = {
    "EU": marked("Safeguard or exception"),
    "UK": marked("Safeguard or exception relied on"),
    "CH": marked("Guarantee or exception"),
}
COLUMNS_TYPED = (
    marked("Regime"), marked("Recipient"), marked("Country"), marked("Purpose"), marked("Adequacy"), marked("Safeguard"),
    marked("How to get a copy"),
)  # fmt: skip


def text_of(one: Coverage, copy_from: str, snapshot: Snapshot) -> tuple[b.Block, ...]:
    """The text of one regime, as it is to be published."""
    heading = b.Heading(say(_HEADINGS[one.regime]), anchor=f"text-{one.regime.lower()}")
    if not one.rows:
        nothing = say("There is no row that can be published under this law yet.")
        return (heading, b.Notice((b.Run(nothing),), head=(b.Run(say("For whoever publishes this; not part of the text")),)))
    lead = [b.Paragraph(b.text(say(_LEADS[one.regime])))]
    if one.companies:
        names = listed(list(one.companies))
        lead.append(b.Paragraph(b.text(say("This applies to transfers by {names}.", names=names))))
    if copy_from and any(sources.with_a_copy(row.ground) for row in one.rows):
        lead.append(b.Paragraph(b.text(say("A copy of the safeguards can be had from: {place}.", place=copy_from))))
    return (heading, *lead, _table(one, copy_from, snapshot))


def _table(one: Coverage, copy_from: str, snapshot: Snapshot) -> b.Table:
    columns = (
        b.Column(say("Recipient"), 48),
        b.Column(say("Country"), 30),
        b.Column(say("Purpose"), 48),
        b.Column(say(_ADEQUACY[one.regime]), 56),
        b.Column(say(_SAFEGUARD[one.regime]), 58),
        b.Column(say("How to get a copy"), 42),
    )
    rows = tuple(b.Row(cells(row, one.regime, copy_from, snapshot)) for row in one.rows)
    caption = say("Recipients abroad: {regime}", regime=snapshot.words.label("regimes", one.regime))
    return b.Table(columns, (b.Group(rows),), caption=caption)


def cells(row: Covered, regime: str, copy_from: str, snapshot: Snapshot) -> tuple[b.Cell, ...]:
    """Recipient, country, purpose, adequacy, safeguard, the way to a copy."""
    words = snapshot.words
    return (
        b.cell(row.recipient),
        b.cell(words.label("countries", row.country)),
        b.cell(joined([words.label("purposes", one) for one in row.purposes])),
        _adequacy(row, regime, words),
        safeguard(row, snapshot),
        _copy(row, copy_from),
    )


def _adequacy(row: Covered, regime: str, words: Words) -> b.Cell:
    if row.ground.cascade != "adequacy":
        return b.cell(say(_NONE[regime]))
    act = b.text(row.ground.act, href=sources.official(row.ground.url))
    is_country = row.ground.title == words.label("countries", row.country)
    return (b.text(say("Yes") if is_country else say("Yes: {title}", title=row.ground.title)), act)


def safeguard(row: Covered, snapshot: Snapshot) -> b.Cell:
    """What carries the transfer, with the act; adequacy needs nothing beside it."""
    if row.ground.cascade == "adequacy":
        return b.cell(say("None needed beside it"))
    name = sources.called(row.ground, snapshot.words)
    said = say("Exception: {name}", name=name) if row.ground.cascade == "derogation" else name
    return (b.text(said), b.text(_place(row), quiet=True))


def _place(row: Covered) -> str:
    """The act, with the article where it is short; further references stay in the list of provisions."""
    article = row.ground.article.split(";")[0].strip()
    return f"{row.ground.act}, {article}" if article and len(article) < 24 else row.ground.act


def _copy(row: Covered, copy_from: str) -> b.Cell:
    if not sources.with_a_copy(row.ground):
        return (b.text(say("Does not apply"), quiet=True),)
    return b.cell(copy_from) if copy_from else (b.text(say("To be completed"), strong=True),)


def typed(one: Coverage, copy_from: str, snapshot: Snapshot) -> Iterator[tuple[b.Value, ...]]:
    """The rows of a regime in plain words, for a sheet of COLUMNS_TYPED."""
    regime = snapshot.words.label("regimes", one.regime)
    for row in one.rows:
        yield (regime, *(flat(cell) for cell in cells(row, one.regime, copy_from, snapshot)))
