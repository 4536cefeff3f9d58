"""What a list would become, and what became of it: the values of a preview, of what a person says of it, and of a taking."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from transfer_register.intake import bring_in
from transfer_register.intake.likeness import Likeness
from transfer_register.intake.plan import Plan
from transfer_register.intake.recognise import Recognised
from transfer_register.intake.rows import PreviewRow
from transfer_register.intake.taking import Taking

# Stands for the exporter in a preview until somebody names one, so that the rows can be seen; it is never recorded.
UNNAMED = "Exporter, not named yet"


@dataclass(frozen=True)
class Options:
    """What a person says about the whole file. `exporter` is a party's id; without one, `exporter_name` is found or made.

    `same` answers which party a name is: key of `PreviewedParty` -> one of its `similar` by id, or "" for a new one.
    `corrections` says what rows mean (`intake.corrections`), `settled` which rows leave no doubt; both by `source`.
    `profile` is None for the profile by which the file is recognised, "" for none, or the id of one.
    """

    exporter: str | None = None
    exporter_name: str | None = None
    exporter_country: str | None = None
    exporter_role: str | None = None
    importer_role: str | None = None
    data_categories: tuple[str, ...] = ()
    data_subjects: tuple[str, ...] = ()
    sheet: str | None = None
    mapping: dict[str, str] | None = None
    same: dict[str, str] = field(default_factory=dict)
    corrections: dict[tuple[int, int], dict[str, str]] = field(default_factory=dict)
    settled: frozenset[tuple[int, int]] = frozenset()
    profile: str | None = None

    def taking(self, rows: tuple[PreviewRow, ...] = ()) -> Taking:
        nobody = self.exporter is None and not self.exporter_name and not any(row.exporter for row in rows)
        return Taking(
            exporter=self.exporter, exporter_name=UNNAMED if nobody else self.exporter_name,
            exporter_country=self.exporter_country, exporter_role=self.exporter_role, importer_role=self.importer_role,
            data_categories=self.data_categories, data_subjects=self.data_subjects, same=self.same, settled=self.settled,
        )  # fmt: skip


@dataclass(frozen=True)
class PreviewedParty:
    """A party of the file; `status` is created, changed (blanks are filled) or unchanged. `key` names it in `Options.same`."""

    name: str
    status: str
    id: str | None = None
    similar: tuple[Likeness, ...] = ()
    key: str = ""
    named_anew: bool = False


@dataclass(frozen=True)
class PreviewedTransfer:
    """A transfer of the file; `status` is created, changed, unchanged or refused, with the reasons in `why`."""

    recipient: str
    status: str
    line: int
    flags: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    state: dict[str, Any] = field(default_factory=dict)
    differences: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    party: str = "created"
    decision: str = "ready"
    source: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Preview:
    """What a file would become. `read` is the reading, `planned` what it means for the register at journal entry `seen`.

    `profile` tells which profiles its tables were read by, and how sure that is; what they say of every row is only proposed.
    """

    read: bring_in.Preview
    planned: Plan
    options: Options
    seen: int
    parties: tuple[PreviewedParty, ...]
    transfers: tuple[PreviewedTransfer, ...]
    profile: tuple[Recognised, ...] = ()

    @property
    def reader(self) -> str:
        return self.read.reader

    @property
    def sha256(self) -> str:
        return self.read.sha256

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [row.as_dict() for row in self.read.rows]

    @property
    def problems(self) -> tuple[Any, ...]:
        return self.read.problems


@dataclass(frozen=True)
class Taken:
    """What was recorded: the batch, counts of transfers, `tasks` as counts of open questions, the ids that were written."""

    batch: str | None
    created: int
    changed: int
    unchanged: int
    refused: int
    tasks: int
    parties: int
    transfers: tuple[str, ...] = ()
