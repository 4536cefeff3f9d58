"""The shape of a scoring.yaml, and what is wrong with one: unknown keys, missing keys and wrong values, each with its line."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from transfer_register.errors import Problem
from transfer_register.law.law_file import line_of


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


class ContributionEntry(_Strict):
    id: str
    label: str = Field(min_length=1)
    says: str = Field(min_length=1)
    points: int = Field(ge=1)
    cites: list[str] = Field(min_length=1)
    condition: Any
    applies_if: Any = "always"


class BandEntry(_Strict):
    id: str
    lowest: int | None = Field(ge=0, le=100)


class KitFile(_Strict):
    id: str
    title: str
    says: str
    first: date = Field(alias="from")
    ranks: Literal["transfers"] | None = None
    contributions: list[ContributionEntry] = Field(min_length=1)
    bands: list[BandEntry] = Field(min_length=2)


def shape(raw: object, file: str) -> tuple[KitFile | None, list[Problem]]:
    """The file in its shape, or every place where it departs from it."""
    try:
        return KitFile.model_validate(raw), []
    except ValidationError as error:
        return None, [_told(raw, file, each) for each in error.errors()]


def _told(raw: Any, name: str, problem: Any) -> Problem:
    place = list(problem["loc"])
    where, key = f"{name}, line {line_of(raw, place)}", str(place[-1]) if place else "file"
    match problem["type"]:
        case "extra_forbidden":
            return Problem(where, f"the key {key!r} is not known here.", "See assessments/safeguards/README.md.")
        case "missing":
            return Problem(where, f"the key {key!r} is missing.", "Add it.")
    return Problem(where, f"{key}: {problem['msg']}.")
