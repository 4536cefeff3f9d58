"""The plan for the register's own spreadsheet: which records it changes, in which fields, and which of its rows cannot be taken.

Three states meet: what was written out, what the row says now, and what the register says now. What only one of the two sides
changed is merged; a field that both changed differently is named with both values, and its row waits. Nothing is ended.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from transfer_register.actions.check import check_transfer
from transfer_register.actions.own_comparison import SIDES, Comparison, State, Why, flow, whole
from transfer_register.actions.own_merge import merged_row
from transfer_register.actions.own_party_rows import plan_parties
from transfer_register.errors import Refused
from transfer_register.intake.bring_in import STEP, Preview, Tell, silent
from transfer_register.intake.own_preview import OwnRecord
from transfer_register.intake.plan import Plan, PlannedTransfer
from transfer_register.intake.tables import RowProblem
from transfer_register.register.register import Register


def plan_own(
    register: Register | None, read: Preview, same: Mapping[str, str], tell: Tell = silent
) -> tuple[Plan, tuple[RowProblem, ...]]:
    """The plan, and what only the register shows to be wrong with rows of the file."""
    with_ = Comparison(register, read, same)
    plan_parties(with_)
    planning = _Transfers(with_)
    transfers = []
    records = [record for record in read.own.records if record.row.kind == "transfer"]
    for at, record in enumerate(records):
        if not at % STEP:
            tell("Comparing with the register", at / len(records))
        transfers.append(planning.planned(record))
    return Plan(read.file, read.sha256, with_.parties.planned(), tuple(transfers)), tuple(with_.problems)


@dataclass(frozen=True)
class OwnTransfer(PlannedTransfer):
    """A new transfer; `key` stands for it where another row of the file carries it onward, until it has an id."""

    key: str = ""


def in_order(writes: list[PlannedTransfer]) -> list[PlannedTransfer]:
    """Those first that others of the same file carry onward. Raises `Refused` where one of these is left out."""
    by_key = {each.key: each for each in writes if isinstance(each, OwnTransfer) and each.key}
    ordered: dict[int, PlannedTransfer] = {}
    for each in writes:
        chain = [each]
        while (followed := chain[-1].state.get("follows", "")).endswith(" of the file"):
            if followed not in by_key:
                raise Refused(f"Line {chain[-1].line} carries onward a transfer that is left out. Leave out both, or neither.")
            chain.append(by_key[followed])
        ordered |= {id(one): one for one in reversed(chain) if id(one) not in ordered}
    return list(ordered.values())


class _Transfers:
    """Plans the rows of the sheet Transfers, each once: one may be asked for by another that carries it onward."""

    def __init__(self, with_: Comparison):
        self._with = with_
        self._flows = with_.flows()
        self._new: dict[bytes, int] = {}
        self._planned: dict[tuple[int, int], PlannedTransfer] = {}

    def planned(self, record: OwnRecord) -> PlannedTransfer:
        """The plan of one row of the sheet Transfers."""
        if record.source not in self._planned:
            self._planned[record.source] = self._transfer(record)
        return self._planned[record.source]

    def _transfer(self, record: OwnRecord) -> PlannedTransfer:
        row = record.row
        if not (self._with.is_here(record) and row.id):
            return self._new_transfer(record)
        if (why := self._with.refused(record)) is not None:
            return self._blocked(record, why)
        recorded, version = self._with.recorded["transfer"][row.id]
        meant = merged_row(self._with, record, recorded)
        if not meant.why and meant.changes and self._with.register is not None:
            sides = [side for side in ("exporter", "importer") if meant.state[side] in self._with.parties.made]
            meant = self._with.checked(meant, check_transfer(self._with.register, meant.state, sides))
        if meant.why:
            return self._blocked(record, meant.why, recorded)
        planned = PlannedTransfer(
            "unchanged", row.line, self._with.called(recorded), "ready", (), recorded, row.id, version, source=record.source
        )  # fmt: skip
        if not meant.changes:
            return planned
        doubts = self._doubts(meant.state)
        return replace(
            planned, act="change", decision="decide" if doubts else "ready", why=doubts, state=meant.state, changes=meant.changes,
            recipient=self._with.called(meant.state),
        )  # fmt: skip

    def _new_transfer(self, record: OwnRecord) -> PlannedTransfer:
        row = record.row
        meant = self._with.new_state(record)
        missing = [
            (SIDES[side], f"it is not said who {does}. Write the name of a party.")
            for side, does in (("exporter", "exports"), ("importer", "receives the data")) if not meant.state.get(side)
        ]  # fmt: skip
        if meant.why or missing:
            return self._blocked(record, (*meant.why, *missing))
        state, here = meant.state, self._with.is_here(record)
        if state.get("follows"):
            state, why = self._following(record, state)
            if why:
                return self._blocked(record, why)
        bare = whole(state)
        if here and (line := self._new.setdefault(bare, row.line)) != row.line:
            return self._as_it_is(record, state, f"the same as line {line}")
        alike = self._flows.get(flow(state), [])
        for id in alike:
            if whole(self._with.recorded["transfer"][id][0]) == bare:
                alike.remove(id)
                return self._as_it_is(record, self._with.recorded["transfer"][id][0], f"in the register as {id}", id)
        if self._with.register is not None and here:
            sides = [side for side in ("exporter", "importer") if state[side] in self._with.parties.made]
            meant = self._with.checked(meant, check_transfer(self._with.register, state, sides))
            if meant.why:
                return self._blocked(record, meant.why)
        doubts = self._doubts(state)
        if here:
            doubts += tuple(
                f"{id} has the same exporter, recipient and purpose; to change that one, edit its row" for id in alike
            )
            state = {"origin": _origin(record, self._with.read)} | state
        decision = "decide" if doubts else "ready"
        key = "" if here else f"{record.row.exact.id} of the file"
        return OwnTransfer("create", row.line, self._with.called(state), decision, doubts, state, source=record.source, key=key)

    def _as_it_is(self, record: OwnRecord, state: State, why: str, id: str | None = None) -> PlannedTransfer:
        called = self._with.called(state)
        return PlannedTransfer("unchanged", record.row.line, called, "ready", (why,), state, id, source=record.source)

    def _following(self, record: OwnRecord, state: State) -> tuple[State, tuple[tuple[str, str], ...]]:
        """The state with the id of the transfer that it carries onward: for another register the one that its row makes."""
        followed = state["follows"]
        if not self._with.is_here(record):
            other = self._with.others.get(("transfer", followed))
            planned = self.planned(other) if other else None
            if planned is not None and planned.act in ("create", "unchanged"):
                return state | {"follows": planned.id or planned.key}, ()
        elif followed in self._with.recorded["transfer"]:
            return state, ()
        what = (
            f"there is no transfer {followed}, and this file does not bring it in. Empty the cell, or name one of the register."
        )
        return state, (("Carries onward", what),)

    def _blocked(self, record: OwnRecord, why: Why, recorded: State | None = None) -> PlannedTransfer:
        self._with.tell(record, why)
        reasons = tuple(f"{heading}: {what}" if heading else what for heading, what in why)
        name = self._with.called(recorded or record.state)
        return PlannedTransfer(
            "leave_out", record.row.line, name, "blocked", reasons, recorded or {}, record.row.id or None, source=record.source
        )

    def _doubts(self, state: State) -> tuple[str, ...]:
        return tuple(doubt for side in ("exporter", "importer") for doubt in self._with.parties.doubts(state[side]))


def _origin(record: OwnRecord, read: Preview) -> State:
    table = {"table": record.row.sheet} if record.row.sheet else {}
    return {"file": read.file, "sha256": read.sha256, "line": record.row.line} | table
