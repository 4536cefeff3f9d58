"""`law list | changes | stale | check`: the law itself; a register adds the transfers that a change touches."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from transfer_register.actions import law, law_changes
from transfer_register.actions import opening as installed
from transfer_register.commands.call import Answered, Call, day_word, table
from transfer_register.errors import Refused
from transfer_register.exhibits import law_words


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("law", parents=[shared], help="what is in force, what changes, what was not checked lately")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=type(parser))
    listed = verbs.add_parser("list", parents=[shared], help="what is in force on the law's day")
    listed.add_argument("--regime", metavar="R", action="append", default=[], help="such as EU; may be given several times")
    listed.add_argument("--country", metavar="CODE", action="append", default=[], help="what names this destination, such as US")
    listed.add_argument(
        "--kind", metavar="KIND", action="append", default=[], help=f"one of {', '.join(law_words.KINDS)}, ground"
    )
    listed.set_defaults(run=list_)
    changes = verbs.add_parser("changes", parents=[shared], help="what changes between two days, groups and reviews included")
    for name, dest, says in (("--from", "first", "changes after this day"), ("--to", "last", "up to and including this day")):
        changes.add_argument(name, dest=dest, type=day_word, required=True, metavar="DATE", help=says)
    changes.set_defaults(run=changes_)
    stale = verbs.add_parser("stale", parents=[shared], help="what was not checked lately, or is not verified")
    stale.add_argument("--days", type=_days, default=law.STALE_AFTER_DAYS, metavar="N", help="too long ago (%(default)s)")
    stale.set_defaults(run=stale_)
    check = verbs.add_parser("check", parents=[shared], help="runs tables of cases against the law")
    check.add_argument("tables", nargs="+", metavar="TABLE.yaml")
    check.set_defaults(run=check_)


def _days(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of days; write a whole number such as 180")
    return int(text)


def list_(call: Call) -> Answered:
    words = call.words
    wanted = law.Wanted(regimes=tuple(words.regime), countries=tuple(words.country), kinds=tuple(words.kind))
    rows = law.in_force(call.law_on, wanted)
    shown = [(r["regime"], r["id"], r["kind"], r["from"] or "", r["until"] or "", r["confidence"], r["title"]) for r in rows]
    heading = ("Regime", "Provision", "Kind", "From", "Until", "Confidence", "Title")
    lines = table(shown, heading) if shown else [f"Nothing of this kind is in force on {call.law_on}."]
    return Answered({"law_on": call.law_on, "provisions": rows}, lines)


def changes_(call: Call) -> Answered:
    """With a register, each entry has the transfers that it touches; without one, the law alone answers."""
    first, last = call.words.first, call.words.last
    if last < first:
        raise Refused(f"--to {last} lies before --from {first}; turn them round.")
    register = call.register if Path(call.path).exists() else None
    rows = law_changes.changes(first, last, installed.law(), installed.words(), register, call.on, call.law_on)
    heading = ("Day", "Regime", "What", "Provision", *(("Transfers",) if register else ()), "Title")
    lines = table([_told(row, with_transfers=register is not None) for row in rows], heading) if rows else []
    if lines and register is None and hasattr(call.words, "register"):
        lines.append(f"There is no register at {call.path}: told without the transfers that each touches.")
    return Answered({"from": first, "to": last, "changes": rows}, lines or [f"Nothing changes from {first} to {last}."])


def _told(row: dict[str, Any], *, with_transfers: bool) -> tuple[Any, ...]:
    touched = ("–" if row["transfers"] is None else row["transfers"],) if with_transfers else ()
    which = row["id"] or f"{row['code']} {row['group']}"
    title = f"{row['title']}: {row['says']}" if row["what"] in ("risk", "joins", "leaves") else row["title"]
    return (row["on"], ",".join(row["regimes"]), row["what"], which, *touched, title)


def stale_(call: Call) -> Answered:
    on, days = call.law_on, call.words.days
    rows, doubtful, counted = law.stale(on, days), law.doubtful(on), law.below_verified(on)
    lines = table([(r["checked_on"], r["id"], r["title"]) for r in rows], ("Checked on", "Provision", "Title")) if rows else []
    lines.append(f"{len(rows)} provisions in force on {on} were not checked in the {days} days before it.")
    if doubtful:
        lines += table([(r["confidence"], r["id"], r["title"]) for r in doubtful], ("Confidence", "Provision", "Title"))
    lines.append("Confidence of what is in force: " + ", ".join(f"{word} {count}" for word, count in sorted(counted.items())))
    document = {"on": on, "days": days, "stale": rows, "doubtful": doubtful, "confidence": counted}
    return Answered(document, lines)


def check_(call: Call) -> Answered:
    """Status 1 when a case fails; the last line is `N passed, M failed`."""
    checked = law.check(call.words.tables, call.law_on)
    lines = [f"{f['id']}: expected {f['expected']}, got {f['got']}. {f['why'] or ''}".rstrip() for f in checked["failures"]]
    lines.append(f"{checked['passed']} passed, {checked['failed']} failed")
    return Answered(checked, lines, 1 if checked["failed"] else 0)
