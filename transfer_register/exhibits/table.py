"""An answer as a table in words: the twin of every picture, and the picture itself where a list is what is wanted.

Columns are known by their names in the SQL, so the same name means the same thing in every exhibit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from transfer_register.exhibits import style
from transfer_register.exhibits.style import Mark
from transfer_register.exhibits.tally import VERDICTS
from transfer_register.model.facts import FACTS
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    import pandas

    from transfer_register.register.answer import Answer


@dataclass(frozen=True)
class Column:
    """`kind`: text, code, count, number, day, mark. `name` is the column of the SQL."""

    name: str
    title: str
    kind: str = "text"


@dataclass(frozen=True)
class Counted:
    """A cell that holds a count and the state it is shown in."""

    number: int
    mark: Mark | None = None

    def __str__(self) -> str:
        return f"{self.mark.glyph} {style.number(self.number)}" if self.mark else style.number(self.number)


Value = str | int | float | date | Mark | Counted | None


@dataclass(frozen=True)
class Table:
    """Counts and days keep their type, so that they sort; states are marks; everything else is words."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    def texts(self) -> list[list[str]]:
        """Every cell as it is read; nothing known is an en dash."""
        return [[_text(value, column.kind) for value, column in zip(row, self.columns, strict=True)] for row in self.rows]

    def frame(self) -> pandas.DataFrame:
        """For a grid: titles as columns, marks as shape and word, counts and days as they are."""
        import pandas

        rows = [
            [_text(v, c.kind) if isinstance(v, Mark | Counted) else v for v, c in zip(r, self.columns, strict=True)]
            for r in self.rows
        ]
        frame = pandas.DataFrame(rows, columns=[column.title for column in self.columns], dtype=object)
        for column in self.columns:
            if column.kind == "count":
                frame[column.title] = frame[column.title].astype("Int64")
            elif column.kind == "number":
                frame[column.title] = frame[column.title].astype("Float64")
            elif column.kind == "day":
                frame[column.title] = pandas.to_datetime(frame[column.title]).dt.date
        return frame


# Column of an answer -> (title, kind, vocabulary of its terms).
_COLUMNS: dict[str, tuple[str, str, str | None]] = {
    "id": ("Transfer", "code", None),
    "transfer": ("Transfer", "code", None),
    "origin": ("Exporter in", "text", "countries"),
    "destination": ("Destination", "text", "countries"),
    "country": ("Destination", "text", "countries"),
    "countries": ("Destinations", "text", "countries"),
    "exporter_name": ("Exporter", "text", None),
    "exporter_country": ("Exporter in", "text", "countries"),
    "exporter_role": ("Exporter's role", "text", "roles"),
    "importer_name": ("Recipient", "text", None),
    "importer_country": ("Recipient in", "text", "countries"),
    "importer_kind": ("Kind of recipient", "text", "recipient_kinds"),
    "importer_role": ("Recipient's role", "text", "roles"),
    "data_categories": ("Data", "text", "data_categories"),
    "data_subjects": ("Data subjects", "text", "data_subjects"),
    "purpose_shown": ("Purpose", "text", None),
    "tools": ("Mechanism", "text", "transfer_tools"),
    "tool": ("Mechanism", "text", "transfer_tools"),
    "regimes": ("Regimes", "text", "regimes"),
    "regime": ("Regime", "text", "regimes"),
    "verdict": ("Verdict", "mark", "verdicts"),
    "band": ("Risk left", "mark", "bands"),
    "score_low": ("Risk left at best", "number", None),
    "score": ("Risk left at worst", "number", None),
    "points": ("Points", "number", None),
    "low": ("To the better end", "number", None),
    "high": ("To the worse end", "number", None),
    "harm_low": ("Harm at best", "number", None),
    "harm_high": ("Harm at worst", "number", None),
    "failure_low": ("Failure at best", "number", None),
    "failure_high": ("Failure at worst", "number", None),
    "safeguards_low": ("Safeguards at worst, percent", "number", None),
    "safeguards_high": ("Safeguards at best, percent", "number", None),
    "destinations": ("Destinations", "count", None),
    "governance": ("Governance of 100", "number", None),
    "governance_margin": ("Give or take", "number", None),
    "governance_year": ("Year", "code", None),
    "transfers": ("Transfers", "count", None),
    "alone": ("Decided by this alone", "count", None),
    "persons": ("Persons a year", "count", None),
    "persons_unknown": ("Transfers without a number of persons", "count", None),
    "flags": ("Unclear", "text", "flags"),
    "groups": ("Destination as a group", "text", None),
    "destination_group": ("Destination as a group", "text", None),
    "reach": ("Reach", "text", None),
    "starts": ("From", "day", None),
    "ends": ("Until", "day", None),
    "valid_from": ("From", "day", None),
    "valid_to": ("Until", "day", None),
    "review_on": ("Review", "day", None),
    "recorded_at": ("Recorded", "day", None),
    "fact": ("What to ask", "fact", None),
    "ask": ("What to ask", "fact", None),
    "ground": ("Carried by", "text", None),
    "grounds": ("Carried by", "text", None),
    "fallbacks": ("Also carried by", "text", None),
    "provision": ("Provision", "text", None),
    "item": ("Asked", "text", None),
    "owner": ("Owner", "text", None),
    "systems": ("Systems", "text", None),
    "note": ("Note", "text", None),
}
OUTCOMES = {
    "met": "Met", "not_met": "Not met", "breached": "Breached", "unknown": "Unknown", "not_applicable": "Does not apply",
    "yes": "Yes", "no": "No",
}  # fmt: skip
KINDS = {
    "binding": "Whom it binds", "scope": "Scope", "ground": "Ground", "gate": "Prohibition", "requirement": "Requirement",
    "duty": "Duty", "exposure": "Law of the destination", "measure": "Measure",
}  # fmt: skip
PARTS = {"harm": "Harm to people", "failure": "Protection fails", "safeguards": "Safeguards"}
_REACHES = {"global": "Anywhere", "undetermined": "Not understood", "unknown": "Not known", "listed": "Listed"}


def table(answer: Answer, words: Words, *, leave_out: tuple[str, ...] = (), titles: dict[str, str] | None = None) -> Table:
    """An answer with its terms in words. `titles` names ids that only the caller can name (provisions, items)."""
    kept = [(place, name) for place, name in enumerate(answer.columns) if name not in leave_out]
    columns = tuple(_column(name, words) for _, name in kept)
    rows = tuple(tuple(_value(name, row[place], words, titles or {}) for place, name in kept) for row in answer.rows)
    return Table(columns, rows)


def _column(name: str, words: Words) -> Column:
    if name in VERDICTS:
        return Column(name, style.verdict(words, name).word, "count")
    title, kind, _ = _COLUMNS.get(name, (name.replace("_", " ").capitalize(), "text", None))
    return Column(name, title, "text" if kind == "fact" else kind)


def _value(name: str, value: Any, words: Words, titles: dict[str, str]) -> Value:
    _, kind, vocabulary = _COLUMNS.get(name, ("", "text", None))
    if isinstance(value, list | tuple):
        return ", ".join(str(_value(name, part, words, titles)) for part in value) or None
    if value is None:
        return None
    match name, kind:
        case "verdict", _:
            return style.verdict(words, value)
        case "band", _:
            return style.band(words, value)
        case "outcome", _:
            return OUTCOMES.get(value, value)
        case "kind", _:
            return KINDS.get(value, value)
        case "part", _:
            return PARTS.get(value, value)
        case "reach", _:
            return _REACHES.get(value, value)
        case _, "fact":
            return FACTS[value].label if value in FACTS else value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if vocabulary is not None:
        return words.label(vocabulary, value) if vocabulary in words.lists else value
    return titles.get(value, value) if isinstance(value, str) else value


def _text(value: Value, kind: str) -> str:
    match value:
        case None | "":
            return "–"
        case Mark():
            return value.text
        case bool() | Counted():
            return str(value)
        case int():
            return style.number(value)
        case float():
            return style.number(value, digits=1)
        case date():
            return style.short_day(value)
    return str(value)
