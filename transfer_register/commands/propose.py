"""`intake propose OLD NEW`: what a new version of a vendor's list would do to the register on its day; `--take` writes it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from transfer_register.actions import list_changes, take_in
from transfer_register.actions.list_changes import AsRecorded, Comparison, File, Proposal, ProposedAct
from transfer_register.commands.call import Answered, Call, day_word, read_bytes
from transfer_register.errors import Refused
from transfer_register.intake.parties import party_key
from transfer_register.model.party import Party
from transfer_register.model.roles import ROLES
from transfer_register.register.register import Register


def add_verbs(subparsers, shared) -> None:
    verb = subparsers.add_parser(
        "propose", parents=[shared], help="what a new version of a vendor's list would do to the register"
    )
    lists(verb)
    verb.add_argument("--exporter", metavar="NAME", required=True, help="whose transfers they are: a party's id or name")
    verb.add_argument("--effective", metavar="DATE", type=day_word, required=True, help="the first day of the change")
    answers(verb)
    verb.add_argument("--take", action="store_true", help="writes it as one batch")
    verb.add_argument("--why", metavar="REASON")
    verb.set_defaults(run=propose)


def lists(verb) -> None:
    """The words that name the lists."""
    verb.add_argument("lists", metavar="LIST", nargs="+", help="OLD NEW, or NEW alone: compared with what the register holds")


def answers(verb) -> None:
    """The words that answer what a proposal asks."""
    verb.add_argument("--exporter-country", metavar="CODE", help="where an exporter that is new is established, as DE")
    verb.add_argument("--exporter-role", choices=ROLES)
    verb.add_argument("--recipient-role", choices=ROLES)
    verb.add_argument("--leave-out", metavar="KEY", action="append", default=[], help="a difference that is not taken")
    verb.add_argument(
        "--choose", metavar="KEY=ID,...", action="append", default=[], help="the transfers that are meant; none: KEY="
    )
    verb.add_argument("--same", metavar="NAME=ID", action="append", default=[], help="which party a name is; a new one: NAME=")


def propose(call: Call) -> Answered:
    """The acts; status 1 when some are blocked, with `--take` when nothing or not everything could be written."""
    register = call.made_register if call.words.take else call.register
    comparison, proposal = proposal_of(call, register, call.words.exporter, call.words.effective)
    leave_out = frozenset(call.words.leave_out)
    document: dict[str, Any] = told(proposal)
    lines = told_lines(comparison, proposal)
    blocked = any(act.decision == "blocked" and act.key not in leave_out for act in proposal.acts)
    if call.words.take:
        taken = list_changes.take(register, proposal, actor=call.actor, at=call.at, leave_out=leave_out, why=call.words.why)
        document["taken"] = asdict(taken)
        lines.append(taken_line(taken))
    return Answered(document, lines, 1 if blocked else 0)


def compared(call: Call, register: Register | None, exporter: str | None, same: dict[str, str]) -> Comparison:
    """The comparison of one or two lists of the call."""
    files = [File(read_bytes(path), Path(path).name) for path in call.words.lists]
    if len(files) == 2:
        return list_changes.compared(*files, register=register)
    if len(files) != 1:
        raise Refused("Name two versions of the list, the old one first; or the new one alone, to compare it with the register.")
    if exporter is None:
        raise Refused("The register is compared as one party's transfers: name it with --exporter.")
    return list_changes.compared(AsRecorded(exporter, call.on, same), files[0], register=register)


def proposal_of(call: Call, register: Register, exporter: str, effective_on: Any) -> tuple[Comparison, Proposal]:
    """The comparison of the call's lists and what follows from it, with the answers of the call."""
    words = call.words
    id = party_id(register, exporter)
    same = {party_key(name): answer for name, answer in map(_pair, words.same)}
    comparison = compared(call, register, id, same)
    taking = take_in.Options(
        exporter=id, exporter_name=None if id else exporter, exporter_country=words.exporter_country,
        exporter_role=words.exporter_role, importer_role=words.recipient_role, same=same,
    )  # fmt: skip
    chosen = {key: tuple(filter(None, ids.split(","))) for key, ids in map(_pair, words.choose)}
    keys = {difference.key for difference in comparison.differences}
    if strange := sorted((set(chosen) | set(words.leave_out)) - keys):
        raise Refused(f"There is no difference {strange[0]}; there are {', '.join(sorted(keys)) or 'none'}.")
    return comparison, list_changes.proposed(register, comparison, list_changes.Options(taking, chosen), effective_on)


def party_id(register: Register, named: str) -> str | None:
    """The party of an id or a name; None where there is no such name, or several have it."""
    parties: dict[str, Party] = register.parties()
    found = [id for id, party in parties.items() if id == named or party.name.casefold() == named.casefold()]
    return found[0] if len(found) == 1 else None


def told(proposal: Proposal) -> dict[str, Any]:
    """A proposal as JSON."""
    return {
        "effective_on": proposal.effective_on, "old": _side(proposal.comparison.old), "new": _side(proposal.comparison.new),
        "differences": proposal.comparison.counts(), "counts": proposal.counts(),
        "acts": [_act(act) for act in proposal.acts],
    }  # fmt: skip


def told_lines(comparison: Comparison, proposal: Proposal) -> list[str]:
    """A proposal for people."""
    counted = ", ".join(f"{number} {kind}" for kind, number in comparison.counts().items())
    lines = [f"{comparison.old.title} -> {comparison.new.title}: {counted}"]
    lines += [f"{side.title}: {sentence}" for side in (comparison.old, comparison.new) for sentence in side.told]
    for act in proposal.acts:
        lines.append(f"{act.key}  {act.decision:7}  {act.says}")
        for change in act.difference.fields.values():
            lines.append(f"    {change.heading}: {', '.join(change.old) or 'not said'} -> {', '.join(change.new) or 'not said'}")
        lines += [f"    {why}" for why in act.why]
        lines += [f"    {each.id}  {each.title}  {each.period}".rstrip() for each in (*act.ends, *act.candidates)]
    return lines


def taken_line(taken: list_changes.Taken) -> str:
    if taken.batch is None:
        return f"Nothing to record: {taken.unchanged} as they should be, {taken.left_out} left out."
    return (
        f"Batch {taken.batch}: {taken.begun} begin, {taken.ended} end, {taken.replaced} change, {taken.unchanged} as they should "
        f"be, {taken.left_out} left out; {taken.parties} new parties"
    )


def _act(act: ProposedAct) -> dict[str, Any]:
    difference = act.difference
    fields = {
        change.name: {
            "old": change.old, "new": change.new, "added": change.added, "removed": change.removed,
            "no_longer_said": change.no_longer_said,
        }
        for change in difference.fields.values()
    }  # fmt: skip
    return {
        "key": act.key, "kind": difference.kind, "recipient": difference.recipient, "product": difference.product,
        "purpose": difference.purpose, "fields": fields, "act": act.act, "decision": act.decision, "says": act.says,
        "why": act.why, "ends": [each.id for each in act.ends], "candidates": [each.id for each in act.candidates],
        "last_day": act.last_day, "first_day": act.first_day, "carried": act.carried, "state": act.state,
    }  # fmt: skip


def _side(side: Any) -> dict[str, Any]:
    return {"title": side.title, "sha256": side.sha256, "rows": side.rows, "recorded": side.recorded}


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise Refused(f"{text!r}: write NAME=VALUE.")
    return name.strip(), value.strip()
