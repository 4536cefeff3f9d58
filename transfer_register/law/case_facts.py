"""The facts of a case in the words of the register, and as a relation that SQL can judge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from transfer_register.law.condition import known_facts, literal, literals
from transfer_register.law.grammar import nearest
from transfer_register.law.in_force import TOOLS, Library
from transfer_register.model.facts import COUNTED_FROM, Fact, Kind


class UnknownWord(Exception):
    """A case names a fact that nobody can state, or gives it a value that does not fit."""


def facts_of_case(stated: Mapping[str, Any], library: Library) -> dict[str, Any]:
    """What a case states, by data/law/wording_of_cases.yaml. Raises `UnknownWord`."""
    wording, said, implied = library.wording_of_cases, {}, {}
    names, terms = wording.get("names", {}), wording.get("terms", {})
    for name, value in stated.items():
        found = [entry["states"] for entry in wording.get("means", ()) if _speaks(entry, name, value)]
        if name == "mechanism.id" and value in library.provisions and library.provisions[value].tools:
            found.append({TOOLS: list(library.provisions[value].tools)})
        for states in found:
            for fact, inner in states.items():
                implied[fact] = [*implied.get(fact, []), *inner] if isinstance(inner, list) else inner
        ours = names.get(name, name)
        fact = _facts().get(ours)
        if fact is None:
            if not found:
                raise UnknownWord(f"no fact is called {name}. {nearest(name, _facts())}")
            continue
        renamed = [terms.get(v, v) for v in value] if isinstance(value, list) else terms.get(value, value)
        said[ours] = _fitting(fact, name, renamed)
    return {**implied, **said}


def _facts() -> Mapping[str, Fact]:
    """Everything that a case may state: what conditions ask, and the days from which due days are counted."""
    return {**known_facts(), **COUNTED_FROM}


def _speaks(entry: Mapping[str, Any], name: str, value: Any) -> bool:
    return entry["fact"] == name and ("is" not in entry or entry["is"] == value)


def _fitting(fact: Fact, name: str, value: Any) -> Any:
    match fact.kind, value:
        case _, None:
            return None
        case Kind.FLAG, bool():
            return value
        case Kind.COUNT, int() if not isinstance(value, bool):
            return value
        case Kind.DAY, date():
            return value
        case Kind.DAY, str():
            try:
                return date.fromisoformat(value)
            except ValueError:
                raise UnknownWord(f"{value!r} is no day for {name}. Write year-month-day.") from None
        case Kind.TERM, str():
            return value
        case Kind.TERMS, list():
            return value
    raise UnknownWord(f"{value!r} is no value for {name}, a {fact.kind}.")


def relation_of(cases: Mapping[int, Mapping[str, Any]]) -> str:
    """A derived table with `pattern` and every fact as a column of its type.

    What a case does not state is NULL, or the empty list where a register would know (`Fact.kept_here`).
    """
    facts = _facts()
    unsaid = {name: [] if fact.kept_here else None for name, fact in facts.items()}
    used = sorted({name for case in cases.values() for name in case})
    rows = ", ".join(
        "(" + ", ".join((str(number), *(_sql(case.get(name, unsaid.get(name))) for name in used))) + ")"
        for number, case in cases.items()
    )
    named = ", ".join(("pattern", *(f'"{name}"' for name in used)))
    columns = ", ".join(
        f"{quoted if name in used else _sql(unsaid[name])}::{fact.kind.sql} AS {quoted}"
        for name, fact in facts.items()
        for quoted in (f'"{name}"',)
    )
    return f"(SELECT pattern, {columns} FROM (VALUES {rows}) AS stated({named}))"


def _sql(value: Any) -> str:
    if value is None:
        return "NULL"
    return f"[{literals(value)}]" if isinstance(value, list | tuple) else literal(value)
