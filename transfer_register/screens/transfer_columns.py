"""A list of transfers in words: its columns as a regulator reads them, cut to what a cell shows."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.exhibits import register_table
from transfer_register.exhibits.score_words import ends
from transfer_register.exhibits.style import band, listed, verdict, verdicts
from transfer_register.model.filter import Filter
from transfer_register.model.vocabulary import Words
from transfer_register.screens.plain import shortened
from transfer_register.screens.verdicts import COLOURS
from transfer_register.screens.visit import Visit

_TITLES = {
    "id": "Reference", "verdict": "Verdict", "exporter": "Exporter", "recipient": "Recipient", "name": "Recipient",
    "destinations": "Destination", "purpose": "Purpose", "data": "Data", "mechanism": "Mechanism", "score": "Risk left",
    "review": "Review",
}  # fmt: skip
COMPACT = ["id", "verdict", "name", "destinations"]
FULL = [name for name in _TITLES if name != "name"]
_WIDTHS = {
    "id": 82, "exporter": 110, "recipient": 140, "name": 165, "destinations": 88, "purpose": 108, "data": 120, "mechanism": 108,
}  # fmt: skip
# Transfer -> text of a pill -> its verdict.
Divided = dict[str, dict[str, str]]
# Characters that three lines of the wider columns hold.
_ROOM = 34


def frame(words: Words, rows: list[dict[str, Any]], divided: Divided | None = None) -> Any:
    """Rows of the exhibit register_table as a data frame in words, its columns named as in `columns`."""
    import pandas

    return pandas.DataFrame([_row(words, row, divided or {}) for row in rows], columns=list(_TITLES))


def divided(visit: Visit, rows: list[dict[str, Any]]) -> Divided:
    """What the verdict of a transfer says where its regimes disagree: text to verdict, the worst with its regimes."""
    several = tuple(row["id"] for row in rows if len(row["regimes"] or ()) > 1)
    found: dict[str, dict[str, list[str]]] = {}
    for row in visit.ask("verdicts_of_transfer", Filter(transfers=several)).dicts() if several else ():
        found.setdefault(row["transfer"], {}).setdefault(row["verdict"], []).append(row["regime"])
    return {
        id: {_told_apart(visit.words, said, regimes, place == 0): said for place, (said, regimes) in enumerate(by.items())}
        for id, by in found.items()
        if len(by) > 1
    }


def _told_apart(words: Words, said: str, regimes: list[str], worst: bool) -> str:
    return f"{verdict(words, said).text}: {listed(regimes)}" if worst else verdict(words, said).text


def _row(words: Words, row: dict[str, Any], apart: Divided) -> dict[str, Any]:
    role = words.label("roles", row["importer_role"]).lower() if row["importer_role"] else ""
    mark = band(words, row["band"])
    return {
        "id": row["id"],
        "exporter": row["exporter_name"],
        "recipient": f"{shortened(row['importer_name'], 40)} ({role})" if role else row["importer_name"],
        "name": row["importer_name"],
        "destinations": _destinations(words, row),
        "purpose": shortened(row["purpose_shown"] or "", _ROOM) or None,
        "data": _fitting(words, "data_categories", row["data_categories"]),
        "mechanism": _mechanism(words, row["tools"]),
        "verdict": list(apart.get(row["id"], ())) or [verdict(words, row["verdict"]).text],
        "score": [] if row["score"] is None else [f"{mark.glyph} {mark.word} {ends(row['score_low'], row['score'])}"],
        "review": row["review_on"],
    }


def _destinations(words: Words, row: dict[str, Any]) -> str:
    codes = row["countries"] or ()
    kept = len(codes)
    while kept > 1 and len(_told(words, row, kept)) > _ROOM - 8:
        kept -= 1
    return _told(words, row, kept)


def _told(words: Words, row: dict[str, Any], kept: int) -> str:
    codes = row["countries"] or ()
    told = register_table.destinations({**row, "countries": codes[:kept]}, words)
    return f"{told} and {len(codes) - kept} more" if kept < len(codes) else told


def _mechanism(words: Words, tools: list[str] | None) -> str:
    if tools is None:
        return "Not stated"
    return _fitting(words, "transfer_tools", tools) or "None, as stated"


def _fitting(words: Words, vocabulary: str, terms: list[str] | None) -> str | None:
    """As many words as a cell of three lines shows; the others are counted."""
    labels = [words.label(vocabulary, term) for term in terms or ()]
    most = len(labels)
    while most > 1 and len(listed(labels, most=most)) > _ROOM:
        most -= 1
    if most == 1 < len(labels):
        labels[0] = shortened(labels[0], _ROOM - 11)
    return shortened(listed(labels, most=most), _ROOM + 12) or None


def columns(words: Words, *, compact: bool, widths: dict[str, int] | None = None, apart: Divided | None = None) -> dict[str, Any]:
    """How each column looks; a `compact` list pins none, `widths` are those of another list than the register's."""
    widths = _WIDTHS | (widths or {})
    shown = {mark.text: mark.id for mark in verdicts(words)}
    for texts in (apart or {}).values():
        shown |= texts
    config: dict[str, Any] = {
        name: st.column_config.TextColumn(title, width=widths[name], pinned=name == "id" and not compact)
        for name, title in _TITLES.items()
        if name in widths
    }
    config["verdict"] = st.column_config.MultiselectColumn(
        _TITLES["verdict"],
        options=list(shown),
        color=[COLOURS[id] for id in shown.values()],
        width=120,
        pinned=not compact,
    )
    config["score"] = st.column_config.ListColumn(_TITLES["score"], width=126)
    config["review"] = st.column_config.DateColumn(_TITLES["review"], format="D MMM YYYY", width=87)
    return config
