-- Matrix
-- How many transfers meet in each cell, and the worst of their verdicts there: the reading view of the register.
-- One row a cell; a row without `column` totals its row, one without `row` its column, one without either all.
-- Beyond `$most_rows` rows or `$most_columns` columns the smaller ones stand together as '~other'.
WITH told AS (
    SELECT * FROM told_legs($sight, $filter, [$rows, $columns], $fold, $regions)
),
-- A transfer that meets a cell in several legs is there once, with the worst of their verdicts.
met AS (
    SELECT
        transfer, "row", "column", any_value(persons) AS persons,
        min(list_position(['breached', 'unknown', 'not_judged', 'permitted', 'not_restricted'], verdict)) AS worst
    FROM (
        SELECT transfer, persons, verdict, "row", unnest(columns) AS "column"
        FROM (SELECT transfer, persons, verdict, unnest(said[1]) AS "row", said[2] AS columns FROM told)
    )
    GROUP BY transfer, "row", "column"
),
axis AS (
    SELECT
        place, value, CASE WHEN rank < most OR number <= most THEN value ELSE '~other' END AS name
    FROM (
        SELECT
            place, value, CASE place WHEN 1 THEN $most_rows ELSE $most_columns END AS most,
            row_number() OVER (PARTITION BY place ORDER BY transfers DESC, value) AS rank, count(*) OVER (PARTITION BY place) AS number
        FROM (
            SELECT 1 AS place, "row" AS value, count(DISTINCT transfer) AS transfers FROM met GROUP BY "row"
            UNION ALL
            SELECT 2, "column", count(DISTINCT transfer) FROM met GROUP BY "column"
        )
    )
),
once AS (
    SELECT r.name AS "row", c.name AS "column", transfer, any_value(persons) AS persons, min(worst) AS worst
    FROM met
    JOIN axis AS r ON r.place = 1 AND r.value = met."row"
    JOIN axis AS c ON c.place = 2 AND c.value = met."column"
    GROUP BY GROUPING SETS ((r.name, c.name, transfer), (r.name, transfer), (c.name, transfer), (transfer))
),
called AS (
    SELECT id, any_value(name) AS called
    FROM (SELECT DISTINCT unnest([exporter, importer]) AS id, unnest([exporter_name, importer_name]) AS name FROM chosen($sight, $filter))
    GROUP BY id
)
SELECT
    "row", any_value(r.called) AS row_name, "column", any_value(c.called) AS column_name,
    count(*) AS transfers, sum(persons)::BIGINT AS persons,
    count_if(worst = 1) AS breached, count_if(worst = 2) AS unknown, count_if(worst = 3) AS not_judged,
    count_if(worst = 4) AS permitted, count_if(worst = 5) AS not_restricted
FROM once
LEFT JOIN called AS r ON r.id = "row" AND $rows IN ('exporter', 'recipient')
LEFT JOIN called AS c ON c.id = "column" AND $columns IN ('exporter', 'recipient')
GROUP BY "row", "column"
HAVING count(transfer) > 0
ORDER BY "row" IS NOT NULL, "column" IS NOT NULL, transfers DESC, "row", "column"
