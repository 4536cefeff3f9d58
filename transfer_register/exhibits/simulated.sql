-- What an event changes
-- The chosen transfers of two views of the register, before and after an event, of which some verdict, what carries it, or the
-- band differs: the verdicts of each regime on both sides, what carried a destination and no longer does, and what carries it
-- instead. Without an earlier view, every transfer is told as it stands.
WITH view AS MATERIALIZED (
    SELECT b.sight AS before, b.law AS law_before, a.sight AS after, a.law AS law_after
    FROM sight AS b CROSS JOIN sight AS a WHERE b.sight = coalesce($before::INTEGER, $sight) AND a.sight = $sight
),
here AS MATERIALIZED (
    SELECT id, exporter, importer, importer_name, countries, data_categories, special, persons, band
    FROM chosen(coalesce($before::INTEGER, $sight), $filter)
),
was AS (SELECT v.* EXCLUDE (law) FROM pattern_verdict AS v JOIN view ON v.law = view.law_before),
is_now AS (SELECT v.* EXCLUDE (law) FROM pattern_verdict AS v JOIN view ON v.law = view.law_after),
-- What the two laws say otherwise of the same facts, each once, whoever has them.
turned AS MATERIALIZED (
    SELECT
        pattern, regime,
        CASE WHEN b.verdict IN ('permitted', 'not_restricted') THEN list_filter(
            [b.ground] || b.fallbacks,
            lambda g: a.verdict IS NULL OR a.verdict NOT IN ('permitted', 'not_restricted') OR NOT list_contains([a.ground] || a.fallbacks, g)
        ) ELSE [] END AS fell,
        CASE WHEN a.verdict IN ('permitted', 'not_restricted') THEN a.ground END AS instead
    FROM was AS b FULL JOIN is_now AS a USING (pattern, regime)
    WHERE (b.verdict, b.ground, b.fallbacks) IS DISTINCT FROM (a.verdict, a.ground, a.fallbacks)
),
leg_before AS MATERIALIZED (SELECT DISTINCT transfer, pattern FROM seen_leg JOIN view ON sight = view.before),
leg_after AS MATERIALIZED (SELECT DISTINCT transfer, pattern FROM seen_leg JOIN view ON sight = view.after),
-- Transfers whose facts differ: only where the event changes records.
otherwise AS MATERIALIZED (
    SELECT transfer FROM (
        SELECT transfer, list_sort(list(pattern)) AS patterns FROM leg_before GROUP BY transfer
        EXCEPT SELECT transfer, list_sort(list(pattern)) FROM leg_after GROUP BY transfer
    )
),
banded AS (SELECT id, band FROM seen_transfer JOIN view ON sight = view.after),
touched AS MATERIALIZED (
    SELECT here.*, banded.band AS band_after, here.id IN (SELECT transfer FROM otherwise) AS otherwise
    FROM here LEFT JOIN banded ON banded.id = here.id
    WHERE $before::INTEGER IS NULL
        OR here.band IS DISTINCT FROM banded.band
        OR here.id IN (SELECT transfer FROM otherwise)
        OR here.id IN (SELECT transfer FROM leg_before SEMI JOIN turned USING (pattern))
),
fallen AS (
    SELECT leg.transfer, list({'regime': t.regime, 'fell': t.fell, 'instead': t.instead} ORDER BY t.regime, t.instead NULLS FIRST, t.fell) AS fallen
    FROM leg_before AS leg JOIN turned AS t USING (pattern)
    WHERE leg.transfer IN (SELECT id FROM touched) AND len(t.fell) > 0
    GROUP BY leg.transfer
),
said AS (
    SELECT v.transfer, v.sight, list({'regime': v.regime, 'verdict': v.verdict, 'ground': v.ground} ORDER BY w.place, v.regime) AS verdicts
    FROM seen_verdict AS v LEFT JOIN word AS w ON w.vocabulary = 'regimes' AND w.term = v.regime
    WHERE v.sight IN (SELECT unnest([before, after]) FROM view) AND v.transfer IN (SELECT id FROM touched)
    GROUP BY v.transfer, v.sight
),
worked AS (
    SELECT leg.transfer, max(json_extract_string(p.facts, '$[' || (fact.place - 1) || ']')) AS workers
    FROM leg_before AS leg JOIN pattern AS p ON p.pattern = leg.pattern CROSS JOIN fact
    WHERE fact.fact = 'data.hr_context' AND leg.transfer IN (SELECT id FROM touched)
    GROUP BY leg.transfer
)
SELECT
    t.id AS transfer, t.exporter, t.importer, t.importer_name, t.countries, t.data_categories, t.special, worked.workers = 'true' AS workers,
    t.persons, t.band AS band_before, t.band_after, before.verdicts AS before, after.verdicts AS after, fallen.fallen,
    t.otherwise
FROM touched AS t CROSS JOIN view
LEFT JOIN said AS before ON before.transfer = t.id AND before.sight = view.before
LEFT JOIN said AS after ON after.transfer = t.id AND after.sight = view.after
LEFT JOIN fallen ON fallen.transfer = t.id
LEFT JOIN worked ON worked.transfer = t.id
ORDER BY t.id
