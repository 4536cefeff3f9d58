"""What a backup is: one zip with a journal, its evidence, and a manifest that says what both must be when they are read."""

from __future__ import annotations

from hashlib import file_digest
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

WHAT = "backup of a transfer register"
# How backups are made today; older ones are read for ever.
FORMAT = 1
MANIFEST, EVIDENCE = "manifest.json", "evidence/"
SUFFIX = ".trbackup.zip"

_Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_Count = Annotated[int, Field(ge=0)]


class Member(BaseModel):
    """One file of a backup: its SHA-256 in hex, and its size in bytes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sha256: _Sha256
    size: _Count

    @classmethod
    def of(cls, path: Path) -> Member:
        """What a file is now."""
        with path.open("rb") as file:
            return cls(sha256=file_digest(file, "sha256").hexdigest(), size=path.stat().st_size)


class Manifest(BaseModel):
    """What stands in `manifest.json`. `head` is the hash of the last entry, `head_at` when that was recorded (UTC text).

    `records` counts by kind what was ever recorded, `contacts` and `drafts` what is kept beside the entries; `files` has
    every other member of the zip, by its name.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: Literal["backup of a transfer register"] = WHAT
    format: _Count = FORMAT
    made_at: str
    program: str
    entries: _Count
    head: _Sha256
    head_at: str
    records: dict[str, _Count]
    contacts: _Count
    drafts: _Count
    files: dict[str, Member]

    def file(self) -> bytes:
        """The manifest as a file."""
        return self.model_dump_json(indent=2).encode()
