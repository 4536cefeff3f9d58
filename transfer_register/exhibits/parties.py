"""Draws a page of the parties of the register as the grid of the screen and the command line read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from transfer_register.exhibits import style
from transfer_register.exhibits.table import Column, Table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

MORE: dict[str, object] = {"limit": 50, "offset": 0, "order": "name", "search": None}
# What `order` may name; a minus before it turns the order round.
ORDERS = ("name", "country", "kind", "sends", "receives", "transfers", "verdict", "changed_at")
_COLUMNS = (
    Column("id", "Reference", "code"), Column("name", "Name"), Column("country", "Country"), Column("kind", "Kind of recipient"),
    Column("verdict", "Worst verdict", "mark"), Column("sends", "Sends", "count"), Column("receives", "Receives", "count"),
    Column("aliases", "Other names"), Column("domains", "Websites"), Column("changed_at", "Last changed", "day"),
)  # fmt: skip


def parameters(more: dict[str, Any]) -> dict[str, object]:
    """Raises ValueError for an order that is none."""
    if str(more["order"]).removeprefix("-") not in ORDERS:
        raise ValueError(f"parties are ordered by one of {', '.join(ORDERS)}")
    return more


def draw(answer: Answer, words: Words) -> Table:
    """The page in words; a party without a transfer in force has no verdict."""
    rows = tuple(
        (
            row["id"], row["name"], style.country(words, row["country"]) if row["country"] else None,
            words.label("recipient_kinds", row["kind"]) if row["kind"] else None,
            style.verdict(words, row["verdict"]) if row["verdict"] else None, row["sends"], row["receives"],
            style.listed(row["aliases"] or ()) or None, style.listed(row["domains"] or ()) or None, row["changed_at"].date(),
        )
        for row in answer.dicts()
    )  # fmt: skip
    return Table(_COLUMNS, rows)


twin = draw


def total(answer: Answer) -> int:
    """All parties that are meant, whether or not they are on this page; 0 for a page beyond the last."""
    return answer.dicts()[0]["total"] if answer.rows else 0
