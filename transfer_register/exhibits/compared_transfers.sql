-- Transfers before and after
-- The transfers whose verdict changes between two views of the register, those that become worse first: the worst verdict over
-- the destinations that the filter names, `$within` being the part of it that says so. A transfer that has no such destination
-- in one of the views has no verdict there. Without an earlier view every transfer is told.
WITH meant AS (
    SELECT id FROM chosen($sight, $filter)
    UNION
    SELECT id FROM chosen(coalesce($before::INTEGER, $sight), $filter)
),
side AS (
    SELECT 'before' AS side, id, exporter_name, importer_name, countries, verdict
    FROM chosen_legs(coalesce($before::INTEGER, $sight), $within) SEMI JOIN meant USING (id)
    UNION ALL
    SELECT 'after', id, exporter_name, importer_name, countries, verdict
    FROM chosen_legs($sight, $within) SEMI JOIN meant USING (id)
),
told AS (
    SELECT
        id, arg_min(exporter_name, side) AS exporter_name, arg_min(importer_name, side) AS importer_name,
        arg_min(countries, side) AS countries,
        min(list_position(['breached', 'unknown', 'not_judged', 'permitted', 'not_restricted'], verdict)) FILTER (side = 'before') AS was,
        min(list_position(['breached', 'unknown', 'not_judged', 'permitted', 'not_restricted'], verdict)) FILTER (side = 'after') AS now
    FROM side
    GROUP BY id
)
SELECT
    id, exporter_name, importer_name, countries,
    ['breached', 'unknown', 'not_judged', 'permitted', 'not_restricted'][was] AS verdict_before,
    ['breached', 'unknown', 'not_judged', 'permitted', 'not_restricted'][now] AS verdict_after,
    count(*) OVER () AS total
FROM told
WHERE was IS DISTINCT FROM now OR $before::INTEGER IS NULL
ORDER BY now IS NULL, was IS NULL, now - was, now, id
LIMIT $limit OFFSET $offset
