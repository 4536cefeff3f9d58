"""Documents for others: which there are, what goes into one, and the file."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions import report
from transfer_register.actions.report import Produced, ReportKind
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits import verdict_counts
from transfer_register.model.filter import Filter
from transfer_register.screens.days import sentence
from transfer_register.screens.fact_input import day_input
from transfer_register.screens.filter_bar import filter_bar
from transfer_register.screens.heading import heading
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.start import show_nothing
from transfer_register.screens.visit import Visit

_FORMATS = {
    "pdf": "PDF", "docx": "Word (docx)", "xlsx": "Excel (xlsx)", "html": "Web page (html)", "csv": "CSV", "json": "JSON",
}  # fmt: skip
# Option of a report -> heading, what stands in the empty field. Options without an entry are not offered here.
_OPTIONS = {
    "organisation": ("Organisation", "Name of the organisation"),
    "addressee": ("Addressee", "Authority, or whoever asked"),
    "document_number": ("Document number", "Draft"),
    "version": ("Version", "1.0"),
    "classification": ("Classification", "Confidential"),
    "prepared_by": ("Prepared by", "Function, not a person's name"),
    "contact": ("Contact", "Where questions go"),
    "replaces": ("Replaces", "Number of the document before it"),
    "request_reference": ("Reference of the request", "As the authority writes it"),
    "request_basis": ("Legal basis of the request", "As the authority states it"),
    "request_asked": ("What was asked", "In the words of the request"),
}
_DAYS = {
    "request_on": "Request dated", "request_time_limit": "Answer due",
    "first_day": "From the end of", "last_day": "To the end of",
}  # fmt: skip
# Option of a report -> heading, and its choices; the first one holds unless another is chosen.
_CHOICES = {"table": ("Table of a CSV file", {"transfers": "Transfers", "parties": "Parties"})}
_SWITCHES = {"verdicts": "Also which verdicts differ"}
_JUDGES = "Judges the register as it stood on both days, each by the law of its day; that takes a while."
# What nearly every document needs; the others stand behind one line.
_FIRST = (
    "first_day",
    "last_day",
    "verdicts",
    "table",
    "organisation",
    "addressee",
    "request_reference",
    "document_number",
    "version",
    "classification",
)
_MADE = "reports.made"


def show(visit: Visit) -> None:
    """Draws the screen; the file that was made is kept for this session only."""
    with heading("Reports", "The register as a document, with the same numbers as the screens."):
        pass
    if not visit.names:
        show_nothing(visit)
        return
    kinds = {kind.name: kind for kind in report.reports()}
    chosen_kind = _kind(kinds)
    chosen = _which(visit) if chosen_kind.filtered else Filter()
    st.markdown("##### What only you know" if chosen_kind.filtered else "##### Which days, and what only you know")
    options = _options(visit, chosen_kind)
    _make(visit, chosen_kind, chosen, options)


def _which(visit: Visit) -> Filter:
    st.markdown("##### Which transfers")
    chosen = filter_bar(visit)
    counts = visit.ask("verdict_counts", chosen)
    st.markdown(
        f"{plain(chosen.sentence(visit.words, visit.titles))}. {plain(verdict_counts.sentence(counts, visit.words))}.  \n"
        f":small[{sentence(visit.on, visit.law_on, visit.known_on)}. The days are chosen at the left.]"
    )
    return chosen


def _kind(kinds: dict[str, ReportKind]) -> ReportKind:
    name = next(iter(kinds))
    if len(kinds) > 1:
        name = st.radio("Report", list(kinds), format_func=lambda each: kinds[each].title, key="reports.kind")
    kind = kinds[name]
    with st.container(border=True, key="report_kind"):
        st.markdown(f"### :gray[:material/description:] {plain(kind.title)}")
        st.markdown(plain(kind.says))
        st.caption("Comes as " + ", ".join(_FORMATS.get(each, each) for each in kind.formats) + ".")
    return kind


def _options(visit: Visit, kind: ReportKind) -> dict[str, Any]:
    offered = [name for name in (*_OPTIONS, *_DAYS, *_SWITCHES, *_CHOICES) if name in kind.options]
    offered.sort(key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))
    options = _fields(visit, [name for name in offered if name in _FIRST])
    if rest := [name for name in offered if name not in _FIRST]:
        with st.expander("More about the document and the request", key="reports.more"):
            options |= _fields(visit, rest)
    return {name: value for name, value in options.items() if value}


def _fields(visit: Visit, names: list[str]) -> dict[str, Any]:
    options: dict[str, Any] = {}
    grid = st.grid(3, min_column_width=230, gap="small")
    for name in names:
        with grid.cell():
            if name in _DAYS:
                options[name] = day_input(_DAYS[name], None, visit.today, key=f"reports.{name}", persist_state="session")
                continue
            if name in _SWITCHES:
                options[name] = st.checkbox(_SWITCHES[name], key=f"reports.{name}", help=_JUDGES, persist_state="session")
                continue
            if name in _CHOICES:
                label, choices = _CHOICES[name]
                options[name] = st.selectbox(
                    label, list(choices), key=f"reports.{name}", format_func=choices.get, persist_state="session"
                )
                continue
            label, placeholder = _OPTIONS[name]
            options[name] = st.text_input(
                label, key=f"reports.{name}", placeholder=placeholder, max_chars=300, persist_state="session"
            ).strip()
    return options


def _make(visit: Visit, kind: ReportKind, chosen: Filter, options: dict[str, Any]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        format = st.segmented_control(
            "Format", kind.formats, default=kind.formats[0], required=True, key="reports.format", wrap=True,
            format_func=lambda each: _FORMATS.get(each, each),
        )  # fmt: skip
        make = st.button("Make the document", type="primary", icon=":material/description:", key="reports.make")
    days, head = (visit.on, visit.law_on, visit.known_on), visit.register.head().sequence
    asked = (kind.name, format, chosen, days, tuple(sorted(options.items())), head)
    if make:
        st.session_state.pop(_MADE, None)
        with st.status("Making the document …", expanded=True) as status:
            try:
                produced = report.write(
                    visit.register, kind.name, format, on=visit.on, law_on=visit.law_on, known_on=visit.known_on, filter=chosen,
                    options=options, at=visit.clock(), actor=visit.actor, progress=lambda step: status.write(f"{step} …"),
                )  # fmt: skip
            except TransferRegisterError as error:
                status.update(label="Not made", state="error")
                cannot(error)
                return
            status.update(label="The document is made.", state="complete", expanded=False)
        st.session_state[_MADE] = (asked, produced)
    made = st.session_state.get(_MADE)
    if made and made[0] == asked:
        _hand_over(made[1])


def _hand_over(produced: Produced) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="report_made"):
        size = len(produced.data) / 1000
        notes = "".join(f"  \n:small[{plain(note)}]" for note in produced.notes)
        st.markdown(f"**{plain(produced.name)}**, {size:,.0f} kB{notes}", width="stretch")
        st.download_button(
            "Download", produced.data, file_name=produced.name, mime=produced.mime, on_click="ignore", type="primary",
            icon=":material/download:", key="reports.download",
        )  # fmt: skip
