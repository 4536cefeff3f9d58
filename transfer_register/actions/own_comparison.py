"""One comparison of the register's own spreadsheet with the register: what stands there now, and which rows speak of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from transfer_register.actions.own_parties import OwnParties, Unclear
from transfer_register.errors import Problem
from transfer_register.intake.bring_in import Preview
from transfer_register.intake.gazetteer import fold
from transfer_register.intake.own_columns import COLUMNS, IDS
from transfer_register.intake.own_preview import NAMED, OwnRecord, problem
from transfer_register.intake.own_words import FACTS, Labels, installed_words
from transfer_register.intake.tables import RowProblem
from transfer_register.model.transfer import Transfer
from transfer_register.register.register import Register
from transfer_register.reports.register_to_edit.taking import mark_of

State = dict[str, Any]
# Why a row cannot be taken: the heading of the cell, where it is one, and the sentence.
Why = tuple[tuple[str | None, str], ...]

SIDES = {"exporter": "Exporter", "importer": "Recipient", "parent": "Belongs to"}
_RECORDS = {kind: f"SELECT id, state, version FROM {kind}" for kind in COLUMNS}
_GONE = """
SELECT record, arg_max(act, version), arg_max(actor, version), CAST(CAST(arg_max(recorded_at, version) AS DATE) AS VARCHAR)
FROM change WHERE record IN (SELECT unnest($ids)) GROUP BY record
"""


@dataclass(frozen=True)
class Meant:
    """What a row comes to: the state to record, what changes in it (field -> recorded, said), and why it cannot be taken."""

    state: State
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    why: Why = ()


class Comparison:
    """A file beside the register. `recorded` are its transfers and parties with their versions, `problems` what is found."""

    def __init__(self, register: Register | None, read: Preview, same: Mapping[str, str]):
        self.register, self.read, self.own = register, read, read.own
        self.recorded = {kind: _records(register, kind) for kind in COLUMNS}
        self.mark = mark_of(register) if register else ""
        self.parties = OwnParties({id: state for id, (state, _) in self.recorded["party"].items()}, same)
        names = {id: state["name"] for id, (state, _) in self.recorded["party"].items()}
        self.labels = Labels(register.words if register else installed_words(), names)
        self.problems: list[RowProblem] = []
        self.lines: dict[tuple[str, str], list[int]] = {}
        for record in self.own.records:
            if self.is_here(record) and record.row.id:
                self.lines.setdefault((record.row.kind, record.row.id), []).append(record.row.line)
        self.gone = self._of_gone()
        # Rows that another register wrote out, and its parties as they are called here, by their ids there.
        self.others = {(each.row.kind, each.row.exact.id): each for each in self.own.records if not self.is_here(each)}
        self.other_parties: dict[str, str] = {}

    def is_here(self, record: OwnRecord) -> bool:
        """Whether the row was written out by this register; a row of another one brings new records."""
        return record.row.exact is None or record.row.exact.register == self.mark

    def refused(self, record: OwnRecord) -> Why | None:
        row = record.row
        lines = self.lines[row.kind, row.id]
        if len(lines) > 1:
            others = ", ".join(str(line) for line in lines if line != row.line)
            return (
                (
                    IDS[row.kind],
                    f"{row.id} stands twice, here and in line {others}. Keep one row; for a new record, empty the ID.",
                ),
            )
        if row.exact is not None and row.exact.id != row.id:
            what = f"the row says {row.id}, but what it held before is {row.exact.id}: cells of several rows were mixed, as when "
            return ((IDS[row.kind], f"{what}only some columns are sorted. Make a fresh export and repeat your changes."),)
        if row.id in self.recorded[row.kind]:
            return None
        if row.id in self.gone:
            act, actor, day = self.gone[row.id]
            how = "erased" if act == "erase" else "taken away"
            mend = "Restore it in the register first, or empty the ID to record the row anew."
            return ((IDS[row.kind], f"{row.id} was {how} by {actor} on {day}. {mend}"),)
        return ((IDS[row.kind], f"there is no {row.id} in this register. Empty the ID to record the row anew."),)

    def new_state(self, record: OwnRecord) -> Meant:
        """The state of a row that has no record here yet."""
        if record.bad:
            return Meant(record.state, why=tuple((each.heading, each.what) for each in record.bad))
        state = record.state
        if record.row.exact is not None and not self.is_here(record):
            names = record.row.exact.names
            state = dict(state)
            for side in SIDES:
                if (id := state.get(side)) in names:
                    name = names[id].removesuffix(f"[{id}]").strip()
                    state[side] = self.other_parties.get(id, f"{NAMED}{name}")
        state, why = self.resolved(state, record.row.line)
        return Meant(state, why=why)

    def resolved(self, state: State, line: int) -> tuple[State, Why]:
        """The state with ids or keys of parties in the place of names."""
        found, why = dict(state), []
        for side, heading in SIDES.items():
            if state.get(side):
                try:
                    found[side] = self.parties.resolved(state[side], line)
                except Unclear as error:
                    why.append((heading, str(error)))
        return found, tuple(why)

    def checked(self, meant: Meant, problems: list[Problem]) -> Meant:
        """Only what the row itself changed can make it wrong; what was recorded so before stays as it is."""
        headings = {column.field: column.heading for columns in COLUMNS.values() for column in columns}
        facts = FACTS["party"] | FACTS["transfer"]
        touched = {headings.get(name.partition(".")[0], "") for name in meant.changes} | {
            facts[name[6:]].label for name in meant.changes if name.startswith("facts.") and name[6:] in facts
        } | ({"Period"} if meant.changes.keys() & {"valid_from", "valid_to"} else set())  # fmt: skip
        wrong = [each for each in problems if not meant.changes or each.where in touched or each.where in ("Follows", "Regimes")]
        return replace(meant, why=tuple((each.where, f"{each.what} {each.mend}".strip()) for each in wrong)) if wrong else meant

    def tell(self, record: OwnRecord, why: Why) -> None:
        """Takes note of why a row cannot be taken, as far as the reading has not told it."""
        known = {(each.heading, each.what) for each in record.bad}
        for heading, what in why:
            told = problem(record.row, heading, what)
            if (heading, what) not in known and told not in self.problems[-8:]:
                self.problems.append(told)

    def called(self, state: State) -> str:
        said = state.get("importer") or ""
        if said in self.parties.made:
            return self.parties.made[said].state["name"]
        if said in self.recorded["party"]:
            return self.recorded["party"][said][0]["name"]
        return said.removeprefix(NAMED)

    def flows(self) -> dict[tuple[str, str, str], list[str]]:
        """Transfers that no row of the file names by its id, by their flow: a new row may be one of them."""
        if all(self.is_here(record) and record.row.id for record in self.own.records):
            return {}
        flows: dict[tuple[str, str, str], list[str]] = {}
        for id, (state, _) in self.recorded["transfer"].items():
            if ("transfer", id) not in self.lines:
                flows.setdefault(flow(state), []).append(id)
        return flows

    def _of_gone(self) -> dict[str, tuple[str, str, str]]:
        missing = [id for kind, id in self.lines if id not in self.recorded[kind]]
        if not missing or self.register is None:
            return {}
        return {id: (act, actor, day) for id, act, actor, day in self.register.ask(_GONE, {"ids": missing}).rows}


def _records(register: Register | None, kind: str) -> dict[str, tuple[State, int]]:
    if register is None:
        return {}
    return {id: (orjson.loads(state), version) for id, state, version in register.ask(_RECORDS[kind], {}).rows}


def flow(state: State) -> tuple[str, str, str]:
    return state["exporter"], state["importer"], " ".join(fold(state.get("purpose_text") or "").split())


def whole(state: State) -> bytes:
    """All that a transfer says, for comparing; where it was read is no part of it."""
    whole = Transfer.model_validate({name: value for name, value in state.items() if name != "origin"})
    kept = {name: value for name, value in whole.model_dump(mode="json", exclude_none=True).items() if value not in ("", {})}
    return orjson.dumps(kept, option=orjson.OPT_SORT_KEYS)
