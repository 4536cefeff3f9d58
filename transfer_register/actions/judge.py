"""Judging: findings, verdicts, duties and scores of transfers, as the law of a day sees the register of a day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from transfer_register.errors import Refused
from transfer_register.register.register import Register

# A finding that does not apply says nothing; it is counted on the law screen, not repeated for each transfer.
_FINDINGS = """
SELECT transfer, regime, country, provision, kind, outcome, ask FROM findings_on($sight)
WHERE outcome <> 'not_applicable' AND ($transfer IS NULL OR transfer = $transfer) AND ($regime IS NULL OR regime = $regime)
ORDER BY transfer, regime, country, provision
"""
_DUTIES = """
SELECT transfer, regime, provision AS id, title, duty, owed_to, owed_when AS "when", due, outcome, ask, country
FROM duties_on($sight)
WHERE ($transfer IS NULL OR transfer = $transfer) AND ($regime IS NULL OR regime = $regime)
ORDER BY transfer, regime, due NULLS LAST, provision, country
"""
_VERDICTS = """
SELECT transfer, regime, verdict, ground, fallbacks, ask, country FROM verdicts_on($sight)
WHERE ($transfer IS NULL OR transfer = $transfer) AND ($regime IS NULL OR regime = $regime)
ORDER BY transfer, regime
"""
_TRANSFERS = """
SELECT id, verdict, score_low, score, band FROM transfers_on($sight) WHERE $transfer IS NULL OR id = $transfer ORDER BY id
"""
_PROVISIONS = """
SELECT
    provision, regime, kind, severity, binding, title, says, bars, in_force_from, in_force_until, act, article, url, confidence,
    checked_on
FROM provisions_on($sight)
"""
_CONTRIBUTIONS = """
SELECT transfer, item, part, outcome, points, low, high FROM contributions_on($sight)
WHERE $transfer IS NULL OR transfer = $transfer
"""


def judge(
    register: Register, *, on: date, law_on: date | None = None, known_on: date | None = None, transfer: str | None = None,
    regime: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The answer of COMMANDS.md: `{on, law_on, law_digest, transfers: [{id, regimes: [...], score, contributions}], provisions}`.

    `score` is the worse end of the risk that is left, 0 to 100, and `score_low` the better one; both are None where nothing is
    known. Each of `contributions` is an item with its part, outcome and points, and what it brings to both ends.
    `provisions` is, for each regime, every provision that is named: its wording on the law's day, its source and confidence.
    `known_on` limits it to what was recorded by the end of that day.
    Raises `Refused` when a transfer or a regime is named that is not there.
    """
    law_on = law_on or on
    if regime is not None and regime not in register.law.regimes:
        raise Refused(f"No law of {regime} is loaded; there are {', '.join(register.law.regimes)}.")
    sight = register.sight(on, law_on, known_on)
    asked = {"sight": sight, "transfer": transfer}
    transfers = register.ask(_TRANSFERS, asked).dicts()
    if transfer is not None and not transfers:
        raise Refused(f"There is no transfer {transfer} in the register on {on}.")
    findings, duties, verdicts, contributions = (defaultdict(list) for _ in range(4))
    for found, question in ((findings, _FINDINGS), (duties, _DUTIES)):
        for row in register.ask(question, {**asked, "regime": regime}).dicts():
            found[row.pop("transfer"), row.pop("regime")].append(row)
    for row in register.ask(_VERDICTS, {**asked, "regime": regime}).dicts():
        verdicts[row["transfer"]].append(
            {
                "regime": row["regime"],
                "verdict": row["verdict"],
                "by": row["ground"],
                "country": row["country"],
                "fallbacks": row["fallbacks"] or [],
                "ask": row["ask"] or [],
                "findings": findings[row["transfer"], row["regime"]],
                "duties": duties[row["transfer"], row["regime"]],
            }
        )
    for row in register.ask(_CONTRIBUTIONS, asked).dicts():
        contributions[row.pop("transfer")].append(row)
    cited = {(regime, row["provision"]) for (_, regime), rows in findings.items() for row in rows}
    cited |= {(regime, row["id"]) for (_, regime), rows in duties.items() for row in rows}
    provisions = defaultdict(dict)
    for row in register.ask(_PROVISIONS, {"sight": sight}).dicts():
        named = row.pop("regime"), row.pop("provision")
        if named in cited:
            provisions[named[0]][named[1]] = row
    return {
        "on": on.isoformat(),
        "law_on": law_on.isoformat(),
        "law_digest": register.law.in_force(law_on).digest,
        "transfers": [
            {
                "id": row["id"],
                "verdict": row["verdict"],
                "regimes": verdicts[row["id"]],
                "score": row["score"],
                "score_low": row["score_low"],
                "band": row["band"],
                "contributions": contributions[row["id"]],
            }
            for row in transfers
        ],
        "provisions": provisions,
    }
