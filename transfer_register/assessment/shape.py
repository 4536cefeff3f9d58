"""A file of assessments in its shape, or what is wrong with it: unknown, missing and wrong keys, each with its line."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from transfer_register.errors import Problem
from transfer_register.law.law_file import line_of


class Strict(BaseModel):
    """A mapping of a file of assessments: every key known, every value of its kind."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


_File = TypeVar("_File", bound=BaseModel)


def shape(raw: object, file: str, as_file: type[_File], readme: str) -> tuple[_File | None, list[Problem]]:
    """The file, or every place where it departs from its shape; `readme` says where the shape is told."""
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
