"""Evidence in a table beside a journal in PostgreSQL."""

from __future__ import annotations

from hashlib import sha256

from transfer_register.register.evidence import checked
from transfer_register.register.postgres_connection import Line


class EvidenceTable:
    """`Evidence` as rows; a file is whole or not there, and seen by every server once it is."""

    def __init__(self, line: Line):
        self._line = line

    def put(self, content: bytes) -> str:
        name = sha256(content).hexdigest()
        self._line.rows(
            "INSERT INTO evidence (name, content) VALUES (%s, %s) ON CONFLICT (name) DO NOTHING RETURNING name", (name, content)
        )
        return name

    def get(self, name: str) -> bytes:
        rows = self._line.rows("SELECT content FROM evidence WHERE name = %s", (name,))
        return checked(name, rows[0][0] if rows else None, self._line.address.name)

    def names(self) -> list[str]:
        return [row[0] for row in self._line.rows("SELECT name FROM evidence ORDER BY name")]
