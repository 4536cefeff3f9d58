-- Every destination of the chosen transfers; `asked` marks those that the filter means, whose verdict is that of the filter.
SELECT
    leg.transfer, leg.country, leg.country_group, leg.scope, leg.roles, coalesce(it.verdict, worst_of(leg.verdicts)) AS verdict,
    it.id IS NOT NULL AS asked,
    (
        SELECT list(DISTINCT v.ground ORDER BY v.ground)
        FROM pattern_verdict AS v JOIN sight AS s ON s.law = v.law
        WHERE s.sight = $sight AND v.pattern = leg.pattern AND v.ground IS NOT NULL
    ) AS grounds
FROM legs_on($sight) AS leg
JOIN chosen($sight, $filter) AS t ON t.id = leg.transfer
LEFT JOIN chosen_legs($sight, $filter) AS it
    ON it.id = leg.transfer AND it.country IS NOT DISTINCT FROM leg.country
    AND it.country_group IS NOT DISTINCT FROM leg.country_group AND it.scope IS NOT DISTINCT FROM leg.scope
ORDER BY leg.transfer, leg.country NULLS LAST, leg.country_group, leg.scope
