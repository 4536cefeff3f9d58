"""`score explain ID`: every contribution to a score, and what would change it."""

from __future__ import annotations

from transfer_register.actions.judge import explain
from transfer_register.commands.call import Answered, Call, table


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("score", parents=[shared], help="the terms of a score")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=type(parser))
    explained = verbs.add_parser("explain", parents=[shared], help="every contribution, and what would change it")
    explained.add_argument("id", metavar="ID")
    explained.set_defaults(run=run)


def run(call: Call) -> Answered:
    """The contributions in the order of the kit."""
    said = explain(call.register, call.words.id, **call.days)
    score = "not assessed" if said["score"] is None else f"{said['score']:.0f} of 100 ({said['band']})"
    rows = [(c["outcome"], f"{c['points'] or 0:g} of {c['of']:g}", c["label"], c["cites"]) for c in said["contributions"]]
    lines = [f"{said['id']}: {score}", *table(rows, ("", "Points", "", "Source"))]
    lines += [f"Would change it: {one['label']} (+{one['points']:g})" for one in said["would_change"]]
    return Answered(said, lines)
