"""Finding assessments: all that are recorded, one of them, those of a transfer, and where a transfer stands with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date

import orjson

from transfer_register.errors import Refused
from transfer_register.model.assessment import Assessment
from transfer_register.register.journal import moment
from transfer_register.register.register import Register

# In these states an assessment speaks for its transfers; one that was superseded speaks of the past.
LIVE = ("draft", "in_review", "approved")
_FOUND = """
SELECT id, version, state, recorded_from, recorded_by FROM other_history
WHERE kind = 'assessment' AND live AND from_sequence <= $known AND (to_sequence IS NULL OR to_sequence > $known)
  AND ($transfer::VARCHAR IS NULL OR list_contains(json_extract_string(state, '$.transfers[*]'), $transfer::VARCHAR))
ORDER BY id
"""


@dataclass(frozen=True)
class Recorded:
    """An assessment as it stands; `at` (UTC text) and `actor` tell of its newest version."""

    id: str
    version: int
    assessment: Assessment
    at: str
    actor: str

    @property
    def live(self) -> bool:
        return self.assessment.state in LIVE


def assessments(register: Register, known_on: date | None = None) -> list[Recorded]:
    """Every assessment by id, also those that were superseded; as known at the end of a day (UTC), None is now."""
    return _found(register, known_on, None)


def of_transfer(register: Register, transfer_id: str, known_on: date | None = None) -> list[Recorded]:
    """The assessments that name a transfer: those that speak for it first, the newest first."""
    found = _found(register, known_on, transfer_id)
    return sorted(reversed(found), key=lambda one: not one.live)


def assessment(register: Register, id: str, known_on: date | None = None) -> Recorded:
    """One assessment as it stands. Raises `Refused` where there is none, or where it was taken away."""
    found = register.record(id, known_on)
    if found is None or found.kind != "assessment":
        versions = register.history(id, known_on)
        if versions and versions[-1].kind == "assessment":
            raise Refused(f"{id} was taken away by {versions[-1].actor}. Look at an earlier day of the register.")
        raise Refused(f"There is no assessment {id}.")
    return Recorded(id, found.version, Assessment.model_validate(found.state), found.at, found.actor)


def version_of(register: Register, id: str, version: int) -> Recorded:
    """One version of an assessment, for a comparison with a later one. Raises `Refused` where there is none."""
    for each in register.history(id):
        if each.version == version and each.kind == "assessment" and each.state is not None:
            return Recorded(id, version, Assessment.model_validate(each.state), each.at, each.actor)
    raise Refused(f"There is no version {version} of {id}.")


def score_reviewed(register: Register, transfer_id: str) -> Recorded | None:
    """The approved assessment in which a person confirmed the score of a transfer; None while nobody did."""
    found = (one for one in of_transfer(register, transfer_id) if one.assessment.state == "approved")
    return next((one for one in found if one.assessment.score_reviewed), None)


def _found(register: Register, known_on: date | None, transfer: str | None) -> list[Recorded]:
    rows = register.ask(_FOUND, {"known": register.known(known_on), "transfer": transfer}).rows
    return [
        Recorded(id, version, Assessment.model_validate(orjson.loads(state)), moment(at.replace(tzinfo=UTC)), actor)
        for id, version, state, at, actor in rows
    ]
