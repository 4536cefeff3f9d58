"""Sheets that hold the choices of drop-down lists: options to choose from, countries with a word on adequacy; no records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from transfer_register.intake.gazetteer import gazetteer, words_of
from transfer_register.intake.headings import map_heading
from transfer_register.intake.tables import RowProblem, SourceRow

# 'My lists'.$A$2:.$A$9 (OpenDocument) and 'My lists'!$A$2:$A$9 (Excel): the sheet and the first column.
_REFERENCE = re.compile(r"\$?(?:'((?:[^']|'')+)'|([^\s'!.,;()\[\]$]+))[.!]\$?([A-Z]{1,3})(?:\$?\d{1,7})?(?=[:\]\s,;)]|$)")
_FEWEST_COUNTRIES = 10
_FEWEST_OPTIONS = 6
_MOST = 0.8
_LONGEST = 200


def referred(formulas: Iterable[str]) -> dict[str, set[int]]:
    """Columns (from 0) by the sheet that the formulas of drop-down lists take their choices from."""
    found: dict[str, set[int]] = {}
    for formula in formulas:
        for match in _REFERENCE.finditer(formula[:2_000]):
            number = 0
            for letter in match.group(3):
                number = number * 26 + ord(letter) - 64
            found.setdefault((match.group(1) or match.group(2)).replace("''", "'"), set()).add(number - 1)
    return found


def is_reference(grid: Sequence[SourceRow], listed: set[int]) -> bool:
    """Whether a sheet is only lists to choose from; `listed` are the columns that drop-down lists of the workbook use."""
    columns = _columns(grid)
    used = [at for at in columns if at in listed]
    if len(used) > 1 and len(used) * 2 > len(columns):
        return True
    return _countries_alone(columns) or _separate_lists(columns)


def left_out(title: str) -> RowProblem:
    """What a person is told of such a sheet."""
    return RowProblem(
        None,
        None,
        f"sheet “{title}” holds the choices of drop-down lists, from an earlier state of the law perhaps; it was left out "
        "(reference_data_stale). If it is a list of recipients, copy it into a new workbook and bring in that.",
    )


def _columns(grid: Sequence[SourceRow]) -> dict[int, list[tuple[int, str]]]:
    """(line, text) of every filled cell, by column."""
    columns: dict[int, list[tuple[int, str]]] = {}
    for row in grid:
        for at, text in enumerate(row.cells):
            if text.strip():
                columns.setdefault(at, []).append((row.line, text.strip()))
    return columns


def _countries_alone(columns: dict[int, list[tuple[int, str]]]) -> bool:
    """A column that names each country once, beside at most a few words repeated all along; nothing else goes so far down."""
    for at, entries in columns.items():
        named = [(line, text) for line, text in entries if _is_country(text)]
        if len(named) < _FEWEST_COUNTRIES or len(named) < len(entries) * _MOST or len({text for _, text in named}) < len(named):
            continue
        lines = {line for line, _ in named}
        beside = [
            (others[0][1], [text for line, text in others if line in lines])
            for other, others in columns.items()
            if other != at and sum(line in lines for line, _ in others) * 2 > len(lines)
        ]
        if any(map_heading(heading[:_LONGEST], slips=False).field == "recipient" for heading, _ in beside):
            continue
        if all(len(set(texts)) <= 5 or all(len(text) <= 3 for text in texts) for _, texts in beside):
            return True
    return False


def _is_country(text: str) -> bool:
    found = gazetteer().names.get(words_of(text))
    return found is not None and found.kind == "country"


def _separate_lists(columns: dict[int, list[tuple[int, str]]]) -> bool:
    """At least three columns, each without a gap from its heading down and without a repetition, each of its own length."""
    lists = list(columns.values())
    lengths = sorted((len(entries) for entries in lists), reverse=True)
    if len(lists) < 3 or lengths[0] < _FEWEST_OPTIONS or lengths[1] == lengths[0] or lengths[-1] == lengths[1]:
        return False
    first = {entries[0][0] for entries in lists}
    whole = all(entries[-1][0] - entries[0][0] == len(entries) - 1 for entries in lists)
    return len(first) == 1 and whole and all(len({text for _, text in entries}) == len(entries) for entries in lists)
