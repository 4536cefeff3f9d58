"""`verify [FILE] [--receipt FILE]`: the chain of the journal or of a backup, entry by entry, and its head against a receipt."""

from __future__ import annotations

from pathlib import Path

from transfer_register.actions import verify
from transfer_register.commands.call import Answered, Call, read_bytes
from transfer_register.errors import Refused
from transfer_register.register.backup_check import NotABackup
from transfer_register.register.receipt import parse_receipt


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("verify", parents=[shared], help="is the journal, or a backup, whole and unchanged")
    parser.add_argument("file", nargs="?", metavar="FILE", help="a backup, which is checked without restoring it")
    parser.add_argument("--receipt", metavar="FILE", help="a head receipt that was kept elsewhere")
    parser.set_defaults(run=run)


def run(call: Call) -> Answered:
    """Status 1 when the chain is broken, and the first bad entry is named; also when anything beside it does not hold."""
    named = call.words.receipt
    receipt = parse_receipt(read_bytes(named), named) if named else None
    if call.words.file is None:
        found = verify.verify(call.path, receipt)
    else:
        file = Path(call.words.file)
        if not file.is_file():
            raise Refused(f"{file}: there is no such file. Name a backup; a register is named with --register.")
        try:
            found = verify.verify_backup(file, receipt)
        except NotABackup:
            raise Refused(f"{file}: this is neither a backup nor an export with a manifest.") from None
    if found["ok"]:
        line = f"{found['entries']} entries, unbroken; head {found['head']}"
        against = [f"It reaches the receipt for entry {found['receipt']}."] if found["receipt"] is not None else []
    else:
        line = f"Broken at entry {found['first_bad']}: {found['why']}" if found["first_bad"] else f"Not whole: {found['why']}"
        against = []
    if found.get("moved"):
        against.append(f"The register was moved to {found['moved']}.")
    return Answered(found, [line, *against], 0 if found["ok"] else 1)
