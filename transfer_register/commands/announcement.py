"""`announcement list | show | read | add | change | decide | reopen | clock | questions`: changes that vendors announce."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from transfer_register.actions import announcements, vendor_questions
from transfer_register.actions.announcements import DECISIONS, Recorded
from transfer_register.actions.objection_clock import Clock, End, clock
from transfer_register.commands import propose
from transfer_register.commands.call import Answered, Call, day_word, read_bytes, table, write_bytes
from transfer_register.errors import Refused
from transfer_register.exhibits.style import day
from transfer_register.intake.letter import read_letter

_EVENTS = ("received", "dated")
_TOLD = (
    "title", "dated_on", "received_on", "effective_on", "contract_days", "contract_from", "clause", "letter_days",
    "letter_from", "letter_until", "note",
)  # fmt: skip


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("announcement", parents=[shared], help="changes that vendors announce, and the time to object")
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT", parser_class=type(parser))
    for name, run, says in (
        ("list", _list, "every announcement, the open ones first"),
        ("show", _show, "one announcement"),
        ("clock", _clock, "by which day to object, with the arithmetic"),
    ):
        verb = acts.add_parser(name, parents=[shared], help=says)
        if name != "list":
            verb.add_argument("id", metavar="ID")
        verb.set_defaults(run=run)
    reads = acts.add_parser("read", parents=[shared], help="what a letter says, each value with its sentence; records nothing")
    reads.add_argument("file", metavar="FILE", help="a text, - for standard input")
    reads.add_argument("--received", dest="received_on", type=day_word, metavar="DATE")
    reads.set_defaults(run=_read)
    adds = acts.add_parser("add", parents=[shared], help="records an announcement")
    adds.add_argument("--vendor", metavar="NAME", required=True, help="whose list it is: a party's id or name")
    _words(adds, title_required=True)
    adds.add_argument("--list", dest="lists", metavar="LIST", action="append", default=[], help="the old list and the new one")
    adds.set_defaults(run=_add)
    changes = acts.add_parser("change", parents=[shared], help="what is not named stays")
    changes.add_argument("id", metavar="ID")
    _words(changes, title_required=False)
    changes.set_defaults(run=_change)
    decides = acts.add_parser(
        "decide", parents=[shared], help="accepts or objects; an acceptance takes the lists, if any are named"
    )
    decides.add_argument("id", metavar="ID")
    decides.add_argument("--decision", choices=DECISIONS, required=True)
    decides.add_argument("--why", metavar="REASON", required=True)
    decides.add_argument("--conditions", metavar="TEXT")
    decides.add_argument("--decided", dest="decided_on", type=day_word, metavar="DATE", help="default: the register's day")
    decides.add_argument("--list", dest="lists", metavar="LIST", action="append", default=[], help="the old list and the new one")
    propose.answers(decides)
    decides.set_defaults(run=_decide)
    reopens = acts.add_parser("reopen", parents=[shared], help="takes a decision back; what was written with it: intake undo")
    reopens.add_argument("id", metavar="ID")
    reopens.add_argument("--why", metavar="REASON", required=True)
    reopens.set_defaults(run=_reopen)
    asks = acts.add_parser("questions", parents=[shared], help="what to ask the vendor about two versions of its list")
    propose.lists(asks)
    asks.add_argument("--vendor", metavar="NAME", required=True)
    asks.add_argument("--exporter", metavar="NAME", help="whose transfers the new list is compared with, when it stands alone")
    asks.add_argument("--effective", type=day_word, metavar="DATE")
    asks.add_argument("--format", choices=vendor_questions.FORMATS)
    asks.add_argument("--out", metavar="FILE", type=Path)
    asks.set_defaults(run=_questions)


def _words(parser: argparse.ArgumentParser, *, title_required: bool) -> None:
    parser.add_argument("--title", metavar="TEXT", required=title_required)
    for name in ("dated", "received", "effective"):
        parser.add_argument(f"--{name}", dest=f"{name}_on", type=day_word, metavar="DATE")
    parser.add_argument("--contract-days", type=int, metavar="N", help="days to object under the contract")
    parser.add_argument("--contract-from", choices=_EVENTS, help="from which day they count")
    parser.add_argument("--clause", metavar="TEXT")
    parser.add_argument("--letter-days", type=int, metavar="N", help="days that the letter itself grants")
    parser.add_argument("--letter-from", choices=_EVENTS)
    parser.add_argument("--letter-until", type=day_word, metavar="DATE")
    parser.add_argument("--note", metavar="TEXT")


def _list(call: Call) -> Answered:
    found = announcements.announcements(call.register)
    clocks = [clock(each.announcement, call.on) for each in found]
    rows = [
        (each.id, each.announcement.title, each.announcement.decision or "open", day(told.last_day), told.days_left)
        for each, told in zip(found, clocks, strict=True)
    ]
    document = {"announcements": [_told(each) | _days(told) for each, told in zip(found, clocks, strict=True)]}
    return Answered(document, table(rows, ("Id", "Title", "Decision", "Object by", "Days left")) if rows else ["None."])


def _show(call: Call) -> Answered:
    found = announcements.announcement(call.register, call.words.id)
    told = clock(found.announcement, call.on)
    said = found.announcement.model_dump(exclude_none=True, exclude_defaults=True)
    lines = [f"{announcements.HEADINGS.get(name, name)}: {_shown(value)}" for name, value in said.items()]
    return Answered(_told(found) | _days(told), [f"{found.id}  {told.headline}", *lines])


def _clock(call: Call) -> Answered:
    found = announcements.announcement(call.register, call.words.id)
    told = clock(found.announcement, call.on)
    lines = [told.headline]
    for end in (told.contract, told.letter):
        lines += [f"{end.heading}: {end.shown}" + (f" ({end.arithmetic})" if end.arithmetic else "")]
        lines += [f"  {sentence}" for sentence in end.told]
    lines += [*told.says, *told.missing, *told.counting]
    return Answered({"id": found.id, "on": call.on} | asdict(told), lines)


def _read(call: Call) -> Answered:
    data = sys.stdin.buffer.read() if call.words.file == "-" else read_bytes(call.words.file)
    letter = read_letter(data.decode("utf-8", errors="replace"), received_on=call.words.received_on)
    lines = [
        f"{each.field}: {each.shown}" + (f" [{each.ask}]" if each.ask else "") + f"\n    {each.sentence}" for each in letter.found
    ]
    if letter.unread:
        lines.append(f"The last {letter.unread:,} characters were not read: too long for a letter. Give its own text alone.")
    said = {"found": [asdict(each) for each in letter.found], "unread": letter.unread}
    return Answered(said, lines or ["Nothing was found."])


def _add(call: Call) -> Answered:
    vendor = propose.party_id(call.register, call.words.vendor)
    if vendor is None:
        raise Refused(f"The register has no party {call.words.vendor!r}, or several of that name. Name it by its id.")
    state = announcements.draft(propose.compared(call, call.register, vendor, {})) if call.words.lists else {}
    state |= {"vendor": vendor} | _typed(call.words)
    id = announcements.record(call.register, state, actor=call.actor, at=call.at)
    found = announcements.announcement(call.register, id)
    told = clock(found.announcement, call.on)
    return Answered(_told(found) | _days(told), [f"{id} is recorded. {told.headline}"])


def _change(call: Call) -> Answered:
    found = announcements.announcement(call.register, call.words.id)
    state = found.announcement.model_dump(mode="json", exclude_none=True) | _typed(call.words)
    announcements.change(call.register, found.id, found.version, state, actor=call.actor, at=call.at)
    changed = announcements.announcement(call.register, found.id)
    return Answered(_told(changed), [f"{found.id} is changed. {clock(changed.announcement, call.on).headline}"])


def _decide(call: Call) -> Answered:
    words, register = call.words, call.register
    found = announcements.announcement(register, words.id)
    proposal = None
    if words.lists and words.decision != "objected":
        if found.announcement.effective_on is None:
            raise Refused("The effective day of the announcement is not recorded, and nothing is taken without it.")
        exporter = found.announcement.exporter or found.announcement.vendor
        proposal = propose.proposal_of(call, register, exporter, found.announcement.effective_on)[1]
    decided = announcements.decide(
        register, found.id, found.version, words.decision, why=words.why, conditions=words.conditions,
        decided_on=words.decided_on or call.on, proposal=proposal, leave_out=frozenset(words.leave_out),
        actor=call.actor, at=call.at,
    )  # fmt: skip
    lines = [f"{found.id}: {words.decision.replace('_', ' ')}."] + ([propose.taken_line(decided.taken)] if decided.taken else [])
    blocked = [act for act in proposal.acts if act.decision == "blocked" and act.key not in words.leave_out] if proposal else []
    lines += [f"not written: {act.says}" for act in blocked]
    return Answered(asdict(decided), lines, 1 if blocked else 0)


def _reopen(call: Call) -> Answered:
    found = announcements.announcement(call.register, call.words.id)
    version = announcements.reopen(call.register, found.id, found.version, actor=call.actor, at=call.at, why=call.words.why)
    lines = [f"{found.id} is open again."]
    if batch := found.announcement.batch:
        lines.append(f"What was written with the decision stays; to take it back: intake undo {batch}")
    return Answered({"id": found.id, "version": version, "batch": found.announcement.batch}, lines)


def _questions(call: Call) -> Answered:
    words = call.words
    if bool(words.format) != bool(words.out):
        raise Refused("A document needs --format and --out; without both the questions are printed.")
    needed = bool(words.exporter or words.out)
    exporter = propose.party_id(call.register, words.exporter) if words.exporter else None
    comparison = propose.compared(call, call.register if needed else None, exporter, {})
    pack = vendor_questions.questions(comparison, effective_on=words.effective)
    if words.out:
        produced = vendor_questions.as_document(
            call.register, pack, words.format, vendor=words.vendor, title=f"Questions to {words.vendor}", at=call.at,
            actor=call.actor, on=call.on,
        )  # fmt: skip
        write_bytes(words.out, produced.data)
    text = vendor_questions.as_text(pack, vendor=words.vendor)
    document = asdict(pack) | {"text": text} | ({"out": str(words.out)} if words.out else {})
    return Answered(document, [f"{words.out}: {pack.extent} questions"] if words.out else text.splitlines())


def _typed(words: argparse.Namespace) -> dict[str, Any]:
    return {name: value for name in _TOLD if (value := getattr(words, name)) is not None}


def _told(one: Recorded) -> dict[str, Any]:
    return {"id": one.id, "version": one.version} | one.announcement.model_dump(exclude_none=True)


def _days(told: Clock) -> dict[str, Any]:
    ends: dict[str, End] = {"contract_last_day": told.contract, "letter_last_day": told.letter}
    return {name: end.last_day for name, end in ends.items()} | {
        "last_day": told.last_day, "governs": told.governs, "days_left": told.days_left, "passed": told.passed,
        "rests_on_one": told.rests_on_one, "missing": told.missing,
    }  # fmt: skip


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
