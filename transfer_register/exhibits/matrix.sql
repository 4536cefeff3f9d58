-- Matrix
-- How many transfers meet in each cell, and the worst of their verdicts there: the reading view of the register.
-- One row a cell; a row without `column` totals its row, one without `row` its column, one without either all. `by_band` counts
-- by the risk left: severe, high, not assessed, moderate, low, and not restricted there.
-- Beyond `$most_rows` rows or `$most_columns` columns the smaller ones stand together as '~other'; `inside` says how many.
-- A bunch is as many transfers of which the same is told.
WITH told AS MATERIALIZED (
    SELECT
        bunch, transfers, persons, said,
        list_position(['breached', 'unknown', 'not_judged', 'permitted', 'not_restricted'], verdict) AS worst,
        list_position(['severe', 'high', 'open', 'moderate', 'low', 'not_restricted'], state) AS band
    FROM told_bunches($sight, $filter, [$rows, $columns], $fold, $regions)
),
-- What meets a cell in several legs is there once, with the worst of their verdicts.
met AS MATERIALIZED (
    SELECT
        bunch, "row", "column", any_value(transfers) AS transfers, any_value(persons) AS persons, min(worst) AS worst, min(band) AS band
    FROM (
        SELECT * EXCLUDE (columns), unnest(columns) AS "column"
        FROM (SELECT * EXCLUDE (said), unnest(said[1]) AS "row", said[2] AS columns FROM told)
    )
    GROUP BY bunch, "row", "column"
),
axis AS MATERIALIZED (
    SELECT
        place, value, CASE WHEN rank < most OR number <= most THEN value ELSE '~other' END AS name
    FROM (
        SELECT
            place, value, CASE place WHEN 1 THEN $most_rows ELSE $most_columns END AS most,
            row_number() OVER (PARTITION BY place ORDER BY transfers DESC, value) AS rank, count(*) OVER (PARTITION BY place) AS number
        FROM (
            SELECT 1 AS place, value, sum(transfers) AS transfers
            FROM (SELECT DISTINCT bunch, "row" AS value, transfers FROM met) GROUP BY value
            UNION ALL
            SELECT 2, value, sum(transfers) FROM (SELECT DISTINCT bunch, "column" AS value, transfers FROM met) GROUP BY value
        )
    )
),
once AS (
    SELECT
        r.name AS "row", c.name AS "column", bunch, any_value(transfers) AS transfers, any_value(persons) AS persons,
        min(worst) AS worst, min(band) AS band
    FROM met
    JOIN axis AS r ON r.place = 1 AND r.value = met."row"
    JOIN axis AS c ON c.place = 2 AND c.value = met."column"
    GROUP BY GROUPING SETS ((r.name, c.name, bunch), (r.name, bunch), (c.name, bunch), (bunch))
),
called AS (
    SELECT id, any_value(name) AS called
    FROM (
        SELECT exporter AS id, exporter_name AS name FROM transfers_on($sight) WHERE 'exporter' IN ($rows, $columns)
        UNION ALL
        SELECT importer, importer_name FROM transfers_on($sight) WHERE 'recipient' IN ($rows, $columns)
    )
    WHERE id IN (SELECT name FROM axis)
    GROUP BY id
)
SELECT
    "row", any_value(r.called) AS row_name, "column", any_value(c.called) AS column_name,
    sum(transfers)::BIGINT AS transfers, sum(persons)::BIGINT AS persons,
    transfers_if(transfers, worst = 1) AS breached, transfers_if(transfers, worst = 2) AS unknown,
    transfers_if(transfers, worst = 3) AS not_judged, transfers_if(transfers, worst = 4) AS permitted,
    transfers_if(transfers, worst = 5) AS not_restricted,
    [transfers_if(transfers, band = 1), transfers_if(transfers, band = 2), transfers_if(transfers, band = 3),
     transfers_if(transfers, band = 4), transfers_if(transfers, band = 5), transfers_if(transfers, band = 6)] AS by_band,
    CASE
        WHEN "row" = '~other' AND "column" IS NULL THEN (SELECT count(*) FROM axis WHERE place = 1 AND name = '~other')
        WHEN "column" = '~other' AND "row" IS NULL THEN (SELECT count(*) FROM axis WHERE place = 2 AND name = '~other')
    END AS inside
FROM once
LEFT JOIN called AS r ON r.id = "row" AND $rows IN ('exporter', 'recipient')
LEFT JOIN called AS c ON c.id = "column" AND $columns IN ('exporter', 'recipient')
GROUP BY "row", "column"
HAVING count(bunch) > 0
ORDER BY "row" IS NOT NULL, "column" IS NOT NULL, transfers DESC, "row", "column"
