"""What falls due for assessments: a month as a grid, and the same days as a list with the ways to what is due."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from html import escape

import streamlit as st

from transfer_register.actions.assess_review import Card, Due, agenda
from transfer_register.exhibits.style import counted, day, short_day
from transfer_register.screens import address
from transfer_register.screens.assessment_board import open_assessment
from transfer_register.screens.plain import plain, shortened
from transfer_register.screens.visit import Visit

# Kind of what is due -> word, icon, and the mark in the grid.
KINDS = {
    "review": ("Review", "update", "◆"), "proviso": ("Condition", "rule", "■"), "measure": ("Measure", "shield", "▲"),
    "evidence": ("Evidence", "attach_file", "●"),
}  # fmt: skip
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Entries of a day in the grid; the list has all of them.
_IN_DAY, _LONG = 3, 44
# Days of the list beyond the month that is looked at.
_AHEAD, _MOST = 365, 40


def show_calendar(visit: Visit, cards: Collection[Card]) -> None:
    """Draws the month of the address and the agenda; only what the filter of the board lets through."""
    month = _month(visit)
    _, last = _bounds(month)
    ids = {card.id_or_key for card in cards}
    until = max(last, visit.today + timedelta(days=_AHEAD))
    due = [
        each for each in agenda(visit.register, on=visit.on, law_on=visit.law_on, until=until)
        if each.id in ids or not each.id.startswith("AS-")
    ]  # fmt: skip
    _turn(visit, month)
    titles = {card.id_or_key: card.title for card in cards}
    shown = [each for each in due if (each.day.year, each.day.month) == (month.year, month.month)]
    st.html(_grid(month, visit.today, titles, shown))
    legend = "  ".join(f"{mark} {word.lower()}" for word, _, mark in KINDS.values())
    st.caption(f"{legend}. What needs an assessment and has none stands on the board.")
    _agenda(visit, titles, due)


def _month(visit: Visit) -> date:
    """The first day of the month that the address names; this month where it names none."""
    said = next(iter(address.said("month")), "")
    try:
        found = date.fromisoformat(f"{said}-01")
    except ValueError:
        found = visit.today.replace(day=1)
    return found if date(1990, 1, 1) <= found <= date(2150, 1, 1) else visit.today.replace(day=1)


def _bounds(month: date) -> tuple[date, date]:
    following = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    return month, following - timedelta(days=1)


def _turn(visit: Visit, month: date) -> None:
    first, last = _bounds(month)
    ways = (
        ("before", ":material/chevron_left:", first - timedelta(days=1), "The month before"),
        ("after", ":material/chevron_right:", last + timedelta(days=1), "The month after"),
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="assess_month"):
        st.markdown(f"#### {month:%B %Y}", width="content")
        for name, label, to, says in ways:
            st.button(label, key=f"assess.month.{name}", help=says, on_click=address.say, args=("month", f"{to:%Y-%m}"))
        st.button(
            "This month", key="assess.month.this", on_click=address.say, args=("month", None),
            disabled=(month.year, month.month) == (visit.today.year, visit.today.month),
        )  # fmt: skip


def _said(each: Due, titles: Mapping[str, str]) -> str:
    """What is due and of which assessment; the kind stands beside it."""
    word, title = KINDS[each.kind][0], titles.get(each.id, "")
    what = each.what.removeprefix(f"{word}: ")
    return what if not title or title == what else f"{what} ({title})"


def _grid(month: date, today: date, titles: Mapping[str, str], due: Collection[Due]) -> str:
    """The month as an HTML table: a row a week, a cell a day, with what is due in it in words."""
    by_day: dict[date, list[Due]] = {}
    for each in due:
        by_day.setdefault(each.day, []).append(each)
    heads = "".join(f'<th scope="col"><abbr title="{name}">{name[:3]}</abbr></th>' for name in _WEEK)
    weeks = "".join(
        f"<tr>{''.join(_cell(each, month, today, titles, by_day.get(each, [])) for each in week)}</tr>"
        for week in Calendar().monthdatescalendar(month.year, month.month)
    )
    title = f"What is due in {month:%B %Y}: {counted(len(due), 'entry', 'entries')}"
    return f'<table class="assess-month"><caption>{title}</caption><thead><tr>{heads}</tr></thead><tbody>{weeks}</tbody></table>'


def _cell(each: date, month: date, today: date, titles: Mapping[str, str], due: list[Due]) -> str:
    if each.month != month.month:
        return '<td class="outside"></td>'
    marks = [name for name, true in (("today", each == today), ("late", each < today and bool(due))) if true]
    entries = "".join(
        f'<li title="{escape(_said(one, titles))}"><i aria-hidden="true">{KINDS[one.kind][2]}</i> '
        f"<span>{escape(shortened(_said(one, titles), _LONG))}</span></li>"
        for one in due[:_IN_DAY]
    )
    more = f"<li>and {len(due) - _IN_DAY} more</li>" if len(due) > _IN_DAY else ""
    spoken = f'<time datetime="{each.isoformat()}">{each.day}</time>'
    now = " <small>today</small>" if each == today else ""
    listed = f"<ul>{entries}{more}</ul>" if due else ""
    return f'<td class="{" ".join(marks)}">{spoken}{now}{listed}</td>'


def _agenda(visit: Visit, titles: Mapping[str, str], due: list[Due]) -> None:
    """Every entry with the way to it: overdue first, then by day."""
    st.markdown("#### Agenda")
    if not due:
        st.markdown(f":gray[Nothing falls due until {day(visit.today + timedelta(days=_AHEAD))}, and nothing is overdue.]")
        return
    late = [each for each in due if each.day < visit.today]
    for heading, part in (("Overdue", late), ("To come", [each for each in due if each.day >= visit.today])):
        if not part:
            continue
        st.markdown(f"**{heading}** :gray[{len(part)}]")
        with st.container(border=True, gap="xsmall", key=f"assess_agenda_{heading.split()[0]}"):
            for place, each in enumerate(part[:_MOST]):
                _line(each, titles, f"{heading}.{place}")
            if len(part) > _MOST:
                st.caption(f"and {len(part) - _MOST} more, until {short_day(part[-1].day)}")


def _line(each: Due, titles: Mapping[str, str], key: str) -> None:
    word, icon, _ = KINDS[each.kind]
    said = plain(_said(each, titles))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"assess_due_{key}"):
        st.markdown(f"**{short_day(each.day)}** :gray-badge[:material/{icon}: {word}] {said}", width="stretch")
        if each.id.startswith("AS-"):
            part = {"measure": "measures", "proviso": "findings"}.get(each.kind)
            st.button("Open", key=f"assess.due.{key}", type="tertiary", on_click=open_assessment, args=(each.id, part))
