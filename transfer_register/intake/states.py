"""A preview row as the states that would be recorded: a party, a transfer with its places and mechanisms, and its origin."""

from __future__ import annotations

from typing import Any

from transfer_register.intake.data_words import terms_of
from transfer_register.intake.preview_row import PreviewRow
from transfer_register.intake.taking import Taking
from transfer_register.model.party import Identifier, Party
from transfer_register.model.transfer import Mechanism, Origin, Place, Transfer

_PLACE_FIELDS = ("place", "third_country", "location", "storage_place", "access_place", "control_place")
# A text of a place or mechanism longer than this is kept in the origin alone.
_LONGEST_RAW = 500


def party_state(row: PreviewRow, taking: Taking) -> dict[str, Any]:
    """The party of a row. An alias is another name of it; a product is not, and is told with the transfer."""
    recipient = row.recipient
    notes = [
        f"Parent named in the list: {recipient.parent}." if recipient.parent else "",
        f"Group named in the list: {recipient.group}." if recipient.group else "",
    ]
    party = Party(
        name=recipient.name,
        country=row.establishment,
        kind=recipient.relation or taking.importer_kind,
        aliases=(recipient.alias,) if recipient.alias else (),
        address=row.address,
        domains=row.domains,
        identifiers=tuple(Identifier(scheme=scheme, value=value) for scheme, value in row.identifiers),
        note=" ".join(filter(None, notes)) or None,
    )
    return party.model_dump(mode="json", exclude_none=True)


def transfer_state(row: PreviewRow, exporter: str, importer: str, taking: Taking, file: str, sha256: str) -> dict[str, Any]:
    """The transfer of a row; `exporter` and `importer` are ids, or keys of planned parties."""
    categories, other_data = terms_of("data_categories", row.data_categories)
    subjects, other_people = terms_of("data_subjects", row.data_subjects)
    transfer = Transfer(
        exporter=exporter,
        importer=importer,
        exporter_role=taking.exporter_role,
        importer_role=row.role or taking.importer_role,
        purposes=taking.purposes,
        purpose_text=row.purpose,
        data_categories=tuple(dict.fromkeys((*categories, *taking.data_categories))),
        data_subjects=tuple(dict.fromkeys((*subjects, *taking.data_subjects))),
        places=_places(row),
        mechanisms=_mechanisms(row),
        measures=row.measures,
        retention=row.retention,
        activity=row.activity,
        nature=row.nature,
        frequency=row.frequency,
        legal_bases=row.legal_bases,
        flags=row.flags,
        owner=row.owner or taking.owner,
        valid_from=taking.valid_from,
        note=_note(row, other_data, other_people),
        origin=Origin(
            file=file, sha256=sha256, line=row.line, table=row.table or None, raw=row.raw, corrected=row.corrected or None
        ),
    )
    state = transfer.model_dump(mode="json", exclude_none=True)
    return state


def _raw(row: PreviewRow, *fields: str) -> str | None:
    texts = [row.raw.get(row.headings[name], "") for name in fields if name in row.headings]
    text = " | ".join(text for text in texts if text.strip())
    return text if text and len(text) <= _LONGEST_RAW else None


def _places(row: PreviewRow) -> tuple[Place, ...]:
    """Every place of processing. The seat is the party's country, and no place of the transfer."""
    said, raw = row.places, _raw(row, *_PLACE_FIELDS)
    places = [
        Place(
            country=place.iso2,
            role=place.role,
            city=place.city,
            region=place.region,
            condition=place.condition or said.condition,
            raw=raw,
        )
        for place in said.places
        if place.role != "establishment"
    ]
    if row.places.places and not places and "processing_location_missing" in row.flags:
        return ()
    conditions = dict(said.group_conditions)
    role = said.places[0].role if said.places and said.places[0].role != "establishment" else "processing"
    places += [Place(group=group, role=role, condition=conditions.get(group) or said.condition, raw=raw) for group in said.groups]
    if said.scope == "global":
        places.append(Place(scope="global", raw=raw))
    places += [Place(scope="undetermined", raw=words) for words in said.unresolved]
    if said.customer_designated or (said.scope == "undetermined" and not places):
        places.append(Place(scope="undetermined", condition=said.condition, raw=raw))
    return tuple(places)


def _mechanisms(row: PreviewRow) -> tuple[Mechanism, ...] | None:
    """One mechanism a module. Adequacy follows from the law and is none; a file that names nothing else says nothing of tools."""
    stated = row.mechanisms.stated
    if not stated:
        return stated
    raw = _raw(row, "mechanism") or _raw(row, "contract", "certification")
    found = tuple(
        Mechanism(tool=mechanism.tool, module=module, signed_on=mechanism.dated, condition=mechanism.condition, raw=raw)
        for mechanism in stated
        if mechanism.tool
        for module in (mechanism.modules or (None,))
    )
    return found or None


def _note(row: PreviewRow, data: tuple[str, ...], people: tuple[str, ...]) -> str | None:
    """What the file says and no field of a transfer holds."""
    stated = [
        mechanism.label + (f" ({mechanism.condition})" if mechanism.condition else "")
        for mechanism in row.mechanisms.stated or ()
        if mechanism.label
    ]
    recipient = row.recipient
    lines = (
        ("Product", [recipient.product] if recipient and recipient.product else []),
        ("Remark at the name", [recipient.note] if recipient and recipient.note else []),
        ("Stated in the list", stated),
        ("Data, as named", list(data)),
        ("People, as named", list(people)),
        ("Further recipients named", list(row.onward)),
        ("Not meant", [f"a place in {place}" for place in row.places.excluded]),
        ("List of further recipients", [row.places.onward_url] if row.places.onward_url else []),
    )
    return "\n".join(f"{title}: {', '.join(words)}" for title, words in lines if words) or None
