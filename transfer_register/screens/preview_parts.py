"""The rows of a preview, sorted once into the parts in which a person looks at them, and found by what they say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

import streamlit as st

from transfer_register.actions.take_in import Preview
from transfer_register.intake.corrections import CORRECTED
from transfer_register.intake.plan import DECIDE
from transfer_register.intake.preview_row import PreviewRow
from transfer_register.screens.preview_said import Said, Source

_KEPT = "intake.parts"

PARTS = {
    "all": "All", "decide": "To decide", "blocked": "Blocked", "ready": "Ready", "twice": "Twice in the list",
    "changed": "Changes", "unchanged": "As recorded", "edited": "Edited", "left_out": "Left out",
}  # fmt: skip
# These are there whether or not a row is in them.
ALWAYS = ("all", "decide", "blocked", "ready")


@dataclass(frozen=True, eq=False)
class Parts:
    """Places in `preview.transfers`, by part and by source."""

    preview: Preview

    @cached_property
    def places(self) -> dict[Source, list[int]]:
        found: dict[Source, list[int]] = {}
        for place, each in enumerate(self.preview.transfers):
            found.setdefault(each.source, []).append(place)
        return found

    @cached_property
    def rows(self) -> tuple[PreviewRow, ...]:
        """The row of each place."""
        by_source = {row.source: row for row in self.preview.read.rows}
        pairs = zip_longest(self.preview.read.rows, self.preview.transfers)
        if all(row is not None and each is not None and row.source == each.source for row, each in pairs):
            return self.preview.read.rows
        return tuple(by_source[each.source] for each in self.preview.transfers)

    @cached_property
    def _of_file(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {part: [] for part in PARTS}
        for place, each in enumerate(self.preview.transfers):
            found[each.decision].append(place)
            if "same_flow_twice" in each.flags or (each.status == "unchanged" and each.why):
                found["twice"].append(place)
            if each.status in ("changed", "unchanged") and not each.why:
                found[each.status].append(place)
        found["all"] = list(range(len(self.preview.transfers)))
        return found

    @cached_property
    def _texts(self) -> list[str]:
        return [f"{row.line} {row.recipient.name if row.recipient else ''} {' '.join(row.raw.values())}".casefold()
                for row in self.preview.read.rows]  # fmt: skip

    def of(self, said: Said, part: str) -> list[int]:
        """The places of one part, in the order of the file."""
        if part in ("edited", "left_out"):
            sources = said.corrections if part == "edited" else said.left_out
            return sorted(place for source in sources for place in self.places.get(source, ()))
        return self._of_file[part]

    def chosen(self, said: Said) -> list[int]:
        """The places that a person looks at: of a part, with the words that are searched for, on the lines of a problem."""
        found = self.of(said, said.part)
        if said.lines is not None:
            found = [place for place in found if self.preview.transfers[place].line in said.lines[1]]
        words = said.search.casefold().split()
        return [place for place in found if all(word in self._texts[place] for word in words)] if words else found

    @property
    def editable(self) -> bool:
        """Can its rows be mended in place? What the register itself wrote out is mended where it was edited."""
        return getattr(self.preview.read, "own", None) is None

    def doubtful(self, source: Source) -> bool:
        """Has a row doubts that a person can settle by saying that it is right?"""
        return any(why in DECIDE for place in self.places[source] for why in self.preview.transfers[place].why)

    def left_out(self, said: Said) -> frozenset[int]:
        """The places that are not taken in."""
        return frozenset(self.of(said, "left_out"))

    def alike(self, said: Said, source: Source, name: str) -> tuple[str, list[Source]]:
        """The text that the file has in a field of a row, and the other rows with the same text of which nothing was said."""
        if source not in self.places:
            return "", []
        text = standing(self.rows[self.places[source][0]], name)
        if not text:
            return "", []
        rows = self.rows
        return text, list(dict.fromkeys(
            row.source for row in rows
            if row.source[0] == source[0] and row.source != source and name not in said.corrections.get(row.source, {})
            and standing(row, name) == text
        ))  # fmt: skip


def standing(row: PreviewRow, name: str) -> str:
    """The text of the file in a field that can be corrected, as it stands there."""
    headings = (row.headings.get(field) for field in CORRECTED[name][0])
    return next((row.raw.get(heading, "").strip() for heading in headings if heading and heading in row.raw), "")


def parts_of(preview: Preview) -> Parts:
    """The parts of a preview, kept as long as it is the one that is looked at."""
    kept = st.session_state.get(_KEPT)
    if kept is None or kept.preview is not preview:
        kept = Parts(preview)
        st.session_state[_KEPT] = kept
    return kept
