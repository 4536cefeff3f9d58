"""`law list | changes | stale | check`: the law itself, without a register."""

from __future__ import annotations

from datetime import date

from transfer_register.actions import law
from transfer_register.commands.call import Answered, Call, table
from transfer_register.errors import Refused


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("law", parents=[shared], help="what is in force, what changes, what was not checked lately")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=type(parser))
    listed = verbs.add_parser("list", parents=[shared], help="what is in force on the law's day")
    listed.add_argument("--regime", metavar="R")
    listed.set_defaults(run=list_)
    changes = verbs.add_parser("changes", parents=[shared], help="what changes between two days")
    changes.add_argument("--from", dest="first", type=date.fromisoformat, required=True, metavar="DATE")
    changes.add_argument("--to", dest="last", type=date.fromisoformat, required=True, metavar="DATE")
    changes.set_defaults(run=changes_)
    stale = verbs.add_parser("stale", parents=[shared], help="what was not checked lately")
    stale.add_argument("--days", type=int, default=law.STALE_AFTER_DAYS)
    stale.set_defaults(run=stale_)
    check = verbs.add_parser("check", parents=[shared], help="runs tables of cases against the law")
    check.add_argument("tables", nargs="+", metavar="TABLE.yaml")
    check.set_defaults(run=check_)


def list_(call: Call) -> Answered:
    rows = law.in_force(call.law_on, call.words.regime)
    shown = [(r["regime"], r["id"], r["kind"], r["from"] or "", r["until"] or "", r["confidence"], r["title"]) for r in rows]
    heading = ("Regime", "Provision", "Kind", "From", "Until", "Confidence", "Title")
    return Answered({"law_on": call.law_on, "provisions": rows}, table(shown, heading))


def changes_(call: Call) -> Answered:
    first, last = call.words.first, call.words.last
    if last < first:
        raise Refused(f"--to {last} lies before --from {first}; turn them round.")
    rows = law.changes(first, last)
    shown = [(r["on"], ",".join(r["regimes"]), r["what"], r["id"], r["title"]) for r in rows]
    lines = table(shown, ("Day", "Regime", "", "Provision", "Title")) or [f"Nothing changes from {first} to {last}."]
    return Answered({"from": first, "to": last, "changes": rows}, lines)


def stale_(call: Call) -> Answered:
    rows, days = law.stale(call.law_on, call.words.days), call.words.days
    counted = law.below_verified(call.law_on)
    lines = table([(r["checked_on"], r["id"], r["title"]) for r in rows], ("Checked on", "Provision", "Title"))
    lines += [f"{len(rows)} provisions in force on {call.law_on} were not checked in the {days} days before it."]
    lines += ["Confidence of what is in force: " + ", ".join(f"{word} {count}" for word, count in sorted(counted.items()))]
    return Answered({"on": call.law_on, "days": days, "stale": rows, "confidence": counted}, lines)


def check_(call: Call) -> Answered:
    """Status 1 when a case fails; the last line is `N passed, M failed`."""
    checked = law.check(call.words.tables, call.law_on)
    lines = [f"{f['id']}: expected {f['expected']}, got {f['got']}. {f['why'] or ''}".rstrip() for f in checked["failures"]]
    lines.append(f"{checked['passed']} passed, {checked['failed']} failed")
    return Answered(checked, lines, 1 if checked["failed"] else 0)
