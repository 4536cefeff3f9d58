-- Choices of the filter
-- For every field of the filter, the values that the chosen transfers have, and how many transfers have each.
WITH t AS (
    SELECT * FROM chosen($sight, $filter)
),
leg AS (
    SELECT it.* FROM legs_on($sight) AS it SEMI JOIN t ON t.id = it.transfer
),
said AS (
    SELECT 'verdicts' AS field, verdict AS value, id FROM t
    UNION ALL SELECT 'bands', coalesce(band, 'open'), id FROM t
    UNION ALL SELECT 'regimes', unnest(told_list(regimes, NULL, FALSE)), id FROM t
    UNION ALL SELECT 'countries', unnest(countries), id FROM t
    UNION ALL SELECT 'groups', unnest(groups), id FROM t
    UNION ALL SELECT 'scopes', coalesce(scope, 'unknown'), transfer FROM leg WHERE country IS NULL AND country_group IS NULL
    UNION ALL SELECT 'place_roles', unnest(roles), transfer FROM leg
    UNION ALL SELECT 'place_roles', '', id FROM t WHERE said_nowhere(places)
    UNION ALL SELECT 'origins', coalesce(exporter_country, ''), id FROM t
    UNION ALL SELECT 'categories', unnest(told_list(data_categories, NULL, FALSE)), id FROM t
    UNION ALL SELECT 'purposes', unnest(told_list(purposes, NULL, FALSE)), id FROM t
    UNION ALL SELECT 'subjects', unnest(told_list(data_subjects, NULL, FALSE)), id FROM t
    UNION ALL SELECT 'tools', unnest(CASE WHEN len(tools) = 0 THEN ['-'] ELSE told_list(tools, NULL, FALSE) END), id FROM t
    UNION ALL SELECT 'measures', unnest(told_list(all_measures, NULL, FALSE)), id FROM t
    UNION ALL SELECT 'kinds', coalesce(importer_kind, ''), id FROM t
    UNION ALL SELECT 'systems', unnest(told_list(systems, NULL, FALSE)), id FROM t
    UNION ALL SELECT 'owners', coalesce(owner, ''), id FROM t
    UNION ALL SELECT 'flags', unnest(flags), id FROM t
    UNION ALL SELECT 'exporters', exporter, id FROM t
    UNION ALL SELECT 'importers', importer, id FROM t
)
SELECT field, value, count(DISTINCT id) AS transfers
FROM said
WHERE value IS NOT NULL
GROUP BY field, value
QUALIFY row_number() OVER (PARTITION BY field ORDER BY transfers DESC, value) <= $most
ORDER BY field, transfers DESC, value
