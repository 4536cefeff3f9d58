"""Two parties that a person said are two: they are alike, were looked at, and are not asked about again."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Distinct(BaseModel):
    """`parties` are the ids of the two, in the order of their ids; why they are two is the reason of the entry."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    parties: tuple[str, ...] = Field(min_length=2, max_length=2)
