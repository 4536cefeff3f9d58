"""Bringing in somebody else's list: who sends, the file, what it becomes, and the confirmation; nothing is written before."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from transfer_register.actions.take_in import Options
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits.style import number
from transfer_register.intake.tables import MOST_BYTES, MOST_ROWS
from transfer_register.model.roles import ROLES
from transfer_register.screens.batches import show_batches
from transfer_register.screens.columns import show_columns
from transfer_register.screens.columns_profile import chosen_profile
from transfer_register.screens.columns_said import propose
from transfer_register.screens.heading import heading
from transfer_register.screens.party_form import identity_fields
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.preview import show_preview
from transfer_register.screens.preview_reading import Source, forget_reading, reading
from transfer_register.screens.preview_said import options_with, said_of
from transfer_register.screens.preview_taking import show_confirm, taking, tell_why_not, under_way
from transfer_register.screens.problem_notes import ProblemNotes
from transfer_register.screens.same_party import ask_same
from transfer_register.screens.visit import Visit

_NEW, _KEPT, _TURN, _NEW_KEPT = "new", "intake.source", "intake.source_turn", "intake.new_kept"


def show(visit: Visit) -> None:
    """Draws the screen: the steps from top to bottom, each once the one before it is done; earlier lists below."""
    with heading("Intake", "A vendor or affiliate list becomes parties and transfers. Nothing is written before you confirm."):
        pass
    if visit.past:
        st.info("You are looking at an earlier state of the register. Choose Back to today at the left to bring in a list.")
        return
    if not taking(visit):
        tell_why_not()
        options = _who(visit)
        proposed = st.container()
        source = _source()
        if source is not None:
            _preview(visit, source, options, proposed)
    # Whatever else is pressed while a list is written would wait for that.
    if not under_way():
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
        # Streamlit forgets fields that are not drawn, as while another screen is looked at.
        for key, value in st.session_state.get(_NEW_KEPT, {}).items():
            st.session_state.setdefault(key, value)
        new = identity_fields(visit, {}, "intake.new", ProblemNotes([]), whose="Exporter", kind=False)
        st.session_state[_NEW_KEPT] = {
            key: st.session_state[key] for key in st.session_state if str(key).startswith("intake.new.")
        }
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


def _source() -> Source | None:
    st.markdown("##### 2 · The list")
    kind = st.segmented_control(
        "Where it comes from", ["file", "text"], default="file", required=True, key="intake.kind", label_visibility="collapsed",
        format_func={"file": "A file", "text": "Pasted text"}.get, persist_state="session",
    )  # fmt: skip
    if kind == "file":
        return _file()
    text = st.text_area(
        "The text", key="intake.text", height=180, label_visibility="collapsed", persist_state="session",
        placeholder="Paste a table or a list of vendors",
    )  # fmt: skip
    return _content(text.encode(), "pasted.txt") if text.strip() else None


def _file() -> Source | None:
    kept: Source | None = st.session_state.get(_KEPT)
    if kept is None:
        # Another list is chosen in another field: one that kept its identity would hold on to the list before.
        file = st.file_uploader(
            "The file", key="intake.file" + st.session_state.get(_TURN, ""), label_visibility="collapsed",
            help="Spreadsheet, CSV, Word, HTML, PDF with text, Markdown, JSON, YAML, linked data, SQL dump or text, of up to "
            f"{MOST_BYTES // 1024**2} MB and {number(MOST_ROWS)} rows.",
        )  # fmt: skip
        if file is None:
            return None
        # Streamlit forgets a file whose screen is left; the list, and what was said of it, stays.
        kept = st.session_state[_KEPT] = _content(file.getvalue(), file.name)
        st.session_state[_TURN] = st.session_state.get(_TURN, "") + "'"
        st.rerun()
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="intake_kept"):
        size = (
            f"{number(len(kept.data) / 1e6, digits=1)} MB"
            if len(kept.data) >= 1e5
            else f"{number(len(kept.data) / 1e3, digits=1)} kB"
        )
        st.markdown(f":material/draft: **{plain(kept.name)}** :small[:gray[{size}]]", width="stretch")
        st.button("Choose another list", icon=":material/close:", key="intake.other", type="tertiary", on_click=_drop)
    return kept


def _content(data: bytes, name: str) -> Source:
    return Source(data, name, sha256(data).hexdigest())


def _drop() -> None:
    st.session_state.pop(_KEPT, None)
    forget_reading()


def _preview(visit: Visit, source: Source, options: Options, proposed: DeltaGenerator) -> None:
    st.markdown("##### 3 · What it becomes")
    file = source.sha256
    said = said_of(file)
    said.take_up()
    try:
        profile = chosen_profile(visit, file)
        preview, current = reading(visit, source, options_with(replace(options, profile=profile), file))
    except TransferRegisterError as error:
        cannot(error)
        return
    if preview is None:
        return
    with proposed:
        propose(visit, preview)
    show_columns(visit, preview, file, current=current)
    ask_same(preview, f"intake.same.{file}")
    if show_preview(visit, preview, said):
        # A list may name its exporters itself, row by row; what the register wrote out does.
        named = bool(options.exporter or options.exporter_name) or all(row.exporter for row in preview.read.rows)
        named |= preview.read.own is not None
        show_confirm(preview, said, named=named, current=current)
