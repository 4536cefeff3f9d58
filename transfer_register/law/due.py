"""By which day a duty is due: counted from a day that is a fact, in whole months and days of the calendar."""

from __future__ import annotations

from transfer_register.law.condition import literal
from transfer_register.law.in_force import LawState
from transfer_register.law.provision import Due

# The judged fact that a verdict says of itself (law/verdict.py).
_ENDS = "mechanism.ends_on"


def due_sql(state: LawState) -> str:
    """A DATE for a row of findings `f` beside the facts of its pattern `facts` and its verdict `v`; NULL where none is due."""
    cases = [
        f"WHEN {literal(p.id)} THEN {_counted(p.version.due)}"
        for p in {p.id: p for p in state.provisions if p.version.due}.values()
    ]
    return f"CASE f.provision {' '.join(cases)} END" if cases else "NULL::DATE"


def _counted(due: Due) -> str:
    base = f'facts."{due.fact}"'
    if due.fact == _ENDS:
        base = f"coalesce({base}, v.ends)"
    return f"({base} {'-' if due.before else '+'} (to_months({due.months}) + to_days({due.days})))::DATE"
