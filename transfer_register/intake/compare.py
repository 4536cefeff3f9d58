"""Two versions of one list: which recipients came, went, changed in which field, or stayed. Order never is a change."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Any

from transfer_register.intake.bring_in import Preview
from transfer_register.intake.gazetteer import fold
from transfer_register.intake.parties import party_key
from transfer_register.intake.preview_row import PreviewRow


def compare(old: Preview, new: Preview) -> dict[str, list[dict[str, Any]]]:
    """{added, removed, changed, unchanged}: each entry has recipient, product, purpose and line; a changed one has
    fields: {name: {old, new, added, removed}} (added and removed for lists). A row pairs with the row of the same recipient,
    product and purpose; what is left of one recipient pairs in order, and its purpose has then changed."""
    paired = pairs(old.rows, new.rows)
    result: dict[str, list[dict[str, Any]]] = {"added": [], "removed": [], "changed": [], "unchanged": []}
    for before, after in paired:
        if before is None:
            result["added"].append(_entry(after))
        elif after is None:
            result["removed"].append(_entry(before))
        elif changed := fields(before, after):
            result["changed"].append(_entry(after) | {"old_line": before.line, "fields": changed})
        else:
            result["unchanged"].append(_entry(after))
    return result


def pairs(old: Sequence[PreviewRow], new: Sequence[PreviewRow]) -> list[tuple[PreviewRow | None, PreviewRow | None]]:
    """(old row, new row) in the order of the new list, then what only the old one has. None where there is no such row."""
    partner: dict[int, PreviewRow] = {}
    left = dict(enumerate(old))
    for key in (_full_key, _purpose_key, _product_key, _name_key):
        waiting: dict[tuple[str, ...], deque[int]] = {}
        for place, row in left.items():
            waiting.setdefault(key(row), deque()).append(place)
        for at, row in enumerate(new):
            if at not in partner and (places := waiting.get(key(row))):
                partner[at] = left.pop(places.popleft())
    paired: list[tuple[PreviewRow | None, PreviewRow | None]] = [(partner.get(at), row) for at, row in enumerate(new)]
    return paired + [(row, None) for row in left.values()]


def _name_key(row: PreviewRow) -> tuple[str, ...]:
    return (party_key(row.recipient.name) if row.recipient else "",)


def _product_key(row: PreviewRow) -> tuple[str, ...]:
    return (*_name_key(row), fold(row.recipient.product or "") if row.recipient else "")


def _purpose_key(row: PreviewRow) -> tuple[str, ...]:
    return (*_product_key(row), fold(row.purpose or ""))


def _full_key(row: PreviewRow) -> tuple[str, ...]:
    return (
        *_purpose_key(row),
        *(str(sorted(map(str, value)) if isinstance(value, list) else value) for value in compared(row).values()),
    )


def compared(row: PreviewRow) -> dict[str, Any]:
    """What of a row is compared, by the names of a preview row."""
    shown = row.as_dict()
    names = (
        "purpose",
        "places",
        "groups",
        "scope",
        "establishment",
        "mechanisms",
        "measures",
        "data_categories",
        "data_subjects",
        "onward",
        "retention",
        "internal_owner",
        "role",
        "unresolved",
        "excluded",
        "alternatives",
        "customer_designated",
    )
    return {name: shown.get(name) for name in names}


def fields(before: PreviewRow, after: PreviewRow) -> dict[str, dict[str, Any]]:
    """What differs, by the names of `compared`: {old, new}, and for lists what was added and removed."""
    old, new = compared(before), compared(after)
    found: dict[str, dict[str, Any]] = {}
    for name, value in new.items():
        was = old[name]
        if isinstance(value, list) or isinstance(was, list):
            was, value = was or [], value or []
            added = [item for item in value if item not in was]
            removed = [item for item in was if item not in value]
            if added or removed:
                found[name] = {"old": was, "new": value, "added": added, "removed": removed}
        elif was != value:
            found[name] = {"old": was, "new": value}
    return found


def _entry(row: PreviewRow) -> dict[str, Any]:
    recipient = row.recipient
    return {
        "recipient": recipient.name if recipient else None,
        "product": recipient.product if recipient else None,
        "purpose": row.purpose,
        "line": row.line,
    }
