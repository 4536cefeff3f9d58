"""Draws the journal as a list of entries, each in words: who did what to which record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from transfer_register.exhibits.style import moment
from transfer_register.exhibits.table import Column, Table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

MORE: dict[str, object] = {
    "limit": 50, "offset": 0, "sequence": None, "actors": None, "kinds": None, "search": None, "day": None,
}  # fmt: skip
ACTS = {"create": "Recorded", "change": "Changed", "end": "Took away", "restore": "Restored", "erase": "Erased"}
KINDS = {
    "transfer": "Transfer", "party": "Party", "batch": "Batch", "setting": "Setting", "contact": "Contact", "profile": "Profile",
    "announcement": "Announcement", "distinct": "Parties told apart",
    "assessment": "Assessment", "evidence": "Evidence", "event": "Event", "review": "Review",
    "card": "Card of a review", "filter": "Saved filter", "export": "Export",
}  # fmt: skip


def draw(answer: Answer, words: Words) -> Table:
    """One row an entry, the newest first; columns in which nothing stands are left out."""
    columns = (
        Column("sequence", "Entry", "count"), Column("recorded_at", "When (UTC)"), Column("actor", "Who"),
        Column("what", "What was done"), Column("why", "Reason"), Column("batch", "Batch"), Column("hash", "Hash"),
    )  # fmt: skip
    rows = [
        (
            row["sequence"], moment(row["recorded_at"], seconds=False), row["actor"], what(row), row["why"], together(row),
            row["hash"],
        )
        for row in answer.dicts()
    ]  # fmt: skip
    shown = [place for place in range(len(columns)) if not rows or any(row[place] is not None for row in rows)]
    return Table(tuple(columns[place] for place in shown), tuple(tuple(row[place] for place in shown) for row in rows))


twin = draw


def what(row: dict[str, Any]) -> str:
    """What was done to which record: `Changed transfer TR-00012: Muster GmbH to Larkspur Cloud`."""
    return f"{ACTS.get(row['act'], row['act'])} {_record(row)}"


def _record(row: dict[str, Any]) -> str:
    kind = KINDS.get(row["kind"], row["kind"]).lower()
    match row["kind"]:
        case "setting":
            return "what is said of the organisation"
        case "transfer":
            says = " to ".join(name for name in (row["exporter_name"], row["importer_name"]) if name)
        case "distinct":
            says = " and ".join(name for name in (row["exporter_name"], row["importer_name"]) if name)
        case "contact" | "announcement":
            says = f" of {row['importer_name']}" if row["importer_name"] else ""
            return f"{kind} {row['record']}{says}" + (f": {row['name']}" if row["name"] else "")
        case _:
            says = row["name"]
    return f"{kind} {row['record']}" + (f": {says}" if says else "")


def together(row: dict[str, Any]) -> str | None:
    """The act that an entry came with, other than the entry of the act itself; None for a single edit."""
    if not row["batch"] or row["batch"] == row["record"]:
        return None
    return f"{row['batch']}: {row['batch_title']}" if row["batch_title"] else row["batch"]


def total(answer: Answer) -> int:
    """All entries that are meant, on whatever page; 0 for a page beyond the last."""
    return answer.dicts()[0]["total"] if answer.rows else 0
