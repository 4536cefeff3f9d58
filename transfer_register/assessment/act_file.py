"""The shape of acts.yaml."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from transfer_register.assessment.shape import Strict

README = "docs/decisions/026-acts-are-tried-by-the-judge.md"


class EffortEntry(Strict):
    id: str
    rank: int = Field(ge=1)
    label: str = Field(min_length=1)
    says: str = Field(min_length=1)
    last: bool = False


class BarEntry(Strict):
    findings: list[str] = Field(min_length=1)
    says: str = Field(min_length=1)
    applies_if: Any = "always"


class ReasonEntry(Strict):
    says: str = Field(min_length=1)
    applies_if: Any


class ActEntry(Strict):
    id: str
    title: str = Field(min_length=1)
    says: str = Field(min_length=1)
    effort: str
    rests_on: Literal["ours", "other_side", "finding"]
    provided: str | None = None
    cites: list[str] = Field(min_length=1)
    applies_if: Any
    regimes: list[str] = Field(default_factory=list)
    reaches: Literal["transfer", "destination"] = "transfer"
    roles: list[str] = Field(default_factory=list)
    established: bool | None = None
    sets: dict[str, Any] = Field(default_factory=dict)
    ends: Literal["transfer", "destination"] | None = None


class ActsFile(Strict):
    title: str
    says: str
    efforts: list[EffortEntry] = Field(min_length=1)
    bars: list[BarEntry]
    reasons: list[ReasonEntry] = Field(min_length=1)
    acts: list[ActEntry] = Field(min_length=1)
