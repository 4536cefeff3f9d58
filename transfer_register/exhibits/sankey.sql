-- How the data flow
-- From step to step: what is sent, to whom, to which country, and what the law says of it.
-- One row a link; a row without target counts a node of its own. `width` shares each transfer out, once, over what it
-- says at both steps; `transfers` counts transfers. Where a step has more than `$most` nodes, or two neighbouring steps
-- more than `$links` links, the smaller nodes stand together as '~other'.
WITH told AS (
    SELECT * FROM told_legs($sight, $filter, $steps, $fold, $regions)
),
-- What a transfer tells at a step and the next; without target, at a step by itself. `width` counts legs here.
pair AS (
    SELECT
        place, transfer, source, target, sum(width) AS width,
        min(list_position(['breached', 'unknown', 'not_judged', 'permitted', 'not_restricted'], verdict)) AS worst
    FROM (
        SELECT place, transfer, verdict, source, width / len(targets) AS width, unnest(targets) AS target
        FROM (
            SELECT place, transfer, verdict, source, width, unnest([said[place + 1], [NULL]]) AS targets
            FROM (
                SELECT place, transfer, verdict, said, 1.0 / len(said[place]) AS width, unnest(said[place]) AS source
                FROM (SELECT *, unnest(range(1, len(said) + 1)) AS place FROM told)
            )
        )
    )
    GROUP BY place, transfer, source, target
),
node AS (
    SELECT place, source AS value, row_number() OVER (PARTITION BY place ORDER BY count(*) DESC, source) AS rank
    FROM pair
    WHERE target IS NULL
    GROUP BY place, source
),
-- As many nodes a step as keep the links few. Five are always shown: there are as many verdicts.
size AS (
    SELECT coalesce(max(most), 5) AS most
    FROM (
        SELECT most, max(links) AS links
        FROM (
            SELECT most, p.place, count(DISTINCT (least(s.rank, most), least(t.rank, most))) AS links
            FROM (SELECT DISTINCT place, source, target FROM pair) AS p
            JOIN node AS s ON s.place = p.place AND s.value = p.source
            JOIN node AS t ON t.place = p.place + 1 AND t.value = p.target
            CROSS JOIN (SELECT unnest(range(5, $most + 1)) AS most)
            GROUP BY most, p.place
        )
        GROUP BY most
    )
    WHERE links <= $links
),
shown AS (
    SELECT
        place, value, rank,
        CASE WHEN rank < most OR count(*) OVER (PARTITION BY place) <= most THEN value ELSE '~other' END AS name
    FROM node CROSS JOIN size
),
called AS (
    SELECT id, any_value(name) AS called
    FROM (SELECT DISTINCT unnest([exporter, importer]) AS id, unnest([exporter_name, importer_name]) AS name FROM chosen($sight, $filter))
    GROUP BY id
),
once AS (
    SELECT
        p.place, s.name AS source, t.name AS target, p.transfer, min(s.rank) AS rank, min(worst) AS worst,
        sum(width / legs) AS width
    FROM pair AS p
    JOIN (SELECT transfer, count(*) AS legs FROM told GROUP BY transfer) AS l ON l.transfer = p.transfer
    JOIN shown AS s ON s.place = p.place AND s.value = p.source
    LEFT JOIN shown AS t ON t.place = p.place + 1 AND t.value = p.target
    GROUP BY p.place, s.name, t.name, p.transfer
)
SELECT
    place, $steps[place] AS dimension, source, any_value(called) AS source_name, target, sum(width) AS width,
    count(*) AS transfers, count_if(worst = 1) AS breached, count_if(worst = 2) AS unknown, count_if(worst = 3) AS not_judged,
    count_if(worst = 4) AS permitted, count_if(worst = 5) AS not_restricted
FROM once LEFT JOIN called ON called.id = once.source AND $steps[place] IN ('exporter', 'recipient')
GROUP BY place, source, target
ORDER BY place, target IS NOT NULL, source = '~other', min(rank), target
