"""A small register in which each transfer rests on something of its own, so that an event harms some and leaves the others."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from transfer_register.actions.opening import open_register
from transfer_register.model.event import Event
from transfer_register.model.party import Party
from transfer_register.model.transfer import Transfer
from transfer_register.register.register import Register

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
State = dict[str, Any]

_LISTED = {
    f"dpf.{entry}.{what}": True for entry in ("eu", "uk_ext") for what in ("active", "covers_hr", "covers_non_hr")
} | {"dpf.checked_on": "2026-11-01"}  # fmt: skip
_SCC = [{"tool": "scc", "module": 2, "signed_on": "2024-03-01"}]
_BASE: State = {
    "exporter_role": "controller", "importer_role": "processor", "data_categories": ["name", "email_address"],
    "data_subjects": ["customers"], "purposes": ["hosting"], "persons": 5000, "valid_from": "2024-01-01",
}  # fmt: skip


def _assessed(on: str) -> State:
    return {"tia.exists": True, "tia.dated_on": on, "tia.result": "may_proceed"}


def _case(country: str, home: str = "DE", *, listed: bool = False, facts: State | None = None, **more: Any) -> State:
    party = {"processing_subject_to_gdpr": False} | (_LISTED if listed else {})
    importer = {"name": f"Receiver in {country}", "country": country, "kind": "service_provider", "facts": party}
    state = deepcopy(_BASE) | {"places": [{"country": country, "role": "processing"}], "mechanisms": []} | more
    return {"home": home, "importer": importer, "state": state | {"facts": {"data.hr_context": False} | (facts or {})}}


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
    register, ids = open_register(folder), {}
    with register.batch("tests", AT) as writing:
        homes: dict[str, str] = {}
        for name, case in CASES.items():
            home, importer = case["home"], deepcopy(case["importer"])
            if home not in homes:
                homes[home] = writing.new("party", _normal(Party, {"name": f"Sender in {home}", "country": home}))
            importer["name"] += f", {name}"
            receiver = writing.new("party", _normal(Party, importer))
            ids[name] = writing.new(
                "transfer", _normal(Transfer, case["state"] | {"exporter": homes[home], "importer": receiver})
            )
    return register, ids


def _normal(model: Any, state: State) -> State:
    return model.model_validate(state).model_dump(mode="json", exclude_none=True)


def ends(*provisions: str, on: date = date(2026, 11, 23), **more: Any) -> Event:
    return Event(kind="ends", title="It ends", effective_on=on, provisions=provisions, **more)


def concern(country: str, on: date = date(2026, 11, 20)) -> Event:
    return Event(kind="concern", title="A law without limits", effective_on=on, country=country)
