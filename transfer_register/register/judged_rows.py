"""What a law or a kit said, put into the projection under its number, and the name by which one is known again."""

from __future__ import annotations

import hashlib

import pyarrow

from transfer_register.register.projection import Projection


def insert_rows(projection: Projection, table: str, key: str, number: int, rows: pyarrow.Table) -> None:
    """Appends rows to a table, with the number of the law or kit in the column `key`."""
    with projection.table("arriving", rows):
        projection.connection.execute(
            f"INSERT INTO {table} BY NAME SELECT $number::INTEGER AS {key}, * FROM arriving", {"number": number}
        )


def name_of(*texts: str) -> str:
    """A fingerprint: equal ones say the same."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
