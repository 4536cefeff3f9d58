"""Facts as a relation of patterns, for asking a kit without a register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from transfer_register.assessment.edition import Edition
from transfer_register.assessment.kit import read_kits
from transfer_register.assessment.score import read_outcomes, scores_sql
from transfer_register.law.condition import facts_of, literal
from transfer_register.model.facts import FACTS
from transfer_register.model.vocabulary import read_words

ROOT = Path(__file__).resolve().parents[2]
WORDS = read_words(ROOT / "data" / "vocabulary")
KITS = read_kits(ROOT / "assessments", WORDS)
KIT = KITS["transfer_risk"]
RISK: Edition = KIT.newest
# As the register asks it: the optimizer finds nothing in such long conditions, and takes its time (register/bench.py).
_BENCH = duckdb.connect()
_BENCH.execute("PRAGMA disable_optimizer")


def relation(patterns: Sequence[Mapping[str, Any]], names: Iterable[str] = FACTS) -> str:
    """DuckDB text with one row a pattern, numbered from 0, and the facts `names`; a fact that is left out is NULL."""
    known = sorted({name for facts in patterns for name in facts})
    assert set(known) <= set(FACTS), sorted(set(known) - set(FACTS))
    rows = (", ".join([str(number), *(_value(facts.get(name)) for name in known)]) for number, facts in enumerate(patterns))
    named = ", ".join(["pattern", *(f'"{name}"' for name in known)])
    sources = {name: f'"{name}"' for name in known}
    columns = (f'CAST({sources.get(name, "NULL")} AS {FACTS[name].kind.sql}) AS "{name}"' for name in names)
    return f"(SELECT pattern, {', '.join(columns)} FROM (VALUES {', '.join(f'({row})' for row in rows)}) AS given({named}))"


def asked(edition: Edition) -> list[str]:
    """Every fact that an edition looks at."""
    return sorted({fact for c in edition.contributions for fact in facts_of(c.condition) | facts_of(c.applies_if)})


def _value(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    return literal(value)


def scores(edition: Edition, patterns: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The parts, the score at both ends and the band of each pattern, in order."""
    _BENCH.execute(f"CREATE OR REPLACE TABLE given AS FROM {relation(patterns, asked(edition))}")
    found = _BENCH.execute(scores_sql(edition, "given") + " ORDER BY pattern")
    columns = [column[0] for column in found.description]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def contributions(edition: Edition, patterns: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Item to outcome, of each pattern, in order; what does not count is not there."""
    return [read_outcomes(edition, found["outcomes"]) for found in scores(edition, patterns)]
