"""A profile: what the columns of a kind of file were taken for, kept so that the next file of that kind is known."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Profile(BaseModel):
    """What a person said of one kind of file.

    `headings` are all headings of its table as they stand there, by which the next one is known; `fields` maps those to
    fields of data/vocabulary/headings.yaml, "" for a column that is kept as raw text only. What is said of every row stands
    beside: `exporter` is the id of a party, the roles are terms of `model.roles.ROLES`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    headings: tuple[str, ...]
    fields: dict[str, str]
    exporter: str | None = None
    exporter_role: str | None = None
    importer_role: str | None = None
    data_categories: tuple[str, ...] = ()
    data_subjects: tuple[str, ...] = ()
