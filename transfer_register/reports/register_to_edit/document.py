"""The register as a spreadsheet for a person to edit, and for the register to read again without loss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from transfer_register.errors import Refused
from transfer_register.model.filter import Filter
from transfer_register.reports.making import Making
from transfer_register.reports.register_to_edit import csv_file, workbook
from transfer_register.reports.register_to_edit.taking import take

if TYPE_CHECKING:
    from transfer_register.register.register import Register

TITLE = "Register to edit in a spreadsheet"
SAYS = (
    "Every transfer and every party with all that is recorded of them, to edit in a spreadsheet and bring back under Intake: "
    "what you change is changed, what you leave stays, and nothing is ended by a row that is not there. Excel holds both tables "
    "with their lists of choices; CSV holds one of them. Without a filter it holds every transfer, whatever day it is in force."
)
FORMATS = ("xlsx", "csv")
FILTERED = True
CHOICES = {"table": {"transfers": "Transfers", "parties": "Parties"}}
TABLES = {"transfers": "Transfers", "parties": "Parties"}


@dataclass(frozen=True)
class Options:
    """`table` is which table a CSV file holds, transfers or parties; a workbook holds both."""

    organisation: str
    prepared_by: str = ""
    table: str = "transfers"


def make(
    register: Register, format: str, options: Options, making: Making, *,
    on: date, law_on: date, known_on: date | None, filter: Filter | None, progress: Callable[[str], None],
) -> tuple[str, bytes]:  # fmt: skip
    """(name of the file, its bytes). Raises `Refused` for a table that there is not, and where `taking.take` does."""
    if options.table not in TABLES:
        raise Refused(f"table: write transfers or parties, not {options.table!r}.")
    taken = take(register, on, law_on, known_on, filter)
    progress(f"Writing {taken.transfers.many:,} transfers and {taken.parties.many:,} parties")
    name = f"register_to_edit_{making.at.date().isoformat()}"
    if format == "csv":
        table = taken.parties if options.table == "parties" else taken.transfers
        return f"{name}_{options.table}.csv", csv_file.written(table)
    return f"{name}.xlsx", workbook.written(taken, options.organisation, making)
