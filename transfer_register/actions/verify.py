"""Verifying: the journal's chain from the first entry to the last, its head against a receipt, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from transfer_register.actions.journal_alone import journal_alone
from transfer_register.errors import FileUnreadable
from transfer_register.register import chain, contacts
from transfer_register.register.backup import Tell
from transfer_register.register.backup_check import ChainBroken, NotABackup, check
from transfer_register.register.chain import Verified
from transfer_register.register.journal import GENESIS, Entry, Journal
from transfer_register.register.moved import moved
from transfer_register.register.place import JOURNAL, RECEIPT
from transfer_register.register.receipt import Receipt, find_receipt
from transfer_register.register.sqlite_journal import SqliteJournal

_STEP = 10_000
_REWRITTEN = "entry {} is not the one the receipt was given for: it, or one before it, was rewritten"


def verify(where: Path | str, receipt: Receipt | None = None, tell: Tell = lambda sentence, share: None) -> dict[str, Any]:
    """`{entries, head, ok, first_bad, why, receipt, moved}` of the register at a place, also where it is too broken to be opened.

    `first_bad` is the number of the first entry that does not hold; None where the chain holds and something beside it does
    not. Without a receipt of the caller's, the one beside the register is used; `receipt` tells which entry it was given for,
    `moved` where the register was moved to.
    """
    with journal_alone(where) as (journal, folder):
        try:
            receipt = receipt or find_receipt(folder / RECEIPT)
        except FileUnreadable as error:
            verified, beside = _walked(journal, None, tell), str(error)
        else:
            verified = _walked(journal, receipt, tell)
            beside = _beside(journal) if verified.ok else None
        there = moved(journal)
        return _document(verified, receipt, beside) | {"moved": there.to if there else None}


def verify_backup(file: Path, receipt: Receipt | None = None, tell: Tell = lambda sentence, share: None) -> dict[str, Any]:
    """The same of a backup, without restoring it. Raises `NotABackup` for a file that is none."""
    with TemporaryDirectory(prefix="transfer-register-") as room:
        try:
            checked = check(file, Path(room), lambda share: tell("The backup is checked", share))
        except NotABackup:
            raise
        except ChainBroken as error:
            return _document(error.verified, receipt)
        except FileUnreadable as error:
            return _document(Verified(0, GENESIS, False, None, str(error).removeprefix(f"{file}: ")), receipt)
        manifest = checked.manifest
        verified = Verified(manifest.entries, manifest.head, True)
        if receipt:
            journal = SqliteJournal(Path(room) / JOURNAL)
            try:
                verified = _against(verified, receipt, journal.entry(receipt.sequence))
            finally:
                journal.close()
        return _document(verified, receipt, checked.fault) | {"made_at": manifest.made_at, "records": manifest.records}


def _against(verified: Verified, receipt: Receipt, reached: Entry | None) -> Verified:
    if receipt.sequence > verified.entries:
        why = f"the backup ends at entry {verified.entries}: it is older than the receipt, which is for entry {receipt.sequence}"
        return replace(verified, ok=False, why=why)
    if receipt.sequence and (reached is None or reached.hash != receipt.hash):
        return replace(verified, ok=False, first_bad=receipt.sequence, why=_REWRITTEN.format(receipt.sequence))
    return verified


def _walked(journal: Journal, receipt: Receipt | None, tell: Tell) -> Verified:
    due = max(1, journal.head().sequence)

    def told() -> Iterator[Entry]:
        for entry in journal.entries():
            if entry.sequence % _STEP == 0:
                tell(f"{entry.sequence:,} of {due:,} entries hold", min(1.0, entry.sequence / due))
            yield entry

    return chain.verify(told(), receipt.head if receipt else None)


def _beside(journal: Journal) -> str | None:
    """What does not hold beside the chain: evidence that is not what its name says, a contact that was not recorded so."""
    for name in journal.evidence.names():
        try:
            journal.evidence.get(name)
        except FileUnreadable as error:
            return str(error)
    return contacts.check(journal)


def _document(verified: Verified, receipt: Receipt | None, beside: str | None = None) -> dict[str, Any]:
    return {
        "entries": verified.entries,
        "head": verified.head,
        "ok": verified.ok and not beside,
        "first_bad": verified.first_bad,
        "why": verified.why or beside or "",
        "receipt": receipt.sequence if receipt else None,
    }
