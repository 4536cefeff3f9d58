"""An export: a document of the register that was handed out, as the log of exports has it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Export(BaseModel):
    """What was handed out, and to whom; who made it and when stand in the entry.

    `sha256` and `size` (bytes) are those of the file that left; `content_sha256` that of the content, alike in every format, None
    for a table to work with. `number` and `version` are the document's own. `signed_by` is the fingerprint of the key of a
    package.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1)
    report: str = Field(min_length=1)
    formats: tuple[str, ...] = Field(min_length=1)
    package: bool = False
    signed_by: Sha256 | None = None
    number: str | None = None
    version: str | None = None
    content_sha256: Sha256 | None = None
    sha256: Sha256
    size: int = Field(ge=0)
    on: date | None = None
    law_on: date | None = None
    known_on: date | None = None
    scope: str | None = None
    language: str | None = None
    addressee: str | None = None
