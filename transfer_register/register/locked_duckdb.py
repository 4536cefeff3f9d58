"""A DuckDB that reaches nothing but its own file: no other file, no network, no extension, and no way to turn that on again."""

from __future__ import annotations

from pathlib import Path

import duckdb

from transfer_register.register.spill import Spill

# The share of the machine's memory that one database may take; what does not fit is spilled, or refused where it may not be.
_MEMORY = "60%"
_LOCKED = """
    SET autoinstall_known_extensions = false; SET autoload_known_extensions = false; SET allow_community_extensions = false;
    SET python_enable_replacements = false;
    SET enable_external_access = false; SET lock_configuration = true;
"""


def connect(
    path: Path | None, spill: Spill | None = None, *, before: str = "", **settings: str | int
) -> duckdb.DuckDBPyConnection:
    """Opens the database of a file, or a new one in memory; it spills to a folder, or not at all.

    `before` are statements to run, and `settings` to make, before everything is locked. Raises `duckdb.Error`.
    """
    folder = spill.path if spill else None
    config = {
        "memory_limit": _MEMORY,
        "temp_directory": str(folder or ""),
        "max_temp_directory_size": f"{spill.room if spill else 0}MB",
        **settings,
    }
    connection = duckdb.connect(str(path or ":memory:"), config=config)
    connection.execute(before + _LOCKED)
    return connection
