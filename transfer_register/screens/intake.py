"""Bringing in somebody else's list: who sends, the file, what it becomes, and the confirmation; nothing is written before."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

import streamlit as st

from transfer_register.actions import take_in
from transfer_register.actions.take_in import Options, Preview, Taken
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits.style import counted, listed, number
from transfer_register.model.filter import Filter
from transfer_register.model.roles import ROLES
from transfer_register.screens import address
from transfer_register.screens.batches import show_batches, undo
from transfer_register.screens.columns import show_columns
from transfer_register.screens.heading import heading
from transfer_register.screens.party_form import identity_fields
from transfer_register.screens.plain import cannot
from transfer_register.screens.preview import show_preview
from transfer_register.screens.problem_notes import ProblemNotes
from transfer_register.screens.same_party import ask_same
from transfer_register.screens.visit import Visit

_NEW = "new"
_TAKEN, _READ, _SHOWN = "intake.taken", "intake.read", "intake.shown"


def show(visit: Visit) -> None:
    """Draws the screen: the steps from top to bottom, each once the one before it is done; earlier lists below."""
    with heading("Intake", "A vendor or affiliate list becomes parties and transfers. Nothing is written before you confirm."):
        pass
    if visit.past:
        st.info("You are looking at an earlier state of the register. Choose Back to today at the left to bring in a list.")
        return
    taken = st.session_state.get(_TAKEN)
    if taken is not None:
        _result(visit, taken)
    else:
        options = _who(visit)
        source = _source()
        if source is not None:
            _preview(visit, *source, options)
    show_batches(visit)


def _who(visit: Visit) -> Options:
    words, names = visit.words, visit.names
    st.markdown("##### 1 · Who sends")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        known = [_NEW, *sorted(names, key=lambda id: names[id].casefold())]
        party = st.selectbox(
            "Exporter", known, index=None if names else 0, key="intake.exporter", placeholder="Choose or type a name",
            persist_state="session",
            format_func=lambda id: "A party that is not in the register yet …" if id == _NEW else names.get(id, id),
        )  # fmt: skip
        role = _role("Its role", "intake.exporter_role", words.labels("roles"))
        recipients = _role("Role of the recipients", "intake.importer_role", words.labels("roles"))
    new: dict[str, Any] = {}
    if party == _NEW:
        new = identity_fields(visit, {}, "intake.new", ProblemNotes([]), whose="Exporter", kind=False)
    with st.expander("What holds for every row of the list", key="intake.all"):
        categories = _terms("Categories of data", words.labels("data_categories"), "intake.categories")
        subjects = _terms("Data subjects", words.labels("data_subjects"), "intake.subjects")
        st.caption("Recorded for each transfer whose row does not say otherwise.")
    if party is None or (party == _NEW and not new["name"]):
        st.caption("The law of the exporter's place decides which transfers are restricted.")
    return Options(
        exporter=None if party == _NEW else party, exporter_name=new.get("name") or None, exporter_country=new.get("country"),
        exporter_role=role, importer_role=recipients, data_categories=tuple(categories), data_subjects=tuple(subjects),
    )  # fmt: skip


def _role(label: str, key: str, labels: dict[str, str]) -> str | None:
    return st.selectbox(
        label, ROLES, index=None, key=key, placeholder="Not known", width=190, format_func=labels.get, persist_state="session"
    )


def _terms(label: str, labels: dict[str, str], key: str) -> list[str]:
    return st.multiselect(label, list(labels), key=key, placeholder="Not stated", format_func=labels.get, persist_state="session")


def _source() -> tuple[bytes, str] | None:
    st.markdown("##### 2 · The list")
    kind = st.segmented_control(
        "Where it comes from", ["file", "text"], default="file", required=True, key="intake.kind", label_visibility="collapsed",
        format_func={"file": "A file", "text": "Pasted text"}.get,
    )  # fmt: skip
    if kind == "file":
        file = st.file_uploader(
            "The file", key="intake.file", max_upload_size=50, label_visibility="collapsed",
            help="Spreadsheet, CSV, Word, HTML, PDF with text, Markdown, JSON, YAML, linked data, SQL dump or text.",
        )  # fmt: skip
        return (file.getvalue(), file.name) if file is not None else None
    text = st.text_area(
        "The text", key="intake.text", height=180, label_visibility="collapsed", placeholder="Paste a table or a list of vendors"
    )
    return (text.encode(), "pasted.txt") if text.strip() else None


def _preview(visit: Visit, data: bytes, name: str, options: Options) -> None:
    st.markdown("##### 3 · What it becomes")
    file = sha256(data).hexdigest()
    try:
        said = {what: st.session_state.get(f"intake.{what}.{file}") for what in ("mapping", "same")}
        preview = _read(visit, data, name, replace(options, mapping=said["mapping"], same=said["same"] or {}))
    except TransferRegisterError as error:
        cannot(error)
        return
    # What is taken is what was on the page when the button was pressed, even where this run has read the list anew.
    shown = st.session_state.get(_SHOWN, preview)
    shown = shown if (shown.sha256, shown.options) == (preview.sha256, preview.options) else preview
    st.session_state[_SHOWN] = preview
    show_columns(preview, f"intake.mapping.{file}")
    ask_same(preview, f"intake.same.{file}")
    left_out = show_preview(visit, preview)
    if left_out is None:
        return
    # A list may name its exporters itself, row by row.
    named = bool(options.exporter or options.exporter_name) or all(row.exporter for row in preview.read.rows)
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        if not named:
            st.markdown(":small[Say above who sends, then bring it in.]", width="content")
        if st.button("Bring it in", type="primary", icon=":material/check:", key="intake.confirm", disabled=not named):
            _take(visit, shown, left_out)


def _read(visit: Visit, data: bytes, name: str, options: Options) -> Preview:
    # A file is read once for the same options and the same register, not with every click on the page.
    asked = (sha256(data).hexdigest(), name, options, visit.register.head().sequence)
    kept = st.session_state.get(_READ)
    if kept is None or kept[0] != asked:
        with st.spinner(f"Reading {name} …"):
            kept = (asked, take_in.preview(visit.register, data, name, options))
        st.session_state[_READ] = kept
    return kept[1]


def _take(visit: Visit, preview: Preview, left_out: frozenset[int]) -> None:
    with st.status("Bringing it in …") as status:
        try:
            taken = take_in.take(visit.register, preview, actor=visit.actor, at=visit.clock(), leave_out=left_out)
            status.update(label="Judging …")
            visit.register.sight(visit.on, visit.law_on, visit.known_on)
        except TransferRegisterError as error:
            status.update(label="Nothing was written.", state="error")
            cannot(error)
            return
    st.session_state.pop(_READ, None)
    st.session_state.pop(_SHOWN, None)
    if taken.batch is None:  # somebody else brought the same in since the preview
        st.info("Nothing was written: the register holds all of it already.", icon=":material/done_all:")
        return
    st.session_state[_TAKEN] = taken
    st.rerun()


def _result(visit: Visit, taken: Taken) -> None:
    with st.container(border=True, key="intake_result"):
        st.markdown("### :blue[:material/check_circle:] The list is in the register")
        st.markdown(f"{_said(taken)}. It is kept together as `{taken.batch}` and can be taken back as one.")
        with st.container(horizontal=True):
            if st.button("Open it in the register", type="primary", icon=":material/table_rows:", key="intake.open"):
                _forget()
                st.switch_page(visit.pages["register"], query_params=address.link(Filter(batches=(taken.batch,))))
            if st.button("Undo", icon=":material/undo:", key="intake.undo"):
                undo(visit, taken.batch)
                _forget()
                st.rerun()
            if st.button("Bring in another list", icon=":material/upload_file:", key="intake.another"):
                _forget()
                st.rerun()


def _forget() -> None:
    st.session_state.pop(_TAKEN, None)


def _said(taken: Taken) -> str:
    parts = [f"{counted(taken.created, 'transfer')} and {counted(taken.parties, 'new party', 'new parties')} recorded"]
    parts += [f"{number(count)} {said}" for count, said in (
        (taken.changed, "changed"), (taken.unchanged, "as they were"), (taken.refused, "not possible"),
    ) if count]  # fmt: skip
    return listed(parts) + (f"; {counted(taken.tasks, 'point')} left to clear up" if taken.tasks else "")
