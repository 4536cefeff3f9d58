"""What a row of a list says, field by field and in words: what two versions are compared by, and what a screen shows."""

from __future__ import annotations

from collections.abc import Iterator

from transfer_register.intake.data_words import terms_of
from transfer_register.intake.gazetteer import fold
from transfer_register.intake.mechanism_clause import ReadMechanism
from transfer_register.intake.preview_row import PreviewRow
from transfer_register.model.vocabulary import Words

# Field -> its heading on a screen, in the order of the screen.
HEADINGS = {
    "product": "Product",
    "purpose": "Purpose",
    "places": "Places",
    "alternatives": "Which of the places",
    "excluded": "Places left out",
    "establishment": "Seat",
    "role": "Role",
    "data_categories": "Categories of data",
    "data_subjects": "Data subjects",
    "mechanisms": "Mechanisms",
    "measures": "Measures",
    "onward": "Further recipients",
    "retention": "Retention",
    "internal_owner": "Looked after by",
}
_SCOPES = {
    "global": "Anywhere in the world (stated)",
    "undetermined": "Not understood",
    "none": "No transfer (stated)",
}
_NONE_STATED = "None (stated)"

Said = dict[str, tuple[str, ...]]


def said(row: PreviewRow, words: Words) -> Said:
    """Field -> what the row says of it, each item once; a field of which it says nothing has no key."""
    recipient = row.recipient
    items: Said = {
        "product": (recipient.product,) if recipient and recipient.product else (),
        "purpose": (" ".join(row.purpose.split()),) if row.purpose else (),
        "places": tuple(_places(row, words)),
        "alternatives": ("One of them, not all",) if row.places.alternatives else (),
        "excluded": row.places.excluded,
        "establishment": (words.label("countries", row.establishment),) if row.establishment else (),
        "role": (words.label("roles", row.role),) if row.role else (),
        "data_categories": _data("data_categories", row.data_categories, words),
        "data_subjects": _data("data_subjects", row.data_subjects, words),
        "mechanisms": tuple(_mechanisms(row, words)),
        "measures": tuple(words.label("measures", measure) for measure in row.measures),
        "onward": (*row.onward, *([row.places.onward_url] if row.places.onward_url else [])),
        "retention": (row.retention,) if row.retention else (),
        "internal_owner": (row.owner,) if row.owner else (),
    }
    return {name: tuple(dict.fromkeys(each)) for name, each in items.items() if each}


def same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two lists of items mean the same: order, case and a full stop at the end are no change."""
    return frozenset(map(meant, one)) == frozenset(map(meant, other))


def meant(text: str | None) -> str:
    """Words for comparing: without case, accents, further blanks and a full stop at the end."""
    return " ".join(fold(text or "").split()).strip(" .")


def _places(row: PreviewRow, words: Words) -> Iterator[str]:
    told = row.places
    for place in told.places:
        if place.role == "establishment":
            continue
        where = ", ".join(filter(None, (words.label("countries", place.iso2), place.city, place.region)))
        condition = place.condition or told.condition
        yield f"{where} ({words.label('place_roles', place.role).lower()})" + (f", {condition}" if condition else "")
    conditions = dict(told.group_conditions)
    for group in told.groups:
        condition = conditions.get(group) or told.condition
        yield group + (f", {condition}" if condition else "")
    unclear = told.scope == "undetermined" and not (told.places or told.groups or told.unresolved or told.customer_designated)
    if told.scope in ("global", "none") or unclear:
        yield _SCOPES[told.scope]
    yield from (f"“{each}” ({_SCOPES['undetermined'].lower()})" for each in told.unresolved)
    if told.customer_designated:
        yield "Where the customer chooses"


def _data(kind: str, items: tuple[str, ...], words: Words) -> tuple[str, ...]:
    known = words.lists[kind]
    terms, others = terms_of(kind, [item for item in items if item not in known])
    return (*(words.label(kind, term) for term in (*(item for item in items if item in known), *terms)), *others)


def _mechanisms(row: PreviewRow, words: Words) -> Iterator[str]:
    stated = row.mechanisms.stated
    if stated is not None and not stated:
        yield _NONE_STATED
    for mechanism in stated or ():
        yield from (_mechanism(mechanism, module, words) for module in mechanism.modules or (None,))


def _mechanism(mechanism: ReadMechanism, module: int | None, words: Words) -> str:
    if not mechanism.tool:
        named = mechanism.label or mechanism.code
        return f"{named} ({mechanism.condition})" if mechanism.condition else named
    signed = f"signed {mechanism.dated.isoformat()}" if mechanism.dated else ""
    tool = words.label("transfer_tools", mechanism.tool)
    parts = (tool, f"module {module}" if module else "", signed, mechanism.condition or "")
    return ", ".join(filter(None, parts))
