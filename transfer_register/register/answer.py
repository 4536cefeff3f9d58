"""What the register answers with: rows of a question, or one record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Answer:
    """The rows of one question, with the question and its parameters, so that both can be shown beside the figure."""

    columns: tuple[str, ...]
    rows: list[tuple]
    sql: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)

    def dicts(self) -> list[dict[str, Any]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def frame(self) -> pandas.DataFrame:
        """The rows as a data frame, for tables on screen."""
        import pandas

        return pandas.DataFrame(self.rows, columns=list(self.columns))


@dataclass(frozen=True)
class Recorded:
    """A record, now or at a day. `state` is its full content, `at` (UTC text) and `actor` tell of its newest version."""

    kind: str
    id: str
    version: int
    state: dict[str, Any]
    at: str
    actor: str


@dataclass(frozen=True)
class Version:
    """One version of a record: the journal's entry of it. `state` is None where it was taken away; `at` is UTC text."""

    sequence: int
    at: str
    actor: str
    batch: str | None
    record: str
    kind: str
    version: int
    act: str
    why: str | None
    state: dict[str, Any] | None
    hash: str
