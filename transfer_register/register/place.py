"""Where a register is: a folder with everything in it, or a PostgreSQL with a folder of this machine for the projection."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from transfer_register.errors import FileUnreadable, Refused, Unavailable
from transfer_register.register.journal import Journal
from transfer_register.register.last_backup import way_back
from transfer_register.register.receipt import read_receipt
from transfer_register.register.sqlite_journal import SqliteJournal

JOURNAL, PROJECTION, RECEIPT = "journal.sqlite", "register.duckdb", "head.json"
# What else may stand in the folder of a register, or of a disk that was put there for one.
_OURS = ("evidence", "backups", "spill-", "lost+found")


def is_server(where: Path | str) -> bool:
    """Is it the address of a PostgreSQL, rather than a folder?"""
    return str(where).startswith(("postgresql://", "postgres://"))


def shown_place(where: Path | str) -> str:
    """A place for people: an address without its password. Raises `Refused` for an address that cannot be read."""
    if not is_server(where):
        return str(where)
    from transfer_register.register.postgres_address import read_address

    return read_address(str(where)).name


def open_journal(where: Path | str, local: Path | None) -> tuple[Journal, Path]:
    """The journal of a place, made if it is not there, and the folder of this machine for what is made of it.

    `local` is where this machine keeps the folders of journals in PostgreSQL. Raises `TransferRegisterError` where the place
    is something else, or cannot be reached.
    """
    if is_server(where):
        from transfer_register.register.postgres_journal import PostgresJournal

        if local is None:
            raise Refused("A register in PostgreSQL needs a folder of this machine for its projection.")
        journal = PostgresJournal(str(where))
        # One folder a database, whoever signs in to it.
        return journal, _folder(local / sha256(journal.address.database.encode()).hexdigest()[:16])
    if "://" in str(where):
        raise Refused(f"{str(where).split('://')[0]}:// is no place of a register. Name a folder, or postgresql://...")
    folder = _folder(Path(where))
    _refuse_other_folder(folder)
    _refuse_emptied(folder)
    return SqliteJournal(folder / JOURNAL), folder


def _refuse_other_folder(folder: Path) -> None:
    """A register is made in a new or empty folder, never among other people's files."""
    try:
        found = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise Unavailable(f"{folder}: the folder cannot be read ({error.strerror}). Name another one.") from None
    if found and not any(name.startswith((JOURNAL, PROJECTION, RECEIPT, *_OURS)) for name in found):
        some = ", ".join(found[:3]) + (", ..." if len(found) > 3 else "")
        raise FileUnreadable(f"{folder}: this folder holds no register but other things ({some}). Name a new or an empty one.")


def _refuse_emptied(folder: Path) -> None:
    """A journal that is gone must not pass for a new register where its receipt still says what it held."""
    path = folder / JOURNAL
    try:
        receipt = read_receipt(folder / RECEIPT)
        held = path.stat().st_size if path.exists() else None
    except (FileUnreadable, OSError):
        return
    if receipt and receipt.sequence and not held:
        why = f"the journal is {'gone' if held is None else 'empty'}, and its receipt says that it had"
        mend = f"{way_back(folder)} To begin a new register, name another folder."
        raise FileUnreadable(f"{path}: {why} {receipt.sequence:,} entries. {mend}")


def _folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise FileUnreadable(f"{folder}: a register is a folder, and this is a file. Name a folder.") from None
    except OSError as error:
        raise Unavailable(f"{folder}: the folder cannot be made ({error.strerror}). Name another one.") from None
    return folder
