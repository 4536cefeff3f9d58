"""Which transfers a filing is for, which of them share a form, and every field of a form with what the register fills in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from transfer_register.reports.filing_pack.prefill import ASK, Lines, found
from transfer_register.reports.filing_pack.shape import UNVERIFIED, Blank, Filing, Part
from transfer_register.reports.snapshot import Seen, Snapshot

# More would be a register, not a filing.
MOST_FORMS = 40


@dataclass(frozen=True)
class Entry:
    """What stands in a field: different texts with the transfers that have them; `lacking` are those that have none.

    `known` is what helps to answer it. A field of a blank form has neither texts nor transfers and is lacking all the same.
    """

    texts: tuple[tuple[Lines, tuple[str, ...]], ...] = ()
    lacking: tuple[str, ...] = ()
    known: Lines = ()

    @property
    def is_filled(self) -> bool:
        return bool(self.texts) and not self.lacking


@dataclass(frozen=True)
class Field:
    """One field of a form; source and confidence are the part's unless it has its own."""

    blank: Blank
    part: Part
    entry: Entry

    @property
    def source(self) -> str:
        return self.blank.source or self.part.source

    @property
    def confidence(self) -> str:
        return self.blank.confidence or self.part.confidence

    @property
    def is_own(self) -> bool:
        """Is it another source or confidence than that of the part?"""
        return (self.source, self.confidence) != (self.part.source, self.part.confidence)

    @property
    def is_verified(self) -> bool:
        return self.confidence not in UNVERIFIED


@dataclass(frozen=True)
class Form:
    """One form: its transfers, none for a blank one, and its fields by part."""

    transfers: tuple[Seen, ...]
    parts: tuple[tuple[Part, tuple[Field, ...]], ...]

    @property
    def fields(self) -> Iterator[Field]:
        for _, fields in self.parts:
            yield from fields


def meant(snapshot: Snapshot, filing: Filing, every: bool) -> tuple[Seen, ...]:
    """The transfers that the filing is for; with `every` all of the scope, whatever is recorded of them."""
    return tuple(seen for seen in snapshot.transfers if every or _is_meant(seen, filing))


def _is_meant(seen: Seen, filing: Filing) -> bool:
    from_there = not filing.meant.exporters or seen.exporter_country in filing.meant.exporters
    on_it = not filing.meant.tools or any(one.tool in filing.meant.tools for one in seen.mechanisms or ())
    return from_there and on_it


def forms_of(snapshot: Snapshot, filing: Filing, transfers: tuple[Seen, ...]) -> tuple[Form, ...]:
    """The forms, each filled in; a blank one where there is no transfer."""
    together: dict[tuple[str, ...], list[Seen]] = {}
    for seen in transfers:
        exporter, importer = seen.exporter_id or seen.exporter, seen.importer_id or seen.importer
        key = {"transfer": (seen.id,), "pair": (exporter, importer), "exporter": (exporter,)}[filing.one_for]
        together.setdefault(key, []).append(seen)
    return tuple(_form(snapshot, filing, tuple(group)) for group in together.values()) or (_form(snapshot, filing, ()),)


def _form(snapshot: Snapshot, filing: Filing, transfers: tuple[Seen, ...]) -> Form:
    parts = tuple(
        (part, tuple(Field(blank, part, _entry(snapshot, blank, transfers)) for blank in part.fields)) for part in filing.parts
    )
    return Form(transfers, parts)


def _entry(snapshot: Snapshot, blank: Blank, transfers: tuple[Seen, ...]) -> Entry:
    texts: dict[Lines, list[str]] = {}
    lacking: list[str] = []
    known: dict[str, None] = {}
    for seen in transfers:
        lines = found(snapshot, seen, blank.filled_from)
        if lines:
            texts.setdefault(lines, []).append(seen.id)
        else:
            lacking.append(seen.id)
        known |= dict.fromkeys(line for name in blank.known for line in found(snapshot, seen, name))
    if blank.filled_from == ASK:
        return Entry(known=tuple(known))
    return Entry(tuple((lines, tuple(ids)) for lines, ids in texts.items()), tuple(lacking), tuple(known))
