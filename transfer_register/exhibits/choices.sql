-- Choices of the filter
-- For every field of the filter, the values that the chosen transfers have, and how many transfers have each.
WITH t AS (
    SELECT * FROM chosen($sight, $filter)
),
said AS (
    SELECT 'verdicts' AS field, verdict AS value, id FROM t
    UNION ALL SELECT 'bands', coalesce(band, 'open'), id FROM t
    UNION ALL SELECT 'regimes', unnest(regimes), id FROM t
    UNION ALL SELECT 'countries', unnest(countries), id FROM t
    UNION ALL SELECT 'origins', exporter_country, id FROM t
    UNION ALL SELECT 'categories', unnest(data_categories), id FROM t
    UNION ALL SELECT 'purposes', unnest(purposes), id FROM t
    UNION ALL SELECT 'subjects', unnest(data_subjects), id FROM t
    UNION ALL SELECT 'tools', unnest(tools), id FROM t
    UNION ALL SELECT 'kinds', importer_kind, id FROM t
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
