"""Which edit of several transfers is open: kept in `session_state` under `bulk`, with what stands in its fields under `bulk.`."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from transfer_register.actions import bulk
from transfer_register.actions.assignments import Assignment
from transfer_register.actions.bulk_preview import BulkPreview
from transfer_register.model.filter import Filter
from transfer_register.screens.opened_form import close_form
from transfer_register.screens.visit import Visit

BULK, FIELDS = "bulk", "bulk."


@dataclass
class OpenedBulk:
    """`ids` are the transfers as they were chosen, `rows` the numbers of the rows of changes, `left_out` records without a tick.

    `preview` is what `asked` would do; `told` says what others changed since the last one, `refused` why nothing was written.
    """

    ids: tuple[str, ...]
    chosen: str
    rows: list[int] = field(default_factory=lambda: [0])
    left_out: set[str] = field(default_factory=set)
    asked: tuple[Assignment, ...] = ()
    preview: BulkPreview | None = None
    told: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def look_again(self) -> None:
        """Lets the preview be made anew."""
        self.asked, self.preview = (), None


def open_bulk(visit: Visit, chosen: Filter) -> None:
    """Opens the edit of the transfers that a filter means; what stood in a form is dropped."""
    close_form()
    close_bulk()
    ids = bulk.chosen(visit.register, visit.sight, chosen)
    st.session_state[BULK] = OpenedBulk(ids, chosen.sentence(visit.words, visit.titles))


def opened_bulk() -> OpenedBulk | None:
    """The edit that is open; it may be written to."""
    return st.session_state.get(BULK)


def close_bulk() -> None:
    """Closes the edit and forgets what stood in it."""
    for key in [key for key in st.session_state if str(key).startswith(FIELDS) or key == BULK]:
        del st.session_state[key]
