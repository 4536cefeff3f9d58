"""Finds the lists of recipients in a tree of structured text: lists of records, maps of name to record, single records."""

from __future__ import annotations

from collections.abc import Sequence

from transfer_register.errors import FileUnreadable
from transfer_register.intake.formats import format_of
from transfer_register.intake.grid import tables_of
from transfer_register.intake.headings import map_headings, names_recipients
from transfer_register.intake.nested_records import (
    alike,
    has_name,
    is_sure,
    label_of,
    lists_within,
    own_cells,
    seen,
    table_of,
    title,
)
from transfer_register.intake.tables import MOST_COLUMNS, MOST_ROWS, Content, RowProblem, SourceRow, SourceTable
from transfer_register.intake.tree import MOST_LEVELS, Node, deeper_than

_MOST_LEFT_OUT = 5


def content_of(roots: Sequence[Node], name: str) -> Content:
    """The tables of a file; a format that defines its fields is read by its own module. Raises FileUnreadable if too large."""
    if any(deeper_than(root, MOST_LEVELS) for root in roots):
        raise FileUnreadable(f"{name}: the content is nested too deeply for a list. Bring in the part that is the list.")
    defined = format_of(roots)
    if defined is not None:
        return defined.tables(roots)
    walk = _Walk(name)
    for root in roots:
        walk.look(root, (), {})
    return walk.content()


class _Walk:
    """Goes through a tree from the outside and keeps every table that names recipients; what is no such table is told."""

    def __init__(self, name: str):
        self.name = name
        self.found: list[SourceTable] = []
        self.others: list[SourceTable] = []
        self.problems: list[RowProblem] = []
        self.rows = 0

    def content(self) -> Content:
        if self.found or not self.others:
            return Content(tuple(self.found), tuple(self.problems))
        return Content(tuple(self.others[:_MOST_LEFT_OUT]), tuple(self.problems))

    def look(self, node: Node, path: tuple[str, ...], outer: dict[str, str]) -> None:
        """Looks for tables in one part; `outer` are the cells of the record around it."""
        if node.is_list:
            self._list(node, path, outer)
        elif node.is_map:
            self._map(node, path, outer)

    def _list(self, node: Node, path: tuple[str, ...], outer: dict[str, str]) -> None:
        items = node.items or ()
        records = [item for item in items if item.is_map]
        if records:
            self._records([(None, record) for record in records], path, outer)
            self._strangers([item for item in items if not item.is_map and (item.text or item.items)], path)
        elif len(items) > 1 and all(item.is_list and all(cell.text is not None for cell in item.parts) for item in items):
            grid = [SourceRow(item.line, tuple(cell.text or "" for cell in item.parts)) for item in items]
            read = tables_of(grid, title(path))
            self.found += read.tables
            self.problems += read.problems
        elif path and is_sure(path[-1]) and any(item.text for item in items):
            rows = tuple(SourceRow(item.line, (item.text, *outer.values())) for item in items if item.text)
            self._keep(SourceTable(title(path), (path[-1], *outer), rows, given=((path[-1], "recipient"),)))
        else:
            for item in items:
                self.look(item, path, outer)

    def _map(self, node: Node, path: tuple[str, ...], outer: dict[str, str]) -> None:
        pairs = node.pairs or ()
        maps = [(key, part) for key, part in pairs if part.is_map and part.pairs]
        named = bool(path) and is_sure(path[-1])
        keyed = len(maps) == len(pairs) and (named or len(maps) > 1) and alike([part for _, part in maps])
        if keyed and self._records(list(maps), path, outer):
            return
        if named and pairs and all(part.text is not None for _, part in pairs) and not has_name(node):
            rows = tuple(SourceRow(part.line, (key, part.text or "", *outer.values())) for key, part in pairs)
            self._keep(
                SourceTable(title(path), (path[-1], "value", *outer), rows, given=((path[-1], "recipient"), ("value", "")))
            )
            return
        if not lists_within(node) and self._records([(None, node)], path, outer, alone=True):
            return
        for key, part in pairs:
            self.look(part, (*path, key), outer)

    def _records(
        self, records: list[tuple[str | None, Node]], path: tuple[str, ...], outer: dict[str, str], *, alone=False
    ) -> bool:
        """One table of records, or those of the lists inside each; whether they are a table (or told as one)."""
        keyed = records[0][0] is not None
        table = table_of(records, path, outer, keyed)
        if len(table.headings) > MOST_COLUMNS:
            raise FileUnreadable(
                f"{self.name}: {len(table.headings):,} different keys in one list; a list of recipients has fewer."
            )
        self.rows += len(table.rows)
        if self.rows > MOST_ROWS:
            raise FileUnreadable(f"{self.name}: more than {MOST_ROWS:,} records. Split the file.")
        inside = [part for _, record in records for _, part in lists_within(record)]
        sure = (bool(path) and is_sure(path[-1])) or any(
            is_sure(key) for _, record in records for key, part in record.pairs or () if part.text
        )
        names = names_recipients(map_headings(table.headings, None, dict(table.given)))
        if names and (sure or not inside):
            self._keep(table)
            return True
        if alone or (keyed and not inside):
            return False
        before = len(self.found), len(self.others)
        for key, record in records:
            around = {heading: text for heading, text in outer.items()}
            label = label_of(path)
            if key is not None:
                around[label] = key
            around |= {f"{label} {heading}": text for heading, text in own_cells(record) if text.strip() and len(text) < 2_000}
            for inner, part in record.pairs or ():
                if not part.text:
                    self.look(part, (*path, inner), around)
        if (len(self.found), len(self.others)) == before:
            self.others.append(table)
        return True

    def _keep(self, table: SourceTable) -> None:
        self.found.append(SourceTable(table.title, table.headings, table.rows, given=(*table.given, *seen(table))))

    def _strangers(self, items: list[Node], path: tuple[str, ...]) -> None:
        for item in items[:_MOST_LEFT_OUT]:
            what = f"“{(item.text or 'a list')[:80]}” stands among records and is none; it was left out. Write it as a record."
            self.problems.append(RowProblem(item.line, path[-1] if path else None, what))
