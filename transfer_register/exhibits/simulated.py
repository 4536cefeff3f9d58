"""Draws what an event changes, as a table: one row a transfer, its worst verdict and its risk before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transfer_register.exhibits import style
from transfer_register.exhibits.style import Mark
from transfer_register.exhibits.table import Column, Table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

MORE: dict[str, object] = {"before": None}

_COLUMNS = (
    Column("transfer", "Transfer", "code"), Column("importer_name", "Recipient"), Column("countries", "Destinations"),
    Column("data_categories", "Data"), Column("special", "Special categories"), Column("workers", "Workers"),
    Column("persons", "Persons a year", "count"), Column("before", "Verdict before", "mark"),
    Column("after", "Verdict after", "mark"), Column("band_before", "Risk left before", "mark"),
    Column("band_after", "Risk left after", "mark"),
)  # fmt: skip
_SAID = {True: "Yes", False: "No", None: "Not known"}


def draw(answer: Answer, words: Words) -> Table:
    """One row a transfer, in the order of the answer; what nobody said of it is told as not known."""
    rows = []
    for row in answer.dicts():
        countries = ", ".join(words.label("countries", code) for code in row["countries"])
        data = ", ".join(words.label("data_categories", term) for term in row["data_categories"] or ())
        bands = (words.lists["bands"].get(row[side]) and style.band(words, row[side]) for side in ("band_before", "band_after"))
        rows.append(
            (
                row["transfer"], row["importer_name"], countries, data, _SAID[row["special"]], _SAID[row["workers"]],
                row["persons"], worst(words, row["before"]), worst(words, row["after"]), *bands,
            )
        )  # fmt: skip
    return Table(_COLUMNS, tuple(rows))


def worst(words: Words, said: list[dict[str, str]] | None) -> Mark:
    """The worst verdict of a side; where no regime speaks, nobody judged."""
    ranks = words.lists["verdicts"]
    verdicts = [each["verdict"] for each in said or ()] or ["not_judged"]
    return style.verdict(words, min(verdicts, key=lambda verdict: ranks[verdict].rank or 0))


twin = draw
