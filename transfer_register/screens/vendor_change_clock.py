"""By when to object: the days left as a pill, a line from the letter to the effective day, and the arithmetic in words."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from transfer_register.actions.objection_clock import Clock, End
from transfer_register.exhibits.style import counted, day, short_day
from transfer_register.model.announcement import Announcement
from transfer_register.screens.plain import plain

# Days from which a day that comes is told in another colour.
_SOON = 7
# Per cent of the line that a label takes where the page is narrow; labels nearer than that stand on lines of their own.
_LABEL = 20


def pill(clock: Clock) -> str:
    """The days that are left, in Markdown."""
    if clock.last_day is None:
        return ":gray-badge[:material/help: Not known: ask what the contract says]"
    if clock.passed:
        return f":red-badge[:material/event_busy: Passed on {short_day(clock.last_day)}]"
    if clock.days_left == 0:
        return ":red-badge[:material/alarm: Ends today]"
    colour = "orange" if clock.days_left <= _SOON else "blue"
    return f":{colour}-badge[:material/timer: {counted(clock.days_left, 'day')} left]"


def show_clock(announcement: Announcement, clock: Clock, today: date, key: str) -> None:
    """Draws the card: headline, line, what the contract and the letter give, and what is still to be asked."""
    with st.container(border=True, gap="small", key=f"vendor_clock_{key}"):
        st.markdown(f"{pill(clock)} **{plain(clock.headline)}**")
        marks = _marks(announcement, clock, today)
        if len({at for at, _, _ in marks}) > 1:
            st.html(timeline(marks, today))
        rows = "".join(_end(end, governs=clock.governs in (end.ground, "both")) for end in (clock.contract, clock.letter))
        st.html(f'<dl class="pairs">{rows}</dl>')
        if clock.says:
            st.markdown("  \n".join(plain(sentence) for sentence in clock.says))
        if clock.missing:
            st.markdown("  \n".join(f":orange[:material/help:] {plain(sentence)}" for sentence in clock.missing))
        if clock.counting:
            st.caption(plain(" ".join(clock.counting)))


def _end(end: End, *, governs: bool) -> str:
    shown = f"<ins>{escape(end.shown)}</ins>" if governs else escape(end.shown)
    more = [end.arithmetic] if end.last_day else []
    lines = "".join(f"<br>{escape(line)}" for line in (*more, *end.told) if line)
    return f"<dt>{escape(end.heading)}</dt><dd>{shown}{lines}</dd>"


def _marks(announcement: Announcement, clock: Clock, today: date) -> list[tuple[date, str, str]]:
    """Day, word and look of everything on the line, in their order."""
    said = [
        (announcement.dated_on, "Dated", "plain"),
        (announcement.received_on, "Received", "plain"),
        (clock.contract.last_day, "Contract", "end"),
        (clock.letter.last_day, "Letter", "end"),
        (announcement.effective_on, "Takes effect", "effect"),
        (today, "Today", "today"),
    ]
    by_day: dict[tuple[date, str], list[str]] = {}
    for at, word, look in said:
        if at is not None:
            by_day.setdefault((at, look), []).append(word)
    found = [(at, " and ".join(words), look) for (at, look), words in by_day.items()]
    return sorted(found, key=lambda mark: mark[0])


def timeline(marks: list[tuple[date, str, str]], today: date) -> str:
    """The line as HTML; labels that would touch stand below each other."""
    first, last = marks[0][0], marks[-1][0]
    span = max((last - first).days, 1)
    ends: list[float] = []
    drawn = []
    for at, word, look in marks:
        place = (at - first).days / span * 100
        left = min(max(place - _LABEL / 2, 0), 100 - _LABEL)
        lane = next((number for number, end in enumerate(ends) if left >= end), len(ends))
        ends[lane:lane + 1] = [left + _LABEL]  # fmt: skip
        side = "start" if place < _LABEL / 2 else "end" if place > 100 - _LABEL / 2 else "middle"
        label = f"<b>{escape(word)}</b><br>{short_day(at)}"
        drawn.append(
            f'<i class="{look}" style="left:{place:.2f}%"></i>'
            f'<span class="{side}" style="left:{place:.2f}%;top:{1.35 + lane * 2.3:.2f}rem">{label}</span>'
        )
    gone = min(max((today - first).days / span * 100, 0), 100)
    said = escape(", ".join(f"{word} {day(at)}" for at, word, _ in marks))
    return (
        f'<div class="vendor-line" role="img" aria-label="{said}" style="height:{1.4 + len(ends) * 2.3:.2f}rem">'
        f'<u></u><u class="gone" style="width:{gone:.2f}%"></u>{"".join(drawn)}</div>'
    )
