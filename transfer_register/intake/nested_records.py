"""What records of a tree look like as a table: their headings, what a column holds, which lists inside them are recipients."""

from __future__ import annotations

from transfer_register.intake.headings import BESIDE_THE_FLOW, SURE, map_heading, map_headings, names_recipients
from transfer_register.intake.nested_cells import PLACES, cells_of
from transfer_register.intake.places import read_place_in
from transfer_register.intake.tables import SourceRow, SourceTable
from transfer_register.intake.tree import Node

# A list under such a key tells about the record that it stands in.
_OF_THE_RECORD = PLACES | BESIDE_THE_FLOW | {"onward", "establishment", "country", "address", "owner", "exporter"}
_TRUTH = frozenset({"true", "false"})


def table_of(records: list[tuple[str | None, Node]], path: tuple[str, ...], outer: dict[str, str], keyed: bool) -> SourceTable:
    made = [(key, record, dict(cells_of(record))) for key, record in records]
    _names_together([cells for _, _, cells in made])
    keys = list(dict.fromkeys(heading for _, _, cells in made for heading in cells))
    given: list[tuple[str, str]] = []
    lead: list[str] = []
    if keyed:
        named = any(map_heading(heading).field == "recipient" for heading in keys)
        lead = [path[-1] if path and path[-1] not in keys else "(key)"]
        given = [(lead[0], "" if named else "recipient")]
    headings = (*lead, *keys, *(heading for heading in outer if heading not in keys))
    rows = []
    for key, record, cells in made:
        values = {**outer, **cells}
        rows.append(
            SourceRow(
                record.line, (*([key or ""] if keyed else []), *(values.get(heading, "") for heading in headings[len(lead) :]))
            )
        )
    given += [(heading, "") for heading in outer if map_heading(heading).field == "recipient"]
    return SourceTable(title(path), headings, tuple(rows), given=tuple(given))


def _names_together(records: list[dict[str, str]]) -> None:
    """A thing that some records name by a text ("vendor: Orbit") and others by a map ("vendor: {name: Orbit}") is one column."""
    keys = {heading for cells in records for heading in cells}
    for heading in [heading for heading in keys if f"{heading}.name" in keys]:
        for cells in records:
            if heading in cells and f"{heading}.name" not in cells:
                cells[f"{heading}.name"] = cells.pop(heading)


def seen(table: SourceTable) -> list[tuple[str, str]]:
    """What the cells say about a column against its heading: truth values name nobody, a contact may be a postal address."""
    found = []
    given = dict(table.given)
    for at, heading in enumerate(table.headings):
        filled = [row.cells[at] for row in table.rows if row.cells[at].strip()]
        field = map_heading(heading).field
        if heading in given or not filled:
            continue
        if field in ("recipient", "onward", "place") and all(text.casefold() in _TRUTH for text in filled):
            found.append((heading, ""))
        elif field == "note" and not any(map_heading(other).field == "address" for other in table.headings):
            long = [text for text in filled if len(text.split()) > 3 and any(sign.isdigit() for sign in text)]
            seats = [text for text in long[:20] if read_place_in(text, "address").establishment]
            if long and len(seats) * 2 > len(filled[:20]):
                found.append((heading, "address"))
    return found


def own_cells(record: Node) -> list[tuple[str, str]]:
    """The cells of a record that are not lists of records themselves."""
    within = {id(part) for _, part in lists_within(record)}
    return cells_of(Node(record.line, pairs=tuple(pair for pair in record.pairs or () if id(pair[1]) not in within)))


def lists_within(record: Node) -> list[tuple[str, Node]]:
    """What stands in a record and is more than a text: under a key that surely names recipients, or a list that does."""
    return [(key, part) for key, part in record.pairs or () if part.parts and (is_sure(key) or _is_list_of_names(key, part))]


def _is_list_of_names(key: str, part: Node) -> bool:
    if map_heading(key).field in _OF_THE_RECORD or not part.is_list:
        return False
    records = [(None, item) for item in part.items or () if item.is_map]
    return bool(records) and names_recipients(map_headings(table_of(records, (), {}, False).headings))


def is_sure(key: str) -> bool:
    mapping = map_heading(key)
    return mapping.field == "recipient" and mapping.whole and mapping.confidence >= SURE


def has_name(record: Node) -> bool:
    return any(map_heading(key).field == "recipient" for key, part in record.pairs or () if part.text)


def alike(records: list[Node]) -> bool:
    """Whether maps have keys in common, as the records of one list do."""
    keys = [{key for key, _ in record.pairs or ()} for record in records]
    common = set.union(*keys) if keys else set()
    return bool(common) and sum(len(own) for own in keys) >= len(common) * len(keys) * 0.5


def title(path: tuple[str, ...]) -> str:
    return " / ".join(path)


def label_of(path: tuple[str, ...]) -> str:
    return path[-1] if path else "above"
