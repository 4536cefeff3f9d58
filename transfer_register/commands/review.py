"""`review ...`: the cards of a period and why they are due; moving them, signing the review, and its page as a file."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any, get_args

from transfer_register.actions import review
from transfer_register.actions.review_found import Looked, look, quarter_of
from transfer_register.actions.review_page import FORMATS, as_document, page_of
from transfer_register.commands.call import Answered, Call, add_filter, day_word, table, write_bytes
from transfer_register.errors import Refused
from transfer_register.exhibits import law_words
from transfer_register.exhibits.review_words import COLUMNS, period_of, reasons
from transfer_register.exhibits.style import counted
from transfer_register.model.review import Column


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("review", parents=[shared], help="transfers to look at anew in a period, and why")
    _period(parser)
    add_filter(parser)
    parser.set_defaults(run=_list)
    acts = parser.add_subparsers(dest="act", metavar="ACT", parser_class=type(parser))
    moves = acts.add_parser("move", parents=[shared], help="puts cards into a column, together or not at all")
    moves.add_argument("transfers", metavar="TR", nargs="*", help="the transfers that are meant")
    moves.add_argument("--recipient", metavar="PA", action="append", default=[], help="every card of a recipient")
    moves.add_argument("--to", choices=get_args(Column), required=True)
    moves.add_argument("--why", metavar="REASON", default="", help="needed where a grade rose, and for Done without a permission")
    moves.add_argument("--waits-for", metavar="WHOM", default="", help="who has to answer")
    moves.set_defaults(run=_move)
    signs = acts.add_parser("sign", parents=[shared], help="signs the review and closes it")
    signs.add_argument("--function", metavar="F", required=True, help="in which function")
    signs.add_argument("--says", metavar="TEXT", default="", help="a remark for the reader of the page")
    signs.set_defaults(run=_sign)
    page = acts.add_parser("page", parents=[shared], help="what changed in the period, on one page")
    page.add_argument("--format", choices=FORMATS, default=None)
    page.add_argument("--out", metavar="FILE", type=Path, help="where the file is written; without it the numbers are printed")
    page.set_defaults(run=_page)
    for each in (moves, signs, page):
        _period(each, again=True)


def _period(parser: Any, *, again: bool = False) -> None:
    """The days may stand before the act or after it; one that is absent there leaves the other's word."""
    absent = argparse.SUPPRESS if again else None
    parser.add_argument(
        "--first", type=day_word, metavar="DATE", default=absent, help="default: the quarter of the register's day"
    )
    parser.add_argument("--last", type=day_word, metavar="DATE", default=absent)


def _looked(call: Call) -> Looked:
    return look(call.register, *_days(call), **call.days)


def _days(call: Call) -> tuple[date, date]:
    first, last = quarter_of(call.on)
    return call.words.first or first, call.words.last or last


def _list(call: Call) -> Answered:
    looked = _looked(call)
    words, titles = call.register.words, law_words.names(call.register.law.provisions, call.register.words)
    cards = looked.cards(call.words.filter).dicts()
    rows, document = [], []
    for card in cards:
        told = reasons(card["why"], words, titles, call.on)
        says = " ".join(each.says for each in told)
        rows.append(
            (
                COLUMNS[card["lies"]],
                card["id"],
                card["importer_name"],
                words.label("verdicts", card["verdict"]),
                card["due"],
                says,
            )
        )
        document.append(
            {
                "transfer": card["id"], "recipient": card["importer"], "recipient_name": card["importer_name"],
                "column": card["lies"], "verdict": card["verdict"], "band": card["band"],
                "verdict_before": card["was_verdict"], "band_before": card["was_band"], "due": card["due"],
                "moved_by": card["moved_by"], "moved_on": card["moved_on"], "waits_for": card["waits_for"],
                "reason": card["moved_why"],
                "why": [{"kind": each.kind, "says": each.says, "day": each.day, "source": each.source} for each in told],
            }
        )  # fmt: skip
    recorded = looked.recorded
    head = {
        "review": recorded.id if recorded else None, "signed": bool(recorded and recorded.signed), "first": looked.first,
        "last": looked.last,
    }  # fmt: skip
    lines = [f"{counted(len(cards), 'card')} in {period_of(looked.first, looked.last)}."]
    lines += table(rows, ("State", "Transfer", "Recipient", "Verdict", "Due", "Why")) if rows else []
    return Answered(head | {"cards": document}, lines)


def _move(call: Call) -> Answered:
    words, (first, last) = call.words, _days(call)
    named = list(words.transfers)
    if words.recipient:
        named += [card["id"] for card in _looked(call).cards(recipients=words.recipient).dicts()]
    if not named:
        raise Refused("Name a transfer, or a recipient with --recipient that has cards. Nothing was written.")
    _writable(call)
    moved = review.move(
        call.register, first, last, named, words.to, why=words.why, waits_for=words.waits_for, actor=call.actor, at=call.at,
        on=call.on, law_on=call.law_on,
    )  # fmt: skip
    said = f"{counted(moved.cards, 'card')} of {moved.review} put to {COLUMNS[words.to]}."
    return Answered({"review": moved.review, "cards": moved.cards, "to": words.to}, [said])


def _sign(call: Call) -> Answered:
    _writable(call)
    id = review.sign(
        call.register, *_days(call), call.words.function, says=call.words.says, actor=call.actor, at=call.at, on=call.on,
        law_on=call.law_on,
    )  # fmt: skip
    return Answered({"review": id, "signed_by": call.actor}, [f"{id} is signed and closed."])


def _writable(call: Call) -> None:
    if call.known_on is not None:
        raise Refused("An earlier state of the register cannot be written to. Leave out --known-on.")


def _page(call: Call) -> Answered:
    looked, words = _looked(call), call.words
    if (words.format is None) is not (words.out is None):
        raise Refused("A file needs both --format and --out.")
    if words.out is not None:
        made = as_document(looked, words.format, at=call.at, actor=call.actor)
        write_bytes(words.out, made.data)
        return Answered({"format": words.format, "out": str(words.out), "notes": made.notes}, [str(words.out), *made.notes])
    signed = looked.recorded.review if looked.recorded and looked.recorded.signed else None
    page = signed.page if signed and signed.page else page_of(looked)
    before, after = page.transfers
    lines = [f"Transfers in force: {before} before, {after} now; {page.begun} new, {page.ended} no longer."]
    for vocabulary, counts in (("verdicts", page.verdicts), ("bands", page.bands)):
        labels = call.register.words.labels(vocabulary)
        lines += table([(labels.get(each.value, each.value), each.before, each.after) for each in counts], ("", "Before", "Now"))
    lines.append(", ".join(f"{COLUMNS[name]}: {number}" for name, number in page.cards.items()) or "No card.")
    return Answered(page.model_dump(mode="json"), lines)
