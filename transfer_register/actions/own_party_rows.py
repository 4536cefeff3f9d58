"""The plan of the sheet Parties: which parties it changes or adds, and what names the rows of the file may use."""

from __future__ import annotations

from dataclasses import replace

from transfer_register.actions.check import check_party
from transfer_register.actions.own_comparison import Comparison, State
from transfer_register.actions.own_merge import merged_row
from transfer_register.actions.own_parties import OwnParty
from transfer_register.intake.own_preview import OwnRecord
from transfer_register.intake.parties import party_key
from transfer_register.model.party import Party


def plan_parties(with_: Comparison) -> None:
    """Plans the rows of the sheet Parties; first all names, which other rows may use."""
    records = [record for record in with_.own.records if record.row.kind == "party"]
    for record in records:
        name = record.state.get("name")
        if name and with_.is_here(record) and record.row.id in with_.recorded["party"]:
            with_.parties.call(record.row.id, record.state)
        elif name and not (with_.is_here(record) and record.row.id):
            known, key = with_.parties.named(name), party_key(name)
            if not with_.is_here(record) and len(known) < 2:
                # Two parties of another register may have one name.
                key = f"{key} {record.row.exact.id}" if key in with_.other_parties.values() or not key else key
                with_.other_parties[record.row.exact.id] = next(iter(known)) if len(known) == 1 else key
            if not known and key:
                with_.parties.call(key, {"name": name})
    for record in records:
        _plan(with_, record)


def _plan(with_: Comparison, record: OwnRecord) -> None:
    row, here = record.row, with_.is_here(record)
    if here and row.id:
        if (why := with_.refused(record)) is not None:
            with_.tell(record, why)
            return
        recorded, _ = with_.recorded["party"][row.id]
        meant = merged_row(with_, record, recorded)
        if not meant.why and meant.changes and with_.register is not None:
            meant = with_.checked(meant, check_party(with_.register, meant.state))
        with_.tell(record, meant.why)
        act = "complete" if meant.changes and not meant.why else "match"
        state = meant.state if act == "complete" else recorded
        changes = meant.changes if act == "complete" else {}
        with_.parties.add(OwnParty(row.id, act, state, row.id, (), (row.line,), changes))
        return
    meant = with_.new_state(record)
    name = meant.state.get("name") or ""
    known = with_.parties.named(name) if name.strip() else set()
    if meant.why or not name.strip():
        with_.tell(record, meant.why or (("Name", "a party needs a name. Write it, or delete the row."),))
    elif len(known) > 1 and not here:
        # Which of them is meant is asked where a transfer names it.
        called = " and ".join(sorted(known))
        with_.tell(record, (("Name", f"“{name}” is in the register several times, as {called}. The row was not brought in."),))
    elif known:
        id = sorted(known)[0]
        recorded, _ = with_.recorded["party"][id]
        key = party_key(name) if here else with_.other_parties[record.row.exact.id]
        if here and not _says_the_same(meant.state, recorded):
            what = (
                f"“{name}” is in the register already, as {id}. Change the row of {id} instead, or give this party another name."
            )
            with_.tell(record, (("Name", what),))
        with_.parties.add(OwnParty(key, "match", recorded, id, (), (row.line,)))
    else:
        key = party_key(name) if here else with_.other_parties[record.row.exact.id]
        if isinstance(with_.parties.made.get(key), OwnParty):
            lines = with_.parties.made[key].lines
            meant = replace(meant, why=(("Name", f"“{name}” stands in line {lines[0]} already. Keep one of the rows."),))
        elif with_.register is not None and here:
            meant = with_.checked(meant, check_party(with_.register, meant.state))
        with_.tell(record, meant.why)
        if not meant.why:
            with_.parties.add(OwnParty(key, "create", meant.state, None, with_.parties.similar(key, name), (row.line,)))


def _says_the_same(state: State, recorded: State) -> bool:
    """Whether a row says nothing that the recorded party does not say."""
    said = Party.model_validate(state).model_dump(mode="json", exclude_none=True)
    return all(recorded.get(name) == value for name, value in said.items() if value not in ("", [], {}))
