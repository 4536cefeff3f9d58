"""Compares a vendor's new list with the one before it, or with what the register holds of the vendor's transfers on a day."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from transfer_register.actions.opening import words
from transfer_register.actions.profiles import recogniser
from transfer_register.errors import Refused
from transfer_register.exhibits.style import day
from transfer_register.intake import bring_in
from transfer_register.intake.bring_in import Tell, silent
from transfer_register.intake.list_difference import Comparison, differences
from transfer_register.intake.recorded_rows import recorded_rows
from transfer_register.model.transfer import Transfer
from transfer_register.register.register import Register

_IN_FORCE = """
SELECT id, state FROM transfer
WHERE exporter = $exporter AND coalesce(valid_from <= $on, TRUE) AND coalesce(valid_to >= $on, TRUE)
ORDER BY id
"""


@dataclass(frozen=True)
class File:
    """A list: its content and name; `sheet`, `mapping` and `profile` as in bringing a list in."""

    data: bytes
    name: str
    sheet: str | None = None
    mapping: dict[str, str] | None = None
    profile: str | None = None


@dataclass(frozen=True)
class AsRecorded:
    """What the register holds of an exporter (a party's id) on a day. `same` says which party a name of the list is."""

    exporter: str
    on: date
    same: dict[str, str] = field(default_factory=dict)


def compared(old: File | AsRecorded, new: File, *, register: Register | None = None, tell: Tell = silent) -> Comparison:
    """The differences of two lists, or of a list and the register. Nothing is written.

    Raises `FileUnreadable` with one clear sentence, `Refused` where the register's side has no such party.
    """
    after, told = _read(new, register, tell)
    if isinstance(old, File):
        before, told_before = _read(old, register, tell)
        return _with_told(differences(before, after, words()), told_before, told)
    parties = register.parties() if register else {}
    if old.exporter not in parties:
        raise Refused(f"The register has no party {old.exporter}. Choose whose transfers the list is compared with.")
    rows = register.ask(_IN_FORCE, {"exporter": old.exporter, "on": old.on}).rows
    transfers = {id: Transfer.model_validate_json(state) for id, state in rows}
    title = f"What the register holds of {parties[old.exporter].name} on {day(old.on)}"
    before, ids = recorded_rows(title, transfers, parties, after, old.same)
    return _with_told(differences(before, after, words(), ids), (), told)


def _read(file: File, register: Register | None, tell: Tell) -> tuple[bring_in.Preview, tuple[str, ...]]:
    """(the reading, sentences on the profiles by which it was read)."""
    known = recogniser(register, file.profile)
    read = bring_in.preview(file.data, file.name, sheet=file.sheet, mapping=file.mapping, known=known.known, tell=tell)
    return read, tuple(sentence for each in known.told() for sentence in each.told())


def _with_told(comparison: Comparison, old: tuple[str, ...], new: tuple[str, ...]) -> Comparison:
    return replace(comparison, old=replace(comparison.old, told=old), new=replace(comparison.new, told=new))
