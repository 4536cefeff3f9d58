"""A small register in which each transfer rests on something of its own, so that an event harms some and leaves the others."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tests.actions import case_register
from tests.actions.case_register import State
from transfer_register.model.event import Event
from transfer_register.register.register import Register

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

_LISTED = {
    f"dpf.{entry}.{what}": True for entry in ("eu", "uk_ext") for what in ("active", "covers_hr", "covers_non_hr")
} | {"dpf.checked_on": "2026-11-01"}  # fmt: skip
_SCC = [{"tool": "scc", "module": 2, "signed_on": "2024-03-01"}]
_BASE: State = {
    "exporter_role": "controller", "importer_role": "processor", "data_categories": ["name", "email_address"],
    "data_subjects": ["customers"], "purposes": ["hosting"], "persons": 5000, "valid_from": "2024-01-01",
    "mechanisms": [], "facts": {"data.hr_context": False},
}  # fmt: skip


def _assessed(on: str) -> State:
    return {"tia.exists": True, "tia.dated_on": on, "tia.result": "may_proceed"}


def _case(country: str, home: str = "DE", *, listed: bool = False, facts: State | None = None, **more: Any) -> State:
    party = {"processing_subject_to_gdpr": False} | (_LISTED if listed else {})
    return case_register.case(_BASE, country, home, party, facts or {}, more)


# What it is called -> its exporter's country, its recipient, its own state. Each has a recipient of its own.
CASES: dict[str, State] = {
    "list": _case("US", listed=True),
    "list and clauses": _case("US", listed=True, mechanisms=_SCC, facts=_assessed("2026-01-10")),
    "list, health": _case("US", listed=True, data_categories=["name", "health"], persons=None),
    "list, workers": _case("US", listed=True, facts={"data.hr_context": True}, persons=70),
    "bridge": _case("US", "GB", listed=True),
    "clauses": _case("IN", mechanisms=_SCC, facts=_assessed("2026-01-10")),
    "clauses, assessed lately": _case("IN", mechanisms=_SCC, facts=_assessed("2026-11-21")),
    "clauses elsewhere": _case("PH", mechanisms=_SCC, facts=_assessed("2026-01-10")),
    "nothing": _case("IN", facts={"tia.exists": False}),
    "adequate": _case("JP"),
}  # fmt: skip


def fill(folder: Path) -> tuple[Register, dict[str, str]]:
    """The register, and the id of each case."""
    return case_register.fill(folder, CASES, AT)


def ends(*provisions: str, on: date = date(2026, 11, 23), **more: Any) -> Event:
    return Event(kind="ends", title="It ends", effective_on=on, provisions=provisions, **more)


def concern(country: str, on: date = date(2026, 11, 20)) -> Event:
    return Event(kind="concern", title="A law without limits", effective_on=on, country=country)
