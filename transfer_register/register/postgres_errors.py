"""What goes wrong with a PostgreSQL, in words: where, what, and how to mend it."""

from __future__ import annotations

import re

import psycopg

from transfer_register.errors import FileUnreadable, TransferRegisterError, Unavailable
from transfer_register.register.postgres_address import PostgresAddress

# Why a server does not let somebody in, by what it says: it tells no code before somebody is in, and what it says in another
# language falls through to the sentence at the end. What is wrong with the address is `FileUnreadable`, what may pass by
# itself `Unavailable`.
_NOT_LET_IN = [
    (
        r"password authentication failed|no password supplied|empty password", FileUnreadable,
        "the server at {server} does not take the password of {user}",
        "Put the right one into the address, into PGPASSWORD or into ~/.pgpass.",
    ),
    (
        r"database .* does not exist", FileUnreadable,
        "the server at {server} has no database {database}",
        "Name another one, or make it: createdb {database}.",
    ),
    (
        r"role .* does not exist|not permitted to log in", FileUnreadable,
        "the server at {server} lets no user {user} in",
        "Name another user, or make it: createuser --pwprompt {user}.",
    ),
    (
        r"permission denied for database", FileUnreadable,
        "the user {user} may not connect to the database {database}",
        "Let its owner run: GRANT CONNECT ON DATABASE {database} TO {user}.",
    ),
    (
        r"pg_hba\.conf", FileUnreadable,
        "the server at {server} does not let {user} in from this machine",
        "Add a line for it to the server's pg_hba.conf, or sslmode=require to the address.",
    ),
    (
        r"support SSL|certificate|SSL error", FileUnreadable,
        "the connection to {server} cannot be encrypted as asked ({said})",
        "Look at sslmode and sslrootcert in the address, and at the certificate of the server.",
    ),
    (
        r"too many (connections|clients)|connection slots", Unavailable,
        "the server at {server} has no connection free",
        "Try again, or let it have more (max_connections, or CONNECTION LIMIT of the database).",
    ),
    (
        r"starting up|shutting down|recovery|not currently accepting", Unavailable,
        "the server at {server} takes no connections just now ({said})",
        "Try again in a moment.",
    ),
    (
        r"timeout expired", Unavailable,
        "the server at {server} does not answer",
        "Look whether it runs, and whether a firewall lets this machine through.",
    ),
]  # fmt: skip

_CANNOT_BE_REACHED = (
    Unavailable,
    "the server at {server} cannot be reached ({said})",
    "Look whether it runs, and whether host and port are right.",
)
_WAS_LOST = (Unavailable, "the connection to {server} was lost ({said})", "Try again in a moment.")
# What psycopg puts before the reason why no connection came about.
_CONNECTING = re.compile(r"connection (?:failed|is bad)|failed to resolve|.*\n?Multiple connection attempts failed")

# What a statement that failed says by its code; a shorter one stands for its class.
_CODES = [
    ("55P03", Unavailable, "somebody else has been writing for {patience:.0f} seconds", "Try again."),
    ("57014", Unavailable, "the server at {server} took too long to answer", "Try again when it has less to do."),
    (
        "25006", Unavailable,
        "the server at {server} may only be read (it is a standby, or set to read only)",
        "Name the server that takes writes, or add target_session_attrs=read-write to the address.",
    ),
    (
        "42501", FileUnreadable,
        "the user {user} lacks a right ({said})",
        "Let the owner of the database give it: see the README, more than one server.",
    ),
    ("53100", Unavailable, "the disk of the server at {server} is full", "Make room there, then try again."),
    ("53", Unavailable, "the server at {server} is short of what it needs ({said})", "Try again when it has less to do."),
    ("58", Unavailable, "the disk of the server does not answer as it should ({said})", "Look at the server, then try again."),
    ("XX", FileUnreadable, "the journal is damaged ({said}); it is left as it is", "Look at the server, or restore a backup."),
    ("22", FileUnreadable, "PostgreSQL cannot hold what was to be recorded ({said})", "Take out what is no text."),
    ("42", FileUnreadable, "the journal has not the tables it should have ({said})", "Restore a backup."),
    ("23", FileUnreadable, "the journal refuses an entry ({said})", "Run verify: somebody may have written by other means."),
]  # fmt: skip


class Silent(psycopg.OperationalError):
    """The server said nothing for too long."""


def in_words(address: PostgresAddress, error: psycopg.Error, patience: float, writing: str = "") -> TransferRegisterError:
    """An error of psycopg as one of this program's; `writing` is a sentence on what that means for what was being written."""
    said = _said(error)
    known = {
        "server": address.server,
        "user": address.user,
        "database": address.database_name,
        "patience": patience,
        "said": said,
    }
    kind, what, mend = _told(error, said)
    return kind(f"{address.name}: {what.format(**known)}. {writing}{mend.format(**known)}")


def _told(error: psycopg.Error, said: str) -> tuple[type[TransferRegisterError], str, str]:
    code = error.sqlstate or ""
    if isinstance(error, Silent):
        return Unavailable, "the server at {server} fell silent", "Look at it and at the network, then try again."
    if isinstance(error, psycopg.DataError) and not code:
        code = "22"
    for known, kind, what, mend in _CODES:
        if code.startswith(known):
            return kind, what, mend
    if not code and (let_in := next((rest for pattern, *rest in _NOT_LET_IN if re.search(pattern, str(error))), None)):
        return let_in
    if not code or code.startswith(("08", "57P")):
        return _CANNOT_BE_REACHED if _CONNECTING.match(str(error)) else _WAS_LOST
    return Unavailable, "the journal cannot be used just now ({said})", "Try again."


def _said(error: psycopg.Error) -> str:
    """What the server said, without the words around it: its first line."""
    text = (error.diag.message_primary or str(error)).strip()
    line = text.splitlines()[0] if text else type(error).__name__
    return re.sub(r"^.*(?:failed|is bad): (?:[A-Z]+:\s+)?", "", line).rstrip(".:")
