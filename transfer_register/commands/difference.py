"""`difference --from DATE --to DATE`: what was added, changed and ended between two days, by whom and why."""

from __future__ import annotations

from typing import Any

from transfer_register.actions.difference import difference
from transfer_register.commands.call import Answered, Call, day_word
from transfer_register.exhibits.difference_words import BECAUSE, TURNS, WHATS
from transfer_register.exhibits.differing import KINDS, Narrowed
from transfer_register.model.vocabulary import Words


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("difference", parents=[shared], help="what changed in the register between two days")
    for name, dest, which in (("--from", "first", "earlier"), ("--to", "last", "later")):
        says = f"the {which} day, as it stood at its end (UTC)"
        parser.add_argument(name, dest=dest, type=day_word, required=True, metavar="DATE", help=says)
    parser.add_argument("--verdicts", action="store_true", help="also which verdicts differ, and why; judges both days")
    parser.add_argument("--by", choices=("act", "record"), default="act", help="lists by act, or by record (%(default)s)")
    parser.add_argument("--kind", choices=KINDS, action="append", default=[], help="only such records; may be repeated")
    parser.add_argument("--actor", action="append", default=[], metavar="NAME", help="only what this person recorded")
    parser.add_argument("--search", default="", metavar="TEXT", help="only with this text in id, names, act or reason")
    parser.set_defaults(run=run)


def run(call: Call) -> Answered:
    """Everything in the JSON document; for people the sentence, then acts or records."""
    asked = call.words
    narrowed = Narrowed(kinds=tuple(asked.kind), actors=tuple(asked.actor), search=asked.search)
    told = difference(
        call.register, asked.first, asked.last, today=call.at.astimezone().date(), narrowed=narrowed, verdicts=asked.verdicts
    )
    lines = [told["sentence"]]
    lines += _acts(told["acts"]) if asked.by == "act" else _records(told)
    for what, label in TURNS.items():
        lines += [f"{label} on {each['day']}: {each['record']} {each['title']}" for each in told[what]]
    lines += _verdicts(told.get("verdicts") or [], call.register.words)
    return Answered(told, lines)


def _acts(acts: list[dict[str, Any]]) -> list[str]:
    lines = []
    for act in acts:
        named = f" {act['batch']} {act['title']}:" if act["batch"] else ""
        lines += ["", f"{_when(act)} {act['actor']}:{named} {act['why'] or 'no reason given'}"]
        for each in act["records"]:
            lines += [f"  {WHATS[each['what']]} {each['record']} {each['title']}", *_fields(each)]
    return lines


def _records(told: dict[str, Any]) -> list[str]:
    lines = []
    for what, label in WHATS.items():
        for each in told[what]:
            lines += ["", f"{label} {each['record']} {each['title']}", *_fields(each | {"what": what})]
            lines += [
                f"    {step['at'][:16].replace('T', ' ')} {step['actor']}: {step['why'] or 'no reason given'}"
                for step in each["steps"]
            ]
    return lines


def _when(told: dict[str, Any]) -> str:
    return told["at"][:16].replace("T", " ")


def _fields(change: dict[str, Any]) -> list[str]:
    """Of a record that was there before and after; one that came or went is told by its id, and whole in the JSON document."""
    if change["what"] != "changed":
        return []
    return [f"    {field['heading']}: {field['was']} -> {field['now']}" for field in change["fields"]]


def _verdicts(verdicts: list[dict[str, Any]], words: Words) -> list[str]:
    lines = ["", "Verdicts"] if verdicts else []
    for each in verdicts:
        was, now = (_verdict(words, each[name], each[f"ground_{name}"]) for name in ("was", "now"))
        why = BECAUSE[each["because"]].lower()
        lines.append(f"  {each['transfer']} {each['regime']}: {was} -> {now} ({why})")
    return lines


def _verdict(words: Words, verdict: str | None, ground: str | None) -> str:
    said = words.label("verdicts", verdict).lower() if verdict else "not bound"
    return f"{said} by {ground}" if ground else said
