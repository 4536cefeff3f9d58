-- Before and after
-- Two views of the register beside each other: how many transfers meet in each cell before and after, with which verdict, and
-- for how many it becomes worse, better or undecided, for how many it stays, and how many come or go. Usually the corridors of the map.
-- One row a cell; a row without `column` totals its row, one without `row` its column, one without either all. A transfer
-- counts once in a cell, with its worst verdict there, if the filter means it in one of the views; `$within` is the part of
-- the filter that also says which of its destinations, data and purposes are counted. Without an earlier view the
-- register is compared with itself. Beyond `$most_rows` rows or `$most_columns` columns the others stand together as '~other'.
WITH meant AS (
    SELECT id FROM chosen($sight, $filter)
    UNION
    SELECT id FROM chosen(coalesce($before::INTEGER, $sight), $filter)
),
side AS (
    SELECT 'before' AS side, transfer, persons, verdict, said
    FROM told_legs(coalesce($before::INTEGER, $sight), $within, [$rows, $columns], $fold, $regions)
    SEMI JOIN meant ON meant.id = transfer
    UNION ALL
    SELECT 'after', transfer, persons, verdict, said
    FROM told_legs($sight, $within, [$rows, $columns], $fold, $regions)
    SEMI JOIN meant ON meant.id = transfer
),
met AS (
    SELECT
        transfer, "row", "column", max(persons) AS persons,
        min(list_position(['breached', 'unknown', 'not_judged', 'permitted', 'not_restricted'], verdict)) FILTER (side = 'before') AS was,
        min(list_position(['breached', 'unknown', 'not_judged', 'permitted', 'not_restricted'], verdict)) FILTER (side = 'after') AS now
    FROM (
        SELECT side, transfer, persons, verdict, "row", unnest(columns) AS "column"
        FROM (SELECT side, transfer, persons, verdict, unnest(said[1]) AS "row", said[2] AS columns FROM side)
    )
    GROUP BY transfer, "row", "column"
),
axis AS (
    SELECT place, value, CASE WHEN rank < most OR number <= most THEN value ELSE '~other' END AS name
    FROM (
        SELECT
            place, value, CASE place WHEN 1 THEN $most_rows ELSE $most_columns END AS most,
            row_number() OVER (PARTITION BY place ORDER BY changed DESC, transfers DESC, value) AS rank,
            count(*) OVER (PARTITION BY place) AS number
        FROM (
            SELECT
                1 AS place, "row" AS value, count(DISTINCT transfer) AS transfers,
                count(DISTINCT transfer) FILTER (was IS DISTINCT FROM now) AS changed
            FROM met GROUP BY "row"
            UNION ALL
            SELECT
                2, "column", count(DISTINCT transfer), count(DISTINCT transfer) FILTER (was IS DISTINCT FROM now)
            FROM met GROUP BY "column"
        )
    )
),
once AS (
    SELECT r.name AS "row", c.name AS "column", transfer, max(persons) AS persons, min(was) AS was, min(now) AS now
    FROM met
    JOIN axis AS r ON r.place = 1 AND r.value = met."row"
    JOIN axis AS c ON c.place = 2 AND c.value = met."column"
    GROUP BY GROUPING SETS ((r.name, c.name, transfer), (r.name, transfer), (c.name, transfer), (transfer))
),
called AS (
    SELECT id, any_value(name) AS called
    FROM (
        SELECT DISTINCT unnest([exporter, importer]) AS id, unnest([exporter_name, importer_name]) AS name
        FROM (FROM transfers_on($sight) UNION ALL FROM transfers_on(coalesce($before::INTEGER, $sight)))
        WHERE id IN (SELECT id FROM meant)
    )
    GROUP BY id
)
SELECT
    "row", any_value(r.called) AS row_name, "column", any_value(c.called) AS column_name,
    count(*) AS transfers, sum(persons)::BIGINT AS persons, count(was) AS before, count(now) AS after,
    count(*) FILTER (now < was) AS worse, count(*) FILTER (now > was AND now > 3) AS better,
    -- What is unknown, or judged by nobody, is no better for it.
    count(*) FILTER (now > was AND now <= 3) AS undecided, count(*) FILTER (was IS NULL) AS came,
    count(*) FILTER (now IS NULL) AS went, count(*) FILTER (was = now) AS same,
    [count(*) FILTER (was = 1), count(*) FILTER (was = 2), count(*) FILTER (was = 3),
     count(*) FILTER (was = 4), count(*) FILTER (was = 5)] AS before_by,
    [count(*) FILTER (now = 1), count(*) FILTER (now = 2), count(*) FILTER (now = 3),
     count(*) FILTER (now = 4), count(*) FILTER (now = 5)] AS after_by,
    -- What the transfers that change are before and afterwards; those that come have no verdict before, those that go none after.
    [count(*) FILTER (was = 1 AND now IS DISTINCT FROM 1), count(*) FILTER (was = 2 AND now IS DISTINCT FROM 2),
     count(*) FILTER (was = 3 AND now IS DISTINCT FROM 3), count(*) FILTER (was = 4 AND now IS DISTINCT FROM 4),
     count(*) FILTER (was = 5 AND now IS DISTINCT FROM 5)] AS left_by,
    [count(*) FILTER (now = 1 AND was IS DISTINCT FROM 1), count(*) FILTER (now = 2 AND was IS DISTINCT FROM 2),
     count(*) FILTER (now = 3 AND was IS DISTINCT FROM 3), count(*) FILTER (now = 4 AND was IS DISTINCT FROM 4),
     count(*) FILTER (now = 5 AND was IS DISTINCT FROM 5)] AS becomes_by
FROM once
LEFT JOIN called AS r ON r.id = "row" AND $rows IN ('exporter', 'recipient')
LEFT JOIN called AS c ON c.id = "column" AND $columns IN ('exporter', 'recipient')
GROUP BY "row", "column"
HAVING count(transfer) > 0
ORDER BY "row" IS NOT NULL, "column" IS NOT NULL, count_if(was IS DISTINCT FROM now) DESC, transfers DESC, "row", "column"
