"""What changed in a period, as the page at its end tells it; the signature that closes the review; the page as a file."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions import review
from transfer_register.actions.report import MEDIA
from transfer_register.actions.review_found import Looked
from transfer_register.actions.review_page import FORMATS, as_document, page_of
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits.review_words import COLUMNS, period_of
from transfer_register.exhibits.style import band, counted, day, listed, number, short_day, verdict
from transfer_register.model.review import Counted, Happened, Page
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.review_card import may_move
from transfer_register.screens.review_state import say_done
from transfer_register.screens.verdicts import badge
from transfer_register.screens.visit import Visit

_NAMES = {"pdf": "PDF", "docx": "Word", "html": "Web page"}
_ALL = "All transfers, whatever the filter: the page is about the whole register."


def show_page(visit: Visit, looked: Looked) -> None:
    """Draws the page as it was signed, or as it stands now."""
    signed = looked.recorded is not None and looked.recorded.signed
    page = looked.recorded.review.page if signed and looked.recorded else page_of(looked)
    with st.container(key="review_sums"):
        left, right = st.columns([7, 4], gap="large")
    with left:
        _told(visit, looked, page)
    with right:
        with st.container(border=True, key="review_sign", gap="small"):
            if signed or not may_move(visit, looked):
                _signed(looked)
            else:
                _sign(visit, looked, page)
        _files(visit, looked, signed=signed)


def _told(visit: Visit, looked: Looked, page: Page) -> None:
    st.subheader(f"What changed in {period_of(looked.first, looked.last)}", anchor=False)
    st.caption(f"Register of {day(page.before)}, as it was known then, beside that of {day(page.on)}. {_ALL}")
    before, after = page.transfers
    grid = st.grid(4, min_column_width=130, gap="small")
    for label, value, delta in (
        ("In force", after, after - before or None), ("New", page.begun, None), ("No longer", page.ended, None),
        ("Cards done", f"{number(page.cards.get('done', 0))} of {number(sum(page.cards.values()))}", None),
    ):  # fmt: skip
        with grid.cell():
            st.metric(label, value if isinstance(value, str) else number(value), delta, delta_color="off")
    both = st.grid(2, min_column_width=280, gap="medium")
    with both.cell():
        _counts("Verdict", [(verdict(visit.words, each.value).text, each) for each in page.verdicts])
    with both.cell():
        bands = sorted(page.bands, key=lambda each: band(visit.words, each.value).rank)
        _counts("Risk left", [(band(visit.words, each.value).text, each) for each in bands])
    st.markdown("##### Law and events that touch these transfers")
    _happened(page.laws, page.laws_more, "Nothing on which a transfer rests began, ended or changed, and no event was recorded.")
    st.markdown("##### Assessments approved")
    _happened(page.assessments, page.assessments_more, "None was approved.")
    _decisions(visit, page)
    if page.left:
        st.markdown("##### Left open")
        names = [f"{each.recipient} ({number(each.transfers)})" for each in page.left]
        more = [f"{counted(page.left_more, 'further recipient')}"] if page.left_more else []
        st.markdown(f":small[{plain(listed(names + more))}]")


def _counts(title: str, rows: list[tuple[str, Counted]]) -> None:
    lines = [f"| {title} | Before | Now |", "|:---|---:|---:|"]
    lines += [f"| {plain(text)} | {number(each.before)} | {number(each.after)} |" for text, each in rows]
    st.markdown("\n".join(lines) if rows else ":gray[No transfer on either day.]")


def _happened(happened: tuple[Happened, ...], more: int, none: str) -> None:
    if not happened:
        st.markdown(f":small[{none}]")
        return
    lines = []
    for each in happened:
        touched = f" {counted(each.transfers, 'transfer')}." if each.transfers is not None else ""
        lines.append(f"- {short_day(each.on)}: {plain(each.what)}.{touched} :gray[{plain(each.source or '')}]")
    if more:
        lines.append(f"- {number(more)} more")
    st.markdown("\n".join(lines))


def _decisions(visit: Visit, page: Page) -> None:
    st.markdown("##### Decisions, with their reasons")
    if not page.decisions:
        st.markdown(":small[No card was moved with a reason.]")
    for each in page.decisions:
        who = f"{each.recipient}{f' ({number(each.transfers)})' if each.transfers > 1 else ''}"
        mark = f" {badge(visit.words, each.verdict)}" if each.verdict else ""
        by = f"{plain(each.by)}, {short_day(each.on)}"
        st.markdown(f"**{plain(who)}** · {COLUMNS[each.column]}{mark}  \n:small[{plain(each.why)} :gray[{by}]]")
    if page.decisions_more:
        st.markdown(f":small[:gray[{counted(page.decisions_more, 'decision')} more]]")


def _signed(looked: Looked) -> None:
    signature = looked.recorded.review.signature if looked.recorded else None
    if signature is None:
        st.markdown("**Nobody signed this review.**")
        return
    st.markdown(f":material/verified: **Signed by {plain(signature.by)}**  \n{plain(signature.function)}, {day(signature.on)}")
    if signature.says:
        st.markdown(f"“{plain(signature.says)}”")
    st.caption(f"It counts what the journal held up to entry {number(looked.recorded.review.sequence or 0)}.")


def _sign(visit: Visit, looked: Looked, page: Page) -> None:
    st.markdown("**Sign and close**")
    left = sum(count for column, count in page.cards.items() if column != "done")
    if left:
        st.markdown(f":small[:orange[:material/warning:] {counted(left, 'card')} not done. The page says so.]")
    if visit.today < looked.last:
        st.markdown(f":small[:gray[The period ends on {day(looked.last)}; the page says that it was signed before.]]")
    st.text_input("Name", visit.actor, disabled=True, key="review.sign.name")
    function = st.text_input("Function", key="review.sign.function", placeholder="In which function you sign")
    says = st.text_area("Remark", key="review.sign.says", height=80, placeholder="What the reader should know (may stay empty)")
    st.caption("Signed, the review is closed: its page stays as it is, and its cards stay where they are.")
    if st.button("Sign and close", type="primary", icon=":material/draw:", key="review.sign.do"):
        try:
            id = review.sign(
                visit.register, looked.first, looked.last, function, says=says, actor=visit.actor, at=visit.clock(), on=visit.on,
                law_on=visit.law_on,
            )  # fmt: skip
        except TransferRegisterError as error:
            cannot(error)
            return
        say_done(f"{id} is signed and closed.")
        st.rerun()


def _files(visit: Visit, looked: Looked, *, signed: bool) -> None:
    st.caption("The page as a file: the same bytes whenever it is made." if signed else "The page as a file, as a draft.")
    with st.container(horizontal=True, key="review_files"):
        for format in FORMATS:
            name = f"{looked.recorded.id if looked.recorded else 'review'}_{looked.first}_{looked.last}.{format}"
            st.download_button(
                _NAMES[format], lambda format=format: _made(visit, looked, format), file_name=name, mime=MEDIA[format],
                on_click="ignore", icon=":material/download:", key=f"review.file.{format}",
            )  # fmt: skip


def _made(visit: Visit, looked: Looked, format: str) -> bytes:
    return as_document(looked, format, at=visit.clock(), actor=visit.actor).data
