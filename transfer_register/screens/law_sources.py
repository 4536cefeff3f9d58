"""Where the law was read, up to which day, and what of it is not verified."""

from __future__ import annotations

from typing import Any

import pandas
import streamlit as st

from transfer_register.actions import law as asking
from transfer_register.actions import law_sources
from transfer_register.actions.law_sources import Read
from transfer_register.exhibits import law_words
from transfer_register.exhibits.law_touched import Touched
from transfer_register.exhibits.style import counted, day, number
from transfer_register.screens.choice import choose
from transfer_register.screens.law_in_force import DOUBTS, STALE
from transfer_register.screens.law_list import show_list
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit

_LISTS = {"pages": "Pages read", "acts": "Acts cited", "doubts": "Not verified"}


def show_sources(visit: Visit, wanted: asking.Wanted, opened: str | None) -> None:
    """Draws how sure the law in force is, and one of three lists."""
    law, on = visit.law, visit.law_on
    counts = asking.below_verified(on, law)
    stale = len(law.stale(on, asking.STALE_AFTER_DAYS))
    _summary(visit, counts, stale)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="law_sources_head"):
        shown = choose("law", "list", _LISTS, "List")
    if shown == "doubts":
        _doubts(visit, opened)
    else:
        _reads(visit, law_sources.pages(law, on) if shown == "pages" else law_sources.acts(law, on), shown)


def _summary(visit: Visit, counts: dict[str, int], stale: int) -> None:
    total = sum(counts.values())
    grid = st.grid(4, min_column_width=165, border=True)
    for word, label in law_words.CONFIDENCE.items():
        with grid.cell():
            st.metric(label, number(counts.get(word, 0)), help=_SAYS[word])
    with grid.cell():
        st.metric(
            STALE, number(stale), help=f"Last looked at more than {asking.STALE_AFTER_DAYS} days before the day of the law."
        )
    st.caption(f"Of {counted(total, 'provision')} in force on {day(visit.law_on)}, by how far their wording was checked.")


_SAYS = {
    "verified": "The wording stands on a page that was read.",
    "memory": "Written down without a page; check it before you rely on it.",
    "uncertain": "A question for a lawyer.",
}


def _reads(visit: Visit, found: list[Read], name: str) -> None:
    if not found:
        st.markdown("Nothing was read for the law of this day.")
        return
    frame = pandas.DataFrame([_row(read) for read in found])
    shown = ["title", "checked", "doubt", "verified", "memory", "uncertain", "kind", "how", "link"]
    if name == "acts":
        shown.remove("how")
    if not any(read.stale for read in found):
        shown.remove("doubt")
    height = 35 * (min(len(frame), 18) + 1) + 3
    st.dataframe(
        frame, hide_index=True, column_order=shown, column_config=_columns(name), height=height, key=f"law.read.{name}",
        alt=_LISTS[name], placeholder="–",
    )  # fmt: skip
    unused = sum(not read.provisions for read in found)
    rest = f"; on {number(unused)} of them nothing in force rests" if unused else ""
    told = f"{counted(len(found), 'page' if name == 'pages' else 'act')}{rest}"
    st.caption(plain(f"{told}. The counts are of provisions in force that rest on it."))


def _row(read: Read) -> dict[str, Any]:
    return {
        "title": " ".join(read.title.split()),
        "kind": law_words.PAGES[read.kind],
        "how": "" if read.how_read == "none" else read.how_read[:1].upper() + read.how_read[1:],
        "checked": read.checked_on,
        "doubt": [STALE] if read.stale else [],
        **{word: read.confidence.get(word) for word in law_words.CONFIDENCE},
        "link": read.url if (read.url or "").startswith("https://") else None,
    }


def _columns(name: str) -> dict[str, Any]:
    counts = {
        word: st.column_config.NumberColumn(label, format="localized", width=92) for word, label in law_words.CONFIDENCE.items()
    }
    return {
        "title": st.column_config.TextColumn("Page" if name == "pages" else "Act", width=365 if name == "pages" else 505),
        "kind": st.column_config.TextColumn("Kind", width=140),
        "how": st.column_config.TextColumn("How it was read", width=150),
        "checked": st.column_config.DateColumn("Checked up to", format="D MMM YYYY", width=105),
        "doubt": st.column_config.MultiselectColumn("To check", options=[STALE], color=[DOUBTS[STALE]], width=125),
        "link": st.column_config.LinkColumn("Address", display_text="Open", width=70),
        **counts,
    }


def _doubts(visit: Visit, opened: str | None) -> None:
    """What rests on memory, or is uncertain: what touches most transfers first, since it is to be checked first."""
    found = asking.speaking(visit.law, visit.law_on, asking.Wanted(confidence=("memory", "uncertain")))
    if not found:
        st.markdown(f"**Everything in force on {day(visit.law_on)} is verified.**")
        return
    rows = []
    for provision, version in found:
        transfers = visit.touched.get(provision.id, Touched()).number(str(provision.kind))
        rows.append((provision, version, transfers))
    rows.sort(key=lambda row: (-row[2], row[1].source.confidence != "uncertain", row[0].title))
    frame = pandas.DataFrame(
        {
            "doubt": [[law_words.CONFIDENCE[v.source.confidence]] for _, v, _ in rows],
            "title": [p.title for p, _, _ in rows],
            "regime": [", ".join(p.regimes) for p, _, _ in rows],
            "kind": [law_words.KINDS[law_words.kind_of(p)] for p, _, _ in rows],
            "act": [law_words.place(v) for _, v, _ in rows],
            "transfers": [transfers for _, _, transfers in rows],
        }
    )
    columns = {
        "doubt": st.column_config.MultiselectColumn("To check", options=list(DOUBTS), color=list(DOUBTS.values()), width=115),
        "title": st.column_config.TextColumn("Provision", width=290), "regime": st.column_config.TextColumn("Regime", width=85),
        "kind": st.column_config.TextColumn("Kind", width=135), "act": st.column_config.TextColumn("Act and article", width=360),
        "transfers": st.column_config.NumberColumn("Transfers", format="localized", width=80),
    }  # fmt: skip
    order = ["doubt", "title", "transfers"] if opened else ["doubt", "title", "regime", "kind", "act", "transfers"]
    show_list("doubts", frame, [p.id for p, _, _ in rows], opened, columns, order, alt="Provisions that are not verified")
    st.caption(f"{counted(len(rows), 'provision')} in force, what touches most transfers first.")
