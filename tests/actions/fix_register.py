"""A small register of transfers that lack one thing or another, and what a person records who has done an act."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.actions import case_register
from tests.actions.case_register import State
from transfer_register.actions.record import save_party, save_transfer
from transfer_register.assessment.act import Act
from transfer_register.model.facts import home_of
from transfer_register.register.register import Register

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

_BASE: State = {
    "exporter_role": "controller", "importer_role": "processor", "data_categories": ["name", "email_address"],
    "data_subjects": ["customers"], "purposes": ["hosting"], "mechanisms": [], "persons": 5000,
    "facts": {"data.hr_context": False, "measures.clear_text_access": False, "tia.exists": False, "tra.exists": False,
              "tia_ch.exists": False},
}  # fmt: skip
_SIGNED = [{"tool": "scc", "module": 2, "signed_on": "2024-03-01"}]


def _case(country: str = "IN", home: str = "DE", *, party: State | None = None, facts: State | None = None, **more: Any) -> State:
    return case_register.case(_BASE, country, home, {"processing_subject_to_gdpr": False} | (party or {}), facts or {}, more)


# What it is called -> its exporter's country, its recipient, its own state. Each has a recipient of its own.
CASES: dict[str, State] = {
    "nothing": _case(),
    "assessed": _case(facts={"tia.exists": True, "tia.dated_on": "2026-01-10", "tia.result": "may_proceed"}),
    "signed": _case(mechanisms=_SIGNED),
    "signed, not asked": _case(mechanisms=_SIGNED, facts={"tia.exists": True}, party={"processing_subject_to_gdpr": None}),
    "read in the clear": _case(
        "US", mechanisms=_SIGNED, facts={"measures.clear_text_access": True},
        party={"under_problem_law": True, "us_ecsp": True, "dpf.eu.active": False},
    ),
    "to the list": _case("US", party={"dpf.eu.active": None}),
    "from London": _case(home="GB"),
    "from London, signed": _case(home="GB", mechanisms=_SIGNED, facts={"tra.exists": True, "tra.result": "may_proceed"}),
    "from Zurich": _case(home="CH", mechanisms=_SIGNED, facts={"tia_ch.exists": True, "tia_ch.result": "may_proceed"}),
    "controllers": _case("BR", importer_role="controller", data_categories=["name", "health"], facts={"tia.exists": True}),
    "processors": _case("PH", exporter_role="processor", importer_role="sub_processor", facts={"tia.exists": True}),
    "back to its controller": _case("AU", exporter_role="processor", importer_role="controller"),
    "seen from afar": _case(
        "IE", mechanisms=_SIGNED, places=[{"country": "IE", "role": "processing"}, {"country": "IN", "role": "support_access"}]
    ),
    "stored afar": _case(
        "IE", mechanisms=_SIGNED, places=[{"country": "IE", "role": "processing"}, {"country": "IN", "role": "storage"}]
    ),
    "no roles": _case(exporter_role=None, importer_role=None),
    "permitted": _case("CH", facts={"onward.exists": True}),
}  # fmt: skip


def fill(folder: Path) -> tuple[Register, dict[str, str]]:
    """The register, and the id of each case."""
    return case_register.fill(folder, CASES, AT)


def record_acts(register: Register, transfer: str, acts: list[Act]) -> None:
    """Records, through the forms' own actions, what a person records who has done these acts."""
    found = register.record(transfer)
    state = deepcopy(found.state)
    party = register.record(state["importer"])
    importer, home = deepcopy(party.state), register.parties()[state["exporter"]].country
    for act in acts:
        _done(act, state, importer, home)
    if importer != party.state:
        save_party(register, importer, actor="tests", at=AT, id=party.id, version=party.version)
    save_transfer(register, state, actor="tests", at=AT, id=transfer, version=found.version)


def _done(act: Act, state: State, importer: State, home: str) -> None:
    if act.ends == "transfer":
        state["valid_to"] = (ON - timedelta(days=1)).isoformat()
    if act.ends == "destination":
        state["places"] = [p for p in state["places"] if not _at(act, p, importer)]
    module = next((s.value for s in act.sets if s.fact == "scc.module"), None)
    for setting in act.sets:
        side, name = home_of(setting.fact)
        match setting.fact, setting.how:
            case "transfer.tools", "add":
                scc = {"module": module} if module else {}
                state["mechanisms"] = [
                    *(state["mechanisms"] or []),
                    {"tool": setting.value[0], "signed_on": ON.isoformat(), **scc},
                ]
            case "data.categories", "drop":
                state["data_categories"] = [term for term in state["data_categories"] if term not in setting.value]
            case "importer.country", "as":
                state["places"] = [p | {"country": home} if _at(act, p, importer) else p for p in state["places"]]
            case _, how if side != "derived":
                facts = (importer if side == "importer" else state).setdefault("facts", {})
                value = ON.isoformat() if how == "as" else setting.value
                facts[name] = sorted({*facts.get(name, ()), *setting.value}) if how == "add" else value


def _at(act: Act, place: State, importer: State) -> bool:
    return place["role"] in act.roles and place["country"] != importer["country"]
