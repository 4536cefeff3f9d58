"""The fields in which a document is told what only the organisation knows: their headings, and what stands in an empty one."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions.report import ReportKind
from transfer_register.screens.fact_input import day_input
from transfer_register.screens.visit import Visit

# Option of a report -> heading, what stands in the empty field. An option without an entry is not offered here.
_TEXTS = {
    "organisation": ("Organisation", "Name of the organisation"),
    "addressee": ("Addressee", "Authority, or whoever asked"),
    "document_number": ("Document number", "Draft"),
    "version": ("Version", "1.0"),
    "classification": ("Classification", "Confidential"),
    "prepared_by": ("Prepared by", "Function, not a person's name"),
    "contact": ("Contact", "Where questions go"),
    "replaces": ("Replaces", "Number of the document before it"),
    "request_reference": ("Reference of the request", "As it stands there"),
    "request_basis": ("Legal basis of the request", "As the authority states it"),
    "request_asked": ("What was asked", "In the words of the request"),
    "people_employed": ("People employed", "How many, for the exemption"),
    "docking": ("Docking clause (Clause 7)", "Used or not used"),
    "dispute_body": ("Dispute resolution (Clause 11)", "Body, or not used"),
    "governing_law": ("Governing law (Clause 17)", "Law of a Member State"),
    "courts": ("Courts (Clause 18)", "Courts of a Member State"),
    "authority": ("Competent authority (Clause 13)", "Name of the authority"),
    "sensitive_safeguards": ("Safeguards for sensitive data", "Restrictions applied"),
    "assistance": ("Help to the controller", "Measures of the processor"),
    "subprocessor_measures": ("Measures of sub-processors", "In words"),
    "subprocessor_limits": ("Limits of sub-processors", "What each may do"),
    "ending": ("Who may end the Addendum", "Exporter, importer or neither"),
    "linked_agreement": ("Linked agreement", "Title and date"),
    "term": ("Term", "How long it holds"),
    "onward_limits": ("Limits of further transfers", "In words"),
    "security_updates": ("Updates of security", "How and when"),
    "extra_protection": ("Extra protection clauses", "In words"),
    "commercial": ("Commercial clauses (IDTA part 3)", "In words"),
    "swiss_law": ("Swiss adaptations", "Governing law and authority"),
    "copy_from": ("Where a copy is had", "Address, page or function"),
    "identity": ("Identity checked by", "How it was established"),
    "concerns": ("Concerns", "The people, in the words of the letter"),
    "redactions": ("Blacked out, and why", "In words"),
    "case_reference": ("Reference of the case", "Yours"),
    "data_concerned": ("Data concerned", "Which, in words"),
    "reply_to": ("Recipients confirm to", "Address or function"),
    "agreement": ("Works agreement", "Title and date"),
    "notice_period": ("Notice period", "As 30 days"),
    "how_to_object": ("How to object", "Address and time"),
    "how_to_subscribe": ("How to subscribe", "Address of the page"),
    "at_home": ("Sub-processors without a transfer", "Names, in words"),
}  # fmt: skip
_DAYS = {
    "request_on": "Request dated",
    "request_time_limit": "Answer due",
    "letter_on": "Letter dated",
    "measure_on": "Carried out on",
    "reply_by": "Confirm by",
    "first_day": "From the end of",
    "last_day": "To the end of",
}
_HEADINGS = {"table": "Table of a CSV file", "view": "Shape", "form": "Form", "filing": "Filing", "measure": "What was done"}
_SWITCHES = {
    "verdicts": ("Also which verdicts differ", "Judges the register of both days, each by its law; that takes a while."),
    "all_transfers": ("Also transfers without this contract", "Whatever is recorded of their mechanism."),
    "by_category": ("Recipients by kind", "Names kinds of recipients in place of their names, which Article 13(1)(e) allows."),
    "final": ("Ready to be sent", "Leaves out what is said to whoever sends it; nothing may be left to be completed."),
    "every": ("Every transfer of the scope", "Also those for which the filing is not meant as they are recorded."),
}  # fmt: skip
# What nearly every document needs; the others stand behind one line.
_FIRST = (
    "view", "form", "filing", "measure", "first_day", "last_day", "verdicts", "table", "organisation", "addressee",
    "request_reference", "request_on", "document_number", "version", "classification", "copy_from",
)  # fmt: skip


def offered(kind: ReportKind) -> list[str]:
    """The options of a report that have a field, those that nearly everybody needs first."""
    known = [name for name in (*_HEADINGS, *_DAYS, *_SWITCHES, *_TEXTS) if name in kind.options]
    known = [name for name in known if name not in _HEADINGS or name in kind.choices]
    return sorted(known, key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))


def options(visit: Visit, kind: ReportKind) -> dict[str, Any]:
    """Draws the fields and gives back what is said in them; what is left empty is not there."""
    names = offered(kind)
    found = _fields(visit, kind, [name for name in names if name in _FIRST])
    if rest := [name for name in names if name not in _FIRST]:
        with st.expander("More about the document", key="reports.more"):
            found |= _fields(visit, kind, rest)
    return {name: value for name, value in found.items() if value}


def _fields(visit: Visit, kind: ReportKind, names: list[str]) -> dict[str, Any]:
    grid = st.grid(3, min_column_width=230, gap="small")
    found: dict[str, Any] = {}
    for name in names:
        with grid.cell():
            found[name] = _field(visit, kind, name)
    return found


def _field(visit: Visit, kind: ReportKind, name: str) -> Any:
    if name in _DAYS:
        return day_input(_DAYS[name], None, visit.today, key=f"reports.{name}", persist_state="session")
    if name in _SWITCHES:
        label, says = _SWITCHES[name]
        return st.checkbox(label, key=f"reports.{name}", help=says, persist_state="session")
    if name in kind.choices:
        choices = kind.choices[name]
        return st.selectbox(
            _HEADINGS[name], list(choices), key=f"reports.{kind.name}.{name}", format_func=choices.get, persist_state="session"
        )
    label, placeholder = _TEXTS[name]
    return st.text_input(
        label, key=f"reports.{name}", placeholder=placeholder, max_chars=300, persist_state="session"
    ).strip()  # fmt: skip
