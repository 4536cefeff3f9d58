"""Makes one record of a tree into named cells: nested keys into headings, lists into one text, with no key lost that tells."""

from __future__ import annotations

from transfer_register.intake.headings import field_of, map_heading
from transfer_register.intake.tree import Node, texts

PLACES = frozenset({"place", "location", "third_country", "storage_place", "access_place", "control_place"})
_SEATS = frozenset({"establishment", "country", "address"})
_NAMES = frozenset({"recipient", "onward"})
# A map under such a key is content of the cell; its keys are no headings.
_CONTENT = frozenset({"data_categories", "data_subjects", "measures", "mechanism", "certification", "purpose", "retention"})
_DEEPEST = 6


def cells_of(record: Node, prefix: str = "", depth: int = 0) -> list[tuple[str, str]]:
    """(heading, raw text) of a record in the order of the file. A nested key shows its path: `location.country`."""
    cells: list[tuple[str, str]] = []
    for key, part in record.pairs or ():
        heading = f"{prefix}{key}"
        if part.is_map and depth < _DEEPEST and _is_group(heading, part):
            cells += cells_of(part, f"{heading}.", depth + 1)
        else:
            cells.append((heading, cell_of(heading, part)))
    return _told_apart(cells)


def _told_apart(cells: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A key that a record has twice keeps both texts: what is the same once, what differs in lines of its own."""
    joined: dict[str, list[str]] = {}
    for heading, text in cells:
        joined.setdefault(heading, []).append(text)
    return [(heading, "\n".join(dict.fromkeys(text for text in said if text.strip()))) for heading, said in joined.items()]


def _is_group(heading: str, part: Node) -> bool:
    """Whether the keys of a map are headings of their own, not content such as the kinds of data or the places of a cell."""
    field = field_of(heading)
    if field in _CONTENT:
        return False
    if field in PLACES | _SEATS:
        inner = {map_heading(f"{heading}.{key}").field for key, _ in part.pairs or ()}
        return bool(inner - {field, "location", "country", "address"})
    return True


def cell_of(heading: str, part: Node) -> str:
    """The text of one part, whatever it is. Several things stand in lines of their own, or with commas where none holds one."""
    if part.text is not None:
        return part.text
    field = field_of(heading)
    if part.is_map:
        return _map_text(part, field)
    items = [_item_text(item, field) for item in part.items or ()]
    items = [item for item in items if item.strip()]
    return ("\n" if any(set(",;\n") & set(item) for item in items) else ", ").join(items)


def _item_text(item: Node, field: str | None) -> str:
    if item.text is not None:
        return item.text
    if item.is_list:
        return ", ".join(texts(item))
    return _map_text(item, field)


def _map_text(part: Node, field: str | None) -> str:
    """A map as content: a place by its texts, a party by its name and the rest in brackets, else `key: text` in lines."""
    pairs = [(key, text) for key, inner in part.pairs or () if (text := ", ".join(texts(inner))).strip()]
    scalar = all(inner.text is not None for _, inner in part.pairs or ())
    if field in PLACES | _SEATS and scalar:
        return ", ".join(text for _, text in pairs)
    if field in _NAMES:
        named = next((at for at, (key, _) in enumerate(pairs) if field_of(key) == "recipient"), None)
        if named is not None:
            rest = "; ".join(f"{key}: {text}" for at, (key, text) in enumerate(pairs) if at != named)
            return pairs[named][1] + (f" ({rest})" if rest else "")
    lines = [f"{key}: {text}" for key, inner in part.pairs or () for text in texts(inner)]
    return "\n".join(lines) if field in _CONTENT or field in PLACES | _SEATS | _NAMES else "; ".join(lines)
