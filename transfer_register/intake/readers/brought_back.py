"""The register's own spreadsheet, edited and brought back: read as records (`own_file`), never by the guesses of other lists."""

from __future__ import annotations

from transfer_register.intake.own_file import is_own
from transfer_register.intake.tables import Content

SUFFIXES = (".xlsx", ".xlsm", ".ods", ".csv", ".tsv", ".txt", ".tab")
TITLE = "the register's own spreadsheet"
# Asked before every other reader, which would take it for somebody's list.
FIRST = True


def recognises(head: bytes, name: str) -> bool:
    """Whether the headings are those of the register's own tables."""
    return is_own(head, name)


def read(data: bytes, name: str, sheet: str | None = None) -> Content:
    """No table: `bring_in` reads such a file by `own_preview`."""
    return Content(())
