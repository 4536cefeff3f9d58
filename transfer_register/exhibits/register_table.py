"""Draws a page of the register as the grid of the screen and the table of documents read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from transfer_register.exhibits import style
from transfer_register.exhibits.table import Table, table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

MORE: dict[str, object] = {"limit": 50, "offset": 0, "order": "id"}
# What `order` may name; a minus before it turns the order round.
ORDERS = (
    "id", "exporter_name", "importer_name", "exporter_country", "countries", "purpose_shown", "owner", "verdict", "score",
    "persons", "review_on", "valid_from",
)  # fmt: skip
# The columns of the grid, in reading order.
_GRID = (
    "id", "verdict", "exporter_name", "importer_name", "countries", "data_categories", "purpose_shown", "tools", "band",
    "persons", "valid_from", "review_on",
)  # fmt: skip


def parameters(more: dict[str, Any]) -> dict[str, object]:
    """Raises ValueError for an order that is none."""
    if str(more["order"]).removeprefix("-") not in ORDERS:
        raise ValueError(f"the register is ordered by one of {', '.join(ORDERS)}")
    return more


def draw(answer: Answer, words: Words) -> Table:
    """The page in words. Destinations that are no country are told as such, and what was not stated is told as not stated."""
    rows = answer.dicts()
    drawn = table(answer, words, leave_out=tuple(name for name in answer.columns if name not in _GRID))
    at = {column.name: place for place, column in enumerate(drawn.columns)}
    shown = []
    for row, cells in zip(rows, drawn.rows, strict=True):
        values = {name: cells[place] for name, place in at.items()}
        values["countries"] = destinations(row, words)
        values["tools"] = "Stated: none" if row["tools"] == [] else values["tools"]
        shown.append(tuple(values[name] for name in _GRID))
    return Table(tuple(drawn.columns[at[name]] for name in _GRID), tuple(shown))


def destinations(row: dict[str, Any], words: Words) -> str:
    """The destinations of a row in words: countries, groups as they were named, and how far they reach."""
    named = [style.country(words, code) for code in row["countries"] or ()]
    named += [f"{group} (group)" for group in row["groups"] or ()]
    if row["scope"] == "global":
        named.append("Anywhere")
    elif row["scope"] == "undetermined":
        named.append("Not understood")
    return style.listed(named) or "Not known"


def ids(answer: Answer) -> list[str]:
    """The ids of the page, in its order: what a chosen row means."""
    return [row["id"] for row in answer.dicts()]


def total(answer: Answer) -> int:
    """All chosen transfers, whether or not they are on this page; 0 for a page beyond the last."""
    return answer.dicts()[0]["total"] if answer.rows else 0
