"""The shape of a law file, and what is wrong with one: unknown keys, missing keys and wrong values, each with its line."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from transfer_register.errors import Problem
from transfer_register.law.grammar import nearest

# The steps in which grounds are looked at; a regime file gives the order.
CASCADE = ("adequacy", "safeguard", "derogation")
Confidence = Literal["verified", "memory", "uncertain"]
Text = str


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


class SourceEntry(_Strict):
    act: Text = Field(min_length=1)
    article: Text | None = None
    url: Text | None = None
    checked_on: date
    confidence: Confidence
    kind: Literal["official", "secondary", "memory"]
    read_in: list[Text] = []


class LapseEntry(_Strict):
    how: Literal[
        "declared_invalid",
        "annulled",
        "expired",
        "repealed",
        "extended",
        "renewed",
        "withdrawn",
        "replaced",
        "sunset",
        "membership",
    ]
    by: Text
    effect: Literal["back_in_time", "forward_only", "deferred", "continuous"] | None = None
    grace: Text | None = None


class DueEntry(_Strict):
    """A day counted from a day that is a fact; after it with `from`, before it with `until`."""

    after: Text | None = Field(default=None, alias="from")
    before: Text | None = Field(default=None, alias="until")
    years: int = Field(default=0, ge=0)
    months: int = Field(default=0, ge=0)
    days: int = Field(default=0, ge=0)


class VersionEntry(_Strict):
    first: date | None = Field(default=None, alias="from")
    last: date | None = Field(default=None, alias="until")
    requires: Any = None
    lapsed: LapseEntry | None = None
    owed_to: Text | None = None
    when: Literal["before", "after", "standing", "on_request"] | None = None
    due: DueEntry | None = None
    note: Text | None = None
    source: SourceEntry


class ReviewEntry(_Strict):
    last: date | None = None
    instrument: Text | None = None
    outcome: Text | None = None
    next_by: date | None = None
    basis: Text | None = None


class RiskEntry(_Strict):
    on: date
    event: Text
    effect: Text
    confidence: Confidence
    read_in: list[Text] = []


class BindingEntry(_Strict):
    id: Text
    title: Text
    says: Text
    versions: list[VersionEntry] = Field(min_length=1)


class ProvisionEntry(BindingEntry):
    kind: Literal["scope", "ground", "gate", "requirement", "duty", "exposure", "measure"]
    cascade: Literal["adequacy", "safeguard", "derogation"] | None = None
    severity: Literal["block", "error", "warn", "info"] | None = None
    bars: list[Text] = []
    duty: Literal["filing", "notice", "review", "evidence", "record", "copy", "plan"] | None = None
    role: Literal["problem", "mitigating"] | None = None
    category: Literal["technical", "contractual", "organisational"] | None = None
    weight: Literal["may_close_gap", "cannot_bind_authorities", "marker_of_failure"] | None = None
    effectiveness: (
        Literal["effective_if_all_conditions", "conditional", "supporting", "not_effective_where_problem_law_applies"] | None
    ) = None
    threats: list[Text] = []
    conditions: list[Text] = []
    binding: Literal["law", "decision", "court", "guidance"] = "law"
    tools: list[Text] = []
    destinations: list[Text] = []
    applies_if: Any = "always"
    even_unrestricted: bool = False
    legal_review: bool = False
    note: Text | None = None
    review: ReviewEntry | None = None
    risks: list[RiskEntry] = []


class MemberEntry(_Strict):
    code: Text
    first: date | None = Field(default=None, alias="from")
    last: date | None = Field(default=None, alias="until")
    note: Text | None = None
    confidence: Confidence | None = None
    read_in: list[Text] = []


class GroupEntry(_Strict):
    id: Text
    title: Text
    says: Text = ""
    source: SourceEntry
    members: list[MemberEntry] = Field(min_length=1)


class RegimeEntry(_Strict):
    id: Text
    title: Text
    says: Text
    cascade: list[Literal["adequacy", "safeguard", "derogation"]]
    binds: BindingEntry


class PageEntry(_Strict):
    id: Text
    title: Text
    url: Text | None = None
    kind: Literal["official", "secondary", "memory"]
    how_read: Text


class LawFile(_Strict):
    """One file: what it is about, and any of a regime, groups, pages and provisions."""

    title: Text
    says: Text = ""
    regimes: list[Text] = []
    applies_if: Any = "always"
    regime: RegimeEntry | None = None
    groups: list[GroupEntry] = []
    pages: list[PageEntry] = []
    provisions: list[ProvisionEntry] = []


def shape(raw: object, file: str) -> tuple[LawFile | None, list[Problem]]:
    """The file in its shape, or every place where it departs from it."""
    try:
        return LawFile.model_validate(raw), []
    except ValidationError as error:
        return None, [_told(raw, file, problem) for problem in error.errors()]


def _told(raw: object, file: str, problem: Any) -> Problem:
    place = list(problem["loc"])
    where = f"{file}, line {line_of(raw, place)}"
    key = str(place[-1]) if place else "file"
    match problem["type"]:
        case "extra_forbidden":
            known = _keys_at(place[:-1])
            return Problem(where, f"the key {key!r} is not known here.", nearest(key, known))
        case "missing":
            return Problem(where, f"the key {key!r} is missing.", "Add it.")
        case "literal_error":
            return Problem(where, f"{problem['input']!r} is no {key}.", f"Write {problem['ctx']['expected']}.")
        case "date_type":
            return Problem(where, f"{problem['input']!r} is no day for {key!r}.", "Write year-month-day.")
    return Problem(where, f"{key}: {problem['msg']}.", "Look at data/law/README.md.")


def line_of(raw: object, place: list[int | str]) -> int:
    """The line of the innermost mapping on the way to a place."""
    line = getattr(raw, "line", 1)
    for step in place:
        try:
            raw = raw[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            break
        line = getattr(raw, "line", line)
    return line


def _keys_at(place: list[int | str]) -> list[str]:
    model: Any = LawFile
    for step in place:
        if isinstance(step, int):
            continue
        field = next((f for name, f in model.model_fields.items() if step in (name, f.alias)), None)
        inner = [m for m in _models_in(field.annotation)] if field else []
        if not inner:
            return []
        model = inner[0]
    return [field.alias or name for name, field in model.model_fields.items()]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models_in(part)]
