"""Plain text in blocks of labelled lines ("Vendor: …", "Location: …") and in columns that blanks align, as tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transfer_register.intake.grid import tables_of
from transfer_register.intake.headings import SURE, is_heading_row, map_heading
from transfer_register.intake.record_words import begins_with
from transfer_register.intake.tables import Content, SourceRow, SourceTable

_LABELLED = re.compile(r"^(?:[-*•–]\s+)?(?P<label>[^\W\d_][^:\t]{0,60}?)\s*:(?:\s+(?P<said>.*)|$)")
_GAP = re.compile(r"\t+| {2,}")
_LEAST_ALONE = 3


def labelled_blocks(lines: Sequence[str]) -> SourceTable | None:
    """One row for each block; a block begins with the label that names the recipient. None where fewer than two do,
    unless one block alone has at least three known labels."""
    blocks: list[tuple[int, dict[str, str]]] = []
    before: list[str] = []
    opener, last = None, ""
    for number, line in enumerate(lines, 1):
        match = _LABELLED.match(line)
        label = match.group("label").strip() if match else ""
        mapping = map_heading(label) if label else None
        if mapping and mapping.field == "recipient" and mapping.whole and (opener is None or mapping.heading == opener):
            opener = mapping.heading
            blocks.append((number, {label: (match.group("said") or "").strip()}))
            last = label
        elif not line.strip():
            last = ""
        elif blocks and mapping and (mapping.field or last) and label not in blocks[-1][1]:
            blocks[-1][1][label] = (match.group("said") or "").strip()
            last = label
        elif blocks and last and not begins_with(line, "below"):
            blocks[-1][1][last] += f"\n{line.strip()}"
        elif not blocks:
            before.append(line.strip())
    labels = tuple(dict.fromkeys(label for _, said in blocks for label in said))
    known = [field for label in labels if (mapping := map_heading(label)).confidence >= SURE and (field := mapping.field)]
    if len(set(known)) < 2 or (len(blocks) < 2 and len(set(known)) < _LEAST_ALONE):
        return None
    rows = tuple(SourceRow(number, tuple(said.get(label, "") for label in labels)) for number, said in blocks)
    return SourceTable("", labels, rows, tuple(text for text in before if text))


def aligned(lines: Sequence[str]) -> Content | None:
    """A table whose columns stand apart by several blanks or a tabulator, under a row of known headings."""
    for at, line in enumerate(lines):
        headings = [part for part in _GAP.split(line.strip()) if part]
        if len(headings) > 1 and is_heading_row(headings):
            starts, position = [], 0
            for heading in headings:
                position = line.index(heading, position)
                starts.append(position)
                position += len(heading)
            rows = [SourceRow(at + 1, tuple(headings))]
            for number, below in enumerate(lines[at + 1 :], at + 2):
                cells = _cells(below, starts)
                if cells is not None:
                    rows.append(SourceRow(number, cells))
            context = [text.strip() for text in lines[:at] if text.strip()]
            return tables_of(rows, "", context) if len(rows) > 1 else None
    return None


def _cells(line: str, starts: Sequence[int]) -> tuple[str, ...] | None:
    """The cells of a line by the columns of the headings, or by its gaps where it does not stand in the columns."""
    if not line.strip() or set(line.strip()) <= set("-=_+ "):
        return None
    parts = [part for part in _GAP.split(line.strip()) if part]
    if len(parts) == len(starts):
        return tuple(parts)
    ends = [*starts[1:], len(line)]
    if "\t" not in line and all(start >= len(line) or start == 0 or line[start - 1] == " " for start in starts):
        cells = tuple(line[start:end].strip() for start, end in zip(starts, ends, strict=True))
        if sum(map(bool, cells)) == len(parts):
            return cells
    return (line.strip(), *("",) * (len(starts) - 1)) if len(parts) == 1 else None
