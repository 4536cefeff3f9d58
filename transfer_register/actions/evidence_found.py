"""Finding evidence: what is filed, for which transfer, party or assessment; and the files, checked before they are handed out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

import orjson

from transfer_register.errors import FileUnreadable, Refused
from transfer_register.model.evidence import EvidenceRecord
from transfer_register.register.journal import moment
from transfer_register.register.register import Register

_AS_KNOWN = "live AND from_sequence <= $known AND (to_sequence IS NULL OR to_sequence > $known)"
_FILED = f"""
SELECT id, version, state, recorded_from, recorded_by FROM other_history
WHERE kind = 'evidence' AND {_AS_KNOWN}
  AND ($records::VARCHAR[] IS NULL
       OR list_has_any(json_extract_string(state, '$.supports[*].record'), $records::VARCHAR[]))
  AND ($sha256::VARCHAR IS NULL OR state ->> '$.sha256' = $sha256::VARCHAR)
ORDER BY id
"""
_COVERING = f"""
SELECT id FROM other_history
WHERE kind = 'assessment' AND {_AS_KNOWN} AND list_contains(json_extract_string(state, '$.transfers[*]'), $transfer) ORDER BY id
"""
_EVER = """
SELECT id, arg_max(state ->> '$.file', version), state ->> '$.sha256' AS sha256 FROM other_history
WHERE kind = 'evidence' AND live GROUP BY id, sha256 ORDER BY id
"""


@dataclass(frozen=True)
class Filed:
    """A record of evidence as it stands; `at` (UTC text) and `actor` tell of its newest version."""

    id: str
    version: int
    record: EvidenceRecord
    at: str
    actor: str

    def supports(self, *ids: str) -> bool:
        return any(each.record in ids for each in self.record.supports)

    def told(self) -> dict[str, Any]:
        """As scripts read it."""
        says = self.record.model_dump(mode="json")
        says["supports"] = [each.model_dump(exclude_none=True) for each in self.record.supports]
        return {"id": self.id, "version": self.version, **says, "at": self.at, "actor": self.actor}

    def counts_on(self, day: date) -> bool:
        """Does it count on a day: dated, and still valid?"""
        dated, until = self.record.dated_on, self.record.valid_until
        return (dated is None or dated <= day) and (until is None or day <= until)


@dataclass(frozen=True)
class Checked:
    """What became of the files. Of each that does not hold: the ids that name it, its name, its SHA-256.

    `missing` are not there, `damaged` are not what was filed; `unnamed` are kept under a SHA-256 that no record ever named.
    """

    files: int
    records: int
    missing: tuple[tuple[tuple[str, ...], str, str], ...]
    damaged: tuple[tuple[tuple[str, ...], str, str], ...]
    unnamed: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not (self.missing or self.damaged)


def filed(register: Register, known_on: date | None = None) -> list[Filed]:
    """All evidence, by id, as known at the end of a day (UTC); None is now."""
    return list(_found(register, known_on))


def of_record(register: Register, id: str, known_on: date | None = None) -> list[Filed]:
    """What supports a transfer, a party or an assessment itself."""
    return list(_found(register, known_on, records=[id]))


def of_transfer(register: Register, id: str, known_on: date | None = None) -> list[Filed]:
    """What supports a transfer, its exporter, its recipient, or an assessment that covers it: all that counts for it.

    Raises `Refused` where there is no such transfer.
    """
    found = register.record(id, known_on)
    if found is None or found.kind != "transfer":
        raise Refused(f"There is no transfer {id}.")
    return list(_found(register, known_on, records=reached_by(register, id, found.state, known_on)))


def reached_by(register: Register, id: str, state: dict[str, Any], known_on: date | None = None) -> list[str]:
    """The records whose evidence counts for a transfer: itself, its parties, and the assessments that cover it."""
    covering = register.ask(_COVERING, {"transfer": id, "known": register.known(known_on)}).rows
    return list(dict.fromkeys([id, state["exporter"], state["importer"], *(row[0] for row in covering)]))


def one(register: Register, id: str, known_on: date | None = None) -> Filed:
    """One record of evidence. Raises `Refused` where there is none, or where it was taken away."""
    found = register.record(id, known_on)
    if found is not None and found.kind == "evidence":
        return Filed(id, found.version, EvidenceRecord.model_validate(found.state), found.at, found.actor)
    versions = register.history(id, known_on)
    if versions and versions[-1].kind == "evidence":
        last = versions[-1]
        raise Refused(
            f"{id} was taken away by {last.actor} at {last.at}. Its file is there: look at an earlier day of the register."
        )
    raise Refused(f"There is no evidence {id}.")


def same_file(register: Register, sha256: str) -> list[Filed]:
    """The records that name one file, as they stand."""
    return list(_found(register, None, sha256=sha256))


def read(register: Register, id: str, known_on: date | None = None) -> tuple[Filed, bytes]:
    """A record with its file, which is what was filed. Raises `FileUnreadable` where it is missing or damaged, and `Refused`."""
    found = one(register, id, known_on)
    try:
        return found, register.journal.evidence.get(found.record.sha256)
    except FileUnreadable as error:
        raise FileUnreadable(f"{id}, {found.record.file}, cannot be handed over. {error}") from None


def verify(register: Register) -> Checked:
    """Looks at every file: is each that a record names, or named, there and what it was?"""
    named: dict[str, tuple[list[str], str]] = {}
    for id, file, sha256 in register.ask(_EVER, {}).rows:
        named.setdefault(sha256, ([], file))[0].append(id)
    there = register.journal.evidence.names()
    damaged = []
    for sha256 in there:
        try:
            register.journal.evidence.get(sha256)
        except FileUnreadable:
            ids, file = named.get(sha256, ([], ""))
            damaged.append((tuple(ids), file, sha256))
    gone = sorted(named.keys() - set(there), key=lambda sha256: named[sha256][0])
    missing = tuple((tuple(named[sha256][0]), named[sha256][1], sha256) for sha256 in gone)
    unnamed = tuple(sha256 for sha256 in there if sha256 not in named)
    return Checked(len(there), len({id for ids, _ in named.values() for id in ids}), missing, tuple(damaged), unnamed)


def _found(
    register: Register, known_on: date | None, *, records: list[str] | None = None, sha256: str | None = None
) -> Iterator[Filed]:
    asked = {"known": register.known(known_on), "records": records, "sha256": sha256}
    for id, version, state, at, actor in register.ask(_FILED, asked).rows:
        yield Filed(id, version, EvidenceRecord.model_validate(orjson.loads(state)), moment(at.replace(tzinfo=UTC)), actor)
