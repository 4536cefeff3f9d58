"""Draws the cards of a review as a table: the twin of its board."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from transfer_register.exhibits.difference import EVERY
from transfer_register.exhibits.review_words import COLUMNS, reasons
from transfer_register.exhibits.style import band, country, listed, verdict
from transfer_register.exhibits.table import Column, Table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

# The period, its entries of the journal, its sights, the review, and what the law changed (register/sql/review.sql).
PERIOD: dict[str, object] = {
    "earlier": None, "older": None, "first": date.min, "last": date.max, "after": 0, "upto": EVERY, "review": None, "laws": "[]",
}  # fmt: skip
MORE: dict[str, object] = PERIOD | {"columns": None, "recipients": None, "transfers": None, "limit": EVERY, "offset": 0}
_COLUMNS = (
    Column("id", "Transfer", "code"), Column("lies", "State"), Column("importer_name", "Recipient"),
    Column("countries", "Destinations"),
    Column("verdict", "Verdict", "mark"), Column("was_verdict", "Verdict before", "mark"), Column("band", "Risk left", "mark"),
    Column("was_band", "Risk before", "mark"), Column("due", "Due", "day"), Column("why", "Why"),
    Column("waits_for", "Waits for"),
    Column("moved_by", "Looked at by"), Column("moved_on", "Looked at on", "day"), Column("moved_why", "Reason given"),
    Column("owner", "Looked after by"),
)  # fmt: skip


def draw(answer: Answer, words: Words, titles: Mapping[str, str] | None = None, on: date = date.max) -> Table:
    """One row a card; `titles` names provisions by their ids, `on` is the day that is looked at."""
    rows = []
    for row in answer.dicts():
        says = " ".join(each.says for each in reasons(row["why"], words, titles or {}, on))
        rows.append(
            (
                row["id"], COLUMNS[row["lies"]], row["importer_name"],
                listed([country(words, code) for code in row["countries"]]) or "Not known", verdict(words, row["verdict"]),
                verdict(words, row["was_verdict"]) if row["was_verdict"] else None, band(words, row["band"]),
                band(words, row["was_band"]) if row["was_band"] else None, row["due"], says or None, row["waits_for"],
                row["moved_by"], row["moved_on"], row["moved_why"], row["owner"],
            )
        )  # fmt: skip
    return Table(_COLUMNS, tuple(rows))


twin = draw


def total(answer: Answer) -> int:
    """All cards that were asked for, whether or not they are on this page."""
    return answer.dicts()[0]["total"] if answer.rows else 0
