"""Brings in someone's file: chooses the reader by content, maps the headings, reads every row. Nothing is written."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from transfer_register.errors import FileUnreadable
from transfer_register.intake.cells import cell
from transfer_register.intake.choosing import choose_reader, readers
from transfer_register.intake.corrections import Corrections, corrected
from transfer_register.intake.gazetteer import fold, gazetteer
from transfer_register.intake.headings import Mapping, map_heading, map_headings, names_recipients
from transfer_register.intake.no_list import why_no_list
from transfer_register.intake.own_preview import READER, Own
from transfer_register.intake.own_preview import read as read_own
from transfer_register.intake.parties import core_name, party_key
from transfer_register.intake.preview_row import PreviewRow
from transfer_register.intake.rows import rows_of
from transfer_register.intake.table_doubts import doubted
from transfer_register.intake.tables import MOST_BYTES, RowProblem, SourceTable
from transfer_register.intake.ticked_mechanisms import with_ticked_mechanisms

__all__ = ["MappedTable", "Preview", "preview", "preview_file", "readers"]


# Told a sentence and a share from 0 to 1 while a long file is read; what it raises (`Cancelled`) ends the reading.
Tell = Callable[[str, float], None]
# Says what is known of the columns of a table, by its headings: heading -> field, and the reason to show.
Known = Callable[[Sequence[str]], tuple[dict[str, str], str] | None]
# After so many rows it is told how far the reading is.
STEP = 500

# How many texts of a column are shown, out of the first rows, and how much of each.
_SAMPLES, _LOOKED_AT, _SAMPLE = 3, 100, 120
# From so many tables without recipients on, they are told in one sentence.
_MANY_TABLES = 4


def silent(sentence: str, share: float) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True)
class MappedTable:
    """A table with what its columns were taken for; `rows` is how many were read from it.

    `samples` are some of the texts of each of its own columns; a column that was added for what a person said has none.
    """

    title: str
    mappings: tuple[Mapping, ...]
    rows: int
    samples: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Preview:
    """What a file would become, with every problem at once; `own` are its records where it is the register's own."""

    file: str
    sha256: str
    reader: str
    rows: tuple[PreviewRow, ...]
    problems: tuple[RowProblem, ...]
    tables: tuple[MappedTable, ...] = ()
    own: Own | None = None

    def as_dict(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "sha256": self.sha256,
            "reader": self.reader,
            "rows": [row.as_dict() for row in self.rows],
            "problems": [problem.as_dict() for problem in self.problems],
        }


def preview_file(path: Path, *, sheet: str | None = None, mapping: dict[str, str] | None = None) -> Preview:
    """The preview of a file on disk. Raises FileUnreadable with one clear sentence."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FileUnreadable(_too_large(path.name, path.stat().st_size))
        data = path.read_bytes()
    except FileNotFoundError:
        raise FileUnreadable(f"{path}: there is no such file.") from None
    except IsADirectoryError:
        raise FileUnreadable(f"{path}: this is a folder; name a file in it.") from None
    except PermissionError:
        raise FileUnreadable(f"{path}: the file may not be read; check its permissions.") from None
    return preview(data, path.name, sheet=sheet, mapping=mapping)


def preview(
    data: bytes,
    name: str,
    *,
    sheet: str | None = None,
    mapping: dict[str, str] | None = None,
    corrections: Corrections | None = None,
    known: Known | None = None,
    tell: Tell = silent,
) -> Preview:
    """The preview of a file's content. `sheet` limits a workbook to one; `mapping` (heading -> field, "" for none) wins
    over what is `known`, and both over the guesses; `corrections` are read in the place of cells. Raises FileUnreadable when
    the file as a whole is of no use."""
    if len(data) > MOST_BYTES:
        raise FileUnreadable(_too_large(name, len(data)))
    kind, reader = choose_reader(data, name)
    tell(f"Reading {name}", 0.0)
    if kind == READER:
        own, read_rows, told_problems = read_own(data, name, tell)
        return Preview(name, hashlib.sha256(data).hexdigest(), kind, read_rows, told_problems, own=own)
    content = reader.read(data, name, sheet)
    every, done = sum(len(table.rows) for table in content.tables), 0
    problems = list(content.problems)
    suffix = Path(name).suffix.casefold()
    if suffix and suffix not in reader.SUFFIXES and suffix not in (".txt", ".text"):
        problems.append(
            RowProblem(None, None, f"the name ends in {suffix}, but the content is {reader.TITLE}; it was read as that.")
        )
    rows: list[PreviewRow] = []
    tables: list[MappedTable] = []
    left_out: list[tuple[SourceTable, Sequence[Mapping]]] = []
    for place, (table, doubt) in enumerate(map(doubted, map(with_ticked_mechanisms, content.tables))):
        samples, kept = _samples(table), known(table.headings) if known else None
        mappings = map_headings(table.headings, mapping, dict(table.given), kept)
        standing = mappings
        table, mappings = corrected(table, mappings, corrections or {}, place)
        told_by_person = bool(mapping or kept)
        if not names_recipients(mappings, given=told_by_person or bool(table.given)) or (
            not told_by_person and why_no_list(table, mappings)
        ):
            left_out.append((table, mappings))
            tables.append(MappedTable(table.title, mappings, 0, samples))
            continue
        read = []
        for row in rows_of(table, mappings, place, standing):
            if not len(read) % STEP:
                tell(f"Reading {name}", min(done + len(read), every) / every)
            read.append(row)
        done += len(table.rows)
        told = [row for row in read if row.recipient is not None or _says_more(row)]
        problems += [_nobody(row) for row in read if row.recipient is None]
        rows += told
        problems += [doubt] if doubt and told else []
        tables.append(MappedTable(table.title, mappings, len(told), samples))
    problems += _left_out(left_out)
    tell("Comparing the rows with each other", 1.0)
    rows = _compared(rows)
    for at, row in enumerate(rows):
        if not at % STEP:
            tell("Comparing the rows with each other", 1.0)
        problems += _doubts(row)
    if not rows and len(left_out) < _MANY_TABLES:
        what = "no list of recipients was found in the file. A list needs a heading for the recipient and one more."
        if len(tables) > len(left_out):
            what = "the file has a column for recipients, but no row names one. Name who receives data, if anybody does."
        problems.append(RowProblem(None, None, what))
    problems.sort(key=lambda problem: (problem.line is None, problem.line or 0))
    return Preview(name, hashlib.sha256(data).hexdigest(), kind, tuple(rows), tuple(problems), tuple(tables))


def _samples(table: SourceTable) -> tuple[tuple[str, ...], ...]:
    """The first few different texts of every column, for a person who is asked what it is."""
    looked = table.rows[:_LOOKED_AT]
    columns = ((row.cells[at] if at < len(row.cells) else "" for row in looked) for at in range(len(table.headings)))
    return tuple(
        tuple(list(dict.fromkeys(text for raw in column if (text := " ".join(cell(raw).text.split())[:_SAMPLE])))[:_SAMPLES])
        for column in columns
    )


def _too_large(name: str, size: int) -> str:
    return f"{name}: {size / 1e6:,.0f} MB; at most {MOST_BYTES // 1024 // 1024} MB are read. Split the file."


def _left_out(tables: Sequence[tuple[SourceTable, Sequence[Mapping]]]) -> list[RowProblem]:
    """A problem for each table that was left out; one for all where a file has many of them."""
    if len(tables) < _MANY_TABLES:
        return [_no_recipients(table, mappings) for table, mappings in tables]
    lines = [str(table.rows[0].line) for table, _ in tables if table.rows]
    where = f" (the first at line {lines[0]}, the last at line {lines[-1]})" if lines else ""
    return [
        RowProblem(
            None,
            None,
            f"{len(tables)} tables{where} were left out: none of them has a heading that says who receives data. If one of them "
            "is the list of recipients, copy it into a file of its own and say which column names the recipient.",
        )
    ]


def _no_recipients(table: SourceTable, mappings: Sequence[Mapping]) -> RowProblem:
    line = table.rows[0].line if table.rows else None
    where = f"table “{table.title}”" if table.title else "the table"
    if names_recipients(mappings, given=bool(table.given)) and (why := why_no_list(table, mappings)):
        what = f"{where} was left out: {why}. If it is a list of recipients, say which column names the recipient."
        return RowProblem(line, None, what)
    heads = ", ".join(f"“{mapping.heading}”" for mapping in mappings[:8] if mapping.heading) or "none"
    return RowProblem(
        line,
        None,
        f"{where} was left out: no heading says who receives data (headings: {heads}). Say which column names the recipient.",
    )


def _says_more(row: PreviewRow) -> bool:
    return bool(row.places.places or row.places.groups or row.places.scope in ("global", "undetermined") or row.mechanisms.stated)


def _nobody(row: PreviewRow) -> RowProblem:
    """A row without a recipient, in the words of the file where it has some: "Nil", or a kind of recipient beside."""
    kept = "the row is kept, but cannot be taken in until one is named" if _says_more(row) else "the row was left out"
    heading = row.headings.get("recipient")
    said = row.raw.get(heading or "", "").strip()
    kinds = [
        f" (“{other}” says “{text.strip()}”, which was not taken for a name)"
        for other, text in row.raw.items()
        if other != heading and text.strip() and "recipient" in (map_heading(other).field or map_heading(other).reason)
    ]
    words = f"“{said}”: nobody is said to receive the data" if said else f"no recipient is named{''.join(kinds[:1])}"
    return RowProblem(row.line, heading, f"{words}; {kept}.")


def _compared(rows: list[PreviewRow]) -> list[PreviewRow]:
    """Flags that only all rows together show: one name in several rows, a flow that stands twice, a link of another vendor."""
    keys = [party_key(row.recipient.name) if row.recipient else None for row in rows]
    names = Counter(key for key in keys if key)
    flows = Counter((key, fold(row.exporter or ""), fold(row.purpose or "")) for key, row in zip(keys, rows, strict=True) if key)
    owners: dict[str, set[str]] = {}
    for key, row in zip(keys, rows, strict=True):
        for word in fold(core_name(row.recipient.name)).split() if row.recipient and key else ():
            if len(word) > 3:
                owners.setdefault(word, set()).add(key or "")
    compared = []
    for key, row in zip(keys, rows, strict=True):
        more = []
        if key and names[key] > 1:
            more.append("aggregate_rows")
        if key and flows[key, fold(row.exporter or ""), fold(row.purpose or "")] > 1:
            more.append("same_flow_twice")
        if row.places.onward_url and key:
            host = fold(urlsplit(row.places.onward_url).hostname or "") if "//" in row.places.onward_url else ""
            theirs = {owner for word, keyed in owners.items() if word in host for owner in keyed}
            if theirs and key not in theirs:
                more.append("url_vendor_mismatch")
        compared.append(replace(row, flags=(*row.flags, *more)) if more else row)
    return compared


def _doubts(row: PreviewRow) -> list[RowProblem]:
    """What a person should look at in a row, in words."""
    names = gazetteer()
    place = next(
        (
            row.headings[name]
            for name in ("place", "location", "third_country", "establishment", "country", "address")
            if name in row.headings
        ),
        None,
    )
    found = []
    meant = dict(row.places.suggest)
    for words in row.places.unresolved[:5]:
        guess = f" {names.labels.get(meant[words], meant[words])}?" if words in meant else ""
        what = f"“{words}” names no country for sure.{guess} Write the country's name or its two-letter code; the row is kept."
        found.append(RowProblem(row.line, place, what))
    if row.recipient and ";" in row.recipient.name:
        what = f"“{row.recipient.name}” may be several recipients in one cell; it was kept as one. Give each a row of its own."
        found.append(RowProblem(row.line, row.headings.get("recipient"), what))
    if "formula_in_cell" in row.flags:
        found.append(
            RowProblem(
                row.line,
                None,
                "a cell holds a formula; spreadsheets turn words such as NO into =FALSE(). Write the word as text.",
            )
        )
    if "name_typo_suspected" in row.flags and row.recipient:
        found.append(
            RowProblem(
                row.line,
                row.headings.get("recipient"),
                f"“{row.recipient.name}” looks like “{row.recipient.suggest}”; it was kept as it stands.",
            )
        )
    if "mechanism_not_understood" in row.flags:
        found.append(
            RowProblem(row.line, row.headings.get("mechanism"), "the mechanism is not understood in full; the words are kept.")
        )
    return found
