"""The shape of acts.yaml, and what is wrong with one: unknown keys, missing keys and wrong values, each with its line."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from transfer_register.errors import Problem
from transfer_register.law.law_file import line_of


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class EffortEntry(_Strict):
    id: str
    rank: int = Field(ge=1)
    label: str = Field(min_length=1)
    says: str = Field(min_length=1)
    last: bool = False


class BarEntry(_Strict):
    findings: list[str] = Field(min_length=1)
    says: str = Field(min_length=1)
    applies_if: Any = "always"


class ReasonEntry(_Strict):
    says: str = Field(min_length=1)
    applies_if: Any


class ActEntry(_Strict):
    id: str
    title: str = Field(min_length=1)
    says: str = Field(min_length=1)
    effort: str
    rests_on: Literal["ours", "other_side", "finding"]
    provided: str | None = None
    cites: list[str] = Field(min_length=1)
    applies_if: Any
    regimes: list[str] = []
    reaches: Literal["transfer", "destination"] = "transfer"
    roles: list[str] = []
    established: bool | None = None
    sets: dict[str, Any] = {}
    ends: Literal["transfer", "destination"] | None = None


class ActsFile(_Strict):
    title: str
    says: str
    efforts: list[EffortEntry] = Field(min_length=1)
    bars: list[BarEntry]
    reasons: list[ReasonEntry] = Field(min_length=1)
    acts: list[ActEntry] = Field(min_length=1)


def shape(raw: object, file: str) -> tuple[ActsFile | None, list[Problem]]:
    """The file in its shape, or every place where it departs from it."""
    try:
        return ActsFile.model_validate(raw), []
    except ValidationError as error:
        return None, [_told(raw, file, each) for each in error.errors()]


def _told(raw: Any, name: str, problem: Any) -> Problem:
    place = list(problem["loc"])
    where, key = f"{name}, line {line_of(raw, place)}", str(place[-1]) if place else "file"
    match problem["type"]:
        case "extra_forbidden":
            return Problem(where, f"the key {key!r} is not known here.", "See docs/decisions/026-acts-are-tried-by-the-judge.md.")
        case "missing":
            return Problem(where, f"the key {key!r} is missing.", "Add it.")
    return Problem(where, f"{key}: {problem['msg']}.")
