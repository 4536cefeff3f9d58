"""The record as rows for a workbook: activities, voluntary fields, controllers, one sheet a part."""

from __future__ import annotations

from transfer_register.model.speech import say
from transfer_register.reports import blocks as b
from transfer_register.reports.content import flat
from transfer_register.reports.record_of_controller import contacts
from transfer_register.reports.record_of_controller.activities import Keeper
from transfer_register.reports.record_of_controller.fields import FIELDS
from transfer_register.reports.record_of_controller.forms import Form, FormColumn
from transfer_register.reports.snapshot import Snapshot

_WIDTH = 34


def sheets(keepers: tuple[Keeper, ...], form: Form, snapshot: Snapshot) -> tuple[b.Sheet, ...]:
    """The sheets; none where there is no activity."""
    if not keepers:
        return ()
    found = [_activities(say("Activities"), form.required, keepers, snapshot)]
    if form.voluntary:
        found.append(_activities(say("Voluntary"), form.voluntary, keepers, snapshot))
    return (*found, controllers(keepers, form.contacts, snapshot))


def _activities(
    name: str, columns: tuple[FormColumn, ...], keepers: tuple[Keeper, ...], snapshot: Snapshot
) -> b.Sheet:  # fmt: skip
    first = (
        b.SheetColumn(say("Controller"), width=28), b.SheetColumn(say("Activity"), width=30),
        b.SheetColumn(say("Name of the activity"), width=18), b.SheetColumn(say("Transfers"), "code", 18),
    )  # fmt: skip
    heads = tuple(
        b.SheetColumn(say("{title} (voluntary)", title=one.head) if one.voluntary else one.head, width=_WIDTH) for one in columns
    )
    rows = []
    for keeper in keepers:
        for activity in keeper.activities:
            named = say("Recorded") if activity.named else say("Made of the purposes")
            transfers = ", ".join(seen.id for seen in activity.transfers)
            said = (flat(FIELDS[one.field](activity, snapshot)) for one in columns)
            rows.append((keeper.name, activity.name, named, transfers, *said))
    return b.Sheet(name, (*first, *heads), tuple(rows), frozen=2)


def controllers(keepers: tuple[Keeper, ...], roles: tuple[str, ...], snapshot: Snapshot) -> b.Sheet:
    """One row a controller, with its contacts."""
    rows, heads = [], ()
    for keeper in keepers:
        said = contacts.kept_by(keeper, roles, snapshot)
        heads = tuple(b.SheetColumn(label, width=32) for label, _ in said)
        rows.append(tuple(flat(cell) for _, cell in said))
    return b.Sheet(say("Controllers"), heads, tuple(rows))
