"""The shape of a scoring.yaml."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field

from transfer_register.assessment.shape import Strict

README = "assessments/transfer_risk/README.md"


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
