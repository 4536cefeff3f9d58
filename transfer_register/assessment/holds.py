"""Does a condition hold for the facts of one case? For what is asked of one assessment at a time; the register judges in SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from transfer_register.law.condition import All, Condition, Constant, Doubt, Not, Test
from transfer_register.law.condition import Any as AnyOf

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Partly:
    """A list of which some entries are not known yet: it contains what it contains, and may contain more."""

    known: tuple[str, ...]


def holds(condition: Condition, facts: Facts) -> bool | None:
    """True, False, or None for unknown, as `law.condition.condition_sql` says it; a fact that is left out is unknown."""
    match condition:
        case Constant(value):
            return value
        case Doubt():
            return None
        case Not(part):
            inner = holds(part, facts)
            return None if inner is None else not inner
        case All(parts) | AnyOf(parts):
            stop = isinstance(condition, AnyOf)
            answers = [holds(part, facts) for part in parts]
            return stop if stop in answers else None if None in answers else not stop
        case Test(fact, "known", wanted):
            return (facts.get(fact) is not None) == wanted
        case Test(fact, operator, wanted):
            value = facts.get(fact)
            return None if value is None else _compare(operator, value, wanted)


def unknown(condition: Condition, facts: Facts) -> tuple[str, ...]:
    """The facts that could still decide a condition that is unknown, each once, in the order of its text."""
    if holds(condition, facts) is not None:
        return ()
    match condition:
        case Test(fact) | Doubt(fact):
            return (fact,)
        case Not(part):
            return unknown(part, facts)
        case All(parts) | AnyOf(parts):
            return tuple(dict.fromkeys(fact for part in parts for fact in unknown(part, facts)))
    return ()


def _compare(operator: str, value: Any, wanted: Any) -> bool | None:
    match operator:
        case "is":
            return value == wanted
        case "in":
            return value in wanted
        case "contains" | "contains_any":
            terms = {wanted} if operator == "contains" else set(wanted)
            if isinstance(value, Partly):
                return True if terms & set(value.known) else None
            return bool(terms & set(value))
        case "at_least":
            return value >= wanted
        case "at_most":
            return value <= wanted
        case "before":
            return value < wanted
        case "after":
            return value > wanted
    raise AssertionError(f"{operator} stands in OPERATORS and is not compared")
