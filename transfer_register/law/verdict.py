"""From findings to verdicts: what a regime says about each pattern, by which ground, and what would have to be asked."""

from __future__ import annotations

from transfer_register.law.condition import literal
from transfer_register.law.in_force import LawState
from transfer_register.law.provision import ProvisionKind

# What a verdict is made of; the rest is shown beside it.
WEIGHED = (ProvisionKind.BINDING, ProvisionKind.SCOPE, ProvisionKind.GROUND, ProvisionKind.GATE)

_VERDICTS = """WITH ordered(regime, provision, place, ends) AS (VALUES {ordered}),
found AS MATERIALIZED (SELECT f.*, coalesce(o.place, 1000000) AS place, o.ends
    FROM {findings} f LEFT JOIN ordered o USING (regime, provision)
    WHERE f.kind IN ('binding', 'scope', 'ground', 'gate')),
decided AS (SELECT pattern, regime,
        CASE WHEN bool_or(kind = 'binding' AND outcome <> 'met') THEN 'unknown'
             WHEN bool_or(kind = 'gate' AND outcome = 'breached') THEN 'breached'
             WHEN bool_or(kind = 'gate' AND outcome = 'unknown') THEN 'unknown'
             WHEN bool_or(kind = 'scope' AND outcome = 'met') THEN 'not_restricted'
             WHEN bool_or(kind = 'ground' AND outcome = 'met') THEN 'permitted'
             WHEN bool_or(outcome = 'unknown') THEN 'unknown'
             ELSE 'breached' END AS verdict,
        arg_min(provision, place) FILTER (kind = 'scope' AND outcome = 'met') AS scope,
        arg_min(provision, place) FILTER (kind = 'gate' AND outcome = 'breached') AS gate,
        list(provision ORDER BY place) FILTER (kind = 'ground' AND outcome = 'met') AS grounds,
        bool_and(kind <> 'binding' OR outcome = 'met') AS bound,
        CASE WHEN NOT bool_or(kind = 'ground' AND outcome = 'met' AND ends IS NULL)
             THEN max(ends) FILTER (kind = 'ground' AND outcome = 'met') END AS ends
    FROM found GROUP BY pattern, regime),
wanted AS (SELECT pattern, regime, fact, min(place * 1000 + number) AS place
    FROM (SELECT pattern, regime, kind, place, unnest(ask) AS fact, generate_subscripts(ask, 1) AS number
        FROM found WHERE outcome = 'unknown')
        JOIN decided USING (pattern, regime)
    WHERE verdict = 'unknown' AND (bound OR kind = 'binding')
    GROUP BY pattern, regime, fact),
asked AS (SELECT pattern, regime, list(fact ORDER BY place) AS ask FROM wanted GROUP BY pattern, regime)
SELECT pattern, regime, verdict,
    CASE verdict WHEN 'not_restricted' THEN scope WHEN 'permitted' THEN grounds[1] WHEN 'breached' THEN gate END AS ground,
    CASE WHEN verdict = 'permitted' THEN grounds[2:] ELSE []::VARCHAR[] END AS fallbacks,
    coalesce(ask, []::VARCHAR[]) AS ask,
    CASE WHEN verdict = 'permitted' THEN ends END AS ends
FROM decided LEFT JOIN asked USING (pattern, regime)"""


def verdicts_sql(state: LawState, findings: str) -> str:
    """(pattern, regime, verdict, ground, fallbacks, ask, ends) from a relation of findings of the same day.

    A gate that is broken forbids; a gate that is unknown leaves everything unknown. Otherwise a scope that is met takes the
    transfer out, a ground that is met carries it (the best first, the others are fallbacks), and what is unknown keeps it
    unknown, with the facts to ask for in the order of the cascade. Nothing of all this: breached. For a broken gate, `ground`
    is the gate. `ends` is the last day on which one of the grounds is known to stand; NULL where one is open.
    """
    places = [
        f"({literal(p.regime)}, {literal(p.id)}, {p.rank * 10_000 + number}, "
        f"{literal(p.ends) if p.ends and p.kind is ProvisionKind.GROUND else 'NULL::DATE'})"
        for number, p in enumerate(state.provisions)
        if p.kind in WEIGHED
    ]
    return _VERDICTS.format(ordered=", ".join(places) or "('', '', 0, NULL::DATE)", findings=findings)
