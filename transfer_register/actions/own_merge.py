"""A row of a known record beside what the register says now: what only one side changed goes together, the rest waits."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from transfer_register.actions import merge
from transfer_register.actions.own_comparison import SIDES, Comparison, Meant, State
from transfer_register.intake.own_columns import COLUMNS
from transfer_register.intake.own_preview import OwnRecord, against, problem
from transfer_register.intake.own_sheet import cell_text
from transfer_register.intake.own_words import FACTS


def merged_row(with_: Comparison, record: OwnRecord, recorded: State) -> Meant:
    """What a row of a known record comes to, beside what the register says now."""
    row, base, state, bad = record.row, record.base, record.state, record.bad
    if record.open:
        base = recorded
        with_.labels.told = {}
        state, found = against(with_.labels, row, recorded, with_.own.how)
        bad = tuple(found)
        lost = "its exact record is missing or damaged, so the row was compared with the register as it is now. Look at it well."
        if state != recorded or bad:
            with_.problems.append(problem(row, row.id, lost))
        with_.problems += [problem(row, each.heading, each.what) for each in bad]
    if bad:
        return Meant(recorded, why=tuple((each.heading, each.what) for each in bad))
    if state == base:
        return Meant(recorded)
    state, why = with_.resolved(state, row.line)
    if why or state == base:
        return Meant(recorded, why=why)
    if missing := [
        heading
        for name, heading in (*SIDES.items(), ("name", "Name"))
        if name != "parent" and base.get(name) and not state.get(name)
    ]:
        return Meant(recorded, why=tuple((heading, "this cell cannot be empty. Write a name.") for heading in missing))
    try:
        rows = merge.rows(row.kind, base, recorded, state)
    except ValidationError as error:
        return Meant(recorded, why=tuple((None, f"{' '.join(map(str, each['loc']))}: {each['msg']}.") for each in error.errors()))
    if conflicts := [each for each in rows if each.how is merge.How.CHOOSE]:
        return Meant(recorded, why=tuple(_conflict(with_, row.kind, each) for each in conflicts))
    mine = [each for each in rows if each.how in (merge.How.MINE, merge.How.BOTH) and each.value != each.theirs]
    if not mine:
        return Meant(recorded)
    state = merge.merged(recorded, rows, {})
    if not state.get(merge.FACTS) and merge.FACTS not in recorded:
        state.pop(merge.FACTS, None)
    return Meant(state, {each.field: (each.theirs, each.value) for each in mine})


def _conflict(with_: Comparison, kind: str, row: merge.Row) -> tuple[str, str]:
    heading, theirs, mine, before = (*_in_words(with_, kind, row.field, row.theirs)[:2], *(
        _in_words(with_, kind, row.field, value)[1] for value in (row.mine, row.before)
    ))  # fmt: skip
    return heading, (
        f"both were changed since the export: the register says {theirs}, the file says {mine}; it was {before}. "
        "Write what is right into the register, or put the cell back as it was."
    )


def _in_words(with_: Comparison, kind: str, name: str, value: Any) -> tuple[str, str]:
    with_.labels.told = {}
    if name.startswith(f"{merge.FACTS}."):
        fact, name = name.removeprefix(f"{merge.FACTS}."), merge.FACTS
        value = None if value is None else {fact: value}
        column = next(column for column in COLUMNS[kind] if column.field == merge.FACTS)
        said = cell_text(with_.labels, kind, column, value).rpartition(": ")[2]
        return FACTS[kind][fact].label if fact in FACTS[kind] else fact, f"“{said}”" if said else "nothing"
    column = next((column for column in COLUMNS[kind] if column.field == name), None)
    if column is None:
        return name, f"“{value}”"
    said = cell_text(with_.labels, kind, column, value).replace("\n", "; ")
    return column.heading, f"“{said}”" if said else "nothing"
