"""`assess ...`: assessments from the command line: what needs one, what is asked and missing, every act, and what falls due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from transfer_register.actions import assess, assessment_report
from transfer_register.actions.assess_needed import Needed, needed
from transfer_register.actions.assess_review import agenda, board
from transfer_register.actions.assess_work import Work, work
from transfer_register.actions.assessments import assessment
from transfer_register.commands import assess_said
from transfer_register.commands.call import Answered, Call, day_word, table, write_bytes
from transfer_register.exhibits.style import counted

_AHEAD = 365
_ID, _WHY = "ID", "REASON"


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("assess", parents=[shared], help="assessments: needed, begun, answered, approved, reviewed")
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT", parser_class=type(parser))

    def act(name: str, run: Callable[[Call], Answered], told: str, *given: str) -> Any:
        found = acts.add_parser(name, parents=[shared], help=told)
        for each in given:
            found.add_argument(each.lower(), metavar=each)
        found.set_defaults(run=run)
        return found

    act("list", _list, "every assessment and what needs one, by its column of the board")
    act("needed", _needed, "transfers of one kind that need an assessment and have none")
    act("show", _show, "what is asked, answered, missing and proposed", _ID)
    act("begin", _begin, "makes a record of what is needed, as the register fills it", "KEY")
    assess_said.words(act)
    act("submit", _submit, "hands a draft in; refused with all that is missing", _ID)
    approves = act("approve", _approve, "approves the version that was read", _ID)
    approves.add_argument("--version", metavar="N", type=int, required=True, help="the version that was read")
    approves.add_argument("--function", metavar="F", required=True, help="in which function")
    approves.add_argument("--paper", metavar="EV", help="the signed paper on file, where an author signs")
    approves.add_argument("--note", metavar="TEXT")
    for name, run, told in (
        ("send-back", _send_back, "makes what was handed in a draft again"),
        ("revise", _revise, "a new draft in the place of an approved assessment"),
        ("confirm-score", _confirm_score, "notes that a person stands by the score"),
    ):
        act(name, run, told, _ID).add_argument("--why", metavar=_WHY, required=True)
    act("take-away", _take_away, "takes a draft away; its past stays", _ID).add_argument("--why", metavar=_WHY)
    act("cover", _cover, "puts further transfers of the same kind under it", _ID).add_argument(
        "transfers", metavar="TR", nargs="+"
    )
    meets = act("meet", _meet, "notes that a condition is met", _ID)
    meets.add_argument("number", metavar="N", type=int)
    meets.add_argument("--met", dest="met_on", metavar="DATE", type=day_word, help="default: the register's day")
    meets.add_argument("--evidence", metavar="EV", action="append", default=[])
    meets.add_argument("--note", metavar="TEXT")
    document = act("report", _report, "one assessment as a document", _ID)
    document.add_argument("--view", metavar="VIEW", help="default: the leading view of the assessment")
    document.add_argument("--format", choices=assessment_report.FORMATS, required=True)
    document.add_argument("--out", metavar="FILE", type=Path, required=True)
    act("agenda", _agenda, "what falls due").add_argument("--until", metavar="DATE", type=day_word, help="default: a year on")


def _list(call: Call) -> Answered:
    cards = board(call.register, **call.days)
    rows = [(card.column.replace("_", " "), card.id_or_key, card.title, card.due, "; ".join(card.why)) for card in cards]
    document = [
        {
            "id": card.id_or_key, "column": card.column, "title": card.title, "why": card.why, "due": card.due, "band": card.band,
            "score": card.score, "changes": card.changes,
            "transfers": (card.needed or card.recorded.assessment).transfers if card.needed or card.recorded else (),
        }
        for card in cards
    ]  # fmt: skip
    return Answered({"assessments": document}, table(rows, ("State", "Id", "Title", "Due", "Why")) if rows else ["None."])


def _needed(call: Call) -> Answered:
    found: list[Needed] = needed(call.register, **call.days)
    rows = [(one.key, one.title, counted(len(one.transfers), "transfer"), "; ".join(one.why)) for one in found]
    return Answered({"needed": [asdict(one) for one in found]}, table(rows, ("Key", "Title", "", "Why")) if rows else ["None."])


def _show(call: Call) -> Answered:
    told = work(call.register, call.words.id, **call.days)
    return Answered(assess_said.document(told), assess_said.lines(told))


def _begin(call: Call) -> Answered:
    id, version = assess.begin(call.register, call.words.key, **_by(call))
    told = work(call.register, id, **call.days)
    return _done(id, version, f"{id} is begun: {assess_said.progress(told)}.", told)


def _submit(call: Call) -> Answered:
    return _written(call, assess.submit, "is handed in")


def _approve(call: Call) -> Answered:
    words = call.words
    id, version = assess.approve(
        call.register, words.id, words.version, words.function, paper=words.paper, note=words.note, **_by(call)
    )
    return _done(id, version, f"{id} is approved.")


def _send_back(call: Call) -> Answered:
    return _with_reason(call, assess.send_back, "is a draft again", law=False)


def _revise(call: Call) -> Answered:
    return _with_reason(call, assess.revise, f"is begun in the place of {call.words.id}")


def _confirm_score(call: Call) -> Answered:
    return _with_reason(call, assess.confirm_score, "has its score confirmed")


def _take_away(call: Call) -> Answered:
    found = assessment(call.register, call.words.id)
    id, version = assess.take_away(call.register, found.id, found.version, call.words.why, **_by(call, law=False))
    return _done(id, version, f"{id} is taken away.")


def _cover(call: Call) -> Answered:
    found = assessment(call.register, call.words.id)
    id, version = assess.cover(call.register, found.id, found.version, call.words.transfers, **_by(call))
    return _done(id, version, f"{id} covers {counted(len(call.words.transfers), 'further transfer')}.")


def _meet(call: Call) -> Answered:
    words, found = call.words, assessment(call.register, call.words.id)
    id, version = assess.meet(
        call.register, found.id, found.version, words.number, met_on=words.met_on or call.on, evidence=words.evidence,
        note=words.note, **_by(call, law=False),
    )  # fmt: skip
    return _done(id, version, f"Condition {words.number} of {id} is met.")


def _report(call: Call) -> Answered:
    words = call.words
    made = assessment_report.as_document(
        call.register, words.id, words.view, words.format, **call.days, at=call.at, actor=call.actor
    )  # fmt: skip
    write_bytes(words.out, made.data)
    return Answered(
        {"id": words.id, "format": words.format, "out": str(words.out), "notes": made.notes}, [str(words.out), *made.notes]
    )


def _agenda(call: Call) -> Answered:
    found = agenda(call.register, **call.days, until=call.words.until or call.on + timedelta(days=_AHEAD))
    rows = [(due.day, due.kind, due.id, due.what) for due in found]
    return Answered(
        {"agenda": [asdict(due) for due in found]}, table(rows, ("Day", "", "Assessment", "")) if rows else ["Nothing."]
    )


def _written(call: Call, act: Callable, said: str) -> Answered:
    found = assessment(call.register, call.words.id)
    id, version = act(call.register, found.id, found.version, **_by(call))
    return _done(id, version, f"{id} {said}.")


def _with_reason(call: Call, act: Callable, said: str, *, law: bool = True) -> Answered:
    found = assessment(call.register, call.words.id)
    id, version = act(call.register, found.id, found.version, call.words.why, **_by(call, law=law))
    return _done(id, version, f"{id} {said}.")


def _by(call: Call, *, law: bool = True) -> dict[str, Any]:
    return {"actor": call.actor, "at": call.at, "on": call.on} | ({"law_on": call.law_on} if law else {})


def _done(id: str, version: int, line: str, told: Work | None = None) -> Answered:
    more = {"missing": [asdict(each) for each in told.missing]} if told else {}
    return Answered({"id": id, "version": version} | more, [line])
