"""What a person said of one file while looking at its preview: kept by the file's fingerprint until it is taken in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from transfer_register.actions.take_in import Options

# (place of the table in the file, place of the row in the table): the same whatever is said of the file.
Source = tuple[int, int]

# Column of the grid -> what of the row is said anew in it.
EDITED = {
    "recipient": "recipient", "places": "place", "seat": "establishment", "purpose": "purpose", "mechanisms": "mechanism",
}  # fmt: skip
FIELDS = {
    "recipient": "Recipient", "place": "Places", "establishment": "Seat", "purpose": "Purpose", "mechanism": "Mechanism",
    "data_categories": "Categories of data", "data_subjects": "Data subjects",
}  # fmt: skip


@dataclass
class Said:
    """Corrections, rows without doubt and rows left out, by source; and what part of the list is looked at.

    `turn` makes the grid another one, without what was typed into it; `key` and `sources` are those of the grid as it was drawn.
    """

    corrections: dict[Source, dict[str, str]] = field(default_factory=dict)
    settled: set[Source] = field(default_factory=set)
    left_out: set[Source] = field(default_factory=set)
    part: str = "all"
    search: str = ""
    lines: tuple[str, frozenset[int]] | None = None
    page: int = 1
    turn: int = 0
    frozen: tuple[Source, ...] | None = None
    key: str | None = None
    sources: tuple[Source, ...] = ()
    # What stood in the cells before anything was said of them.
    stood: dict[Source, dict[str, str]] = field(default_factory=dict)
    # The last correction that may hold for other rows too: where, which field.
    offer: tuple[Source, str] | None = None
    opened: Source | None = None

    def view(self) -> None:
        """Looks at the list anew: rows that no longer belong here go, the first page is shown."""
        self.frozen, self.page = None, 1
        self.again()

    def again(self) -> None:
        """Draws the grid anew, without what was typed into the old one."""
        self.turn += 1
        self.key = None

    def say(self, source: Source, name: str, text: str) -> None:
        """Says what a field of a row means; an empty recipient says nothing, since the row would be gone."""
        if name == "recipient" and not text:
            self.put_back(source, name)
            return
        self.corrections.setdefault(source, {})[name] = text

    def put_back(self, source: Source, name: str | None = None) -> None:
        """Goes back to what the file says, in one field or in all."""
        fields = self.corrections.get(source, {})
        for each in [name] if name else list(fields):
            fields.pop(each, None)
        if not fields:
            self.corrections.pop(source, None)

    def drawn(self, key: str, sources: tuple[Source, ...], cells: list[dict[str, str | None]]) -> None:
        """Remembers the grid as it is drawn, to know later what was typed into which row."""
        self.key, self.sources = key, sources
        for source, shown in zip(sources, cells, strict=True):
            said = self.corrections.get(source, {})
            kept = {column: shown.get(column) or "" for column, name in EDITED.items() if name not in said}
            self.stood[source] = self.stood.get(source, {}) | kept

    def take_up(self) -> None:
        """Takes up what was typed into the grid since it was drawn."""
        typed = st.session_state.get(self.key) if self.key else None
        for place, cells in (typed or {}).get("edited_rows", {}).items():
            if int(place) >= len(self.sources):
                continue
            source = self.sources[int(place)]
            for column, value in cells.items():
                if column == "take":
                    (self.left_out.discard if value else self.left_out.add)(source)
                elif column in EDITED:
                    self._typed(source, column, " ".join((value or "").split()))

    def _typed(self, source: Source, column: str, text: str) -> None:
        name = EDITED[column]
        if text == self.corrections.get(source, {}).get(name):
            return
        if text == self.stood.get(source, {}).get(column, ""):
            self.put_back(source, name)
            return
        self.say(source, name, text)
        self.offer = (source, name) if text else None


def said_of(file: str) -> Said:
    """What was said of a file so far."""
    return st.session_state.setdefault(f"intake.said.{file}", Said())


def options_with(options: Options, file: str) -> Options:
    """The options of the whole file with all that was said of it."""
    said = said_of(file)
    kept: dict[str, Any] = {what: st.session_state.get(f"intake.{what}.{file}") for what in ("mapping", "same")}
    return replace(
        options, mapping=kept["mapping"] or options.mapping, same=kept["same"] or {}, settled=frozenset(said.settled),
        corrections={source: dict(fields) for source, fields in said.corrections.items() if fields},
    )  # fmt: skip


def forget(file: str) -> None:
    """Drops all that was said of a file, once it was taken in."""
    for key in [key for key in st.session_state if str(key).startswith("intake.") and file in str(key)]:
        del st.session_state[key]
