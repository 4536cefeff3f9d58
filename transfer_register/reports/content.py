"""The content of a document as canonical JSON, its hash, and the rules that a document must keep.

Canonical means: sorted keys, UTF-8, no spaces, no floats (RFC 8785 for what occurs here). Defaults are left out. A picture
is held by the SHA-256 of its SVG, since its data stand beside it. Facts of the making are not content.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import orjson

from transfer_register.errors import Problem
from transfer_register.reports import blocks as b

_PICTURES = ("svg", "picture")
# Fields that name something within the document and are not read by anyone.
_NAMES = frozenset({"anchor", "to", "href", "var", "shape", "tone", "size", "lang", "form"})


@cache
def _fields(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple((one.name, None if one.default is MISSING else one.default) for one in fields(kind))


def plain(value: Any, pictures: bool = False) -> Any:
    """The value as JSON: a bare run is its text; `pictures` keeps the SVG itself (for a renderer), else its hash."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(one, pictures) for one in value]
    if isinstance(value, dict):
        return {key: plain(one, pictures) for key, one in value.items()}
    if not is_dataclass(value):
        raise TypeError(f"{type(value).__name__} has no place in a document")
    shown = {name: plain(one, pictures) for name, default in _fields(type(value)) if (one := getattr(value, name)) != default}
    for name in _PICTURES:
        if name in shown and not pictures:
            shown[name] = "sha256:" + hashlib.sha256(shown[name].encode()).hexdigest()
    if isinstance(value, b.Run):
        return shown["text"] if shown.keys() == {"text"} else shown
    return {"is": type(value).__name__.lower(), **shown}


def canonical(document: b.Document) -> bytes:
    """The content: what is hashed, and attached to the PDF."""
    return orjson.dumps(plain(document), option=orjson.OPT_SORT_KEYS)


def content_hash(document: b.Document) -> str:
    """SHA-256 of the canonical JSON, in hex."""
    return hashlib.sha256(canonical(document)).hexdigest()


def mapped(value: Any, change: Callable[[str], str], picture: Callable[[str], str] = lambda svg: svg) -> Any:
    """The same value with every text that is read changed; pictures go through their own function."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(mapped(one, change, picture) for one in value)
    if isinstance(value, dict):
        return {key: mapped(one, change, picture) for key, one in value.items()}
    if not is_dataclass(value):
        return value
    changed = {}
    for name, _ in _fields(type(value)):
        if name in _NAMES:
            continue
        old = getattr(value, name)
        new = (picture(old) if old else old) if name in _PICTURES else mapped(old, change, picture)
        if new is not old and new != old:
            changed[name] = new
    return replace(value, **changed) if changed else value


def filled(value: Any, facts: dict[str, str]) -> Any:
    """The same value with every variable replaced by its fact; a variable without fact is a bug (KeyError)."""
    if isinstance(value, b.Run):
        return replace(value, text=facts[value.var], var="") if value.var else value
    if isinstance(value, tuple):
        return tuple(filled(one, facts) for one in value)
    if not is_dataclass(value) or isinstance(value, b.Status | b.Sheet):
        return value
    changed = {}
    for name, _ in _fields(type(value)):
        old = getattr(value, name)
        if isinstance(old, tuple) or is_dataclass(old):
            new = filled(old, facts)
            if new != old:
                changed[name] = new
    return replace(value, **changed) if changed else value


def _runs(value: Any) -> list[b.Run]:
    if isinstance(value, b.Run):
        return [value]
    if isinstance(value, tuple):
        return [run for one in value for run in _runs(one)]
    if is_dataclass(value) and not isinstance(value, b.Sheet | b.Status):
        return [run for name, _ in _fields(type(value)) for run in _runs(getattr(value, name))]
    return []


def flat(cell: b.Cell, shapes: dict[str, str] | None = None) -> str:
    """A cell as plain text, one line a line; `shapes` gives signs for the shapes of states."""

    def said(part: b.Run | b.Status) -> str:
        if isinstance(part, b.Run):
            return part.text
        return f"{shapes[part.shape]} {part.word}" if shapes else part.word

    return "\n".join("".join(map(said, line)).strip() for line in cell)


def _lost_links(document: b.Document) -> list[str]:
    known = {block.anchor for block in document.blocks if isinstance(block, b.Heading)}
    for block in document.blocks:
        if isinstance(block, b.Table):
            known |= {row.anchor for group in block.groups for row in group.rows}
    return sorted({run.to for run in _runs(document.blocks) if run.to} - known)


def problems(document: b.Document) -> list[Problem]:
    """What breaks the rules of the model; an empty list means that every renderer can take the document."""
    found: list[Problem] = []
    level = 0
    for number, block in enumerate(document.blocks, 1):
        where = f"block {number} ({type(block).__name__})"
        if isinstance(block, b.Heading):
            if block.level > level + 1 or block.level not in (1, 2):
                found.append(Problem(where, f"the heading “{block.text}” skips a level."))
            level = block.level
        elif isinstance(block, b.Table):
            found += _table(block, where)
        elif isinstance(block, b.Facts):
            found += [Problem(where, f"“{label}” says nothing.") for label, said in block.rows if _is_empty(said)]
        elif isinstance(block, b.Figure) and not (block.alt and block.data and block.svg):
            found.append(Problem(where, "a figure needs its picture, its data and its words."))
    for run in _runs(document.blocks):
        if run.href and not run.href.startswith("https://"):
            found.append(Problem("link", f"{run.href} is no https address."))
    found += [Problem("link", f"leads to {name}, which is not in the document.") for name in _lost_links(document)]
    for sheet in document.sheets:
        wrong = [n for n, row in enumerate(sheet.rows, 1) if len(row) != len(sheet.columns)]
        found += [Problem(f"sheet {sheet.name}, row {n}", "has not one value a column.") for n in wrong]
        empty = [n for n, row in enumerate(sheet.rows, 1) if any(value in ("", None) for value in row)]
        found += [Problem(f"sheet {sheet.name}, row {n}", "has an empty cell.") for n in empty]
    return found


def _table(table: b.Table, where: str) -> list[Problem]:
    found = []
    rows = [row.cells for group in table.groups for row in group.rows]
    if not rows:
        found.append(Problem(where, "a table without rows; say in words that there is nothing."))
    for cells in [*rows, *([table.total] if table.total else [])]:
        if len(cells) != len(table.columns):
            found.append(Problem(where, f"a row has {len(cells)} cells for {len(table.columns)} columns."))
        elif any(_is_empty(one) for one in cells):
            found.append(Problem(where, "a row has an empty cell."))
    return found


def _is_empty(cell: b.Cell) -> bool:
    return not any(isinstance(part, b.Status) or part.text.strip() or part.var for line in cell for part in line)
