"""A record as the cells of a row, and a row that somebody edited as the record again.

A cell that still says what was written changes nothing, so every state comes back as it was, whatever its words cannot tell.
In a list, the elements whose words still stand there are kept with all that belongs to them; only the others are read anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from transfer_register.intake import own_items
from transfer_register.intake.own_columns import COLUMNS, Cell, Column
from transfer_register.intake.own_text import days_of, runs, same, shown, typed
from transfer_register.intake.own_words import Labels, NotUnderstood

State = dict[str, Any]

_NONE = "none"


@dataclass(frozen=True)
class BadCell:
    """A cell that cannot be recorded: its heading, what is wrong and how to mend it."""

    heading: str
    what: str


@dataclass(frozen=True)
class How:
    """How a file was saved: `narrow` in Windows-1252, `month_first` with days as 3/1/2026 (None while nothing shows it)."""

    narrow: bool = False
    month_first: bool | None = None


def encoded(labels: Labels, kind: str, state: State) -> dict[str, str]:
    """The text of each cell by its heading, before it is made fit for a kind of file."""
    return {column.heading: cell_text(labels, kind, column, state.get(column.field)) for column in COLUMNS[kind]}


def cell_text(labels: Labels, kind: str, column: Column, value: Any) -> str:
    """What the cell of a field says; empty where nothing is recorded."""
    if column.kind is Cell.MECHANISMS and value == []:
        return _NONE
    if value in (None, "", [], {}, ()):
        return ""
    match column.kind:
        case Cell.TERM:
            return shown(labels.label(column.vocabulary or "", value))
        case Cell.PARTY:
            return shown(labels.name(value))
        case Cell.TERMS | Cell.TEXTS:
            return shown("; ".join(_elements(labels, kind, column, value)))
        case Cell.PLACES | Cell.MECHANISMS | Cell.IDENTIFIERS | Cell.FACTS:
            return shown("\n".join(_elements(labels, kind, column, value)))
    return shown(str(value))


def _elements(labels: Labels, kind: str, column: Column, value: Any) -> list[str]:
    """The words of each element of a list, in its order."""
    match column.kind:
        case Cell.TERMS:
            return [own_items.plain(labels.label(column.vocabulary or "", term)) for term in value]
        case Cell.TEXTS:
            return [own_items.plain(text) for text in value]
        case Cell.PLACES:
            return [own_items.place_words(labels, place) for place in value]
        case Cell.MECHANISMS:
            return [own_items.mechanism_words(labels, mechanism) for mechanism in value]
        case Cell.IDENTIFIERS:
            return [own_items.identifier_words(labels, identifier) for identifier in value]
    return [own_items.fact_words(labels, kind, name, said) for name, said in value.items()]


def edited(
    labels: Labels, kind: str, base: State, cells: Mapping[str, str], how: How, party: Callable[[str], str]
) -> tuple[State, list[BadCell]]:
    """The state that a row means, and every cell that cannot be recorded, whose field stays as in `base`.

    `base` is what was written out, or empty for a new row; `cells` are by heading, and a heading that is not there changes
    nothing. `party` gives the id or key of a party for its name.
    """
    state, bad = dict(base), []
    for column in COLUMNS[kind]:
        if (cell := cells.get(column.heading)) is None:
            continue
        before = base.get(column.field)
        text = cell_text(labels, kind, column, before)
        if same(cell, text, narrow=how.narrow):
            continue
        try:
            value = _value(labels, kind, column, before, text, cell, how, party)
        except NotUnderstood as error:
            bad.append(BadCell(column.heading, str(error)))
            continue
        state.pop(column.field, None)
        if value is not None and (value not in ("", [], {}) or (column.kind is Cell.MECHANISMS and value == [])):
            state[column.field] = value
        elif before == value:
            state[column.field] = before
    return state, bad


def _value(
    labels: Labels, kind: str, column: Column, before: Any, text: str, cell: str, how: How, party: Callable[[str], str]
) -> Any:
    """What a changed cell says; None where it was emptied."""
    whole = str(before) if column.kind is Cell.TEXT and before is not None else text
    said = typed(cell, whole).strip()
    if column.kind is Cell.MECHANISMS and said.casefold() == _NONE:
        return []
    if not said:
        return before if not text.strip() else None
    match column.kind:
        case Cell.TEXT:
            return said
        case Cell.TERM:
            return labels.term(column.vocabulary or "", said)
        case Cell.DAY:
            if before is not None and any(day.isoformat() == before for day in days_of(said)) and how.month_first is None:
                return before
            return own_items.one_day(said, month_first=how.month_first)
        case Cell.COUNT:
            count = own_items.whole_number(said)
            return before if count == before else count
        case Cell.PARTY:
            return party(said)
        case Cell.TRANSFER:
            return said.upper()
        case Cell.FACTS:
            return _facts(labels, kind, column, before or {}, said)
    return _list(labels, kind, column, before or [], said)


def _facts(labels: Labels, kind: str, column: Column, before: State, said: str) -> State:
    kept = dict(zip(_elements(labels, kind, column, before), before.items(), strict=True))
    lines = [line.strip() for line in said.replace(";", "\n").split("\n") if line.strip()]
    stated: State = {}
    for line in lines:
        name, value = kept.get(line) or own_items.fact_of(labels, kind, line)
        if name in stated and stated[name] != value:
            raise NotUnderstood(f"“{line.partition(':')[0]}” is answered twice, in two ways. Keep one line.")
        stated[name] = value
    return stated


_READ = {
    Cell.PLACES: own_items.place_of, Cell.MECHANISMS: own_items.mechanism_of, Cell.IDENTIFIERS: own_items.identifier_of,
}  # fmt: skip


def _list(labels: Labels, kind: str, column: Column, before: list[Any], said: str) -> list[Any]:
    kept: dict[str, list[Any]] = {}
    for words, element in zip(_elements(labels, kind, column, before), before, strict=True):
        kept.setdefault(words.strip(), []).append(element)
    found: list[Any] = []
    for part in (part.strip() for part in said.replace(";", "\n").split("\n")):
        if not part:
            continue
        if column.kind is not Cell.TEXTS and runs(part):
            raise NotUnderstood(f"“{part}” is a formula, not words. Write the words.")
        if same_words := kept.get(part):
            element = same_words.pop(0) if len(same_words) > 1 else same_words[0]
        elif column.kind is Cell.TEXTS:
            element = part
        elif column.kind is Cell.TERMS:
            element = labels.term(column.vocabulary or "", part)
        else:
            element = _READ[column.kind](labels, part)
        if column.kind not in (Cell.TERMS, Cell.TEXTS) or element not in found:
            found.append(element)
    return found
