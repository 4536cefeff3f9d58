"""What the register holds of an exporter, as the rows of a list: so that a new list can be compared without the old one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from transfer_register.intake.bring_in import Preview
from transfer_register.intake.list_words import meant
from transfer_register.intake.mechanism_clause import ReadMechanism
from transfer_register.intake.mechanisms import MechanismReading
from transfer_register.intake.parties import Recipient, party_key
from transfer_register.intake.place_reading import PlaceReading, ReadPlace
from transfer_register.intake.places import read_place
from transfer_register.intake.preview_row import PreviewRow
from transfer_register.model.party import Party
from transfer_register.model.transfer import Place, Transfer

# Fields of a row that are left empty where no row of the new list speaks of them.
_FIELDS = ("purpose", "retention", "owner", "role", "establishment")

Called = Callable[[str, Party, str | None], str]


def recorded_rows(
    title: str,
    transfers: Mapping[str, Transfer],
    parties: Mapping[str, Party],
    new: Preview,
    same: Mapping[str, str] | None = None,
) -> tuple[Preview, tuple[str, ...]]:
    """(the rows, the id of each). A party has the name by which the new list calls it, said to be the same by its key in `same`.

    What no row of the new list speaks of (a role of places, the seat, the owner) is left out: it was not asked.
    """
    called = _called(new, same or {})
    silent = {name for name in _FIELDS if not any(getattr(row, name) for row in new.rows)}
    roles = {place.role for row in new.rows for place in row.places.places} | {"processing"}
    rows = tuple(
        _row(at, transfer, parties[transfer.importer], called, silent, roles) for at, transfer in enumerate(transfers.values())
    )
    return Preview(title, "", "register", rows, ()), tuple(transfers)


def as_row(transfer: Transfer, importer: Party, new: PreviewRow) -> PreviewRow:
    """One transfer as a row, beside the row of a list that may be the same flow."""
    silent = {name for name in _FIELDS if not getattr(new, name)}
    roles = {place.role for place in new.places.places} | {"processing"}
    return _row(0, transfer, importer, lambda id, party, purpose: new.recipient.name, silent, roles)


def _called(new: Preview, same: Mapping[str, str]) -> Called:
    rows = [(party_key(row.recipient.name), row.recipient.name, meant(row.purpose)) for row in new.rows if row.recipient]
    named: dict[str, list[tuple[str, str]]] = {}
    for key, name, purpose in rows:
        named.setdefault(key, []).append((name, purpose))

    def called(id: str, party: Party, purpose: str | None) -> str:
        keys = [key for key, answer in same.items() if answer == id]
        keys += [key for name in (party.name, *party.aliases) if (key := party_key(name)) not in same]
        names = [each for key in keys for each in named.get(key, ())]
        # A list may call one party by two names: then the name that stands beside the purpose.
        return next((name for name, told in names if told == meant(purpose)), names[0][0] if names else party.name)

    return called


def _row(at: int, transfer: Transfer, importer: Party, called: Called, silent: set[str], roles: set[str]) -> PreviewRow:
    noted = noted_lines(transfer.note)
    row = PreviewRow(
        line=0,
        table="",
        recipient=Recipient(called(transfer.importer, importer, transfer.purpose_text), product=noted.get("Product")),
        places=_places(transfer, roles, importer),
        establishment=importer.country,
        purpose=transfer.purpose_text,
        data_categories=(*transfer.data_categories, *_items(noted.get("Data, as named"))),
        mechanisms=_mechanisms(transfer, _items(noted.get("Stated in the list"))),
        measures=transfer.measures,
        onward=(*_items(noted.get("Further recipients named")), *_items(noted.get("List of further recipients"))),
        flags=(),
        raw={},
        owner=transfer.owner,
        data_subjects=(*transfer.data_subjects, *_items(noted.get("People, as named"))),
        retention=transfer.retention,
        role=transfer.importer_role,
        source=(0, at),
    )
    return replace(row, **dict.fromkeys(silent))


def noted_lines(note: str | None) -> dict[str, str]:
    """The lines of a note that the reading of a list wrote: title -> text."""
    return {title: text for line in (note or "").splitlines() if (parts := line.partition(": "))[1] for title, _, text in [parts]}


def _items(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(", ")) if text else ()


def _places(transfer: Transfer, roles: set[str], importer: Party) -> PlaceReading:
    told = [place for place in transfer.places if place.role in roles]
    named = tuple(ReadPlace(each.country, each.role, each.city, each.region, each.condition) for each in told if each.country)
    groups = tuple(place.group for place in told if place.group)
    unclear = [read_place(place.raw) for place in told if place.scope == "undetermined" and place.raw]
    scope = "global" if any(place.scope == "global" for place in told) else "listed" if named or groups else "unknown"
    return PlaceReading(
        places=named,
        groups=groups,
        scope="undetermined" if unclear and scope == "unknown" else scope,
        establishment=importer.country,
        customer_designated=any(reading.customer_designated for reading in unclear),
        unresolved=tuple(words for reading in unclear for words in reading.unresolved),
        group_conditions=tuple((place.group, place.condition) for place in told if place.group and place.condition),
    )


def _mechanisms(transfer: Transfer, stated: tuple[str, ...]) -> MechanismReading:
    """The tools of a transfer, and what the list named that is no tool (`stated`), such as adequacy."""
    tools = tuple(
        ReadMechanism(each.tool, modules=(each.module,) if each.module else (), condition=each.condition, tool=each.tool)
        for each in transfer.mechanisms or ()
    )
    others = tuple(ReadMechanism(label, label=label) for label in stated)
    return MechanismReading(tools + others or transfer.mechanisms)


def place_key(place: Place) -> tuple[str | None, ...]:
    """A place for comparing, without the words it was read from; of one that was not understood the words are all there is."""
    words = meant(place.raw) if place.scope == "undetermined" else None
    return (place.country, place.group, place.scope, place.role, place.city, place.region, place.condition, words)
