"""The shape of a scoring.yaml, and what is wrong with one: unknown keys, missing keys and wrong values, each with its line."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from transfer_register.errors import Problem
from transfer_register.law.law_file import line_of


class Strict(BaseModel):
    """A mapping of a file of assessments: every key known, every value of its kind."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


class TermEntry(Strict):
    id: str
    label: str = Field(min_length=1)
    says: str = Field(min_length=1)
    points: int = Field(ge=1, le=100)
    cites: list[str] = Field(min_length=1)
    condition: Any
    applies_if: Any = "always"


class SafeguardEntry(TermEntry):
    """A safeguard takes away a `share`, in percent, where the other parts give points."""

    points: int = Field(ge=1, le=100, alias="share")


class BandEntry(Strict):
    id: str
    lowest: int | None = Field(ge=0, le=100)


class EditionEntry(Strict):
    first: date | None = Field(default=None, alias="from")
    last: date | None = Field(default=None, alias="until")
    harm: list[TermEntry] = Field(min_length=1)
    failure: list[TermEntry] = Field(min_length=1)
    safeguards: list[SafeguardEntry] = Field(min_length=1)
    bands: list[BandEntry] = Field(min_length=2)


class KitFile(Strict):
    id: str
    title: str
    says: str
    ranks: Literal["transfers"] | None = None
    editions: list[EditionEntry] = Field(min_length=1)


_File = TypeVar("_File", bound=BaseModel)


def shape(raw: object, file: str, as_file: type[_File] = KitFile, readme: str = "assessments/transfer_risk/README.md") -> tuple[
    _File | None, list[Problem]
]:  # fmt: skip
    """The file in its shape, or every place where it departs from it."""
    try:
        return as_file.model_validate(raw), []
    except ValidationError as error:
        return None, [_told(raw, file, each, readme) for each in error.errors()]


def _told(raw: Any, name: str, problem: Any, readme: str) -> Problem:
    place = list(problem["loc"])
    where, key = f"{name}, line {line_of(raw, place)}", str(place[-1]) if place else "file"
    match problem["type"]:
        case "extra_forbidden":
            return Problem(where, f"the key {key!r} is not known here.", f"See {readme}.")
        case "missing":
            return Problem(where, f"the key {key!r} is missing.", "Add it.")
    return Problem(where, f"{key}: {problem['msg']}.")
