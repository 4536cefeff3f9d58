"""What would change a transfer, and the cheapest fix, as one JSON document each: for the command line and for files."""

from __future__ import annotations

from typing import Any

from transfer_register.actions.fix import Change, Fix, WouldChange
from transfer_register.assessment.act import Act
from transfer_register.register.outcome import Outcome


def would_change_document(would: WouldChange) -> dict[str, Any]:
    """`{id, before, changes: [{act, title, effort, rests_on, provided, certainty, after}], together: [...], left}`."""
    return {
        "id": would.transfer,
        "before": _outcome(would.before),
        "changes": [_change(change) for change in would.changes],
        "together": [_act(act) for act in would.together or ()],
        "left": would.left and would.left.says,
    }


def fix_document(fix: Fix, limit: int | None = None) -> dict[str, Any]:
    """`{target, there, mended, acts: [{act, ..., mends, transfers, needed_by, alone, recipients}], by_several, not_mended}`.

    `limit` is how many acts are told, the first ones; `acts_left_out` says how many are not.
    """
    told = fix.steps[:limit]
    return {
        "target": fix.target or "permitted",
        "there": len(fix.there),
        "mended": len(fix.plans),
        "acts": [
            {
                **_act(step.act),
                "mends": len(step.mends),
                "transfers": list(step.mends),
                "needed_by": list(step.needed_by),
                "alone": step.alone,
                "recipients": step.recipients,
            }
            for step in told
        ],
        "acts_left_out": len(fix.steps) - len(told),
        "by_several": [{"transfer": transfer, "acts": list(plan)} for transfer, plan in sorted(fix.by_several.items())],
        "not_mended": [{"why": left.says, "transfers": list(left.transfers), "ask": list(left.ask)} for left in fix.left],
    }


def _act(act: Act) -> dict[str, Any]:
    return {
        "act": act.id,
        "title": act.title,
        "effort": act.effort.id,
        "rests_on": act.rests_on,
        "provided": act.provided or None,
        "cites": list(act.cites),
    }


def _change(change: Change) -> dict[str, Any]:
    return {**_act(change.act), "certainty": change.certainty, "after": _outcome(change.after)}


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "regimes": [
            {"regime": regime, "verdict": said.verdict, "by": said.ground, "ask": list(said.ask)}
            for regime, said in outcome.verdicts.items()
        ],
        "score_low": outcome.score_low,
        "score": outcome.score,
        "band": outcome.band,
        "ended": outcome.ended,
    }
