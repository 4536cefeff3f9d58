"""What only the organisation knows of a report of changes, and which days it compares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Options:
    """Whatever is left empty is said to be not stated. Without a later day it is today; without an earlier one, thirty days
    before the later. `verdicts` also judges both days and tells which verdicts differ.
    """

    organisation: str
    document_number: str = "Draft"
    version: str = "1.0"
    addressee: str = ""
    classification: str = "Confidential"
    prepared_by: str = ""
    contact: str = ""
    first_day: date | None = None
    last_day: date | None = None
    verdicts: bool = False
