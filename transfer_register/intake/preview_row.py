"""One row of a preview: a flow as a file states it, with the raw text beside every reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from transfer_register.intake.mechanisms import MechanismReading
from transfer_register.intake.parties import Recipient
from transfer_register.intake.place_reading import PlaceReading


@dataclass(frozen=True)
class PreviewRow:
    """One flow as a file states it: nothing corrected, raw text beside every reading, doubts as flags.

    `source` is the place of its table in the file and of its row in the table, by which a person corrects it; `corrected` is
    what was said instead, by field. `domains` are names of websites, `identifiers` (scheme, value). `activity`, `nature`,
    `frequency` and `legal_bases` are those of a record of processing, the last two as terms.
    """

    line: int
    table: str
    recipient: Recipient | None
    places: PlaceReading
    establishment: str | None
    purpose: str | None
    data_categories: tuple[str, ...]
    mechanisms: MechanismReading
    measures: tuple[str, ...]
    onward: tuple[str, ...]
    flags: tuple[str, ...]
    raw: dict[str, str]
    owner: str | None = None
    data_subjects: tuple[str, ...] = ()
    address: str | None = None
    retention: str | None = None
    role: str | None = None
    exporter: str | None = None
    headings: dict[str, str] = field(default_factory=dict)
    domains: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    source: tuple[int, int] = (0, 0)
    corrected: dict[str, str] = field(default_factory=dict)
    activity: str | None = None
    nature: str | None = None
    frequency: str | None = None
    legal_bases: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The fourteen keys of a preview row; after them only what this row says beyond them."""
        shown: dict[str, Any] = {
            "line": self.line,
            "table": self.table,
            "recipient": self.recipient.as_dict() if self.recipient else None,
            "places": [place.as_dict() for place in self.places.places],
            "groups": list(self.places.groups),
            "scope": self.places.scope,
            "establishment": self.establishment,
            "purpose": self.purpose,
            "data_categories": list(self.data_categories),
            "mechanisms": [mechanism.as_dict() for mechanism in self.mechanisms.stated or ()],
            "measures": list(self.measures),
            "onward": list(self.onward),
            "flags": list(self.flags),
            "raw": self.raw,
        }
        if self.places.alternatives:
            shown["alternatives"] = True
        more = {
            "internal_owner": self.owner,
            "data_subjects": list(self.data_subjects),
            "role": self.role,
            "exporter": self.exporter,
            "retention": self.retention,
            "address": self.address,
            "domains": list(self.domains),
            "identifiers": [{"scheme": scheme, "value": value} for scheme, value in self.identifiers],
            "corrected": self.corrected,
            "activity": self.activity,
            "nature": self.nature,
            "frequency": self.frequency,
            "legal_bases": list(self.legal_bases),
        }
        return shown | self.places.details() | {name: value for name, value in more.items() if value}
