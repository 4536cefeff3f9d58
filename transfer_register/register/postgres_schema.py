"""The schema of a journal in PostgreSQL: made where there is none, and refused where it is not what it should be."""

from __future__ import annotations

import psycopg

from transfer_register.errors import FileUnreadable
from transfer_register.register.postgres_address import PostgresAddress
from transfer_register.register.statements import sql

# How the tables are made today, and the oldest PostgreSQL they are made for.
VERSION = 1
OLDEST_SERVER = 15
# Held while tables are made or an entry is added; the number has no meaning but to be the same for all.
TURN = 7_303_814_622_301_001
_SHAPE = """
SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, NULL)
FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
WHERE c.relnamespace = to_regnamespace('transfer_register') AND c.relkind IN ('r', 'v', 'p', 'm', 'f') AND a.attnum > 0
  AND NOT a.attisdropped
UNION ALL
SELECT t.tgname || ' ' || t.tgenabled::TEXT
FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
WHERE c.relnamespace = to_regnamespace('transfer_register') AND NOT t.tgisinternal
"""
_COLUMNS = {
    "entry": "sequence bigint, at text, actor text, batch text, record text, kind text, version integer, body bytea, "
    "previous text, hash text",
    "evidence": "name text, content bytea",
    "journal": "version integer, to_wipe boolean",
    "kept": "shelf text, id text, at text, actor text, body bytea",
}
_EXPECTED = {f"{table}.{column}" for table, columns in _COLUMNS.items() for column in columns.split(", ")}
_GUARDS = ("entry_is_never_changed", "entry_is_never_removed", "entry_is_never_emptied", "entry_is_only_added_at_the_end")


def check_or_make(connection: psycopg.Connection, address: PostgresAddress, *, writes: bool, makes: bool) -> None:
    """Looks whether the tables are there as they should be, and `makes` them in a database that has none.

    Raises `FileUnreadable` for a server that is too old, a database that cannot hold every text, and a schema
    `transfer_register` of something else or of a newer version; each is left as it is. Nobody `writes` to a journal whose
    guards are off; reading and verifying it is what shows what was done in the meantime.
    """
    if connection.info.server_version < OLDEST_SERVER * 10_000:
        have = connection.info.server_version // 10_000
        raise FileUnreadable(
            f"{address.name}: this is PostgreSQL {have}; {OLDEST_SERVER} or later is needed. Name another server."
        )
    if connection.info.parameter_status("server_encoding") != "UTF8":
        mend = f"Make one with: createdb --encoding UTF8 --template template0 {address.database_name}."
        raise FileUnreadable(f"{address.name}: this database cannot hold every text, its encoding is not UTF8. {mend}")
    if found := _shape(connection):
        _refuse_another(connection, address, found)
        if writes:
            _refuse_unguarded(address, found)
    elif makes:
        _make(connection, address)
    else:
        raise FileUnreadable(f"{address.name}: the journal is gone, this database has none any longer. Restore a backup.")


def _make(connection: psycopg.Connection, address: PostgresAddress) -> None:
    try:
        with connection.transaction():
            # Another process may be making the same tables: whoever comes second finds them made.
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (TURN,))
            if not _shape(connection):
                connection.execute(sql("postgres"))
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.InvalidSchemaName):
        grant = f"GRANT CREATE ON DATABASE {address.database_name} TO {address.user}"
        raise FileUnreadable(
            f"{address.name}: the user {address.user} may not make the schema transfer_register. "
            f"Let the owner of the database run: {grant}."
        ) from None


def _shape(connection: psycopg.Connection) -> set[str]:
    """`table.column type` of each column, and `name state` of each trigger."""
    return {row[0] for row in connection.execute(_SHAPE).fetchall()}


def _refuse_another(connection: psycopg.Connection, address: PostgresAddress, found: set[str]) -> None:
    if "journal.version integer" in found:
        version = connection.execute("SELECT max(version) FROM transfer_register.journal").fetchone()[0]
        if version is not None and version > VERSION:
            raise FileUnreadable(
                f"{address.name}: this journal was written by a newer version of the register. Install that version."
            )
    if lacking := sorted(_EXPECTED - found):
        raise FileUnreadable(
            f"{address.name}: the schema transfer_register of this database is no journal of a register: it has no "
            f"{', '.join(lacking[:3])}. Name another database, or restore a backup into an empty one."
        )


def _refuse_unguarded(address: PostgresAddress, found: set[str]) -> None:
    for guard in _GUARDS:
        if f"{guard} A" not in found:
            raise FileUnreadable(
                f"{address.name}: the journal is not guarded against changes, its trigger {guard} is off. Run verify with a "
                f"receipt, then let the owner run: ALTER TABLE transfer_register.entry ENABLE ALWAYS TRIGGER {guard}. "
                "Nothing was written."
            )
