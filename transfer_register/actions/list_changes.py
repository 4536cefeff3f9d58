"""A vendor's list changes on a day: compared with the list before or with the register, shown as acts, written as one batch."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from transfer_register.actions import take_in
from transfer_register.actions.list_changes_act import ACTS, DECISIONS, ProposedAct
from transfer_register.actions.list_changes_compared import AsRecorded, File, compared
from transfer_register.actions.list_changes_plan import Planner
from transfer_register.actions.list_changes_recorded import Flows
from transfer_register.actions.opening import words
from transfer_register.errors import Refused, Stale
from transfer_register.exhibits.style import day
from transfer_register.intake.bring_in import Tell, silent
from transfer_register.intake.list_difference import Comparison
from transfer_register.intake.list_words import meant
from transfer_register.intake.match import PlannedParties, PlannedParty
from transfer_register.intake.parties import party_key
from transfer_register.register.register import Register
from transfer_register.register.writing import Writing

__all__ = [
    "AsRecorded", "Comparison", "File", "MovedOn", "Options", "Proposal", "ProposedAct", "Taken", "compared", "current",
    "details", "proposed", "take", "title", "write",
]  # fmt: skip

# How often the acts are planned anew when somebody writes between the proposal and its writing.
_TRIES = 5


@dataclass(frozen=True)
class Options:
    """`taking` says who exports and which party a name is, as in bringing a list in.

    By key of a difference: `chosen` are the recorded transfers that are meant, () for none of them; `settled` are those whose
    doubts a person looked at and found to be none.
    """

    taking: take_in.Options = field(default_factory=take_in.Options)
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    settled: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Proposal:
    """What the register would do on the effective day, planned at journal entry `seen`."""

    comparison: Comparison
    options: Options
    effective_on: date
    acts: tuple[ProposedAct, ...]
    parties: tuple[take_in.PreviewedParty, ...]
    seen: int
    planned_parties: tuple[PlannedParty, ...] = ()

    def counts(self) -> dict[str, int]:
        """How many acts there are of each kind and decision."""
        counted = Counter(act.act for act in self.acts) + Counter(act.decision for act in self.acts)
        return {name: counted[name] for name in (*ACTS, *DECISIONS)}


@dataclass(frozen=True)
class Taken:
    """What was written: acts by kind, new parties, the ids of the transfers that were written."""

    batch: str | None
    begun: int
    ended: int
    replaced: int
    unchanged: int
    left_out: int
    parties: int
    transfers: tuple[str, ...] = ()


def proposed(register: Register, comparison: Comparison, options: Options, effective_on: date, tell: Tell = silent) -> Proposal:
    """What the register would do on the effective day, never before it. Nothing is written.

    Raises `Refused` when nobody is named as the exporter, or a chosen transfer is none of the exporter's.
    """
    # Said before anything is read: what is written meanwhile must count as unseen.
    seen = register.known(None)
    parties = register.parties()
    # Of a row that changed the new side says who the party is: what the old one said of it is not at odds with that.
    rows = [each.new_row or each.old_row for each in comparison.differences]
    taking = options.taking.taking(tuple(rows))
    exporter_id = options.taking.exporter or _party_named(parties, options.taking.exporter_name)
    if exporter_id is None and not options.taking.exporter_name:
        raise Refused("It is not said whose list this is. Name the exporter: the party that gives the data on.")
    if exporter_id is not None and exporter_id not in parties:
        raise Refused(f"The register has no party {exporter_id}. Choose the exporter anew.")
    taking = replace(taking, exporter=exporter_id, valid_from=effective_on)
    known = PlannedParties(parties, taking)
    for row in rows:
        known.meet(row)
    flows = Flows.of(register, exporter_id, parties, effective_on)
    if gone := [id for ids in options.chosen.values() for id in ids if id not in flows.transfers]:
        raise Refused(f"{gone[0]} is no transfer of this exporter, or was taken away since. Choose anew.")
    names = {id: party.name for id, party in parties.items()}
    exporter = exporter_id or party_key(options.taking.exporter_name)
    came = [each.new_row for each in comparison.of("added")]
    still = {(known.importer(row)[0], meant(row.purpose)) for row in came}
    planner = Planner(
        words(), flows, known, taking, exporter, (comparison.new.title, comparison.new.sha256 or ""), comparison.old.recorded,
        options.chosen, options.settled, names, still,
    )  # fmt: skip
    # What went or changed is settled first: it takes the recorded transfers that are meant, so that nothing added asks for them.
    order = sorted(comparison.differences, key=lambda each: each.kind == "added")
    acts = {each.key: planner.planned(each) for each in order}
    planned = known.planned()
    return Proposal(
        comparison, options, effective_on, tuple(acts[each.key] for each in comparison.differences),
        _previewed(planned, tuple(acts.values())), seen, planned,
    )  # fmt: skip


def take(
    register: Register, proposal: Proposal, *, actor: str, at: datetime, leave_out: frozenset[str] = frozenset(),
    why: str | None = None,
) -> Taken:  # fmt: skip
    """Writes a proposal as one batch; `leave_out` are keys. What is blocked is not written.

    Raises `Stale` when the register has moved on so that something else than what was shown would be written.
    """
    for _ in range(_TRIES):
        now = current(register, proposal, leave_out)
        if not any(act.writes for act in now.acts if act.key not in leave_out):
            return _counted(None, now, leave_out, 0, ())
        try:
            with register.batch(actor, at, why or _why(now), title=title(now), details=details(now, leave_out)) as writing:
                return write(writing, register, now, leave_out)
        except MovedOn:
            continue
    raise Stale("Others are writing without a pause. Nothing was written; compare the list again.")


class MovedOn(Exception):
    """Somebody wrote between the proposal and its writing; nothing was written."""


def current(register: Register, proposal: Proposal, leave_out: frozenset[str] = frozenset()) -> Proposal:
    """The proposal as it stands now. Raises `Stale` where it would write something else than what was shown."""
    register.follow()
    if proposal.seen == register.known(None):
        return proposal
    now = proposed(register, proposal.comparison, proposal.options, proposal.effective_on)
    shown = {act.key: act.shown for act in proposal.acts}
    moved = [act for act in now.acts if act.key not in leave_out and act.writes and act.shown != shown[act.key]]
    if moved:
        names = ", ".join(dict.fromkeys(act.difference.recipient for act in moved[:3]))
        more = f" and {len(moved) - 3} more" if len(moved) > 3 else ""
        raise Stale(
            f"{names}{more}: the register was changed since you saw the proposal, and the list would now change something else. "
            "Nothing was written. Look at the proposal as it is now."
        )
    return now


def write(writing: Writing, register: Register, proposal: Proposal, leave_out: frozenset[str] = frozenset()) -> Taken:
    """Puts the acts into a writing that is open: for a batch that records more beside them. Raises `MovedOn`."""
    if register.known(None) != proposal.seen:
        raise MovedOn
    acts = [act for act in proposal.acts if act.key not in leave_out and act.writes]
    named = {act.state[side] for act in acts if act.state for side in ("exporter", "importer")}
    ids, made = {}, 0
    for party in proposal.planned_parties:
        parent = party.state.get("parent")
        state = party.state | {"parent": ids[parent]} if parent in ids else party.state
        if party.id is not None:
            if party.act == "complete" and (party.id in named or "aliases" in party.changes):
                writing.change(party.id, state, register.record(party.id).version)
        elif party.key in named:
            ids[party.key] = writing.new("party", state)
            made += 1
    written = []
    for act in acts:
        for id, version, state in act.ending:
            writing.change(id, state, version)
            written.append(id)
        if act.state:
            sides = {side: ids.get(act.state[side], act.state[side]) for side in ("exporter", "importer")}
            written.append(writing.new("transfer", act.state | sides))
    return _counted(writing.batch_id, proposal, leave_out, made, tuple(written))


def title(proposal: Proposal) -> str:
    return f"{proposal.comparison.new.title}, changes from {day(proposal.effective_on)}"


def details(proposal: Proposal, leave_out: frozenset[str] = frozenset()) -> dict[str, Any]:
    """What the batch keeps of itself: the effective day, both sides with their hashes, counts."""
    sides = {
        name: {"title": side.title, **({"sha256": side.sha256} if side.sha256 else {})}
        for name, side in (("old", proposal.comparison.old), ("new", proposal.comparison.new))
    }
    counts = Counter(act.act for act in proposal.acts if act.key not in leave_out and act.writes)
    effective = proposal.effective_on.isoformat()
    return {"act": "list_change", "effective_on": effective, **sides, "counts": dict(sorted(counts.items()))}


def _why(proposal: Proposal) -> str:
    return f"The list changes on {day(proposal.effective_on)}"


def _counted(batch: str | None, proposal: Proposal, leave_out: frozenset[str], parties: int, written: tuple[str, ...]) -> Taken:
    chosen = [act for act in proposal.acts if act.key not in leave_out]
    counted = Counter(act.act for act in chosen if act.writes)
    unchanged = sum(act.act in ("unchanged", "none") and act.decision != "blocked" for act in chosen)
    left = len(proposal.acts) - len(chosen) + sum(act.decision == "blocked" for act in chosen)
    return Taken(batch, counted["begin"], counted["end"], counted["replace"], unchanged, left, parties, written)


def _party_named(parties: dict, name: str | None) -> str | None:
    if not name:
        return None
    key = party_key(name)
    found = {id for id, party in parties.items() if key in (party_key(each) for each in (party.name, *party.aliases))}
    return found.pop() if len(found) == 1 else None


def _previewed(planned: tuple[PlannedParty, ...], acts: tuple[ProposedAct, ...]) -> tuple[take_in.PreviewedParty, ...]:
    """The parties whose names are a question, and those that acts would make."""
    named = {act.state.get(side) for act in acts if act.writes for side in ("exporter", "importer")}
    status = {"create": "created", "complete": "changed"}
    return tuple(
        take_in.PreviewedParty(each.state["name"], status.get(each.act, "unchanged"), each.id, each.similar, each.key)
        for each in planned
        if each.similar or each.key in named or each.id in named
    )
