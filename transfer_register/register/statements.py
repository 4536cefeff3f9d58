"""The SQL of the register, read from the .sql files beside it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "sql"


@cache
def sql(name: str) -> str:
    """The text of sql/<name>.sql."""
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def all_sql() -> str:
    """Every statement there is, for the digest that tells whether a projection was made by this program."""
    return "\n".join(sql(path.stem) for path in sorted(FOLDER.glob("*.sql")))
