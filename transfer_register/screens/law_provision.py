"""One provision in full: what it says and asks, whom it touches, what threatens it, and how it became what it is."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.exhibits import law_words
from transfer_register.exhibits.law_touched import Touched
from transfer_register.exhibits.style import counted, day
from transfer_register.law.provision import Provision, ProvisionKind, Version
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.law_asks import show_bars, show_conditions, show_measure
from transfer_register.screens.law_in_force import DOUBTS, doubts
from transfer_register.screens.law_past import show_pages, show_review, show_risks, show_versions
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit

_CARRYING = (ProvisionKind.GROUND, ProvisionKind.SCOPE, ProvisionKind.GATE)


def show_provision(visit: Visit, id: str) -> None:
    """Draws the provision; says so where there is none of that id."""
    provision = visit.law.provisions.get(id)
    if provision is None:
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"There is no provision {plain(id)} in the law files.")
            _close()
        return
    version = provision.version_on(visit.law_on)
    _head(visit, provision, version)
    st.markdown(plain(provision.says))
    _standing(visit, provision, version)
    _transfers(visit, provision, version)
    if version and not version.lapsed:
        show_conditions(visit, provision, version)
    show_bars(visit, provision)
    show_measure(visit, provision)
    show_risks(provision)
    show_review(visit, provision)
    if provision.note:
        st.markdown(f"**Note.** {plain(provision.note)}")
    show_versions(visit, provision)
    show_pages(visit, provision)


def _head(visit: Visit, provision: Provision, version: Version | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        badges = [f":blue-badge[{law_words.KINDS[law_words.kind_of(provision)]}]"]
        badges += [f":gray-badge[{visit.words.label('regimes', regime)}]" for regime in provision.regimes]
        if provision.severity:
            colour = {"block": "red", "error": "orange"}.get(provision.severity, "gray")
            badges.append(f":{colour}-badge[{law_words.SEVERITIES[provision.severity]}]")
        if version and not version.lapsed:
            badges += [f":{_badge(doubt)}-badge[:material/error: {doubt}]" for doubt in doubts(version, visit.law_on)]
        st.markdown(" ".join(badges), width="stretch")
        _close()
    st.subheader(plain(provision.title), anchor=False)


def _badge(doubt: str) -> str:
    return DOUBTS.get(doubt, "gray")


def _close() -> None:
    st.button(
        ":material/close:", type="tertiary", key="provision_close", help="Close", on_click=address.open_provision, args=(None,)
    )


def _standing(visit: Visit, provision: Provision, version: Version | None) -> None:
    """Where it stands in the law and in time; a provision that does not speak on the day says why."""
    if version is None:
        first = provision.versions[0]
        st.info(f"Not yet in force on {day(visit.law_on)}: it begins on {day(first.first)}.", icon=":material/event_upcoming:")
        return
    if version.lapsed:
        st.warning(
            f"No longer in force since {day(version.first)}: {plain(law_words.ended(version.lapsed))}.",
            icon=":material/event_busy:",
        )
        return
    link = f" [:material/open_in_new:]({version.source.url})" if (version.source.url or "").startswith("https://") else ""
    st.markdown(f":small[{plain(law_words.place(version))}{link}; {plain(law_words.period(version))}. :gray[`{provision.id}`]]")


def _transfers(visit: Visit, provision: Provision, version: Version | None) -> None:
    """The transfers of the register on which it bears, each number a way to them."""
    counts = visit.touched.get(provision.id, Touched())
    ways: list[tuple[str, Filter]] = []
    if provision.kind in _CARRYING:
        if counts.rests:
            word = {"scope": "outside the rules by it", "gate": "forbidden by it"}.get(str(provision.kind), "rest on it")
            fallback = f", {counts.fallback} as a fallback" if counts.fallback else ""
            ways.append((f"{counted(counts.rests, 'transfer')} {word}{fallback}", Filter(grounds=(provision.id,))))
        if counts.unknown:
            ways.append((f"{counts.unknown} could, if facts were known", Filter(findings=(f"{provision.id}:unknown",))))
    elif counts.transfers:
        words = {"breached": "breached", "unknown": "not known", "met": "met"}
        if provision.kind is ProvisionKind.DUTY:
            words = {"breached": "not done", "unknown": "open", "met": "done"}
        elif provision.kind in (ProvisionKind.EXPOSURE, ProvisionKind.MEASURE):
            words = {"met": "reached by it" if provision.kind is ProvisionKind.EXPOSURE else "in place", "unknown": "not known"}
        alike = next((f", all {word}" for outcome, word in words.items() if getattr(counts, outcome) == counts.transfers), "")
        if counts.transfers == 1:
            alike = alike.replace(", all", ",")
        ways.append((f"{counted(counts.transfers, 'transfer')} concerned{alike}", Filter(findings=(provision.id,))))
        for outcome, word in words.items():
            number = getattr(counts, outcome)
            if number and number != counts.transfers:
                ways.append((f"{number} {word}", Filter(findings=(f"{provision.id}:{outcome}",))))
    if not ways:
        if version and not version.lapsed:
            st.caption(f"It touches no transfer in the register on {day(visit.on)}.")
        return
    with st.container(horizontal=True, gap="xsmall", key="provision_transfers"):
        for place, (label, chosen) in enumerate(ways):
            if st.button(label, icon=":material/table_rows:" if not place else None, key=f"provision.transfers.{place}"):
                st.switch_page(visit.pages["register"], query_params=to_register(visit, chosen))


def to_register(visit: Visit, chosen: Filter) -> dict[str, Any]:
    """The parameters of the register under a filter, on the days of this visit where they are not today's."""
    return address.link(chosen, **visit.days)
