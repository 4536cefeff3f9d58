"""The dialogs in which evidence is filed, changed or taken away."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions import evidence
from transfer_register.actions.evidence_files import limits
from transfer_register.actions.evidence_found import Filed, one, reached_by, same_file
from transfer_register.errors import Problem, Refused, Stale, TransferRegisterError
from transfer_register.exhibits.evidence_words import FIELDS as HEADINGS
from transfer_register.exhibits.evidence_words import kind_words, support_words
from transfer_register.model.evidence import KINDS, Support
from transfer_register.screens.evidence_file import link_words
from transfer_register.screens.evidence_opened import FIELDS, Opened, Page, close, opened
from transfer_register.screens.fact_input import day_input
from transfer_register.screens.opened_form import opened_form
from transfer_register.screens.plain import plain
from transfer_register.screens.problem_notes import ProblemNotes
from transfer_register.screens.visit import Visit

_TITLES = {"add": "Add evidence", "change": "Change evidence {}", "end": "Take away evidence {}"}


def show_evidence_form(visit: Visit, page: Page) -> None:
    """Draws the dialog that is open on this page, if one is."""
    form = opened(page)
    if form is None or opened_form() is not None or visit.past:
        return
    title = _TITLES[form.act].format(form.found.id if form.found else "")
    # A click beside it must not lose what was chosen: it closes by its own buttons only.
    st.dialog(title, dismissible=False, width="large")(_ending if form.act == "end" else _editing)(visit, form)


def _editing(visit: Visit, form: Opened) -> None:
    notes, allowed = ProblemNotes(form.problems), limits()
    if form.newer:
        st.warning(plain(form.newer), icon=":material/group:")
    top = st.container()
    file = None
    if form.act == "add":
        file = st.file_uploader(
            "File", type=sorted(allowed.by_ending), max_upload_size=allowed.megabytes, key=FIELDS + "file",
        )  # fmt: skip
        st.caption(f"{plain(allowed.sentence())}.")
        notes.beside("File")
    said = _said(visit, form, notes)
    with top:
        notes.elsewhere()
    if _buttons("Save", ":material/check:"):
        _save(visit, form, file, said)


def _said(visit: Visit, form: Opened, notes: ProblemNotes) -> dict[str, Any]:
    """The fields, by `evidence_words.FIELDS`."""
    was = form.found.record if form.found else None
    kinds, words = [*visit.words.lists[KINDS], None], visit.words
    kind = was.kind if was else form.kind
    said: dict[str, Any] = {
        "kind": st.selectbox(
            HEADINGS["kind"], kinds, index=kinds.index(kind) if kind in kinds else len(kinds) - 1, key=FIELDS + "kind",
            format_func=lambda term: kind_words(words, term),
        )
    }  # fmt: skip
    notes.beside(HEADINGS["kind"])
    if said["kind"] and (term := words.lists[KINDS][said["kind"]]).says:
        st.caption(plain(f"{term.says} ({term.source})"))
    said["title"] = st.text_input(
        HEADINGS["title"], was.title if was else "", key=FIELDS + "title", placeholder="The name of the file", autocomplete="off"
    )
    notes.beside(HEADINGS["title"])
    left, right = st.columns(2)
    with left:
        said["dated_on"] = day_input(HEADINGS["dated_on"], was and was.dated_on, visit.today, key=FIELDS + "dated_on")
        notes.beside(HEADINGS["dated_on"])
    with right:
        said["valid_until"] = day_input(HEADINGS["valid_until"], was and was.valid_until, visit.today, key=FIELDS + "valid_until")
        notes.beside(HEADINGS["valid_until"])
    st.caption("It counts from its day to its last day; a day that is left empty is open.")
    said["supports"] = _links(visit, form, was.supports if was else ())
    notes.beside(HEADINGS["supports"])
    said["note"] = st.text_area(HEADINGS["note"], (was.note if was else None) or "", key=FIELDS + "note", height=68)
    notes.beside(HEADINGS["note"])
    return said


def _links(visit: Visit, form: Opened, stand: tuple[Support, ...]) -> tuple[Support, ...]:
    """What it is for: what stands, and what can be reached from the page; a mechanism and a finding go with it."""
    found = visit.register.record(form.page.id) if form.page.of == "transfer" else None
    state = found.state if found else {}
    near = reached_by(visit.register, form.page.id, state) if found else [form.page.id]
    known = {each.record for each in stand}
    options = [*stand, *(Support(record=id, provision=form.provision) for id in near if id not in known)]
    chosen = st.multiselect(
        HEADINGS["supports"], options, default=list(stand) or options[:1], key=FIELDS + "supports",
        format_func=lambda each: link_words(visit, form.page, each), placeholder="Choose what it shows something of",
    )  # fmt: skip
    tools = list(dict.fromkeys(each["tool"] for each in state.get("mechanisms") or ()))
    if form.act == "add" and tools:
        tool = st.selectbox(
            "Mechanism that it shows", tools, index=None, key=FIELDS + "tool", placeholder="None in particular",
            format_func=lambda term: visit.words.label("transfer_tools", term),
        )  # fmt: skip
        chosen = [each.model_copy(update={"tool": tool}) for each in chosen]
    return tuple(chosen)


def _save(visit: Visit, form: Opened, file: Any, said: dict[str, Any]) -> None:
    form.newer, by = "", {"actor": visit.actor, "at": visit.clock()}
    try:
        if form.found is not None:
            evidence.change(visit.register, form.found.id, form.found.version, said, **by)
            told = f"{form.found.id} is changed."
        elif file is None:
            form.problems = [Problem("File", "nothing is chosen.", "Choose a file."), *evidence.check(visit.register, said)]
            st.rerun()
        else:
            added = evidence.add(visit.register, file.name, file.getvalue(), **said, **by)
            told = f"{added.id} is filed." if added.new else f"{added.id} holds this file already; it is linked."
    except Stale as error:
        form.problems = []
        _overtaken(visit, form, str(error))
        st.rerun()
    except TransferRegisterError as error:
        form.problems = getattr(error, "problems", None) or [Problem("", str(error))]
        st.rerun()
    close()
    st.toast(told, icon=":material/check:")
    st.rerun()


def _overtaken(visit: Visit, form: Opened, said: str) -> None:
    """Somebody else was quicker: what stands in the fields stays, and goes on top when it is saved again."""
    try:
        form.found = one(visit.register, form.found.id)
    except Refused as error:
        form.newer = str(error)
        return
    form.newer = f"{said.partition('. ')[0]}. Save again to put yours in its place."


def _ending(visit: Visit, form: Opened) -> None:
    found: Filed = form.found
    notes = ProblemNotes(form.problems)
    others = [each.id for each in same_file(visit.register, found.record.sha256) if each.id != found.id]
    st.markdown(f"**{plain(found.record.title)}** no longer counts for anything that it supports:")
    st.markdown(
        "\n".join(f"- {plain(support_words(visit.words, visit.titles, each.model_dump()))}" for each in found.record.supports)
    )
    named = f", and {', '.join(others)} name it too" if others else ""
    st.caption(f"The file itself stays, since the history names it{plain(named)}.")
    why = st.text_input("Reason", key=FIELDS + "why", placeholder="Optional", autocomplete="off").strip() or None
    notes.elsewhere()
    if not _buttons("Take it away", ":material/delete:"):
        return
    try:
        ended = evidence.take_away(visit.register, found.id, found.version, actor=visit.actor, at=visit.clock(), why=why)
    except TransferRegisterError as error:
        form.problems = [Problem("", str(error))]
        st.rerun()
    close()
    st.toast(ended.sentence(), icon=":material/check:")
    st.rerun()


def _buttons(done: str, icon: str) -> bool:
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Cancel", key=FIELDS + "cancel"):
            close()
            st.rerun()
        return st.button(done, type="primary", icon=icon, key=FIELDS + "save")
