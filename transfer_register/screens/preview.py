"""What a list becomes, before anything is written: the counts, the problems, and the rows, to be mended in place."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions.take_in import Preview, parties_alone
from transfer_register.exhibits.style import counted, listed, number
from transfer_register.intake.bring_in import readers
from transfer_register.screens.choice import controlled
from transfer_register.screens.plain import plain, shortened
from transfer_register.screens.preview_grid import show_grid
from transfer_register.screens.preview_parts import ALWAYS, PARTS, Parts, parts_of
from transfer_register.screens.preview_problems import show_problems
from transfer_register.screens.preview_row import show_row
from transfer_register.screens.preview_said import FIELDS, Said, Source
from transfer_register.screens.visit import Visit

_STATUS = {
    "created": "new",
    "changed": "with changes",
    "unchanged": "as recorded",
    "twice": "twice in the list",
    "refused": "not taken in",
}


def show_preview(visit: Visit, preview: Preview, said: Said) -> bool:
    """Draws the preview; gives back whether anything would be written."""
    _summary(preview)
    show_problems(preview, said)
    parties = parties_alone(preview)
    if parties:
        st.markdown(f":material/apartment: {counted(parties, 'party', 'parties')} of the list will be recorded or changed.")
    if not preview.transfers and parties:
        return True
    if not preview.transfers and preview.read.own is not None:
        if not preview.problems:
            st.info("Nothing would change: everything stands in the register so already.", icon=":material/done_all:")
        return False
    if not preview.transfers:
        st.warning("No row of this list names a recipient, so there is nothing to bring in.", icon=":material/playlist_remove:")
        return False
    parts = parts_of(preview)
    _choose(parts, said)
    _offer(parts, said)
    _bulk(parts, said)
    show_grid(visit, parts, said)
    show_row(visit, parts, said)
    left_out = parts.left_out(said)
    named_anew = any(party.named_anew for party in preview.parties)
    kept = (each for place, each in enumerate(preview.transfers) if place not in left_out)
    if not named_anew and not parties and not any(each.status in ("created", "changed") for each in kept):
        st.info("Nothing would change: every row is left out, or stands in the register already.", icon=":material/done_all:")
        return False
    return True


def _summary(preview: Preview) -> None:
    states = [each.status if each.status != "unchanged" or not each.why else "twice" for each in preview.transfers]
    new = sum(party.status == "created" for party in preview.parties)
    counts = {shown: states.count(status) for status, shown in _STATUS.items()}
    said = f"{counted(len(preview.parties), 'party', 'parties')}, {number(new) if new else 'none'} of them new"
    said += f"; {counted(len(states), 'transfer')}"
    if states:
        said += ": " + listed([f"{number(count)} {shown}" for shown, count in counts.items() if count])
    st.markdown(f"**{plain(said)}.**")
    kind = plain(readers()[preview.reader].TITLE)
    st.caption(f"Read as {kind}, {counted(len(preview.read.rows), 'row')}. SHA-256 of the file: {preview.sha256[:16]}…")


def _choose(parts: Parts, said: Said) -> None:
    counts = {part: len(parts.of(said, part)) for part in PARTS}
    offered = [part for part in PARTS if part in ALWAYS or counts[part] or part == said.part]
    controlled("intake.part", said.part)
    controlled("intake.search", said.search)
    with st.container(horizontal=True, vertical_alignment="center", key="intake_parts"):
        st.segmented_control(
            "Part of the list", offered, key="intake.part", required=True, label_visibility="collapsed",
            format_func=lambda part: f"{PARTS[part]} ({number(counts[part])})", on_change=_look_at, args=(said,),
        )  # fmt: skip
        st.text_input(
            "Search", key="intake.search", placeholder="Search names, places, any words", label_visibility="collapsed",
            icon=":material/search:", width=260, on_change=_look_at, args=(said,),
        )  # fmt: skip
    if said.lines is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/filter_alt: {plain(shortened(said.lines[0], 110))}", width="content")
            st.button("All rows", icon=":material/close:", key="intake.lines", type="tertiary", on_click=_all_lines, args=(said,))


def _look_at(said: Said) -> None:
    said.take_up()
    said.part = st.session_state.get("intake.part") or "all"
    said.search = st.session_state.get("intake.search") or ""
    said.view()


def _all_lines(said: Said) -> None:
    said.take_up()
    said.lines = None
    said.view()


def _offer(parts: Parts, said: Said) -> None:
    """The same correction for all rows with the same words, once one of them was mended."""
    if said.offer is None:
        return
    source, name = said.offer
    meant = said.corrections.get(source, {}).get(name)
    text, others = parts.alike(said, source, name) if meant else ("", [])
    if not others:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="intake_offer"):
        rows = counted(len(others), "more row")
        st.markdown(
            f"“{plain(shortened(text, 80))}” stands in {rows} ({FIELDS[name].lower()}).", width="stretch",
        )  # fmt: skip
        st.button(
            f"Say “{shortened(meant, 40)}” there too", key="intake.offer.yes", icon=":material/content_copy:",
            on_click=_everywhere, args=(said, others, name, meant),
        )  # fmt: skip
        st.button("Only here", key="intake.offer.no", type="tertiary", on_click=_only_here, args=(said,))


def _everywhere(said: Said, others: list[Source], name: str, meant: str) -> None:
    said.take_up()
    for source in others:
        said.say(source, name, meant)
    said.offer = None
    said.again()


def _only_here(said: Said) -> None:
    said.offer = None


def _bulk(parts: Parts, said: Said) -> None:
    """Acts on every row of the part that is looked at, on all its pages."""
    shown = list(dict.fromkeys(parts.preview.transfers[place].source for place in parts.chosen(said)))
    stale = said.frozen is not None and set(said.frozen) != set(shown)
    if not shown and not stale:
        return
    all_out = bool(shown) and said.left_out.issuperset(shown)
    doubtful = [source for source in shown if source not in said.settled and parts.doubtful(source)]
    edited = [source for source in shown if source in said.corrections]
    with st.container(horizontal=True, vertical_alignment="center", key="intake_bulk"):
        if doubtful:
            st.button(
                f"Settle {number(len(doubtful))} shown", icon=":material/done_all:", key="intake.all.settle",
                help="You have looked at them: their doubts count no more, and are kept with the transfers.",
                on_click=_all, args=(said, doubtful, "settle"),
            )  # fmt: skip
        if shown:
            label, icon = ("Bring in", ":material/add:") if all_out else ("Leave out", ":material/block:")
            st.button(
                f"{label} all {number(len(shown))} shown", icon=icon, key="intake.all.leave",
                on_click=_all, args=(said, shown, "in" if all_out else "out"),
            )  # fmt: skip
        if edited:
            st.button(
                f"Put back {number(len(edited))} edited", icon=":material/undo:", key="intake.all.back",
                on_click=_all, args=(said, edited, "back"),
            )  # fmt: skip
        if stale:
            st.button(
                "Sort the rows anew", icon=":material/refresh:", key="intake.again", type="tertiary", on_click=_sort_anew,
                args=(said,), help="Rows that you mended stay in sight until then.",
            )  # fmt: skip


def _sort_anew(said: Said) -> None:
    said.take_up()
    said.view()


def _all(said: Said, sources: list[Source], act: str) -> None:
    said.take_up()
    match act:
        case "settle":
            said.settled.update(sources)
        case "out":
            said.left_out.update(sources)
        case "in":
            said.left_out.difference_update(sources)
        case "back":
            for source in sources:
                said.put_back(source)
    said.again()
