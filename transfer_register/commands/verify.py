"""`verify [FILE] [--receipt FILE] [--key FILE]`: the chain of the journal, a backup, or an export: is it whole and unchanged."""

from __future__ import annotations

from hashlib import file_digest
from pathlib import Path

from transfer_register.actions import export_log, signing, verify
from transfer_register.commands.call import Answered, Call, read_bytes
from transfer_register.errors import Refused
from transfer_register.register.backup_check import NotABackup
from transfer_register.register.receipt import parse_receipt
from transfer_register.reports.evidence_of_export.verify_export import NotAnExport, Verified, verify_export


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("verify", parents=[shared], help="is the journal, a backup or an export whole and unchanged")
    what = "a backup, which is checked without restoring it, or an export, which needs no register"
    parser.add_argument("file", nargs="?", metavar="FILE", help=what)
    parser.add_argument("--receipt", metavar="FILE", help="a head receipt that was kept elsewhere")
    parser.add_argument("--key", metavar="FILE", help="the public key (PEM) that must have signed the export")
    parser.set_defaults(run=run)


def run(call: Call) -> Answered:
    """Status 1 when something does not hold, and what it is is named: the first bad entry, or the files of an export."""
    if call.words.file is not None:
        file = Path(call.words.file)
        if not file.exists():
            raise Refused(f"{file}: there is no such file. Name a backup or an export; a register is named with --register.")
        key = signing.read_public(Path(call.words.key)) if call.words.key else None
        try:
            return _export(call, file, verify_export(file, key))
        except NotAnExport:
            pass
    if call.words.key:
        raise Refused("--key is for an export: name one.")
    return _journal(call)


def _export(call: Call, file: Path, found: Verified) -> Answered:
    # Whoever received an export has no register; one that is meant is named.
    place = getattr(call.words, "register", None)
    document, lines = found.document(), []
    if place and found.manifest:
        digest = None
        if file.is_file():
            with file.open("rb") as opened:
                digest = file_digest(opened, "sha256").hexdigest()
        problems, lines = export_log.against_register(place, found.manifest, digest)
        found.problems += problems
        document = found.document() | {"register": str(place)}
    if not found.ok:
        return Answered(document, [f"Not as it was made: {file}", *(f"- {one}" for one in found.problems)], 1)
    said = [f"{found.files} files, all as they were when the export was made{_numbered(found)}."]
    if found.key:
        said.append(f"Signed with the key {found.key}. Ask its owner, by another way, whether that is the fingerprint.")
    else:
        said.append("Not signed: the files belong together, and nothing here shows who made them.")
    return Answered(document, [*said, *lines])


def _numbered(found: Verified) -> str:
    return f" ({found.manifest.export})" if found.manifest and found.manifest.export else ""


def _journal(call: Call) -> Answered:
    named = call.words.receipt
    receipt = parse_receipt(read_bytes(named), named) if named else None
    if call.words.file is None:
        found = verify.verify(call.path, receipt)
    else:
        file = Path(call.words.file)
        if not file.is_file():
            raise Refused(f"{file}: this is no file and no export. Name a backup; a register is named with --register.")
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
