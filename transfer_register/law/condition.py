"""The closed grammar of conditions: parsed and checked when a file is read, compiled to SQL that keeps unknown unknown.

Written: `always`, `never`, `{all: [...]}`, `{any: [...]}`, `{not: ...}`, or one operator on one fact, such as
`{fact: importer.country, in: {group: eea}}`. Compiled to DuckDB, NULL is unknown: `all` is AND, `any` is OR, `not` is
NOT, and every operator on an unknown fact is unknown. Only `known` is two-valued: it asks about the record, not the world.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from transfer_register.model.facts import FACTS, JUDGED, Fact, Kind


@dataclass(frozen=True)
class Group:
    """The members of a dated group of law, filled in for the law's day."""

    name: str


@dataclass(frozen=True)
class Constant:
    """`always` or `never`."""

    holds: bool


@dataclass(frozen=True)
class Test:
    """One operator on one fact; `value` is a flag, text, number, day, a tuple of these, or a group."""

    fact: str
    operator: str
    value: bool | str | int | date | tuple[str | int, ...] | Group

    __test__ = False  # not a test of the test-suite


@dataclass(frozen=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Any:
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    part: Condition


@dataclass(frozen=True)
class Doubt:
    """Unknown whatever is recorded, until `fact` is stated anew; no file can write it (law/amended.py does)."""

    fact: str


Condition = Constant | Test | All | Any | Not | Doubt
ALWAYS, NEVER = Constant(True), Constant(False)

# Which operators fit a kind of fact, and what shape their value has.
OPERATORS: dict[Kind, dict[str, str]] = {
    Kind.FLAG: {"is": "flag", "known": "flag"},
    Kind.TERM: {"is": "text", "in": "texts", "known": "flag"},
    Kind.TERMS: {"contains": "text", "contains_any": "texts", "known": "flag"},
    Kind.COUNT: {"is": "number", "in": "numbers", "at_least": "number", "at_most": "number", "known": "flag"},
    Kind.DAY: {"before": "day", "after": "day", "known": "flag"},
}


def known_facts() -> Mapping[str, Fact]:
    """Every fact that a condition may name."""
    return {**FACTS, **JUDGED}


def facts_of(condition: Condition) -> set[str]:
    """The names of all facts that a condition looks at."""
    return {test.fact for test in tests_of(condition)}


def tests_of(condition: Condition) -> Iterator[Test]:
    """Every single test inside a condition, in the order of the text."""
    match condition:
        case Test():
            yield condition
        case Not(part):
            yield from tests_of(part)
        case All(parts) | Any(parts):
            for part in parts:
                yield from tests_of(part)


def resolved(condition: Condition, members: Callable[[str], tuple[str, ...]]) -> Condition:
    """The same condition with the members of each group filled in and what is constant simplified away.

    `members` gives the members of a group on the law's day; nobody is in an empty group, known or not.
    """
    match condition:
        case Test(fact, operator, Group(name)):
            found = tuple(sorted(members(name)))
            return Test(fact, operator, found) if found else NEVER
        case Not(part):
            inner = resolved(part, members)
            return Constant(not inner.holds) if isinstance(inner, Constant) else Not(inner)
        case All(parts):
            return _joined(All, [resolved(part, members) for part in parts], stops=NEVER, drops=ALWAYS)
        case Any(parts):
            return _joined(Any, [resolved(part, members) for part in parts], stops=ALWAYS, drops=NEVER)
        case _:
            return condition


def _joined(kind: type[All] | type[Any], parts: list[Condition], stops: Constant, drops: Constant) -> Condition:
    if stops in parts:
        return stops
    left = tuple(part for part in parts if part != drops)
    if not left:
        return drops
    return left[0] if len(left) == 1 else kind(left)


Write = Callable[["Condition"], str]


def condition_sql(condition: Condition, prefix: str = "", write: Write | None = None) -> str:
    """DuckDB text that is TRUE, FALSE or NULL; groups must be filled in. `prefix` stands before each column, as `f.`.

    `write` gives the text of the parts, where it has shorter ones than their full text.
    """
    write = write or (lambda part: condition_sql(part, prefix))
    match condition:
        case Constant(holds):
            return "TRUE" if holds else "FALSE"
        case Doubt():
            return "NULL::BOOLEAN"
        case Not(part):
            return f"(NOT {write(part)})"
        case All(parts):
            return "(" + " AND ".join(map(write, parts)) + ")"
        case Any(parts):
            return "(" + " OR ".join(map(write, parts)) + ")"
        case Test(fact, operator, value):
            return _test_sql(f'{prefix}"{fact}"', operator, value)


def _test_sql(column: str, operator: str, value: object) -> str:
    match operator:
        case "is" if isinstance(value, bool):
            return column if value else f"(NOT {column})"
        case "is":
            return f"({column} = {literal(value)})"
        case "in":
            return f"({column} IN ({literals(value)}))"
        case "contains":
            return f"list_contains({column}, {literal(value)})"
        case "contains_any":
            # list_has_any answers FALSE for NULL; unknown must stay unknown
            return f"(CASE WHEN {column} IS NOT NULL THEN list_has_any({column}, [{literals(value)}]) END)"
        case "at_least":
            return f"({column} >= {literal(value)})"
        case "at_most":
            return f"({column} <= {literal(value)})"
        case "before":
            return f"({column} < {literal(value)})"
        case "after":
            return f"({column} > {literal(value)})"
        case "known":
            return f"({column} IS {'NOT ' if value else ''}NULL)"
    raise AssertionError(f"{operator} stands in OPERATORS and has no SQL")


def literal(value: object) -> str:
    """A value as DuckDB writes it."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case int():
            return str(value)
        case date():
            return f"DATE '{value.isoformat()}'"
        case _:
            return "'" + str(value).replace("'", "''") + "'"


def literals(values: object) -> str:
    return ", ".join(literal(value) for value in values)  # type: ignore[attr-defined]


def ask_sql(condition: Condition, prefix: str = "") -> str:
    """DuckDB text for a VARCHAR[]: the unknown facts that could still decide the condition, each once, in its order.

    A fact is asked for where it and every condition around it are unknown: beside a true branch of an `any` or a false
    branch of an `all` there is nothing left to ask.
    """

    def unknown(fact: str) -> str:
        return f'CASE WHEN {prefix}"{fact}" IS NULL THEN {literal(fact)} END'

    asked = ", ".join(asked_facts(condition, lambda part: condition_sql(part, prefix), unknown))
    if not asked:
        return "[]::VARCHAR[]"
    decided = f"{condition_sql(condition, prefix)} IS NOT NULL"
    return f"CASE WHEN {decided} THEN []::VARCHAR[] ELSE list_filter([{asked}], lambda fact: fact IS NOT NULL) END"


def asked_facts(condition: Condition, write: Write, unknown: Callable[[str], str]) -> list[str]:
    """For a condition that is unknown, one text for each fact that it looks at: its name where it is to be asked for, else NULL.

    `unknown` gives, for a fact, the text of its name where it is unknown and NULL where it is not.
    """
    occasions: dict[str, list[str]] = {}

    def walk(part: Condition, around: tuple[str, ...]) -> None:
        match part:
            case Doubt(fact):
                asked = literal(fact)
                occasions.setdefault(fact, []).append(f"CASE WHEN {' AND '.join(around)} THEN {asked} END" if around else asked)
            case Test(fact, operator, _) if operator != "known":
                asked = unknown(fact)
                occasions.setdefault(fact, []).append(f"CASE WHEN {' AND '.join(around)} THEN {asked} END" if around else asked)
            case Not(inner):
                walk(inner, around)  # unknown exactly where its part is
            case All(parts) | Any(parts):
                for inner in parts:
                    more = () if isinstance(inner, Test | Constant | Doubt) else (f"{write(inner)} IS NULL",)
                    walk(inner, (*around, *more))

    walk(condition, ())
    return [texts[0] if len(texts) == 1 else f"coalesce({', '.join(texts)})" for texts in occasions.values()]
