"""Taking a preview in: confirmed once, written whole or not at all, with progress; then what was written."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from transfer_register.actions import take_in
from transfer_register.actions.take_in import Preview, Taken
from transfer_register.errors import Stale, TransferRegisterError
from transfer_register.exhibits.style import counted, listed, number
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.batches import undo
from transfer_register.screens.plain import plain
from transfer_register.screens.preview_parts import parts_of
from transfer_register.screens.preview_reading import forget_reading
from transfer_register.screens.preview_said import Said, forget
from transfer_register.screens.preview_work import Work, show_work
from transfer_register.screens.visit import Visit

_CONFIRMED, _WORK, _TAKEN, _TOLD = "intake.confirmed", "intake.taking", "intake.taken", "intake.told"
# So many rows are written while the page waits.
_SHORT = 2_000


def show_confirm(preview: Preview, said: Said, *, named: bool, current: bool) -> None:
    """Draws the button, and what there is to say beside it; `current` tells that the preview is of all that was said."""
    decide = sum(each.decision == "decide" and each.source not in said.left_out for each in preview.transfers)
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="intake_foot"):
        if not named:
            st.markdown(":small[Say above who sends, then bring it in.]", width="content")
        elif not current:
            st.markdown(":small[It is being read anew.]", width="content")
        elif decide:
            rows = "1 row is" if decide == 1 else f"{number(decide)} rows are"
            st.markdown(f":small[:gray[{rows} still to decide, and would come in with the doubts noted.]]", width="content")
        st.button(
            "Bring it in", type="primary", icon=":material/check:", key="intake.confirm", disabled=not (named and current),
            on_click=_confirm, args=(preview, said),
        )  # fmt: skip


def _confirm(preview: Preview, said: Said) -> None:
    # What is taken is what stood on the page when the button was pressed.
    said.take_up()
    st.session_state.pop(_TOLD, None)
    if preview.options.corrections != said.corrections:
        st.session_state[_TOLD] = "The last cell that you wrote was read only now. Look at what came of it, then bring it in."
    elif _WORK not in st.session_state:
        st.session_state[_CONFIRMED] = (preview, parts_of(preview).left_out(said))


def taking(visit: Visit) -> bool:
    """Is a list being taken in, or has one been? Then draws that, and nothing else belongs on the page."""
    confirmed = st.session_state.pop(_CONFIRMED, None)
    if confirmed is not None and _WORK not in st.session_state:
        st.session_state[_WORK] = (confirmed[0].sha256, _begun(visit, *confirmed))
    held = st.session_state.get(_WORK)
    if held is not None:
        file, work = held
        if not work.done():
            st.markdown("##### Bringing it in")
            st.caption("All of it is written together, or nothing.")
            show_work(work, "intake.taking_bar")
            return True
        del st.session_state[_WORK]
        _ended(file, work)
    taken = st.session_state.get(_TAKEN)
    if taken is not None:
        _result(visit, taken)
    return taken is not None


def under_way() -> bool:
    """Is a list being taken in just now?"""
    return _WORK in st.session_state


def tell_why_not() -> None:
    """Why nothing was written the last time, if so."""
    if told := st.session_state.get(_TOLD):
        st.warning(plain(told), icon=":material/error:")


def _begun(visit: Visit, preview: Preview, left_out: frozenset[int]) -> Work:
    register, actor, at, days = visit.register, visit.actor, visit.clock(), (visit.on, visit.law_on, visit.known_on)

    def take(work: Work) -> Taken:
        def tell(sentence: str, share: float) -> None:
            work.tell(sentence, share)
            if sentence == take_in.COMMITTING:
                work.committed(sentence)

        taken = take_in.take(register, preview, actor=actor, at=at, leave_out=left_out, tell=tell)
        work.committed("Written. Judging it by the law of the day")
        # What cannot be judged now is judged, or told, when it is looked at.
        with suppress(TransferRegisterError):
            register.sight(*days)
        return taken

    # Whoever has confirmed it and leaves finds it in the register.
    work = Work(take, while_watched=False)
    if len(preview.transfers) <= _SHORT:
        with st.spinner("Bringing it in, and judging it …"):
            work.done(None)
    return work


def _ended(file: str, work: Work) -> None:
    error = work.outcome.exception()
    if isinstance(error, TransferRegisterError):
        st.session_state[_TOLD] = str(error)
        if isinstance(error, Stale):
            forget_reading()
        return
    taken = work.outcome.result()
    if taken.batch is None:  # somebody else brought the same in since the preview
        st.session_state[_TOLD] = "Nothing was written: the register holds all of it already."
        forget_reading()
        return
    forget(file)
    forget_reading()
    for key in ("intake.source", "intake.text", "intake.new_kept"):
        st.session_state.pop(key, None)
    st.session_state[_TAKEN] = taken


def _result(visit: Visit, taken: Taken) -> None:
    with st.container(border=True, key="intake_result"):
        st.markdown("### :blue[:material/check_circle:] The list is in the register")
        st.markdown(f"{_said(taken)}. It is kept together as `{taken.batch}` and can be taken back as one.")
        with st.container(horizontal=True):
            if st.button("Open it in the register", type="primary", icon=":material/table_rows:", key="intake.open"):
                _forget()
                st.switch_page(visit.pages["register"], query_params=address.link(Filter(batches=(taken.batch,))))
            if st.button("Undo", icon=":material/undo:", key="intake.undo"):
                with st.spinner("Taking it back …"):
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
