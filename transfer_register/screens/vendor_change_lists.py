"""The two versions of a vendor's list, as files, as pasted text or as the register holds them, and the letter beside them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import streamlit as st

from transfer_register.actions import take_in
from transfer_register.actions.list_changes import AsRecorded, File
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits.style import day, number
from transfer_register.screens.plain import plain
from transfer_register.screens.vendor_change_columns import show_columns_of
from transfer_register.screens.vendor_change_work import Work, digest, letter_of
from transfer_register.screens.visit import Visit

_PASTED = "pasted.txt"
_KINDS = {"file": "A file", "text": "Pasted text", "recorded": "What the register holds", "letter": "Only the letter"}
_TITLES = {"old": "The list until now", "new": "The new list"}
_COLUMNS = {"recipient": "Recipient", "purpose": "Purpose", "place": "Place of processing"}
_ADDED, _REMOVED = "Added", "Removed"


def choose_lists(visit: Visit, work: Work, exporter: str | None) -> None:
    """Draws both sides; what is given is kept in `work`. `exporter` is the party whose transfers the register holds."""
    with st.container(key="vendor_lists"):
        old, new = st.columns(2, gap="medium")
        with new:
            kind = _kind(work, "new", ("file", "text", "letter"))
            work.by_letter = kind == "letter"
            if not work.by_letter:
                _side(visit, work, "new", kind, None)
        with old:
            if work.by_letter:
                st.markdown("**The list until now**")
                st.caption("Not needed: the letter alone says what is added and removed.")
            else:
                kinds = ("file", "text", "recorded") if exporter else ("file", "text")
                _side(visit, work, "old", _kind(work, "old", kinds), exporter)
    work.letter = st.text_area(
        "The vendor's letter or mail, if there is one", work.letter, key=work.key("letter"), height=120, persist_state="session",
        placeholder="Paste its text. Days and names are looked for in it; you accept what is right.",
    )  # fmt: skip
    if work.by_letter:
        _stated(work)


def _kind(work: Work, side: str, kinds: tuple[str, ...]) -> str:
    st.markdown(f"**{_TITLES[side]}**")
    # A choice that is no longer offered must not stay chosen.
    return st.segmented_control(
        "Where it comes from", kinds, default=kinds[0], required=True, key=work.key(f"{side}.kind.{len(kinds)}"), wrap=True,
        label_visibility="collapsed", format_func=_KINDS.get, persist_state="session",
    )  # fmt: skip


def _side(visit: Visit, work: Work, side: str, kind: str, exporter: str | None) -> None:
    match kind:
        case "recorded":
            work.old = AsRecorded(exporter, visit.today, work.same)
            name = plain(visit.names.get(exporter, exporter))
            st.markdown(f"The transfers of **{name}** that are in force on {day(visit.today)}.")
            return
        case "file":
            given = _file(work, side)
        case _:
            text = st.text_area(
                "The text", key=work.key(f"{side}.text"), height=150, label_visibility="collapsed", persist_state="session",
                placeholder="Paste a table or a list of recipients",
            )  # fmt: skip
            given = File(text.encode(), _PASTED) if text.strip() else None
    setattr(work, side, _as_mapped(visit, work, side, given) if given else None)


def _file(work: Work, side: str) -> File | None:
    key, given = work.key(f"{side}.file"), work.files.get(side)
    if given is not None and st.session_state.get(key) is None:
        # Streamlit forgets a file whose screen is left; the list stays.
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"vendor_given_{side}"):
            size = f"{number(max(len(given.data) / 1000, 0.1), digits=1)} kB"
            st.markdown(f":material/draft: **{plain(given.name)}** :small[:gray[{size}]]", width="stretch")
            st.button(
                "Another list",
                icon=":material/close:",
                key=f"{key}.drop",
                type="tertiary",
                on_click=work.files.pop,
                args=(side, None),
            )
        return given
    st.file_uploader(
        "The file", key=key, max_upload_size=50, label_visibility="collapsed", on_change=_uploaded, args=(work, side, key),
        help="Spreadsheet, CSV, Word, HTML, PDF with text, Markdown, JSON, YAML, linked data or text.",
    )  # fmt: skip
    return given


def _uploaded(work: Work, side: str, key: str) -> None:
    work.files.pop(side, None)
    if file := st.session_state.get(key):
        work.files[side] = File(file.getvalue(), file.name)


def _as_mapped(visit: Visit, work: Work, side: str, given: File) -> File:
    """The file with what a person said about its columns."""
    key = work.key(f"mapping.{side}.{digest(given.data)}")
    given = replace(given, mapping=st.session_state.get(key))
    if work.read.get(side, (None,))[0] != given:
        try:
            with st.spinner(f"Reading {plain(given.name)} …"):
                preview = take_in.preview(visit.register, given.data, given.name, take_in.Options(mapping=given.mapping))
        except TransferRegisterError:
            return given  # said where the lists are compared
        work.read[side] = (given, preview)
    show_columns_of(work.read[side][1], key)
    return given


def _stated(work: Work) -> None:
    """The rows of a letter that has no list: proposed from its words, mended and completed by a person."""
    import pandas

    if not work.letter.strip():
        work.old = work.new = None
        return
    key = work.key(f"stated.{digest(work.letter.encode())}")
    base = f"{key}.base"
    # The table is filled once: what is edited in it is laid on top of the rows it began with.
    if key not in st.session_state or base not in st.session_state:
        st.session_state[base] = work.stated or _proposed(work)
    st.markdown("**What the letter adds and removes**")
    frame = pandas.DataFrame(st.session_state[base], columns=["what", *_COLUMNS], dtype=object)
    edited = st.data_editor(
        frame, key=key, num_rows="dynamic", hide_index=True, width="stretch",
        column_config={
            "what": st.column_config.SelectboxColumn(
                "What", options=[_ADDED, _REMOVED], width=100, default=_ADDED, required=True
            ),
            **{name: st.column_config.TextColumn(heading, width="medium") for name, heading in _COLUMNS.items()},
        },
    )  # fmt: skip
    st.caption("Names and places found in the letter stand here as a proposal. Correct them, and add what is missing.")
    work.stated = [{name: _text(row[name]) for name in ("what", *_COLUMNS)} for _, row in edited.iterrows()]
    rows = [row for row in work.stated if row["recipient"]]
    work.old, work.new = (
        File(_table([row for row in rows if row["what"] == what]), name) if rows else None
        for what, name in ((_REMOVED, "The letter, what it removes"), (_ADDED, "The letter"))
    )


def _proposed(work: Work) -> list[dict[str, str]]:
    letter = letter_of(work, None)
    places = {found.sentence: found.shown for found in letter.of("country")}
    purposes = {found.sentence: found.shown for found in letter.of("purpose")}
    return [
        {
            "what": _ADDED,
            "recipient": found.shown,
            "purpose": purposes.get(found.sentence, ""),
            "place": places.get(found.sentence, ""),
        }
        for found in letter.of("recipient")
    ]


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _table(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS.values())
    writer.writerows([row[name] for name in _COLUMNS] for row in rows)
    return text.getvalue().encode()
