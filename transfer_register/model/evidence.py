"""Evidence: what is recorded of a file that shows something of a transfer, a party or an assessment; its bytes are kept apart."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

# The vocabulary of what a file can be.
KINDS = "evidence"


class Support(BaseModel):
    """One thing that a file supports.

    `record` is the id of a transfer, a party or an assessment; `tool` a term of data/vocabulary/transfer_tools.yaml where it
    shows a mechanism, `provision` the id of a provision where it answers what was found, `condition` what it fulfils, in words.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    record: str = Field(min_length=1)
    tool: str | None = None
    provision: str | None = None
    condition: str | None = None


class EvidenceRecord(BaseModel):
    """What is recorded of a file.

    `kind` is a term of data/vocabulary/evidence.yaml, None where it is something else; `file` its name without a folder, `size`
    in bytes, `sha256` in hex, under which the file is kept. `dated_on` is the day that the file bears, and the first on which it
    counts; `valid_until` the last one. A day that nobody stated is open.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1)
    kind: str | None = None
    file: str = Field(min_length=1, pattern=r"^[^/\\\x00-\x1f]+$")
    media_type: str
    size: int = Field(ge=1)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    dated_on: date | None = None
    valid_until: date | None = None
    note: str | None = None
    supports: tuple[Support, ...] = Field(min_length=1)
