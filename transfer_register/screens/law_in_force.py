"""The provisions in force on the day of the law, as a list: what, where it stands, how sure, how many transfers it touches."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas
import streamlit as st

from transfer_register.actions import law as asking
from transfer_register.exhibits import law_words
from transfer_register.exhibits.law_touched import Touched
from transfer_register.exhibits.style import counted, day, number
from transfer_register.law.provision import Provision, Version
from transfer_register.screens.law_filter import nothing
from transfer_register.screens.law_list import show_list
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit

# The day on which a source was checked is marked where it lies back long, and stands with the provision and under Sources.
_FULL = ["regime", "kind", "title", "transfers", "doubt", "act", "first", "last"]
_COMPACT = ["title", "kind", "transfers", "doubt"]
STALE = "Not checked lately"
# What is to be checked -> colour of its pill.
DOUBTS = {"From memory": "orange", "Uncertain": "red", STALE: "gray"}


def show_in_force(visit: Visit, wanted: asking.Wanted, opened: str | None) -> None:
    """Draws the list; choosing a row opens the provision beside it."""
    found = asking.speaking(visit.law, visit.law_on, wanted)
    if not found:
        nothing(f"Nothing of this kind is in force on {day(visit.law_on)}.")
        return
    frame = pandas.DataFrame([_row(visit, p, v) for p, v in found])
    show_list(
        "force", frame, [p.id for p, _ in found], opened, _columns(compact=opened is not None),
        _COMPACT if opened else _FULL, alt="Provisions in force",
    )  # fmt: skip
    _foot(visit, found, wanted)


def _row(visit: Visit, provision: Provision, version: Version) -> dict[str, Any]:
    counts = visit.touched.get(provision.id, Touched())
    return {
        "regime": ", ".join(provision.regimes),
        "kind": law_words.KINDS[law_words.kind_of(provision)],
        "title": provision.title,
        "act": law_words.place(version),
        "first": version.first,
        "last": version.last,
        "doubt": doubts(version, visit.law_on),
        "transfers": counts.number(str(provision.kind)),
    }


def doubts(version: Version, on: date) -> list[str]:
    """What is to be said of a source wherever it speaks; nothing where it was verified of late."""
    found = [] if version.source.confidence == "verified" else [law_words.CONFIDENCE[version.source.confidence]]
    if on - version.source.checked_on > timedelta(days=asking.STALE_AFTER_DAYS):
        found.append(STALE)
    return found


def _columns(*, compact: bool) -> dict[str, Any]:
    return {
        "regime": st.column_config.TextColumn("Regime", width=68),
        "kind": st.column_config.TextColumn("Kind", width=102 if compact else 122),
        "title": st.column_config.TextColumn("Provision", width=210 if compact else 252),
        "act": st.column_config.TextColumn("Act and article", width=286),
        "first": st.column_config.DateColumn("From", format="D MMM YYYY", width=90),
        "last": st.column_config.DateColumn("Until", format="D MMM YYYY", width=90),
        "doubt": st.column_config.MultiselectColumn("To check", options=list(DOUBTS), color=list(DOUBTS.values()), width=108),
        "transfers": st.column_config.NumberColumn("Transfers", format="localized", width=72),
    }


def _foot(visit: Visit, found: list[tuple[Provision, Version]], wanted: asking.Wanted) -> None:
    doubtful = sum(version.source.confidence != "verified" for _, version in found)
    parts = [counted(len(found), "provision")]
    if doubtful:
        parts.append(f"{number(doubtful)} of them not verified")
    if wanted.countries:
        parts.append("rules that hold for any destination are left out")
    says = "; ".join(parts)
    st.markdown(
        f":small[{plain(says)}. Transfers: those that rest on a ground, and those of which a rule speaks, as the register "
        f"stands on {plain(day(visit.on))}.]"
    )
