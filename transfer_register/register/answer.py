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
    """A record as it stands now. `state` is its full content, `at` (UTC text) and `actor` tell of its newest version."""

    kind: str
    id: str
    version: int
    state: dict[str, Any]
    at: str
    actor: str
