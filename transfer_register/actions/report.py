"""Writing a report: the register on its days, through a filter, as a file in one format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from transfer_register.errors import Refused
from transfer_register.model.filter import Filter
from transfer_register.register.register import Register
from transfer_register.reports import report, text_gate
from transfer_register.reports.making import Making
from transfer_register.reports.taking import take_snapshot

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
    "csv": "text/csv",
    "json": "application/json",
}


@dataclass(frozen=True)
class ReportKind:
    """A report that can be written: `options` are the names of what only the organisation knows.

    `filtered` is false where a report does not ask which transfers are meant.
    """

    name: str
    title: str
    says: str
    formats: tuple[str, ...]
    options: tuple[str, ...]
    filtered: bool


@dataclass(frozen=True)
class Produced:
    """A file: its name, its media type, its bytes, and what the reader of the log should know of its making."""

    name: str
    mime: str
    data: bytes
    notes: list[str]


def reports() -> list[ReportKind]:
    """Every report of this installation, with the formats it comes in; those that show transfers first."""
    found = []
    for name in sorted(report.names(), key=lambda name: not report.about(name).FILTERED):
        module = report.about(name)
        says = (module.__doc__ or "").strip().splitlines()[0]
        options = tuple(f.name for f in fields(module.Options))
        found.append(ReportKind(name, module.TITLE, getattr(module, "SAYS", says), module.FORMATS, options, module.FILTERED))
    return found


def write(
    register: Register, name: str, format: str, *, on: date, law_on: date, at: datetime, actor: str,
    known_on: date | None = None, filter: Filter | None = None, options: dict[str, Any] | None = None,
    progress: Callable[[str], None] = lambda step: None,
) -> Produced:  # fmt: skip
    """Writes one report. Raises `Refused` for a report, a format or an option that there is not."""
    module = report.about(name)
    if format not in module.FORMATS:
        raise Refused(f"{module.TITLE} comes as {', '.join(module.FORMATS)}, not as {format}.")
    chosen = _options(register, module, options or {}, actor)
    progress("Reading the register")
    if hasattr(module, "make"):  # tables to work with, no document to read
        making = Making.of(register, at, actor)
        file, data = module.make(
            register, format, chosen, making, on=on, law_on=law_on, known_on=known_on, filter=filter, progress=progress
        )  # fmt: skip
        return Produced(file, MEDIA[format], data, [])
    if module.FILTERED:
        wanted = {"pictures": getattr(module, "PICTURES", True), "people": getattr(module, "PEOPLE", False)}
        taken = take_snapshot(register, on=on, law_on=law_on, known_on=known_on, filter=filter, **wanted)
    else:
        taken = module.take(register, chosen, today=on)
    progress(f"Setting {taken.extent}")
    document = report.build(name, taken, chosen)
    progress("Writing the file")
    data = report.render(document, format, Making.of(register, at, actor))
    notes = [text_gate.sentence(document.replaced)] if document.replaced else []
    return Produced(report.file_name(document, format), MEDIA[format], data, notes)


def _options(register: Register, module: Any, stated: dict[str, Any], actor: str) -> Any:
    known = {f.name for f in fields(module.Options)}
    if strange := sorted(set(stated) - known):
        raise Refused(f"{module.TITLE} has no option {strange[0]}; there are {', '.join(sorted(known))}.")
    setting = register.record("organisation")
    whole = {"organisation": (setting.state.get("name") if setting else None) or "Organisation not stated", "prepared_by": actor}
    kinds = {f.name: f.type for f in fields(module.Options)}
    given = {name: _in_kind(name, kinds[name], value) for name, value in stated.items() if value not in (None, "")}
    return module.Options(**{**whole, **given})


def _in_kind(name: str, kind: str, value: Any) -> Any:
    """A day or a yes of the command line in its kind; everything else as it stands."""
    if not isinstance(value, str):
        return value
    if kind.startswith("date"):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise Refused(f"{name}: {value!r} is no day; write year-month-day, as 2026-11-22.") from None
    if kind == "bool":
        if value.lower() not in ("yes", "no"):
            raise Refused(f"{name}: write yes or no, not {value!r}.")
        return value.lower() == "yes"
    return value
