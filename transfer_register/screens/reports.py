"""Documents for others: which there are, what goes into one, the file, and what has left the register before."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from transfer_register.actions import report, signing
from transfer_register.actions.export_log import exports
from transfer_register.actions.report import Produced, ReportKind
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits import verdict_counts
from transfer_register.exhibits.style import counted, moment
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.choice import choose
from transfer_register.screens.days import sentence
from transfer_register.screens.filter_bar import filter_bar
from transfer_register.screens.heading import heading
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.report_options import options as ask_options
from transfer_register.screens.start import show_nothing
from transfer_register.screens.visit import Visit

_FORMATS = {
    "pdf": "PDF", "docx": "Word (docx)", "xlsx": "Excel (xlsx)", "html": "Web page (html)", "csv": "CSV", "json": "JSON",
    "jsonld": "Linked data (JSON-LD)",
}  # fmt: skip
_AUDIENCES = {
    "authority": "For an authority",
    "people": "For people",
    "contracts": "For contracts and filings",
    "others": "For customers and staff",
    "inside": "For ourselves",
}
_MADE = "reports.made"
_LOGGED = 50


def show(visit: Visit) -> None:
    """Draws the screen; the file that was made is kept for this session only."""
    with heading("Reports", "The register as a document, with the same numbers as the screens."):
        pass
    if not visit.names:
        show_nothing(visit)
        return
    kind = _kind(report.reports())
    chosen = _which(visit) if kind.filtered else Filter()
    st.markdown("##### What only you know" if kind.filtered else "##### Which days, and what only you know")
    options = ask_options(visit, kind)
    st.markdown("##### How it is handed over")
    _make(visit, kind, chosen, options)
    _log(visit)


def _which(visit: Visit) -> Filter:
    st.markdown("##### Which transfers")
    chosen = filter_bar(visit)
    counts = visit.ask("verdict_counts", chosen)
    st.markdown(
        f"{plain(chosen.sentence(visit.words, visit.titles))}. {plain(verdict_counts.sentence(counts, visit.words))}.  \n"
        f":small[{sentence(visit.on, visit.law_on, visit.known_on)}. The days are chosen at the left.]"
    )
    return chosen


def _kind(kinds: list[ReportKind]) -> ReportKind:
    """The document of the address, or the first one for whom it is."""
    there = [audience for audience in _AUDIENCES if any(kind.audience == audience for kind in kinds)]
    audience = choose("reports", "whom", {name: _AUDIENCES[name] for name in there}, "For whom")
    among = {kind.name: kind for kind in kinds if kind.audience == audience}
    name = address.one_of("report", list(among))
    st.session_state["reports.kind"] = name
    st.radio(
        "Document", list(among), format_func=lambda each: among[each].title, key="reports.kind", label_visibility="collapsed",
        horizontal=True, on_change=lambda: address.say("report", st.session_state["reports.kind"]),
    )  # fmt: skip
    kind = among[name]
    with st.container(border=True, key="report_kind"):
        st.markdown(f"### :gray[:material/description:] {plain(kind.title)}")
        st.markdown(plain(kind.says))
        st.caption("Comes as " + ", ".join(_FORMATS.get(each, each) for each in kind.formats) + ".")
    return kind


def _make(visit: Visit, kind: ReportKind, chosen: Filter, options: dict[str, Any]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        format = st.segmented_control(
            "Format", kind.formats, default=kind.formats[0], required=True, key="reports.format", wrap=True,
            format_func=lambda each: _FORMATS.get(each, each),
        )  # fmt: skip
        more = _more(kind)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        package, sealed = _package()
        st.space("stretch")
        make = st.button("Make the document", type="primary", icon=":material/description:", key="reports.make")
    days = {"on": visit.on, "law_on": visit.law_on, "known_on": visit.known_on}
    asked = (kind.name, format, chosen, *days.values(), tuple(sorted(options.items())), tuple(more.items()), package, sealed)
    if make:
        st.session_state.pop(_MADE, None)
        with st.status("Making the document …", expanded=True) as status:
            try:
                how = {
                    "options": options,
                    "filter": chosen,
                    "at": visit.clock(),
                    "actor": visit.actor,
                    "log": True,
                    **more,
                    **days,
                }
                how["progress"] = lambda step: status.write(f"{step} …")
                if package:
                    seal = signing.seal() if sealed else None
                    produced = report.write_package(visit.register, kind.name, [format], seal=seal, **how)
                else:
                    produced = report.write(visit.register, kind.name, format, **how)
            except TransferRegisterError as error:
                status.update(label="Not made", state="error")
                cannot(error)
                return
            status.update(label="The document is made.", state="complete", expanded=False)
        st.session_state[_MADE] = (asked, visit.register.head().sequence, produced)
    made = st.session_state.get(_MADE)
    if made and made[0] == asked and made[1] == visit.register.head().sequence:
        _hand_over(made[2])


def _more(kind: ReportKind) -> dict[str, str]:
    """The language, and from whom something is withheld, where the document knows of either."""
    found = {}
    if len(kind.languages) > 1:
        found["language"] = st.selectbox(
            "Language", list(kind.languages), format_func=report.LANGUAGES.get, key="reports.language", width=170,
            persist_state="session",
        )  # fmt: skip
    if kind.profiles:
        found["profile"] = st.selectbox(
            "What is shown", list(kind.profiles), format_func=kind.profiles.get, key=f"reports.{kind.name}.profile", width=260,
            help="What is not for the eyes of whoever receives it is left out, and the document says what and why.",
            persist_state="session",
        )  # fmt: skip
    return found


def _package() -> tuple[bool, bool]:
    package = st.checkbox(
        "As a package that can be checked", key="reports.package", persist_state="session",
        help="A ZIP with the file, its content, check sums and how to use them. Nothing else is needed to check it.",
    )  # fmt: skip
    key = signing.can_sign()
    sealed = package and st.checkbox(
        "Signed", key="reports.signed", disabled=not key, persist_state="session",
        help="With the key of this installation." if key else "This installation has no key to sign with (docs/exports.md).",
    )  # fmt: skip
    return package, bool(sealed and key)


def _hand_over(produced: Produced) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="report_made"):
        size = len(produced.data) / 1000
        number = f", number {produced.number} in the log" if produced.number else ""
        notes = "".join(f"  \n:small[{plain(note)}]" for note in produced.notes)
        st.markdown(f"**{plain(produced.name)}**, {size:,.0f} kB{number}{notes}", width="stretch")
        st.download_button(
            "Download", produced.data, file_name=produced.name, mime=produced.mime, on_click="ignore", type="primary",
            icon=":material/download:", key="reports.download",
        )  # fmt: skip


def _log(visit: Visit) -> None:
    """What has left the register, newest first."""
    found = exports(visit.register, _LOGGED)
    if not found:
        return
    titles = {kind.name: kind.title for kind in report.reports()}
    rows = [
        {
            "Number": each.id,
            "When": moment(each.at, seconds=False),
            "By": each.by,
            "Document": titles.get(each.export.report, each.export.report),
            "For": each.export.addressee or "Not stated",
            "As": ", ".join(_FORMATS.get(one, one) for one in each.export.formats) + (", package" if each.export.package else ""),
            "Content": (each.export.content_sha256 or "–")[:12],
        }
        for each in found
    ]
    said = counted(len(rows), "document") if len(rows) < _LOGGED else f"The last {_LOGGED} documents"
    with st.expander(f"What has left this register: {said}", icon=":material/outbox:", key="reports.log"):
        st.dataframe(pd.DataFrame(rows), hide_index=True)
