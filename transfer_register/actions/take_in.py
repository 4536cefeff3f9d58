"""Taking a list in: preview what a file would become, record it as one batch, take the batch back as one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from transfer_register.errors import Refused
from transfer_register.intake import bring_in
from transfer_register.intake.plan import Plan, PlannedTransfer, plan
from transfer_register.intake.rows import PreviewRow
from transfer_register.intake.taking import Taking
from transfer_register.model.transfer import Transfer
from transfer_register.register.register import Register

# Stands for the exporter in a preview until somebody names one, so that the rows can be seen; it is never recorded.
_UNNAMED = "Exporter, not named yet"

_STATUS = {
    "create": "created", "change": "changed", "match": "unchanged", "unchanged": "unchanged", "complete": "changed",
    "leave_out": "refused",
}  # fmt: skip


@dataclass(frozen=True)
class Options:
    """What a person says about the whole file. `exporter` is a party's id; without one, `exporter_name` is found or made."""

    exporter: str | None = None
    exporter_name: str | None = None
    exporter_country: str | None = None
    exporter_role: str | None = None
    importer_role: str | None = None
    data_categories: tuple[str, ...] = ()
    data_subjects: tuple[str, ...] = ()
    sheet: str | None = None
    mapping: dict[str, str] | None = None

    def taking(self, rows: tuple[PreviewRow, ...] = ()) -> Taking:
        nobody = self.exporter is None and not self.exporter_name and not any(row.exporter for row in rows)
        return Taking(
            exporter=self.exporter, exporter_name=_UNNAMED if nobody else self.exporter_name,
            exporter_country=self.exporter_country, exporter_role=self.exporter_role, importer_role=self.importer_role,
            data_categories=self.data_categories, data_subjects=self.data_subjects,
        )  # fmt: skip


@dataclass(frozen=True)
class PreviewedParty:
    """A party of the file; `status` is created, changed (blanks are filled) or unchanged."""

    name: str
    status: str
    id: str | None = None
    similar: tuple[str, ...] = ()


@dataclass(frozen=True)
class PreviewedTransfer:
    """A transfer of the file; `status` is created, changed, unchanged or refused, with the reasons in `why`."""

    recipient: str
    status: str
    line: int
    flags: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    state: dict[str, Any] = field(default_factory=dict)
    differences: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    party: str = "created"


@dataclass(frozen=True)
class Preview:
    """What a file would become. `read` is the reading, `planned` what it means for the register at journal entry `seen`."""

    read: bring_in.Preview
    planned: Plan
    options: Options
    seen: int
    parties: tuple[PreviewedParty, ...]
    transfers: tuple[PreviewedTransfer, ...]

    @property
    def reader(self) -> str:
        return self.read.reader

    @property
    def sha256(self) -> str:
        return self.read.sha256

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [row.as_dict() for row in self.read.rows]

    @property
    def problems(self) -> tuple[Any, ...]:
        return self.read.problems


@dataclass(frozen=True)
class Taken:
    """What was recorded: the batch, counts of transfers, `tasks` as counts of open questions, the ids that were written."""

    batch: str | None
    created: int
    changed: int
    unchanged: int
    refused: int
    tasks: int
    parties: int
    transfers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Undone:
    """What was taken back by which batch; `kept` are records that were changed since, or that others rest on."""

    batch: str | None
    taken_back: tuple[str, ...]
    kept: tuple[str, ...]


def preview(register: Register | None, data: bytes, name: str, options: Options | None = None) -> Preview:
    """What a file's content would become; nothing is written. Raises `FileUnreadable` with one clear sentence."""
    options = options or Options()
    return _previewed(register, bring_in.preview(data, name, sheet=options.sheet, mapping=options.mapping), options)


def take(
    register: Register, preview: Preview, *, actor: str, at: datetime, leave_out: frozenset[int] | set[int] = frozenset()
) -> Taken:
    """Records a preview as one batch; `leave_out` are places in `preview.transfers`.

    When the register has moved on since the preview, the plan is made anew, so that nobody's change is lost.
    Raises `Refused` when nobody said who exports.
    """
    if preview.seen != register.head().sequence:
        preview = _previewed(register, preview.read, preview.options)
    if preview.options.taking(preview.read.rows).exporter_name == _UNNAMED:
        raise Refused("It is not said who exports. Name the exporter and its country.")
    chosen = [each for place, each in enumerate(preview.planned.transfers) if place not in leave_out]
    writes = [each for each in chosen if each.act in ("create", "change")]
    counts = {act: sum(each.act == act for each in chosen) for act in ("create", "change", "unchanged", "leave_out")}
    tasks = sum(len(each.tasks) for each in writes)
    if not writes:
        return Taken(None, 0, 0, counts["unchanged"], counts["leave_out"], 0, 0)
    read = preview.read
    details = {"file": read.file, "sha256": read.sha256, "reader": read.reader, "rows": len(read.rows), "counts": counts}
    with register.batch(actor, at, f"Brought in from {read.file}", title=read.file, details=details) as writing:
        ids, made = _write_parties(register, preview, writes, writing)
        written = [_write(preview.planned, each, ids, writing) for each in writes]
    return Taken(
        writing.batch_id,
        counts["create"],
        counts["change"],
        counts["unchanged"],
        counts["leave_out"],
        tasks,
        made,
        tuple(written),
    )


def undo(register: Register, batch: str, *, actor: str, at: datetime, why: str | None = None) -> Undone:
    """Takes a batch back by new entries: what it made is ended, what it changed is as it was before.

    A record that was changed since stays, and so does a party on which such a record, or another batch's, rests.
    Raises `Refused` when there is no such batch, or it was taken back before.
    """
    found = register.record(batch)
    if found is None or found.kind != "batch":
        raise Refused(f"There is no batch {batch}.")
    if register.ask("SELECT 1 FROM batch WHERE undoes = $batch", {"batch": batch}).rows:
        raise Refused(f"{batch} was taken back already.")
    touched = register.ask(
        "SELECT record, kind, max(version) AS version, min(version) AS first FROM change "
        "WHERE batch = $batch AND kind IN ('party', 'transfer') GROUP BY record, kind ORDER BY kind DESC, record",
        {"batch": batch},
    ).dicts()
    newest = {row["record"]: register.history(row["record"]) for row in touched}
    back = [row for row in touched if newest[row["record"]][-1].version == row["version"]]
    kept = [row["record"] for row in touched if row not in back]
    leaving = {row["record"] for row in back if row["kind"] == "transfer" and row["first"] == 1}
    rested_on = _parties_of_others(register, leaving)
    kept += [row["record"] for row in back if row["kind"] == "party" and row["first"] == 1 and row["record"] in rested_on]
    back = [row for row in back if row["record"] not in kept]
    if not back:
        return Undone(None, (), tuple(kept))
    with register.batch(
        actor, at, why or f"Takes back {batch}", title=f"Undo of {found.state['title']}", undoes=batch
    ) as writing:
        for row in back:
            before = next((e for e in reversed(newest[row["record"]]) if e.version < row["first"]), None)
            if before is None or before.state is None:
                writing.end(row["record"], row["version"])
            else:
                writing.change(row["record"], before.state, row["version"])
    return Undone(writing.batch_id, tuple(row["record"] for row in back), tuple(kept))


def _previewed(register: Register | None, read: bring_in.Preview, options: Options) -> Preview:
    parties = register.parties() if register else {}
    made = plan(read, options.taking(read.rows), parties, _recorded(register, options) if register else {})
    statuses = {party.key: _STATUS[party.act] for party in made.parties}
    named = (party for party in made.parties if party.state["name"] != _UNNAMED)
    return Preview(
        read,
        made,
        options,
        register.head().sequence if register else 0,
        tuple(PreviewedParty(p.state["name"], _STATUS[p.act], p.id, tuple(name for _, name in p.similar)) for p in named),
        tuple(
            PreviewedTransfer(
                t.recipient, _STATUS[t.act], t.line, tuple(t.state.get("flags", ())), t.why, t.state, t.changes,
                statuses.get(t.state.get("importer", ""), "unchanged"),
            )
            for t in made.transfers
        ),
    )  # fmt: skip


def _recorded(register: Register, options: Options) -> dict[str, tuple[Transfer, int]]:
    """The transfers that the file may speak of: those of the exporter, or all while it is not known by its id."""
    rows = register.ask(
        "SELECT id, state, version FROM transfer WHERE $exporter IS NULL OR exporter = $exporter", {"exporter": options.exporter}
    ).rows
    return {id: (Transfer.model_validate_json(state), version) for id, state, version in rows}


def _write_parties(
    register: Register, preview: Preview, writes: list[PlannedTransfer], writing: Any
) -> tuple[dict[str, str], int]:
    """The ids of the file's parties by key, and how many were made; only parties that a transfer names are recorded."""
    named = {each.state[side] for each in writes for side in ("exporter", "importer")}
    ids, made = {}, 0
    for party in preview.planned.parties:
        if party.id is not None:
            ids[party.key] = party.id
            if party.act == "complete" and (party.id in named or party.key in named):
                writing.change(party.id, party.state, register.record(party.id).version)
        elif party.key in named:
            ids[party.key] = writing.new("party", party.state)
            made += 1
    return ids, made


def _write(planned: Plan, each: PlannedTransfer, ids: dict[str, str], writing: Any) -> str:
    state = planned.state(each, ids)
    if each.act == "create":
        return writing.new("transfer", state)
    writing.change(each.id, state, each.version)
    return each.id


def _parties_of_others(register: Register, leaving: set[str]) -> set[str]:
    """The parties on which transfers rest that do not leave."""
    rows = register.ask("SELECT id, exporter, importer FROM transfer", {}).rows
    return {party for id, *sides in rows if id not in leaving for party in sides}
