"""Taking a list in: preview what a file would become, and record it as one batch."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from transfer_register.actions.own_parties import OwnParty
from transfer_register.actions.own_plan import OwnTransfer, in_order, plan_own
from transfer_register.actions.previewed import UNNAMED, Options, Preview, PreviewedParty, PreviewedTransfer, Taken
from transfer_register.actions.profiles import recogniser
from transfer_register.actions.uncollected import uncollected
from transfer_register.errors import Refused, Stale
from transfer_register.intake import bring_in
from transfer_register.intake.bring_in import STEP, Tell, silent
from transfer_register.intake.match import PlannedParty
from transfer_register.intake.plan import Plan, PlannedTransfer, plan
from transfer_register.model.transfer import Transfer
from transfer_register.register.register import Register

# Told at the last moment at which taking can be stopped.
COMMITTING = "Putting it into the journal"

# How often a plan is made anew when somebody writes between it and its writing.
_TRIES = 5

_STATUS = {
    "create": "created", "change": "changed", "match": "unchanged", "unchanged": "unchanged", "complete": "changed",
    "leave_out": "refused",
}  # fmt: skip


@uncollected()
def preview(register: Register | None, data: bytes, name: str, options: Options | None = None, tell: Tell = silent) -> Preview:
    """What a file's content would become; nothing is written. Raises `FileUnreadable` with one clear sentence.

    `tell` is told how far a long file is; what it raises (`Cancelled`) ends the reading.
    """
    options = options or Options()
    known = recogniser(register, options.profile)
    read = bring_in.preview(
        data, name, sheet=options.sheet, mapping=options.mapping, corrections=options.corrections, known=known.known, tell=tell
    )  # fmt: skip
    return replace(_previewed(register, read, options, tell), profile=known.told())


@uncollected()
def take(
    register: Register,
    preview: Preview,
    *,
    actor: str,
    at: datetime,
    leave_out: frozenset[int] | set[int] = frozenset(),
    tell: Tell = silent,
) -> Taken:
    """Records a preview as one batch; `leave_out` are places in `preview.transfers`. What `tell` raises leaves nothing written.

    When the register has moved on since the preview, the plan is made anew, so that nobody's change is lost. Raises `Stale`
    when that plan would change what was not shown to change, and `Refused` when nobody said who exports.
    """
    if preview.read.own is None and preview.options.taking(preview.read.rows).exporter_name == UNNAMED:
        raise Refused("It is not said who exports. Name the exporter and its country.")
    now = preview
    for _ in range(_TRIES):
        if now.seen != register.head().sequence:
            register.follow()
            now = _previewed(register, preview.read, preview.options, tell)
            _refuse_what_was_not_shown(preview, now, leave_out)
        try:
            return _taken(register, now, leave_out, actor, at, tell)
        except _MovedOn:
            continue
    raise Stale("Others are writing without a pause. Nothing was written; bring the list in again.")


class _MovedOn(Exception):
    """Somebody wrote between the plan and its writing."""


def _refuse_what_was_not_shown(shown: Preview, now: Preview, leave_out: frozenset[int] | set[int]) -> None:
    """A plan made anew may create, or leave as it is; what it changes must be what a person saw that it would change."""
    pairs = enumerate(zip(shown.planned.transfers, now.planned.transfers, strict=True))
    otherwise = [
        new.id
        for place, (old, new) in pairs
        if place not in leave_out and new.act == "change" and (old.act, old.id, old.changes) != (new.act, new.id, new.changes)
    ]
    if otherwise:
        ids, others = ", ".join(otherwise[:3]), len(otherwise) - 3
        raise Stale(
            f"{ids}{f' and {others} more' if others > 0 else ''}: recorded or changed by others since you saw the preview, and "
            "the list would change it again. Nothing was written. Look at the preview as it is now."
        )


def _taken(
    register: Register, preview: Preview, leave_out: frozenset[int] | set[int], actor: str, at: datetime, tell: Tell
) -> Taken:
    chosen = [each for place, each in enumerate(preview.planned.transfers) if place not in leave_out]
    writes = [each for each in chosen if each.act in ("create", "change")]
    counts = {act: sum(each.act == act for each in chosen) for act in ("create", "change", "unchanged", "leave_out")}
    tasks = sum(len(each.tasks) for each in writes)
    if not writes and not any(map(_is_written_alone, preview.planned.parties)):
        return Taken(None, 0, 0, counts["unchanged"], counts["leave_out"], 0, 0)
    read = preview.read
    details = {"file": read.file, "sha256": read.sha256, "reader": read.reader, "rows": len(read.rows), "counts": counts}
    if profiles := [known.used.profile.name for known in preview.profile if known.used]:
        details["profiles"] = profiles
    with register.batch(actor, at, f"Brought in from {read.file}", title=read.file, details=details) as writing:
        if register.known(None) != preview.seen:
            raise _MovedOn
        ids, made = _write_parties(register, preview, writes, writing, tell)
        written = []
        for place, each in enumerate(writes if read.own is None else in_order(writes)):
            if not place % STEP:
                tell("Writing", place / len(writes))
            written.append(_write(preview.planned, each, ids, writing))
            if isinstance(each, OwnTransfer) and each.key:
                ids[each.key] = written[-1]
        tell(COMMITTING, 1.0)
    counted = (counts["create"], counts["change"], counts["unchanged"], counts["leave_out"], tasks, made)
    return Taken(writing.batch_id, *counted, tuple(written))


def _previewed(register: Register | None, read: bring_in.Preview, options: Options, tell: Tell = silent) -> Preview:
    # Said before anything is read: what is written while the plan is made must count as unseen.
    seen = register.known(None) if register else 0
    parties = register.parties() if register else {}
    if read.own is not None:
        made, told = plan_own(register, read, options.same, tell)
        read = replace(read, problems=(*read.own.problems, *told))
    else:
        made = plan(read, options.taking(read.rows), parties, _recorded(register, options) if register else {}, tell)
    statuses = {party.key: _STATUS[party.act] for party in made.parties}
    named = (party for party in made.parties if party.state["name"] != UNNAMED)
    return Preview(
        read,
        made,
        options,
        seen,
        tuple(PreviewedParty(p.state["name"], _STATUS[p.act], p.id, p.similar, p.key, _is_named_anew(p)) for p in named),
        tuple(
            PreviewedTransfer(
                t.recipient, _STATUS[t.act], t.line, tuple(t.state.get("flags", ())), t.why, t.state, t.changes,
                statuses.get(t.state.get("importer", ""), "unchanged"), t.decision, t.source,
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
    register: Register, preview: Preview, writes: list[PlannedTransfer], writing: Any, tell: Tell
) -> tuple[dict[str, str], int]:
    """The ids of the file's parties by key, and how many were made; only parties that a transfer names are recorded."""
    named = {each.state[side] for each in writes for side in ("exporter", "importer")}
    ids, made = {}, 0
    for at, party in enumerate(preview.planned.parties):
        if not at % STEP:
            tell("Writing the parties", at / len(preview.planned.parties))
        if party.id is not None:
            ids[party.key] = party.id
            if party.act == "complete" and (party.id in named or party.key in named or _is_written_alone(party)):
                writing.change(party.id, _with_parent(party, ids), register.record(party.id).version)
        elif party.key in named or _is_written_alone(party):
            ids[party.key] = writing.new("party", _with_parent(party, ids))
            made += 1
    return ids, made


def _is_named_anew(party: PlannedParty) -> bool:
    """Whether a person said that a name of the file is one of this party: that is kept whatever becomes of the transfers."""
    return party.act == "complete" and "aliases" in party.changes


def _is_written_alone(party: PlannedParty) -> bool:
    """Whether a party is recorded though no transfer that is written names it."""
    return _is_named_anew(party) or (isinstance(party, OwnParty) and party.act in ("create", "complete"))


def parties_alone(preview: Preview) -> int:
    """How many parties the register's own spreadsheet makes or changes, whatever becomes of its transfers."""
    return sum(_is_written_alone(party) for party in preview.planned.parties if isinstance(party, OwnParty))


def _with_parent(party: PlannedParty, ids: dict[str, str]) -> dict[str, Any]:
    """The state of a party; one that it belongs to, and that was made in this writing, by its id."""
    parent = party.state.get("parent")
    return party.state | {"parent": ids[parent]} if parent in ids else party.state


def _write(planned: Plan, each: PlannedTransfer, ids: dict[str, str], writing: Any) -> str:
    state = planned.state(each, ids)
    if state.get("follows") in ids:
        state = state | {"follows": ids[state["follows"]]}
    if each.act == "create":
        return writing.new("transfer", state)
    writing.change(each.id, state, each.version)
    return each.id
