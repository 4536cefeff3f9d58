"""A saved filter: which transfers are meant, under a name that everybody who works with the register knows."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class SavedFilter(BaseModel):
    """`says` holds the fields of the filter (model/filter.py) that narrow, as they are: a text cannot hold every name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=60)
    says: dict[str, str | tuple[str, ...]] = Field(min_length=1)
