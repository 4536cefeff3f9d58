"""One entry of the journal beside the list: in full, with what it changed, its hash, and the way to its record."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.exhibits import evidence_words, journal
from transfer_register.exhibits.record_words import differences
from transfer_register.exhibits.style import counted, moment, number
from transfer_register.model.filter import Filter
from transfer_register.register.journal import GENESIS
from transfer_register.screens import address
from transfer_register.screens.journal_list import open_entry
from transfer_register.screens.pairs import pairs
from transfer_register.screens.plain import plain
from transfer_register.screens.told import told
from transfer_register.screens.visit import Visit

# Changes that are listed of one entry.
_MOST = 20


def show_entry(visit: Visit, sequence: int) -> None:
    """Draws the entry; says so where there is none of that number on the day at whose end the register is looked at."""
    rows = visit.ask("journal", sequence=sequence, limit=1).dicts()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="entry_head"):
        st.markdown(f"### Entry {number(sequence)}" if rows else f"There is no entry {number(sequence)}.")
        st.button(
            ":material/close:", key="entry.close", type="tertiary", help="Close", on_click=open_entry, args=(None,)
        )  # fmt: skip
    if not rows:
        return
    row = rows[0]
    shown = [
        ("What", journal.what(row)), ("Version", str(row["version"])), ("Who", row["actor"]),
        ("When", f"{moment(row['recorded_at'])} UTC"), ("Batch", journal.together(row)), ("Reason", row["why"]),
    ]  # fmt: skip
    pairs([(heading, value) for heading, value in shown if value])
    _way(visit, row)
    _changes(visit, row)
    st.markdown("##### Its place in the chain")
    st.caption("The hash covers all that the entry says, and the hash of the entry before it.")
    st.code(row["hash"], language=None, wrap_lines=True)
    st.caption("The entry before it" if row["previous"] else "It is the first entry and follows none; this stands instead")
    st.code(row["previous"] or GENESIS, language=None, wrap_lines=True)


def _way(visit: Visit, row: dict[str, Any]) -> None:
    ways: dict[str, dict[str, str | list[str]]] = {}
    match row["kind"]:
        case "transfer":
            ways["Open the transfer"] = address.link(Filter(), id=row["record"])
        case "party" if row["name"]:
            ways["Show its transfers"] = address.link(Filter(search=row["name"]))
    batch = row["batch"] or (row["record"] if row["kind"] == "batch" else None)
    if batch:
        ways["Show all that came with it"] = address.link(Filter(batches=(batch,)))
    with st.container(horizontal=True, gap="small"):
        for place, (label, parameters) in enumerate(ways.items()):
            if st.button(label, icon=":material/table_rows:", key=f"entry.way.{place}"):
                st.switch_page(visit.pages["register"], query_params=visit.days | parameters)


def _changes(visit: Visit, row: dict[str, Any]) -> None:
    if row["act"] not in ("change", "restore") or row["kind"] not in ("party", "transfer", "evidence"):
        return
    versions = {version.version: version.state for version in visit.register.history(row["record"], visit.known_on)}
    states = versions.get(row["version"] - 1), versions.get(row["version"])
    if row["kind"] == "evidence":
        found = evidence_words.differences(visit.words, visit.titles, *states)
    else:
        found = differences(visit.words, visit.names, *states)
    lines = [f"- {told(each)}" for each in found[:_MOST]]
    if len(found) > _MOST:
        lines.append(f"- and {counted(len(found) - _MOST, 'more change')}")
    st.markdown("##### What it changed")
    st.markdown("\n".join(lines) or plain("Nothing that is shown changed."))
