"""The facts of making a document: when, by whom, with what. They stand in it and are not part of its content."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import transfer_register
from transfer_register.model.speech import say, speaking
from transfer_register.reports import blocks as b
from transfer_register.reports import text_gate, wording
from transfer_register.reports.content import content_hash, filled

if TYPE_CHECKING:
    from transfer_register.register.register import Register

PROGRAM = f"Transfer Register {transfer_register.__version__}"


@dataclass(frozen=True)
class Making:
    """`at` is in UTC; `journal_entry`, `journal_hash` and `journal_at` (UTC text) are the head of the journal that was asked."""

    at: datetime
    by: str
    journal_entry: int
    journal_hash: str
    journal_at: str

    @classmethod
    def of(cls, register: Register, at: datetime, by: str) -> Making:
        """A making now, with the head of the journal as it stands. `at` has a time zone; `by` names a person."""
        head = register.head()
        last = register.journal.entry(head.sequence)
        return cls(at, by, head.sequence, head.hash, last.at if last else "")

    @property
    def journal_recorded(self) -> str:
        """When the last entry was recorded, in words."""
        if not self.journal_at:
            return say("never")
        at = datetime.fromisoformat(self.journal_at).astimezone(UTC)
        return f"{wording.day(at.date())}, {at:%H:%M:%S} UTC"

    def facts(self, document: b.Document, hash: str) -> dict[str, str]:
        """What each variable of a document becomes, in its language; `hash` is that of its content."""
        with speaking(document.meta.lang.partition("-")[0]):
            at = self.at.astimezone(UTC)
            return {
                "generated_at": f"{wording.day(at.date())}, {at:%H:%M} UTC",
                "generated_by": text_gate.clean(self.by, Counter()) or say("not stated"),
                "program": PROGRAM,
                "content_hash": hash,
                "journal_entry": wording.count(self.journal_entry),
                "journal_hash": self.journal_hash,
                "journal_at": self.journal_recorded,
                "replaced": text_gate.sentence(document.replaced),
            }


def moment_text(at: datetime) -> str:
    """A moment as files for machines have it: UTC, seconds, `Z`."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def finished(document: b.Document, making: Making) -> b.Document:
    """The document with the facts of its making filled in."""
    return filled(document, making.facts(document, content_hash(document)))
