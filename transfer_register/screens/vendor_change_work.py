"""What lies on the table for one announcement: two lists, a letter, and what was said about them, until it is recorded.

All of it is kept in `session_state` under `vendor.`, so that a walk to another screen takes nothing of it away. The lists
themselves are not recorded: an announcement keeps their names and digests, by which they are known again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any

import streamlit as st

from transfer_register.actions import list_changes, take_in
from transfer_register.actions.impact import Impact
from transfer_register.actions.list_changes import AsRecorded, Comparison, File, Options, Proposal
from transfer_register.intake.letter import Letter, read_letter
from transfer_register.screens.visit import Visit

NEW = "new"
# What holds for every new transfer, as it is asked on the screen.
HOLDING = ("exporter_role", "importer_role", "data_categories", "data_subjects")


@dataclass
class Work:
    """`id` is that of the announcement, or "new".

    `files` are those that were given by side (old, new), `read` their readings. `stated` are the rows of a letter without a
    list: what, recipient, purpose, place. `given` says that both lists came along when the announcement was recorded. `made`
    is a vendor that was recorded while the announcement could not be: its state and id. `chosen`, `settled` and `left_out`
    are answers about single differences, by their keys.
    """

    id: str
    old: File | AsRecorded | None = None
    new: File | None = None
    files: dict[str, File] = field(default_factory=dict)
    read: dict[str, Any] = field(default_factory=dict)
    letter: str = ""
    stated: list[dict[str, str]] = field(default_factory=list)
    by_letter: bool = False
    given: bool = False
    made: tuple[Any, str] | None = None
    holding: dict[str, Any] = field(default_factory=dict)
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)
    compared: tuple[Any, Comparison] | None = None
    proposed: tuple[Any, Proposal] | None = None
    impact: tuple[Any, Impact] | None = None

    @property
    def same(self) -> dict[str, str]:
        """Which party a name of the lists is, as it was said (`screens/same_party.py`)."""
        return dict(st.session_state.get(self.key("same")) or {})

    def key(self, name: str) -> str:
        """The key of a widget of this announcement."""
        return f"vendor.{self.id}.{name}"


def work_of(id: str = NEW) -> Work:
    """The work on an announcement; it may be written to."""
    return st.session_state.setdefault(f"vendor.work.{id}", Work(id))


def carry_over(work: Work, id: str) -> None:
    """Goes on with the work under the id that its announcement was given."""
    same = work.same
    forget(work.id)
    # Answers of its own: a field of the steps that are left may still report to the work before.
    st.session_state[f"vendor.work.{id}"] = replace(
        work, id=id, given=work.old is not None and work.new is not None, chosen=dict(work.chosen), settled=set(work.settled),
        left_out=set(work.left_out),
    )  # fmt: skip
    st.session_state[f"vendor.{id}.same"] = same


def forget(id: str) -> None:
    """Drops the work on an announcement, and what stands in its fields."""
    for key in [key for key in st.session_state if str(key).startswith((f"vendor.{id}.", f"vendor.work.{id}"))]:
        del st.session_state[key]


def letter_of(work: Work, received_on: date | None) -> Letter | None:
    """What the letter says; None while there is none."""
    return read_letter(work.letter, received_on=received_on) if work.letter.strip() else None


def comparison_of(visit: Visit, work: Work) -> Comparison | None:
    """The two lists beside each other, read once for the same lists; None until both are there.

    Raises `FileUnreadable` or `Refused` with one sentence.
    """
    if work.old is None or work.new is None:
        return None
    asked = (_digest(work.old, visit), _digest(work.new, visit))
    if work.compared is None or work.compared[0] != asked:
        with st.spinner("Comparing the lists …"):
            work.compared = (asked, list_changes.compared(work.old, work.new, register=visit.register))
    return work.compared[1]


def proposal_of(visit: Visit, work: Work, who: take_in.Options, effective_on: date) -> Proposal | None:
    """What the register would do on the effective day. Raises `Refused` where nobody is named as the exporter."""
    comparison = comparison_of(visit, work)
    if comparison is None:
        return None
    taking = replace(who, **work.holding, same=work.same)
    options = Options(taking, dict(work.chosen), frozenset(work.settled))
    asked = (work.compared[0], options, effective_on, visit.register.known(None))
    if work.proposed is None or work.proposed[0] != asked:
        with st.spinner("Looking at what changes …"):
            work.proposed = (asked, list_changes.proposed(visit.register, comparison, options, effective_on))
    return work.proposed[1]


def digest(data: bytes) -> str:
    """SHA-256 of a file, as it is recorded."""
    return sha256(data).hexdigest()


def _digest(side: File | AsRecorded, visit: Visit) -> Any:
    if isinstance(side, AsRecorded):
        return side.exporter, side.on, tuple(side.same.items()), visit.register.known(None)
    return digest(side.data), side.name, tuple(sorted((side.mapping or {}).items()))
