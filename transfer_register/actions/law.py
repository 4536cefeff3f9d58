"""Asking the law itself: what is in force, what changes, what was not checked lately, and whether cases hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from transfer_register.actions.opening import law
from transfer_register.errors import FileUnreadable
from transfer_register.law.provision import Provision, Version
from transfer_register.law.tables import read_cases, run_cases

# Half a year: a source that nobody looked at for longer is shown as not checked lately.
STALE_AFTER_DAYS = 180


def in_force(on: date, regime: str | None = None) -> list[dict[str, Any]]:
    """Every provision that speaks on a day: `{id, regime, kind, title, from, until, act, article, checked_on, confidence}`."""
    rows = [{"regime": p.regime, **_row(p.provision, p.version)} for p in law().in_force(on).provisions]
    return [row for row in rows if regime in (None, row["regime"])]


def changes(first: date, last: date) -> list[dict[str, Any]]:
    """What begins or ends after `first` up to and including `last`, by day: `{on, id, title, what, act, article, confidence}`."""
    return [
        {
            "on": change.day,
            "what": _what(change.before, change.after),
            "regimes": list(change.provision.regimes),
            **_row(change.provision, change.after or change.before),
        }
        for change in law().changes(first, last)
    ]


def stale(on: date, days: int = STALE_AFTER_DAYS) -> list[dict[str, Any]]:
    """What is in force and was last checked more than `days` days before `on`; and what is below *verified*, marked so."""
    return [_row(provision, version) for provision, version in law().stale(on, days)]


def below_verified(on: date) -> dict[str, int]:
    """How many provisions in force rest on what confidence."""
    counted: dict[str, int] = {}
    for p in law().in_force(on).provisions:
        counted[p.version.source.confidence] = counted.get(p.version.source.confidence, 0) + 1
    return counted


def check(paths: list[str], on: date) -> dict[str, Any]:
    """Runs tables of cases against the law, without a register: `{passed, failed, failures: [{id, expected, got, why}]}`.

    Cases that name no day are judged by the law of `on`. Raises `FileUnreadable` and `NotLaw` with file, line and mend.
    """
    results = []
    with duckdb.connect() as connection:
        for path in paths:
            if not Path(path).is_file():
                raise FileUnreadable(f"{path}: there is no such file. Name a table of cases.")
            cases = read_cases(Path(path), law(), on)
            results += run_cases(law(), cases, lambda sql: connection.execute(sql).fetchall())
    failures = [result for result in results if not result.passed]
    return {
        "passed": len(results) - len(failures),
        "failed": len(failures),
        "failures": [{"id": f.id, "expected": f.expected, "got": f.got, "why": f.why} for f in failures],
    }


def _row(provision: Provision, version: Version) -> dict[str, Any]:
    source = version.source
    return {
        "id": provision.id,
        "kind": provision.kind.value,
        "title": provision.title,
        "from": version.first,
        "until": version.last,
        "act": source.act,
        "article": source.article,
        "checked_on": source.checked_on,
        "confidence": source.confidence,
    }


def _what(before: Version | None, after: Version | None) -> str:
    if before is None or before.lapsed:
        return "begins"
    if after is None or after.lapsed:
        return "ends"
    return "changes"
