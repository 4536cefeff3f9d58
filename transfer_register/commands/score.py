"""`score explain ID`: the parts and terms of a score; `score register`: how complete, fresh and evidenced the register is."""

from __future__ import annotations

from typing import Any

from transfer_register.actions.explain import explain
from transfer_register.actions.fix import what_would_change
from transfer_register.actions.fix_said import would_change_document
from transfer_register.actions.quality import quality
from transfer_register.commands.call import Answered, Call, table
from transfer_register.commands.fix import would_lines
from transfer_register.exhibits.score_words import OUTCOMES, ends
from transfer_register.exhibits.table import PARTS
from transfer_register.model.vocabulary import Words


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("score", parents=[shared], help="the terms of a score")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=type(parser))
    explained = verbs.add_parser("explain", parents=[shared], help="every term of a score, and what would lower it")
    explained.add_argument("id", metavar="ID")
    explained.set_defaults(run=run)
    counted = verbs.add_parser("register", parents=[shared], help="how complete, fresh and evidenced the register itself is")
    counted.set_defaults(run=run_register)


def run(call: Call) -> Answered:
    """The formula, the terms by part in the order of the kit, what would lower the score, and the acts that were tried."""
    said, words = explain(call.register, call.words.id, **call.days), call.register.words
    lines = [said["said"]] if said["said"] else []
    lines += [f"{said['id']}: {_whole(said, words)}", *said["formula"]]
    if said["governance"]:
        lines.append(f"Governance there: {said['governance']}")
    for part, title in PARTS.items():
        rows = [_row(each) for each in said["contributions"] if each["part"] == part]
        if rows:
            head = f"{title}: {_part(said['parts'][part], part)}"
            lines += ["", head, *table(rows, ("", "Points", "To the score", "", "Source"))]
    changes = [
        f"Would lower it: {one['label']}, to {ends(one['low'], one['high'])} ({words.label('bands', one['band'])})"
        for one in said["would_change"]
    ]
    would = what_would_change(call.register, call.sight(), call.words.id)
    said = {**said, "acts": would_change_document(would)}
    return Answered(said, [*lines, *(["", *changes] if changes else []), "", *would_lines(would, words)])


def run_register(call: Call) -> Answered:
    """Three shares with their counts, and their mean."""
    found = quality(call.register, **call.days)
    rows = [(each["title"], each["said"], each["counts"]) for each in found["shares"]]
    return Answered(found, [*table(rows, ("", "Share", "Counted")), found["mean_said"]])


def _whole(said: dict[str, Any], words: Words) -> str:
    if said["score"] is None:
        return words.label("bands", said["band"]).lower()
    decides = f", decided by {words.label('countries', said['country'])}" if said["country"] else ""
    return f"risk left {ends(said['score_low'], said['score'])} of 100 ({words.label('bands', said['band'])}){decides}"


def _part(part: dict[str, float], name: str) -> str:
    low, high = part["low"], part["high"]
    return f"{ends(low, high)} percent" if name == "safeguards" else f"{ends(low, high)} of 100"


def _row(each: dict[str, Any]) -> tuple[str, ...]:
    brought = "" if each["part"] == "failure" else ends(*sorted((each["low"], each["high"])), digits=1)
    return OUTCOMES[each["outcome"]], f"{each['points']:g}", brought, each["label"], each["cites"]
