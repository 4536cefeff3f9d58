"""`judge`: findings, verdicts and scores, of one transfer or of all, under one regime or under all."""

from __future__ import annotations

from datetime import date
from typing import Any

from transfer_register.actions.judge import judge
from transfer_register.commands.call import Answered, Call, table
from transfer_register.exhibits.score_words import ends


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("judge", parents=[shared], help="findings, verdicts and scores")
    parser.add_argument("--transfer", metavar="ID")
    parser.add_argument("--regime", metavar="R")
    parser.set_defaults(run=run)


def run(call: Call) -> Answered:
    """One line a transfer and regime for people, and of one transfer what is owed; everything in the JSON document."""
    judged = judge(call.register, **call.days, transfer=call.words.transfer, regime=call.words.regime)
    words, law = call.register.words, call.register.law
    rows = []
    for transfer in judged["transfers"]:
        left = ends(transfer["score_low"], transfer["score"]) if transfer["score"] is not None else ""
        score = f"{left} {words.label('bands', transfer['band']).lower()}".strip()
        for regime in transfer["regimes"] or [None]:
            if regime is None:
                rows.append((transfer["id"], "", words.label("verdicts", "not_judged"), "", score))
                continue
            by = law.provisions[regime["by"]].title if regime["by"] in law.provisions else ""
            asked = f"ask: {', '.join(regime['ask'])}" if regime["verdict"] == "unknown" else by
            rows.append((transfer["id"], regime["regime"], words.label("verdicts", regime["verdict"]), asked, score))
    head = f"Register of {judged['on']}, law of {judged['law_on']} ({judged['law_digest'][:12]})"
    lines = [head, *table(rows, ("Transfer", "Regime", "Verdict", "By", "Risk left"))]
    return Answered(judged, lines + (_owed(judged["transfers"][0]) if call.words.transfer else []))


def _owed(transfer: dict[str, Any]) -> list[str]:
    """What is not known to be done, the next due day first."""
    duties = [(regime["regime"], duty) for regime in transfer["regimes"] for duty in regime["duties"] if duty["outcome"] != "met"]
    duties.sort(key=lambda each: (each[1]["due"] is None, each[1]["due"] or date.min, each[1]["title"]))
    said = {"breached": "not done", "unknown": "not said whether done"}
    rows = [(d["due"] or "", regime, d["title"], d["owed_to"], said[d["outcome"]]) for regime, d in duties]
    return ["", *table(rows, ("Due", "Regime", "Owed", "To", ""))] if rows else []
