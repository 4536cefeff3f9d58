"""The log of exports: every document that left the register, as a record of the journal, EX-; and an export held against it.

What is logged changes nothing that a document shows: the next one of the same register has the same content.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from transfer_register.actions.journal_alone import journal_alone
from transfer_register.errors import Problem, Unavailable
from transfer_register.model.export import Export
from transfer_register.register.chain import verify
from transfer_register.register.journal import Head, Journal
from transfer_register.register.moved import moved
from transfer_register.register.register import Register
from transfer_register.reports.evidence_of_export.manifest import Manifest

KIND = "export"
# A file, as it is once it knows its number (None: it gets none), and what the log says of it.
Packing = Callable[[str | None], tuple[bytes, Export]]
_LOGGED = """
SELECT h.id, c.recorded_at, c.actor, h.state
FROM other_history AS h JOIN change AS c ON c.sequence = h.from_sequence
WHERE h.kind = 'export' AND h.live AND h.to_sequence IS NULL
ORDER BY h.from_sequence DESC
LIMIT $most
"""
_OTHER = "The export is of another register, or this journal was cut off or rewritten."


@dataclass(frozen=True)
class Exported:
    """An export of the log: its number, when it was made (UTC) and by whom."""

    id: str
    at: datetime
    by: str
    export: Export


@dataclass(frozen=True)
class Logged:
    """A file with its number; `note` says why it has none."""

    data: bytes
    number: str | None
    note: str | None = None


def exports(register: Register, most: int | None = None) -> list[Exported]:
    """The exports of a register, the newest first."""
    rows = register.ask(_LOGGED, {"most": most if most is not None else 1_000_000_000}).rows
    return [
        Exported(id, at.replace(tzinfo=UTC), by, Export.model_validate_json(state)) for id, at, by, state in rows
    ]  # fmt: skip


def log(register: Register, pack: Packing, *, at: datetime, actor: str) -> Logged:
    """Makes a file under its number, and records it with the hash that it has.

    Where the register can only be read (moved, its journal away or read-only) the file is made all the same, without a number.
    `pack` is called in the turn of the journal: what takes long is done before.
    """
    why = register.away
    try:
        if not why and (there := moved(register.journal)):
            why = str(there)
        if not why:
            with register.batch(actor, at) as writing:
                number = writing.coming(KIND)
                data, export = pack(number)
                writing.new(KIND, export.model_dump(mode="json", exclude_none=True))
            return Logged(data, number)
    except Unavailable as error:
        why = str(error)
    return Logged(pack(None)[0], None, f"Not in the log of exports, since the register can only be read just now. {why}")


def against_register(where: Path | str, manifest: Manifest, sha256: str | None) -> tuple[list[Problem], list[str]]:
    """What does not hold between an export and the journal of a register, and what holds, both in words.

    The chain is walked from its first entry, and the head that the export names must be in it; then the log, where the export
    has a number. `sha256` is that of the ZIP, None for a folder. Raises `Refused` where there is no register.
    """
    with journal_alone(where) as (journal, _):
        problems, said = _in_chain(journal, manifest)
        if not problems and manifest.export:
            wrong = _logged(journal, manifest, sha256)
            problems += [Problem(manifest.export, wrong)] if wrong else []
            said += [] if wrong else [f"The log of exports has it as {manifest.export}."]
    return problems, said


def _in_chain(journal: Journal, manifest: Manifest) -> tuple[list[Problem], list[str]]:
    head = Head(manifest.journal.entries, manifest.journal.hash)
    verified = verify(journal.entries(), head if head.sequence else None)
    if verified.ok:
        return [], [f"The journal still holds the head that the export names: entry {head.sequence}, unchanged."]
    entry = journal.entry(head.sequence)
    if entry and entry.hash == head.hash:
        return [Problem(journal.name, f"the journal is broken: {verified.why}.")], []
    why = f"entry {head.sequence} of it is another one" if entry else f"it has no entry {head.sequence}"
    return [Problem(journal.name, f"the head that the export names is not in this journal: {why}. {_OTHER}")], []


def _logged(journal: Journal, manifest: Manifest, sha256: str | None) -> str | None:
    """Why the log does not agree with an export; None where it does."""
    found = next((entry for entry in journal.of_kind(KIND) if entry.record == manifest.export), None)
    if found is None or found.state is None:
        return "the log of exports of this register has no such number."
    logged = Export.model_validate(found.state)
    differ: dict[str, tuple[Any, Any]] = {
        "another report": (logged.report, manifest.document.report),
        "another content": (logged.content_sha256, manifest.content.sha256 if manifest.content else None),
        "another key": (logged.signed_by, manifest.signature.key_sha256 if manifest.signature else None),
        "another file": (logged.sha256, sha256 or logged.sha256),
    }
    wrong = [what for what, (was, now) in differ.items() if was != now]
    return f"the log of exports has {', '.join(wrong)} under this number." if wrong else None
