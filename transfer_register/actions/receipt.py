"""Head receipts on demand: what to keep elsewhere, so that a cut or rewritten journal can be told later."""

from __future__ import annotations

from pathlib import Path

from transfer_register.actions.journal_alone import journal_alone
from transfer_register.errors import Refused
from transfer_register.register.receipt import Receipt, receipt_of


def receipt(where: Path | str) -> Receipt:
    """The receipt of a register as it stands. Raises `Refused` where there is no register, or nothing is recorded."""
    with journal_alone(where) as (journal, _):
        return receipt_of(journal)


def keep_receipt(given: Receipt, file: Path) -> None:
    """Writes a receipt as a new file. Raises `Refused` where there is a file: an older receipt is worth more than a newer one."""
    try:
        with file.open("xb") as out:
            out.write(given.file())
    except FileExistsError:
        raise Refused(f"{file}: there is a file already, and a receipt never replaces anything. Name a new file.") from None
    except OSError as error:
        raise Refused(f"{file}: the file cannot be written ({error.strerror}). Name another place.") from None
