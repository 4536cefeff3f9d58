"""Records written as a document: a section for each activity, its sub-headings what columns are in a table.

Only ticked boxes count. Which recipient a sentence about transfers means is decided by the country in the recipient's
name, or by there being one recipient; else its words are kept with every row and flagged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transfer_register.intake.headings import BESIDE_THE_FLOW, SURE, Mapping, map_heading
from transfer_register.intake.mechanisms import read_mechanisms
from transfer_register.intake.paired_sentences import pairs_of
from transfer_register.intake.places import read_place_in
from transfer_register.intake.section_names import Named, Part, names_in, relation_word, single_country
from transfer_register.intake.tables import Content, RowProblem, SourceRow, SourceTable

_TRANSFERS = ("third_country", "place")
_KEPT = ("data_subjects", "data_categories", "measures", "retention", "purpose")
_DERIVED = (
    ("Activity (section)", "purpose"),
    ("Recipient (named)", "recipient"),
    ("Place (stated)", "third_country"),
    ("Mechanism (stated)", "mechanism"),
)
_LEAST_KNOWN = 3


@dataclass(frozen=True)
class Block:
    """One block of a document. `kind` is heading, paragraph or item; `level` counts for headings only."""

    kind: str
    text: str
    line: int
    level: int = 0


@dataclass(frozen=True)
class Record:
    """One section: its title and its parts in order."""

    title: str
    line: int
    parts: tuple[Part, ...]

    def of(self, *fields: str) -> list[Part]:
        return [part for part in self.parts if part.field in fields]


def read_records(blocks: Sequence[Block], title: str = "") -> Content | None:
    """The records of a document as one table, or None when it is not written as records."""
    levels = sorted({block.level for block in blocks if block.kind == "heading"})
    choices = [[record for record in _records(blocks, level) if _is_record(record)] for level in levels[:-1]]
    records = max(choices, key=len, default=[])
    if not records:
        return None
    names = tuple(dict.fromkeys(part.heading for record in records for part in record.parts))
    given = dict(_DERIVED) | {name: _kept_field(name) for name in names}
    rows: list[SourceRow] = []
    problems: list[RowProblem] = []
    empty: list[int] = []
    for record in records:
        found = _rows(record, problems)
        rows += [_with_raw(row, record, names) for row in found]
        if not found:
            empty.append(record.line)
    if empty:
        lines = ", ".join(map(str, empty[:20]))
        who = "1 record names" if len(empty) == 1 else f"{len(empty)} records name"
        what = f"{who} nobody who receives data (line {lines}) and gave no row. If somebody does, name them under the record."
        problems.append(RowProblem(None, None, what))
    headings = (*(name for name, _ in _DERIVED), *names)
    return Content((SourceTable(title, headings, tuple(rows), given=tuple(given.items())),), tuple(problems))


def _records(blocks: Sequence[Block], level: int) -> list[Record]:
    begins = [at for at, block in enumerate(blocks) if block.kind == "heading" and block.level <= level]
    found = []
    for begin, end in zip(begins, [*begins[1:], len(blocks)], strict=True):
        inside = blocks[begin + 1 : end]
        deeper = [block.level for block in inside if block.kind == "heading"]
        if blocks[begin].level == level and deeper:
            found.append(Record(blocks[begin].text, blocks[begin].line, _parts(inside, min(deeper))))
    return found


def _parts(inside: Sequence[Block], level: int) -> tuple[Part, ...]:
    heads = [at for at, block in enumerate(inside) if block.kind == "heading" and block.level == level]
    parts = []
    for begin, end in zip(heads, [*heads[1:], len(inside)], strict=True):
        heading = inside[begin].text
        body = [(block.kind == "item", block.text, block.line) for block in inside[begin + 1 : end]]
        parts.append(Part(heading, _field(heading), inside[begin].line, tuple(body)))
    return tuple(parts)


def _field(heading: str) -> str | None:
    """The field of a sub-heading; words for members of a group name recipients whatever else the heading says."""
    mapping: Mapping = map_heading(heading)
    if relation_word(heading):
        return "recipient"
    if mapping.field == "recipient":
        return "recipient" if mapping.confidence >= SURE else None
    if mapping.field == "purpose" and not mapping.whole:
        return None
    return mapping.field


def _kept_field(heading: str) -> str:
    field = _field(heading)
    return field if field in _KEPT and field != "purpose" else ""


def _is_record(record: Record) -> bool:
    known = {part.field for part in record.parts if part.field}
    return (
        "recipient" in known and len(known) >= _LEAST_KNOWN and bool(known - {"recipient", "purpose", "owner"} - BESIDE_THE_FLOW)
    )


def _rows(record: Record, problems: list[RowProblem]) -> list[SourceRow]:
    named = [name for part in record.of("recipient") for name in names_in(part, problems)]
    transfers = [part for part in record.of(*_TRANSFERS) if part.said]
    place = "\n".join(part.said for part in transfers)
    line = transfers[0].line if transfers else record.line
    mechanism = "\n".join(part.said for part in record.of("mechanism") if part.said)
    purpose = next((part.said for part in record.of("purpose") if part.said), record.title)
    reading = read_place_in(place, "third_country")
    if not place or reading.scope == "none":
        alone = mechanism if len(named) == 1 else ""
        return [_row(name, purpose, place, alone) for name in named]
    if pairs := pairs_of(place):
        found, used = [], set()
        for name in named:
            own = single_country(name.name)
            mine = [pair for pair in pairs if pair.iso2 == own] if own else list(pairs) if len(named) == 1 else []
            used |= {pair.iso2 for pair in mine}
            found += [_row(name, purpose, pair.place, pair.mechanism) for pair in mine] or [
                _row(name, purpose, "", "", "country_undetermined")
            ]
        nobody = Named("", line)
        return found + [_row(nobody, purpose, pair.place, pair.mechanism) for pair in pairs if pair.iso2 not in used]
    inside = read_mechanisms(place).stated
    several = len(reading.places) + len(reading.groups) > 1 and (inside or mechanism)
    doubtful = bool(reading.excluded) or "partly_understood" in reading.flags
    if len(named) == 1 and not several and not doubtful:
        return [_row(named[0], purpose, place, mechanism or (place if inside else ""))]
    if named:
        what = f"“{place}” does not say for sure which recipient gets the data where, and on what it rests; the words are kept."
        problems.append(RowProblem(line, transfers[0].heading, f"{what} Write place and mechanism beside each name."))
        return [_row(name, purpose, "", "", "country_undetermined", "partly_understood") for name in named]
    if several or doubtful:
        what = f"“{place}” names no recipient and is not understood in full; no row was made of it. Name who receives the data."
        problems.append(RowProblem(line, transfers[0].heading, what))
        return []
    return [_row(Named("", line), purpose, place, mechanism or (place if inside else ""))]


def _row(name: Named, purpose: str, place: str, mechanism: str, *doubts: str) -> SourceRow:
    cells = (purpose, name.name, place, mechanism)
    return SourceRow(name.line, cells, doubts=(*name.doubts, *doubts), relation=name.relation)


def _with_raw(row: SourceRow, record: Record, names: Sequence[str]) -> SourceRow:
    said: dict[str, str] = {}
    for part in record.parts:
        said[part.heading] = "\n".join(text for text in (said.get(part.heading, ""), part.said) if text)
    cells = (*row.cells, *(said.get(name, "") for name in names))
    return SourceRow(row.line, cells, doubts=row.doubts, relation=row.relation)
