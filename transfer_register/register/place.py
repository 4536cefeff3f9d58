"""Where a register is: a folder with everything in it, or a PostgreSQL with a folder of this machine for the projection."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from transfer_register.errors import FileUnreadable, Refused, Unavailable
from transfer_register.register.journal import Journal
from transfer_register.register.sqlite_journal import SqliteJournal

JOURNAL, PROJECTION, RECEIPT = "journal.sqlite", "register.duckdb", "head.json"


def is_server(where: Path | str) -> bool:
    """Is it the address of a PostgreSQL, rather than a folder?"""
    return str(where).startswith(("postgresql://", "postgres://"))


def shown_place(where: Path | str) -> str:
    """A place for people: an address without its password."""
    if not is_server(where):
        return str(where)
    parts = urlsplit(str(where))
    user = f"{parts.username}@" if parts.username else ""
    port = f":{parts.port}" if parts.port else ""
    return f"postgresql://{user}{parts.hostname or ''}{port}{parts.path}"


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
        return journal, _folder(local / sha256(journal.name.encode()).hexdigest()[:16])
    if "://" in str(where):
        raise Refused(f"{str(where).split('://')[0]}:// is no place of a register. Name a folder, or postgresql://...")
    folder = _folder(Path(where))
    return SqliteJournal(folder / JOURNAL), folder


def _folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise FileUnreadable(f"{folder}: a register is a folder, and this is a file. Name a folder.") from None
    except OSError as error:
        raise Unavailable(f"{folder}: the folder cannot be made ({error.strerror}). Name another one.") from None
    return folder
