"""How a provision became what it is and what may become of it: wordings, reviews, events beside it, the pages read."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.exhibits import law_words
from transfer_register.exhibits.style import counted, day
from transfer_register.law.provision import Provision
from transfer_register.screens.pairs import pairs
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit


def show_risks(provision: Provision) -> None:
    """Events that bear on its future, told apart from what is law: no verdict follows from them."""
    if not provision.risks:
        return
    with st.container(border=True, key="provision_risks", gap="xsmall"):
        st.markdown(
            f":orange[:material/warning:] **{counted(len(provision.risks), 'event')} beside it.** They bear on its future and do "
            "not change whether it is valid: no verdict follows from them."
        )
        for risk in sorted(provision.risks, key=lambda each: each.on, reverse=True):
            doubt = f" :orange-badge[{law_words.DOUBTS[risk.confidence]}]" if risk.confidence in law_words.DOUBTS else ""
            effect = "" if risk.effect.strip().casefold() in ("none", "") else f" :gray[Effect: {plain(risk.effect)}.]"
            st.markdown(f"**{day(risk.on)}** {plain(risk.event)}{effect}{doubt}")


def show_review(visit: Visit, provision: Provision) -> None:
    """When the authority looked at it last, and when it must again."""
    review = provision.review
    if review is None:
        return
    last = f"{day(review.last)}: {', '.join(part for part in (review.outcome, review.instrument) if part)}" if review.last else ""
    late = " (overdue)" if review.next_by and review.next_by < visit.law_on else ""
    next_by = f"by {day(review.next_by)}{late}" if review.next_by else ""
    st.markdown("##### Review by the authority")
    pairs([("Last", last.rstrip(": ")), ("Next", next_by), ("Basis", review.basis or "")])


def show_versions(visit: Visit, provision: Provision) -> None:
    """Every wording with its days and its source, the newest first; an end says how, by what and how far back."""
    st.markdown(f"##### Over time ({counted(len(provision.versions), 'wording')})")
    now = provision.version_on(visit.law_on)
    for version in reversed(provision.versions):
        here = " :blue-badge[on this day]" if version is now and len(provision.versions) > 1 else ""
        if version.lapsed:
            grace = f"  \n:small[Grace: {plain(version.lapsed.grace)}]" if version.lapsed.grace else ""
            how = plain(law_words.ended(version.lapsed))
            st.markdown(f":red[:material/event_busy:] **Since {day(version.first)}** {how}{here}{grace}")
            continue
        source = version.source
        doubt = f" :orange-badge[{law_words.DOUBTS[source.confidence]}]" if source.confidence in law_words.DOUBTS else ""
        link = f" [:material/open_in_new:]({source.url})" if (source.url or "").startswith("https://") else ""
        note = f"  \n:small[{plain(version.note)}]" if version.note else ""
        period = law_words.period(version)
        st.markdown(
            f"**{period[0].upper()}{plain(period[1:])}**{here}  \n:small[{plain(law_words.place(version))}{link}, checked on "
            f"{day(source.checked_on)}{doubt}]{note}"
        )


def show_pages(visit: Visit, provision: Provision) -> None:
    """The pages in which its wordings and the events beside it were read, each with the day up to which it was checked."""
    read: dict[str, Any] = {}
    for version in provision.versions:
        for page in version.source.read_in:
            read[page] = max(read.get(page, version.source.checked_on), version.source.checked_on)
    for risk in provision.risks:
        for page in risk.read_in:
            read.setdefault(page, None)
    if not read:
        return
    lines = []
    for id, checked in read.items():
        page = visit.law.pages[id]
        link = f" [:material/open_in_new:]({page.url})" if (page.url or "").startswith("https://") else ""
        until = f", up to {day(checked)}" if checked else ""
        lines.append(
            f"- {plain(page.title)}{link}  \n  :small[:gray[{law_words.PAGES[page.kind]}; {plain(page.how_read)}{until}]]"
        )
    with st.expander(f"Where it was read ({len(lines)})", key="provision.pages"):
        st.markdown("\n".join(lines))
