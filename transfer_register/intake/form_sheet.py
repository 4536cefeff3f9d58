"""Sheets that are forms: labels with their values beside them, and small tables of recipients and transfers inside."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transfer_register.intake.form_blocks import LONGEST_LABEL, SORT, Block, blocks_of, distinct, label_kind, main_part, said_in
from transfer_register.intake.form_pairs import pair_table
from transfer_register.intake.gazetteer import fold
from transfer_register.intake.headings import SURE, is_heading_row, map_heading
from transfer_register.intake.parties import party_key
from transfer_register.intake.tables import Content, RowProblem, SourceRow, SourceTable

# What a form holds for all of its recipients; each block or label of these goes to every row.
_SHARED = ("purpose", "data_categories", "data_subjects", "retention", "measures", "owner")
# What goes to every row as well, and makes no sheet a form.
_ALSO = ("legal_basis", "frequency")
_PLACES = {"country": "third_country", "location": "third_country", "place": "place", "third_country": "third_country"}
_TICKED = frozenset({"x", "yes", "oui", "ja", "si", "true", "✓", "✔", "☑", "☒"})
_UNTICKED = frozenset({"no", "non", "nein", "false", "☐"})
_OWN = re.compile(r"\b(?:intern|interne|internal|interno|interna|intern[ae]l[ae]?)\b")
_DAY = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{4}\b|\b\d{4}-\d{2}-\d{2}\b|\b(?:19|20)\d{2}\b")
_LOOK = 60
_PAPERS = "mechanism and its papers"


def form_tables(grid: Sequence[SourceRow], title: str) -> Content | None:
    """The recipients of a form, each with what the form says of all of them; None for a sheet that is no form."""
    main = main_part(grid)
    blocks = blocks_of(main)
    naming = [block for block in blocks if _names(block)]
    if not naming and (found := pair_table(main, title)):
        return found
    if not naming or any(_is_long_table(main, at) for at in range(min(len(main), _LOOK))):
        return None
    if len(blocks) < 2:
        return None
    shared = _shared(blocks, naming)
    pairs = sum(block.head is None or block not in naming for block in blocks)
    if not pairs or not any(label_kind(label) in _SHARED for label in _labels(blocks)):
        return None
    tables, problems, known = [], [], set()
    for block in sorted(naming, key=_is_transfer, reverse=True):
        table, found = _table(block, title, shared, known)
        problems += found
        if table:
            tables.append(table)
    if not tables:
        line = naming[0].head.line if naming[0].head else None
        what = f"sheet “{title}” is a form in which no recipient is filled in; it was left out. Fill in who receives the data."
        return Content((), (*problems, RowProblem(line, None, what)) if not problems else tuple(problems))
    return Content(tuple(tables), tuple(problems))


def without_contacts(grid: Sequence[SourceRow]) -> list[SourceRow]:
    """The rows without those of "Name: … Telephone: …", which stand over a list and are neither headings nor data."""
    labelled = [sum(text.rstrip().endswith(":") for text in dict.fromkeys(row.cells)) > 1 for row in grid]
    near = [labelled[at] and (labelled[at - 1 : at] + labelled[at + 1 : at + 2]).count(True) > 0 for at in range(len(grid))]
    return [row for row, contact in zip(grid, near, strict=True) if not contact]


def _is_long_table(grid: Sequence[SourceRow], at: int) -> bool:
    """Whether the row heads an ordinary list: recipients with a purpose or data each, over most of the rows of the sheet."""
    cells = grid[at].cells
    fields = {map_heading(text, slips=False).field for text in cells if text.strip() and len(text) < LONGEST_LABEL}
    if not is_heading_row(cells) or not fields & {*_SHARED}:
        return False
    filled = [bool("".join(row.cells).strip()) for row in grid]
    until = next((below for below in range(at, len(grid)) if not filled[below]), len(grid))
    return (until - at) * 2 > sum(filled)


def _labels(blocks: Sequence[Block]) -> list[str]:
    return [row.cells[0] for block in blocks for row in block.rows if row.cells] + [block.title for block in blocks]


def _is_transfer(block: Block) -> bool:
    heads = [map_heading(text, slips=False).field for text in block.head.cells[1:]] if block.head else []
    return label_kind(block.title) in ("third_country", "place") or "third_country" in heads or "mechanism" in heads


def _names(block: Block) -> bool:
    """Whether a block lists recipients: a heading or its title says so."""
    if block.head is None or len(distinct(block.head)) < 2:
        return False
    heads = [map_heading(text, slips=False) for text in block.head.cells[1:] if text.strip()]
    named = any(mapping.field == "recipient" and mapping.confidence >= SURE for mapping in heads)
    return named or label_kind(block.title) == "recipient"


def _shared(blocks: Sequence[Block], naming: Sequence[Block]) -> dict[str, dict[str, list[str]]]:
    """field -> label -> values that hold for the whole form."""
    shared: dict[str, dict[str, list[str]]] = {name: {} for name in (*_SHARED, *_ALSO)}
    for block in blocks:
        if block in naming:
            continue
        about = label_kind(block.title) if block.head else None
        headed = block.head is not None and len(distinct(block.head)) > 1
        heads = [map_heading(text, slips=False).field for text in block.head.cells] if block.head and headed else []
        for row in block.rows if about in _SHARED or not headed else ():
            label = row.cells[0].strip()
            kind = about if about in _SHARED else label_kind(label)
            values = _values(row, heads)
            if kind in shared and values:
                said = [label if fold(value) in _TICKED else value for value in values if fold(value) not in _UNTICKED]
                shared[kind].setdefault(block.title if about in _SHARED else label, []).extend(said)
            for at in (at for at, name in enumerate(heads) if at and name == "retention"):
                if kind != "retention" and about in _SHARED and at < len(row.cells) and (kept := said_in(row.cells[at])):
                    shared["retention"].setdefault(block.head.cells[at].strip(), []).append(kept)
    return shared


def _values(row: SourceRow, heads: Sequence[str | None]) -> list[str]:
    """The values beside a label, without those that a heading says to be how long they are kept."""
    cells = [said_in(text) for at, text in enumerate(row.cells) if at and not (at < len(heads) and heads[at] == "retention")]
    return [text for text in dict.fromkeys(cells) if text and text != row.cells[0].strip()]


def _table(
    block: Block, title: str, shared: dict[str, dict[str, list[str]]], known: set[str]
) -> tuple[SourceTable | None, list[RowProblem]]:
    """The rows of a block that lists recipients; `known` are those of the blocks before it, which are not told twice."""
    columns: dict[str, int] = {}
    for at, text in enumerate(block.head.cells):
        if at and text.strip():
            columns.setdefault(text.strip(), at)
    transfer = _is_transfer(block)
    fields = {text: map_heading(text, slips=False).field or "" for text in columns}
    fields = {text: _PLACES.get(name, name) if transfer else name for text, name in fields.items()}
    sort = next((text for text in columns if SORT.match(fold(text))), None)
    name_at = _name_column(fields, sort)
    fields = {text: "" if name == "recipient" else name for text, name in fields.items()} | {name_at: "recipient"}
    common = [
        (next(iter(said)), name, "; ".join(dict.fromkeys(value for values in said.values() for value in values)))
        for name, said in shared.items()
        if said
    ]
    rows, grounds, problems = [], [], []
    for row in block.rows:
        cells = {text: said_in(row.cells[at]) if at < len(row.cells) else "" for text, at in columns.items()}
        name, kind = cells[name_at], cells.get(sort or "", "")
        if not any(cells.values()):
            continue
        if kind and _OWN.search(fold(kind)):
            what = f"“{name or kind}” is said to be a service of the organisation itself ({kind}), no recipient; it was left out."
            problems.append(RowProblem(row.line, name_at, what))
        elif kind and not name:
            what = (
                f"“{kind}” is a kind of recipient and names nobody; the row was left out. Write who receives the data beside it."
            )
            problems.append(RowProblem(row.line, sort, what))
        elif transfer or party_key(name) not in known:
            known.add(party_key(name))
            rows.append(SourceRow(row.line, (row.cells[0].strip(), *cells.values(), *(value for *_, value in common))))
            grounds.append(_with_papers(cells, fields) if transfer else "")
    if not rows:
        return None, problems
    taken = {name for name in fields.values() if name}
    given = {block.title: ""} | fields | {text: "" if name in taken else name for text, name, _ in common if text not in fields}
    headings = (block.title, *fields, *(text for text, *_ in common))
    if any(grounds):
        given |= {text: "" for text, name in fields.items() if name in ("mechanism", "contract")} | {_PAPERS: "mechanism"}
        headings = (*headings, _PAPERS)
        rows = [SourceRow(row.line, (*row.cells, text)) for row, text in zip(rows, grounds, strict=True)]
    return SourceTable(title, headings, tuple(rows), given=tuple(given.items())), problems


def _name_column(fields: dict[str, str], sort: str | None) -> str:
    """The heading of the column that names who receives: one that says so, else what stands beside the kind of recipient."""
    others = [text for text in fields if text != sort]
    named = next((text for text in others if fields[text] == "recipient"), None)
    return named or next((text for text in others if not fields[text]), None) or next(iter(others), "") or next(iter(fields))


def _with_papers(cells: dict[str, str], fields: dict[str, str]) -> str:
    """What a transfer rests on, with the dated paper beside it: the day tells which clauses they are."""
    stated = next((cells[text] for text, name in fields.items() if name == "mechanism"), "")
    papers = [
        cells[text]
        for text, name in fields.items()
        if name in ("contract", "note", "legal_basis", "")
        and cells[text]
        and _DAY.search(cells[text])
        and "://" not in cells[text]
    ]
    return " | ".join([stated, *papers]) if stated else ""
