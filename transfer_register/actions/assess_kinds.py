"""Which transfers call for an assessment, those of one kind together, and which live assessments speak for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

import orjson

from transfer_register.actions.assess_known import Leg, merged
from transfer_register.assessment import conclude
from transfer_register.assessment.holds import Partly, holds
from transfer_register.assessment.questionnaire import Questionnaire, Questionnaires
from transfer_register.law.condition import NEVER, facts_of
from transfer_register.model.facts import FACTS, Kind
from transfer_register.register.register import Register

# The transfers that are looked at: all, or those to some importers.
_LOOKED_AT = """
looked_at AS MATERIALIZED (
    SELECT leg.transfer, leg.country, leg.pattern FROM legs_on($sight) AS leg
    WHERE $importers::VARCHAR[] IS NULL
       OR leg.transfer IN (SELECT id FROM transfers_on($sight) WHERE importer IN (SELECT unnest($importers::VARCHAR[])))
)
"""
# The values of some facts, as a JSON list, of every pattern that these transfers have.
_COMBINATIONS = f"""
WITH {_LOOKED_AT}
SELECT to_json(json_extract(facts, $paths::VARCHAR[]))::VARCHAR AS facts, list(pattern) AS patterns
FROM pattern WHERE pattern IN (SELECT pattern FROM looked_at) GROUP BY ALL
"""
# Transfers of one kind together: what the law says of a leg, or what is recorded of it, calls for a kit.
_KINDS = f"""
WITH {_LOOKED_AT},
called AS MATERIALIZED (
    SELECT f.pattern, w.kit, w.regime, w.provision
    FROM (
        SELECT unnest($kits::VARCHAR[]) AS kit, unnest($regimes::VARCHAR[]) AS regime, unnest($provisions::VARCHAR[]) AS provision
    ) AS w
    JOIN pattern_finding AS f ON f.regime = w.regime AND f.provision = w.provision AND f.outcome <> 'not_applicable'
    JOIN sight ON sight.law = f.law AND sight.sight = $sight
    WHERE f.pattern IN (SELECT pattern FROM looked_at)
    UNION ALL
    SELECT w.pattern, w.kit, w.regime, NULL
    FROM (
        SELECT
            unnest($if_patterns::UBIGINT[]) AS pattern, unnest($if_kits::VARCHAR[]) AS kit,
            unnest($if_regimes::VARCHAR[]) AS regime
    ) AS w
),
calling AS MATERIALIZED (
    SELECT
        pattern, kit, list_sort(list(DISTINCT regime)) AS regimes,
        list_sort(list(DISTINCT regime || ' ' || coalesce(provision, ''))) AS why
    FROM called GROUP BY pattern, kit
),
leg AS MATERIALIZED (
    SELECT
        c.kit, c.regimes, c.why, l.transfer, l.country, l.pattern, t.importer, t.importer_name, t.exporter, t.tools,
        t.exporter_role, t.importer_role, t.score, t.band, t.owner
    FROM calling AS c JOIN looked_at AS l ON l.pattern = c.pattern JOIN transfers_on($sight) AS t ON t.id = l.transfer
),
assessment AS (
    SELECT
        id, state ->> '$.kit' AS kit, state ->> '$.destination' AS destination,
        json_extract_string(state, '$.regimes[*]') AS regimes, unnest(json_extract_string(state, '$.transfers[*]')) AS transfer
    FROM other_history
    WHERE kind = 'assessment' AND live AND state ->> '$.state' <> 'superseded'
      AND from_sequence <= $known AND (to_sequence IS NULL OR to_sequence > $known)
),
covered AS MATERIALIZED (
    SELECT leg.kit, leg.transfer, leg.country, list_sort(list(DISTINCT a.id)) AS ids
    FROM leg JOIN assessment AS a
        ON a.transfer = leg.transfer AND a.kit = leg.kit AND (a.destination IS NULL OR a.destination = leg.country)
        AND list_has_all(a.regimes, leg.regimes)
    GROUP BY ALL
),
kind AS (
    SELECT
        leg.kit, leg.importer, leg.country AS destination, leg.tools, leg.exporter_role, leg.importer_role, leg.regimes,
        any_value(leg.importer_name) AS importer_name, list_sort(list(DISTINCT leg.exporter)) AS exporters,
        list_distinct(flatten(list(DISTINCT leg.why))) AS why, list_sort(list(DISTINCT leg.transfer)) AS transfers,
        list_sort(list(DISTINCT leg.transfer) FILTER (covered.ids IS NULL)) AS uncovered,
        list_sort(list_distinct(flatten(list(DISTINCT covered.ids) FILTER (covered.ids IS NOT NULL)))) AS assessments,
        max(leg.score) AS score, arg_max(leg.band, leg.score) AS band, list_sort(list(DISTINCT leg.owner)) AS owners,
        list(DISTINCT leg.pattern) AS patterns
    FROM leg
    LEFT JOIN covered
        ON covered.kit = leg.kit AND covered.transfer = leg.transfer AND covered.country IS NOT DISTINCT FROM leg.country
    GROUP BY leg.kit, leg.importer, leg.country, leg.tools, leg.exporter_role, leg.importer_role, leg.regimes
)
SELECT
    concat_ws('.', kit, importer, coalesce(destination, 'ZZ'), left(md5(to_json(
        {{'tools': tools, 'exporter': exporter_role, 'importer': importer_role, 'regimes': regimes}}
    )::VARCHAR), 8)) AS key, *
FROM kind ORDER BY coalesce(score, 100) DESC, key
"""
_FACTS = """
SELECT pattern, to_json(json_extract(facts, $paths::VARCHAR[]))::VARCHAR
FROM pattern WHERE pattern IN (SELECT unnest($patterns::UBIGINT[]))
"""
_EXPOSED = """
SELECT f.pattern, bool_or(f.outcome = 'met') FROM pattern_finding AS f JOIN sight ON sight.law = f.law
JOIN law_provision AS p ON p.law = f.law AND p.regime = f.regime AND p.provision = f.provision AND p.role = 'problem'
WHERE sight.sight = $sight AND f.kind = 'exposure' AND f.outcome IN ('met', 'unknown')
  AND f.pattern IN (SELECT unnest($patterns::UBIGINT[]))
GROUP BY f.pattern
"""
# The fact that says so (model.facts.JUDGED_FACTS).
_EXPOSURE = "exposure.applies"


def calling(
    register: Register, kits: Questionnaires, *, on: date, law_on: date, known_on: date | None = None,
    importers: Collection[str] | None = None,
) -> tuple[int, list[dict[str, Any]]]:  # fmt: skip
    """The sight, and one row a kind: its `key`, what its transfers have in common, `why` (regime and provision in a text, without
    a provision where the kit's own condition calls), `transfers`, which of them are `uncovered`, and the live `assessments` of
    the others. `importers` limits it to the transfers to some."""
    sight, chosen = register.sight(on, law_on, known_on), None if importers is None else sorted(importers)
    called = [(kit, regime, id) for kit, regimes in kits.needed_by.items() for regime, ids in regimes.items() for id in ids]
    by_facts = [
        (pattern, kit.id, regime)
        for kit in kits if kit.needed_if != NEVER
        for pattern in _holding(register, sight, kit, chosen) for regime in kit.regimes
    ]  # fmt: skip
    asked = {
        "sight": sight, "known": register.known(known_on), "importers": chosen, "kits": [kit for kit, _, _ in called],
        "regimes": [regime for _, regime, _ in called], "provisions": [id for _, _, id in called],
        "if_patterns": [pattern for pattern, _, _ in by_facts], "if_kits": [kit for _, kit, _ in by_facts],
        "if_regimes": [regime for _, _, regime in by_facts],
    }  # fmt: skip
    return sight, register.ask(_KINDS, asked).dicts()


def _names(facts: Iterable[str]) -> list[str]:
    return sorted(name for name in facts if name in FACTS)


def _paths(names: list[str]) -> list[str]:
    """Where these facts stand in a pattern."""
    order = list(FACTS)
    return [f"$[{order.index(name)}]" for name in names]


def _holding(register: Register, sight: int, kit: Questionnaire, importers: list[str] | None) -> list[int]:
    """The patterns of which a kit's own condition is known to hold."""
    names = _names(facts_of(kit.needed_if))
    found = register.ask(_COMBINATIONS, {"sight": sight, "importers": importers, "paths": _paths(names)}).rows
    return [pattern for facts, patterns in found if holds(kit.needed_if, _facts(names, facts)) for pattern in patterns]


def _facts(names: list[str], values: str) -> dict[str, Any]:
    facts = {}
    for name, value in zip(names, orjson.loads(values), strict=True):
        if value is not None:
            facts[name] = date.fromisoformat(value) if FACTS[name].kind is Kind.DAY else value
    return facts


def depths(register: Register, sight: int, rows: list[dict[str, Any]], kits: Mapping[str, Questionnaire]) -> list[str]:
    """The proposed depth of each kind, by the facts that the conditions of the depths look at."""
    patterns = sorted({pattern for row in rows for pattern in row["patterns"]})
    names = _names({name for kit in kits.values() for depth in kit.depths for name in facts_of(depth.condition)})
    values = dict(register.ask(_FACTS, {"patterns": patterns, "paths": _paths(names)}).rows)
    exposed = dict(register.ask(_EXPOSED, {"sight": sight, "patterns": patterns}).rows)
    # Many kinds are alike in all that a depth looks at.
    met: dict[tuple, str] = {}
    proposed = []
    for row in rows:
        alike = (row["kit"], frozenset(values[pattern] for pattern in row["patterns"]), _reached(register, row, exposed))
        if alike not in met:
            met[alike] = _depth(kits[row["kit"]], names, *alike[1:])
        proposed.append(met[alike])
    return proposed


def _reached(register: Register, row: Mapping[str, Any], exposed: Mapping[int, bool]) -> bool | None:
    """Does a law of the destination reach the recipient? Where no regime of the law's files binds the exporter, nobody judged."""
    found = {exposed.get(pattern, "none") for pattern in row["patterns"]}
    if True in found:
        return True
    return False if found == {"none"} and set(row["regimes"]) <= set(register.law.regimes) else None


def _depth(kit: Questionnaire, names: list[str], values: Collection[str], reached: bool | None) -> str:
    facts, partly = merged(Leg("", None, None, {}, _facts(names, value)) for value in values)
    facts |= {name: Partly(terms) for name, terms in partly.items()}
    return conclude.depth(kit, facts if reached is None else facts | {_EXPOSURE: reached})
