-- Transfers of a place
-- For every country and territory: how many transfers go to it, and how many come from an exporter there.
WITH t AS (
    SELECT id, countries, exporter_country FROM chosen($sight, $filter)
)
SELECT coalesce(there.country, here.country) AS country, coalesce(there.transfers, 0) AS transfers, coalesce(here.transfers, 0) AS exported
FROM (SELECT country, count(*) AS transfers FROM (SELECT id, unnest(countries) AS country FROM t) GROUP BY country) AS there
FULL JOIN (
    SELECT exporter_country AS country, count(*) AS transfers FROM t WHERE exporter_country IS NOT NULL GROUP BY exporter_country
) AS here ON here.country = there.country
ORDER BY transfers DESC, country
