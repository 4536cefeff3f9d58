"""What is left of an event: day by day how many of the transfers it harmed nothing carries yet, and what was filed since."""

from __future__ import annotations

from datetime import date

import streamlit as st

from transfer_register.actions.event_remainder import remainder
from transfer_register.actions.events import RecordedEvent
from transfer_register.actions.evidence_found import filed
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits import house
from transfer_register.exhibits import remainder as drawing
from transfer_register.exhibits.style import counted, listed, number, short_day
from transfer_register.exhibits.table import Column, Table
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.csv_file import csv_bytes
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.show import show_table
from transfer_register.screens.visit import Visit

_LINKED = 200


def show_left(visit: Visit, recorded: RecordedEvent) -> None:
    """Draws the number of today, the line of the days, and the files since the event."""
    affected = recorded.event.affected
    if not affected:
        return
    until = min(visit.today, visit.known_on or visit.today)
    try:
        with st.spinner("The days since the event are judged …"):
            days = remainder(visit.register, recorded.id, until=until)
    except TransferRegisterError as error:
        cannot(error)
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="what_if_left_head"):
        st.markdown(f"##### {_said(days, len(affected))}")
        with st.container(horizontal=True, width="content", vertical_alignment="center"):
            _to_register(visit, affected)
            twin = drawing.twin(days)
            as_table = st.toggle("As a table", key="what_if.left.table", persist_state="session")
            st.download_button(
                "CSV", lambda: csv_bytes(twin, visit.register.applied), file_name=f"remainder_{recorded.id}.csv",
                mime="text/csv", on_click="ignore", icon=":material/download:", key="what_if.left.csv",
                help="The number of each day, as a file",
            )  # fmt: skip
    if as_table:
        show_table(twin, key="what_if.left.grid", alt="What is left, day by day")
    elif days:
        figure = drawing.draw(days, len(affected), [task for task in recorded.event.tasks if task.done_on], dark=_dark())
        st.plotly_chart(
            figure, config=house.CONFIG, theme=None, key=f"what_if.left.{recorded.id}", alt=_said(days, len(affected))
        )
    _files(visit, recorded)


def _said(days: list[tuple[date, int]], affected: int) -> str:
    if not days:
        return f"{counted(affected, 'transfer')} harmed"
    left = days[-1][1]
    return f"{number(left)} of {counted(affected, 'transfer')} still carried by nothing"


def _to_register(visit: Visit, affected: tuple[str, ...]) -> None:
    label = f"First {_LINKED} of them" if len(affected) > _LINKED else "In the register"
    if st.button(label, icon=":material/table_rows:", type="tertiary", key="what_if.left.open"):
        st.switch_page(visit.pages["register"], query_params=address.link(Filter(transfers=affected[:_LINKED]), **visit.days))


def _files(visit: Visit, recorded: RecordedEvent) -> None:
    """What was filed for the harmed transfers since the event: what shows that something was done."""
    since, affected = recorded.since, recorded.event.affected
    found = [each for each in filed(visit.register, visit.known_on) if each.at >= since and each.supports(*affected)]
    if not found:
        st.caption("No file was filed for these transfers since the event.")
        return
    columns = (Column("id", "File", "code"), Column("title", "What it is"), Column("for", "For"), Column("on", "Filed", "day"))
    wanted = set(affected)
    rows = tuple(
        (
            each.id, each.record.title, listed([one.record for one in each.record.supports if one.record in wanted], most=6),
            date.fromisoformat(each.at[:10]),
        )
        for each in found
    )  # fmt: skip
    last = short_day(max(row[3] for row in rows))
    with st.expander(plain(f"{counted(len(found), 'file')} filed since the event, the last on {last}"), key="what_if.left.files"):
        show_table(Table(columns, rows), key="what_if.left.filed", alt="Files since the event")


def _dark() -> bool:
    return st.context.theme.type == "dark"
