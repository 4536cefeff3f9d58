"""Acts and what came of trying them, in words: before and after, what stays open, and the table twin of a fix."""

from __future__ import annotations

from transfer_register.actions.fix import Fix
from transfer_register.assessment.act import Act, Acts
from transfer_register.exhibits.score_words import ends
from transfer_register.exhibits.style import band, verdict
from transfer_register.exhibits.table import Column, Table
from transfer_register.model.facts import FACTS
from transfer_register.model.vocabulary import Words
from transfer_register.register.outcome import Outcome
from transfer_register.screens.plain import enumerated, plain

# On whom an act rests: icon and words.
RESTS_ON = {
    "ours": ("check_circle", "It rests on you alone."),
    "other_side": ("handshake", "It rests on the other side too."),
    "finding": ("search", "It rests on what is found."),
}
_MOST_ASKED = 4


def moved(words: Words, before: Outcome, after: Outcome) -> list[str]:
    """What an act changes, one text each: under which regime the verdict, and the risk left; escaped for Markdown."""
    if after.ended:
        return ["There is no transfer any more."]
    told = []
    for regime, said in before.verdicts.items():
        then = after.verdicts[regime]
        if then.verdict != said.verdict:
            name = plain(words.label("regimes", regime))
            told.append(f"{name}: {verdict(words, said.verdict).text} → **{verdict(words, then.verdict).text}**")
    if (before.score_low, before.score, before.band) != (after.score_low, after.score, after.band):
        told.append(f"Risk left: {_risk(words, before)} → **{_risk(words, after)}**")
    return told


def stays_open(words: Words, acts: Acts, after: Outcome) -> list[str]:
    """What an act leaves open, one sentence each: regimes that stand in the way still, what they ask, what no ground cures."""
    if after.ended:
        return []
    told = []
    for regime, said in after.verdicts.items():
        name = words.label("regimes", regime)
        if said.verdict == "unknown":
            asked = enumerated([FACTS[fact].label for fact in said.ask[:_MOST_ASKED]], last="or")
            told.append(f"{name} stays unknown{f', and asks: {asked}' if asked else ''}.")
        elif said.verdict == "breached":
            told.append(f"{name} still forbids it.")
    return told + [acts.bars[place].says for place in after.barred]


def certainty(act: Act) -> str:
    """How sure an outcome is: judged anew, and on whom it rests."""
    return f"Judged anew by the law and the score of the day{f', {act.provided}' if act.provided else ''}."


def summary(fix: Fix) -> str:
    """How many transfers are where they should be, can be brought there, and cannot."""
    left = sum(len(each.transfers) for each in fix.left)
    several = f", {len(fix.by_several):,} of them by several acts" if fix.by_several else ""
    there, mended = len(fix.there), len(fix.plans)
    return f"{there:,} are there already. {mended:,} can be mended{several}. {left:,} cannot by anything in the list."


def table(fix: Fix, acts: Acts) -> Table:
    """The table twin: a row a transfer, with the acts that mend it together, or why nothing does."""
    columns = (
        Column("id", "Transfer", "code"), Column("count", "Acts", "count"), Column("acts", "What mends it"),
        Column("effort", "Heaviest effort"), Column("provided", "Provided"), Column("why", "Why nothing does"),
    )  # fmt: skip
    rows = []
    for transfer, plan in sorted(fix.plans.items()):
        done = [acts[act] for act in plan]
        heaviest = max((act.effort for act in done), key=lambda effort: effort.rank).label
        provided = "; ".join(act.provided for act in done if act.provided)
        rows.append((transfer, len(done), "; ".join(act.title for act in done), heaviest, provided or None, None))
    for left in fix.left:
        rows += [(transfer, 0, None, None, None, left.says) for transfer in left.transfers]
    return Table(columns, tuple(rows))


def _risk(words: Words, outcome: Outcome) -> str:
    mark = band(words, outcome.band).text
    if outcome.score is not None:
        return f"{ends(outcome.score_low, outcome.score)} ({mark})"
    nothing = bool(outcome.verdicts) and all(said.verdict == "not_restricted" for said in outcome.verdicts.values())
    return "nothing restricts it" if nothing else mark
