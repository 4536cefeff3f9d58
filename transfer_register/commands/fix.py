"""`fix`: the acts that mend the most of some transfers, the lightest first, each judged anew; what would change one transfer."""

from __future__ import annotations

import argparse
from dataclasses import replace

from transfer_register.actions.fix import Fix, WouldChange, cheapest, what_would_change
from transfer_register.actions.fix_said import fix_document, would_change_document
from transfer_register.commands.call import Answered, Call, add_filter, table
from transfer_register.errors import Refused
from transfer_register.model.vocabulary import Words
from transfer_register.register.outcome import Outcome


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("fix", parents=[shared], help="acts ranked by how many transfers each mends")
    parser.add_argument(
        "--target", metavar="BAND", help="the risk that may be left, as: moderate; without it, a verdict that permits"
    )
    add_filter(parser)
    parser.add_argument("--transfer", metavar="ID", help="one transfer, and what would change it")
    parser.add_argument("--limit", type=_count, metavar="N", help="the first N acts only")
    parser.set_defaults(run=run)


def run(call: Call) -> Answered:
    """The acts in the order in which they are done; everything about transfers in the JSON document."""
    register, words, target, chosen = call.register, call.register.words, call.words.target, call.words.filter
    if target is not None and target not in words.lists["bands"]:
        raise Refused(f"--target: there is no band {target!r}; there are {', '.join(words.lists['bands'])}.")
    sight = call.sight()
    would = None
    if call.words.transfer:
        chosen = replace(chosen, transfers=(call.words.transfer,))
        would = what_would_change(register, sight, call.words.transfer)
    fix = cheapest(register, sight, chosen, target)
    document = {"on": call.on.isoformat(), "law_on": call.law_on.isoformat(), **fix_document(fix, call.words.limit)}
    lines = _fix(fix, words, call.words.limit)
    if would:
        document["would_change"] = would_change_document(would)
        lines += ["", *would_lines(would, words)]
    return Answered(document, lines)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no count; write a whole number from 1")
    return int(text)


def _fix(fix: Fix, words: Words, limit: int | None) -> list[str]:
    aim = "a verdict that permits"
    if fix.target:
        aim += f", and risk left {words.label('bands', fix.target).lower()} or lower"
    several, left = len(fix.by_several), sum(len(each.transfers) for each in fix.left)
    can = f"{len(fix.plans)} can be mended ({several} by several acts)"
    lines = [f"To reach: {aim}. {len(fix.there)} there already, {can}, {left} cannot."]
    rows = [
        (len(step.mends), len(step.needed_by), step.act.effort.label, step.act.title, step.act.provided)
        for step in fix.steps[:limit]
    ]
    lines += table(rows, ("Mends", "Part of", "Effort", "Act", "Provided")) if rows else []
    lines += [f"Not mended, {len(each.transfers)}: {each.says}" for each in fix.left]
    return lines


def would_lines(would: WouldChange, words: Words) -> list[str]:
    lines = [f"{would.transfer}: {_said(would.before, words)}"]
    rows = [(c.act.effort.label, c.act.title, _said(c.after, words), c.certainty) for c in would.changes]
    lines += table(rows, ("Effort", "Act", "Then", "")) if rows else ["No single act changes it."]
    if would.together:
        lines.append(f"Permitted by these together: {'; '.join(act.title for act in would.together)}")
    return lines + ([f"Not mended: {would.left.says}"] if would.left else [])


def _said(outcome: Outcome, words: Words) -> str:
    if outcome.ended:
        return "no transfer any more"
    verdicts = [f"{regime} {words.label('verdicts', said.verdict).lower()}" for regime, said in outcome.verdicts.items()]
    risk = "no score" if outcome.score is None else f"risk left {outcome.score_low:.0f} to {outcome.score:.0f}"
    return ", ".join([*(verdicts or ["not judged"]), risk])
