"""Facts as a relation of patterns, for asking a kit without a register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from transfer_register.assessment.kit import Kit, read_kits
from transfer_register.assessment.score import contributions_sql, scores_sql
from transfer_register.law.condition import facts_of, literal
from transfer_register.model.facts import FACTS
from transfer_register.model.vocabulary import read_words

ROOT = Path(__file__).resolve().parents[2]
WORDS = read_words(ROOT / "data" / "vocabulary")
KITS = read_kits(ROOT / "assessments", WORDS)
SAFEGUARDS: Kit = KITS["safeguards"]


def relation(patterns: Sequence[Mapping[str, Any]], names: Iterable[str] = FACTS) -> str:
    """DuckDB text with one row a pattern, numbered from 0, and the facts `names`; a fact that is left out is NULL."""
    known = sorted({name for facts in patterns for name in facts})
    assert set(known) <= set(FACTS), sorted(set(known) - set(FACTS))
    rows = (", ".join([str(number), *(_value(facts.get(name)) for name in known)]) for number, facts in enumerate(patterns))
    named = ", ".join(["pattern", *(f'"{name}"' for name in known)])
    sources = {name: f'"{name}"' for name in known}
    columns = (f'CAST({sources.get(name, "NULL")} AS {FACTS[name].kind.sql}) AS "{name}"' for name in names)
    return f"(SELECT pattern, {', '.join(columns)} FROM (VALUES {', '.join(f'({row})' for row in rows)}) AS given({named}))"


def _asked(kit: Kit) -> list[str]:
    return sorted({fact for c in kit.contributions for fact in facts_of(c.condition) | facts_of(c.applies_if)})


def _value(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    return literal(value)


def scores(kit: Kit, patterns: Sequence[Mapping[str, Any]]) -> list[tuple[float | None, str]]:
    """Score and band of each pattern, in order."""
    found = duckdb.sql(scores_sql(kit, relation(patterns, _asked(kit))) + " ORDER BY pattern").fetchall()
    return [(score, band) for _, score, band in found]


def contributions(kit: Kit, patterns: Sequence[Mapping[str, Any]]) -> list[dict[str, tuple[str, int]]]:
    """Item to outcome and points, of each pattern, in order."""
    found: list[dict[str, tuple[str, int]]] = [{} for _ in patterns]
    for pattern, item, outcome, points in duckdb.sql(contributions_sql(kit, relation(patterns, _asked(kit)))).fetchall():
        found[pattern][item] = (outcome, points)
    return found
