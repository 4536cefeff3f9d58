-- The legs of the chosen transfers in a sight, for a trial: where each is, what happens there, which regimes restrict its transfer, and
-- the facts that are looked at. {columns} are those facts, read from `facts`, the pattern as a list.
SELECT
    transfer, importer, leg, country, roles, established, restricted, {columns}
FROM (
    SELECT
        t.id AS transfer, t.importer, row_number() OVER (PARTITION BY t.id ORDER BY leg.country NULLS LAST, leg.country_group NULLS LAST) AS leg,
        leg.country, leg.roles, CASE WHEN t.importer_country IS NOT NULL THEN leg.country IS NOT DISTINCT FROM t.importer_country END AS established,
        coalesce(bound.regimes, []) AS restricted, pattern.facts::JSON[] AS facts
    FROM chosen($sight, $filter) AS t
    JOIN seen_leg AS leg ON leg.sight = $sight AND leg.transfer = t.id
    JOIN pattern ON pattern.pattern = leg.pattern
    LEFT JOIN (
        SELECT transfer, list_sort(list(regime)) AS regimes FROM seen_verdict
        WHERE sight = $sight AND verdict <> 'not_restricted' GROUP BY transfer
    ) AS bound ON bound.transfer = t.id
)
