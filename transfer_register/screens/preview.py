"""What a list becomes, before anything is written: the counts, a row a transfer with what is unclear, and the problems."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions.take_in import Preview
from transfer_register.exhibits.record_words import destination, mechanism_words
from transfer_register.exhibits.style import counted, listed, number
from transfer_register.intake.bring_in import readers
from transfer_register.model.vocabulary import Words
from transfer_register.screens.plain import plain, shortened
from transfer_register.screens.visit import Visit

_STATUS = {"created": "New", "changed": "Changes", "unchanged": "As recorded", "refused": "Not possible"}
_COLOURS = {"created": "blue", "changed": "yellow", "unchanged": "gray", "refused": "red"}
_ROW = 61
# So few problems stand open; more are folded away behind their number.
_FEW = 5
_MOST = 100


def show_preview(visit: Visit, preview: Preview) -> frozenset[int] | None:
    """Draws the preview; gives back the rows that are left out, or None where nothing would be written."""
    _summary(preview)
    _problems(preview)
    if not preview.transfers:
        st.warning("No row of this list names a recipient, so there is nothing to bring in.", icon=":material/playlist_remove:")
        return None
    edited = _table(visit, preview)
    left_out = frozenset(int(place) for place in edited.index[~edited["take"]])
    kept = [each for place, each in enumerate(preview.transfers) if place not in left_out]
    named_anew = any(party.named_anew for party in preview.parties)
    if not named_anew and not any(each.status in ("created", "changed") for each in kept):
        st.info("Nothing would change: every row is left out, or stands in the register already.", icon=":material/done_all:")
        return None
    return left_out


def _summary(preview: Preview) -> None:
    states = [each.status for each in preview.transfers]
    new = sum(party.status == "created" for party in preview.parties)
    parts = [
        f"{counted(len(preview.parties), 'party', 'parties')}, {number(new) if new else 'none'} of them new",
        f"{counted(len(states), 'transfer')}: "
        + listed([f"{number(states.count(status))} {shown.lower()}" for status, shown in _STATUS.items() if status in states]),
    ]
    unclear = sum(bool(each.flags) for each in preview.transfers)
    if unclear:
        parts.append(f"{counted(unclear, 'row')} with something unclear")
    st.markdown(f"**{plain('; '.join(parts))}.**")
    kind = plain(readers()[preview.reader].TITLE)
    st.caption(f"Read as {kind}, {counted(len(preview.rows), 'row')}. SHA-256 of the file: {preview.sha256[:16]}…")


def _problems(preview: Preview) -> None:
    if not preview.problems:
        return
    title = f"{counted(len(preview.problems), 'thing')} in the list to look at"
    with st.expander(title, icon=":material/error:", expanded=len(preview.problems) <= _FEW):
        st.markdown("\n".join(f"- {_where(problem)}{plain(problem.what)}" for problem in preview.problems[:_MOST]))
        if len(preview.problems) > _MOST:
            st.caption(f"and {number(len(preview.problems) - _MOST)} more")


def _where(problem: Any) -> str:
    parts = [f"line {number(problem.line)}"] if problem.line else []
    parts += [f"“{problem.heading}”"] if problem.heading else []
    return f"**{plain(listed(parts).capitalize())}:** " if parts else ""


def _table(visit: Visit, preview: Preview) -> Any:
    import pandas

    rows = [_row(visit, each) for each in preview.transfers]
    frame = pandas.DataFrame(rows)
    text = st.column_config.TextColumn
    config = {
        "take": st.column_config.CheckboxColumn("Bring in", width=92, help="Rows without a tick are left out."),
        "status": st.column_config.MultiselectColumn(
            "Becomes", options=list(_STATUS.values()), color=[_COLOURS[status] for status in _STATUS], width=105, disabled=True
        ),
        "recipient": text("Recipient", width=180, disabled=True),
        "party": text("Party", width=95, disabled=True),
        "places": text("Places", width=190, disabled=True),
        "purpose": text("Purpose", width=170, disabled=True),
        "mechanisms": text("Mechanism", width=130, disabled=True),
        "unclear": text("Unclear", width=210, disabled=True),
    }
    return st.data_editor(
        frame, hide_index=True, column_config=config, num_rows="fixed", row_height=_ROW,
        key=f"intake.rows.{preview.sha256}.{len(rows)}", height=min(len(rows) * _ROW + 39, 640), placeholder="–",
    )  # fmt: skip


def _row(visit: Visit, planned: Any) -> dict[str, Any]:
    words, state = visit.words, planned.state or {}
    return {
        "take": planned.status != "refused",
        "status": [_STATUS[planned.status]],
        "recipient": planned.recipient,
        "party": {"created": "new", "changed": "known, completed", "unchanged": "known"}.get(planned.party, ""),
        "places": listed(list(dict.fromkeys(destination(words, place) for place in state.get("places") or ()))) or None,
        "purpose": _purpose(words, state),
        "mechanisms": _mechanisms(words, state),
        "unclear": "; ".join([*planned.why, *(words.label("flags", flag) for flag in planned.flags)]) or None,
    }


def _purpose(words: Words, state: dict[str, Any]) -> str | None:
    return (
        listed([words.label("purposes", term) for term in state.get("purposes") or ()])
        or shortened(state.get("purpose_text") or "", 62)
        or None
    )


def _mechanisms(words: Words, state: dict[str, Any]) -> str:
    mechanisms = state.get("mechanisms")
    if mechanisms is None:
        return "Not stated"
    return listed([mechanism_words(words, each) for each in mechanisms]) or "None, as stated"
