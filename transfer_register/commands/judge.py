"""`judge`: findings, verdicts and scores, of one transfer or of all, under one regime or under all."""

from __future__ import annotations

from transfer_register.actions.judge import judge
from transfer_register.commands.call import Answered, Call, table


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("judge", parents=[shared], help="findings, verdicts and scores")
    parser.add_argument("--transfer", metavar="ID")
    parser.add_argument("--regime", metavar="R")
    parser.set_defaults(run=run)


def run(call: Call) -> Answered:
    """One line a transfer and regime for people; everything in the JSON document."""
    judged = judge(call.register, on=call.on, law_on=call.law_on, transfer=call.words.transfer, regime=call.words.regime)
    words, law = call.register.words, call.register.law
    rows = []
    for transfer in judged["transfers"]:
        score = "not assessed" if transfer["score"] is None else f"{transfer['score']:.0f}"
        for regime in transfer["regimes"] or [None]:
            if regime is None:
                rows.append((transfer["id"], "", words.label("verdicts", "not_judged"), "", score))
                continue
            by = law.provisions[regime["by"]].title if regime["by"] in law.provisions else ""
            asked = f"ask: {', '.join(regime['ask'])}" if regime["verdict"] == "unknown" else by
            rows.append((transfer["id"], regime["regime"], words.label("verdicts", regime["verdict"]), asked, score))
    head = f"Register of {judged['on']}, law of {judged['law_on']} ({judged['law_digest'][:12]})"
    return Answered(judged, [head, *table(rows, ("Transfer", "Regime", "Verdict", "By", "Score"))])
