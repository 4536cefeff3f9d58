"""An announcement: a vendor says that its list of recipients will change, and by when the exporter may object.

General written authorisation obliges a processor to announce the addition or replacement of sub-processors so that the
controller can object: GDPR 28(2), and clause 9(a), option 2, of the standard contractual clauses (Implementing Decision
(EU) 2021/914). How many days there are stands in the contract and is asked, never assumed.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

# The day from which a number of days is counted, and what can be decided.
CountedFrom = Literal["received", "dated"]
Decision = Literal["accepted", "accepted_with_conditions", "objected"]


class Announcement(BaseModel):
    """What was announced, its days, and what was decided.

    `vendor` is the id of the party whose list it is. Days: `dated_on` on the letter, `received_on` by the exporter,
    `effective_on` the first day of the change. `contract_days` to object under the contract, counted from `contract_from`
    ("received" or "dated"), with its `clause`; `letter_days`, counted from `letter_from`, or `letter_until` is what the letter
    itself grants. `exporter` is the party whose transfers change, where that is not the vendor. `decision` is accepted,
    accepted_with_conditions or objected; `batch` what was recorded with it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    vendor: str
    exporter: str | None = None
    title: str = Field(min_length=1)
    dated_on: date | None = None
    received_on: date | None = None
    effective_on: date | None = None
    contract_days: int | None = Field(default=None, ge=0, le=3650)
    contract_from: CountedFrom | None = None
    clause: str | None = None
    letter_days: int | None = Field(default=None, ge=0, le=3650)
    letter_from: CountedFrom | None = None
    letter_until: date | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    old_file: str | None = None
    old_sha256: str | None = None
    new_file: str | None = None
    new_sha256: str | None = None
    decision: Decision | None = None
    decided_on: date | None = None
    why: str | None = None
    conditions: str | None = None
    batch: str | None = None
    note: str | None = None
