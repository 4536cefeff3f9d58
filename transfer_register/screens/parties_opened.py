"""Which merge or split of parties is open: kept in `session_state` under `party_act`, with its fields under `party_act.`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from transfer_register.actions.merge_parties import MergePreview, Side
from transfer_register.actions.split_party import SplitPreview, Wish
from transfer_register.screens.opened_bulk import close_bulk
from transfer_register.screens.opened_form import close_form

ACT, FIELDS = "party_act", "party_act."


@dataclass
class OpenedMerge:
    """A merge of `gone` into `kept`, each None until it is chosen; `sides` says whose value stays where somebody chose.

    `preview` is what merging the pair `asked` would do; `told` says what others changed since, `refused` why nothing was written.
    """

    kept: str | None
    gone: str | None
    sides: dict[str, Side] = field(default_factory=dict)
    asked: tuple[str | None, str | None] | None = None
    preview: MergePreview | None = None
    told: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def look_again(self) -> None:
        """Lets the preview be made anew."""
        self.asked, self.preview = None, None


@dataclass
class OpenedSplit:
    """A split of a party; what is chosen stands in the fields.

    `preview` is what the split that was `asked` would do, or `not_yet` says why there is none; `told` says what others changed
    since, `refused` why nothing was written.
    """

    party: str
    asked: Wish | None = None
    preview: SplitPreview | None = None
    not_yet: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def open_merge(kept: str | None, gone: str | None = None) -> None:
    """Opens the merge of two parties; what stood in another form is dropped."""
    _open(OpenedMerge(kept, gone))


def open_split(party: str) -> None:
    """Opens the split of a party; what stood in another form is dropped."""
    _open(OpenedSplit(party))


def opened_act() -> OpenedMerge | OpenedSplit | None:
    """The merge or split that is open; it may be written to."""
    return st.session_state.get(ACT)


def close_act() -> None:
    """Closes it and forgets what stood in it."""
    for key in [key for key in st.session_state if str(key).startswith(FIELDS) or key == ACT]:
        del st.session_state[key]


def _open(opened: Any) -> None:
    close_form()
    close_bulk()
    close_act()
    st.session_state[ACT] = opened
