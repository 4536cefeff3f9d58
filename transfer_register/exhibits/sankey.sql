-- How the data flow
-- From step to step: what is sent, to whom, to which country, and what the law says of it.
-- One row a link; a row without target counts a node of its own. `width` shares each transfer out, once, over what it
-- says at both steps; `transfers` counts transfers. Where a step has more than `$most` nodes, or two neighbouring steps
-- more than `$links` links, the smaller nodes stand together as '~other'; `inside` says how many.
-- A bunch is as many transfers of which the same is told.
WITH told AS MATERIALIZED (
    SELECT
        bunch, transfers, said, 1.0 / count(*) OVER (PARTITION BY bunch) AS leg,
        list_position(['breached', 'unknown', 'not_judged', 'permitted', 'not_restricted'], verdict) AS worst
    FROM told_bunches($sight, $filter, $steps, $fold, $regions)
),
-- Of a step and the next much more is the same than of all steps: bunches of their own for each place.
at_place AS MATERIALIZED (
    SELECT place, bunch, transfers, worst, leg, said[place] AS sources, said[place + 1] AS targets, hash(sources, targets, worst) AS print
    FROM (SELECT *, unnest(range(1, len(said) + 1)) AS place FROM told)
),
alike AS MATERIALIZED (
    SELECT place, min(bunch) AS bunch, sum(transfers) AS transfers
    FROM (
        SELECT place, bunch, any_value(transfers) AS transfers, count(*) AS many, sum(print) AS added, bit_xor(print) AS mixed
        FROM at_place GROUP BY place, bunch
    )
    GROUP BY place, many, added, mixed
),
-- What a bunch tells at a step and the next; without target, at a step by itself.
pair AS MATERIALIZED (
    SELECT place, bunch, source, target, any_value(transfers) AS transfers, sum(width) AS width, min(worst) AS worst
    FROM (
        SELECT * EXCLUDE (width, targets), width / len(targets) AS width, unnest(targets) AS target
        FROM (
            SELECT * EXCLUDE (sources, targets), unnest(sources) AS source, targets
            FROM (
                SELECT a.place, a.bunch, alike.transfers, worst, leg / len(sources) AS width, sources, unnest([targets, [NULL]]) AS targets
                FROM at_place AS a JOIN alike ON alike.place = a.place AND alike.bunch = a.bunch
            )
        )
    )
    GROUP BY place, bunch, source, target
),
node AS MATERIALIZED (
    SELECT place, source AS value, row_number() OVER (PARTITION BY place ORDER BY sum(transfers) DESC, source) AS rank
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
            SELECT most, place, count(DISTINCT (least(source, most), least(target, most))) AS links
            FROM (
                SELECT DISTINCT p.place, least(s.rank, $most) AS source, least(t.rank, $most) AS target
                FROM (SELECT DISTINCT place, source, target FROM pair WHERE target IS NOT NULL) AS p
                JOIN node AS s ON s.place = p.place AND s.value = p.source
                JOIN node AS t ON t.place = p.place + 1 AND t.value = p.target
            )
            CROSS JOIN (SELECT unnest(range(5, $most + 1)) AS most)
            GROUP BY most, place
        )
        GROUP BY most
    )
    WHERE links <= $links
),
shown AS MATERIALIZED (
    SELECT
        place, value, rank, count(*) OVER (PARTITION BY place) - most + 1 AS inside,
        CASE WHEN rank < most OR count(*) OVER (PARTITION BY place) <= most THEN value ELSE '~other' END AS name
    FROM node CROSS JOIN size
),
called AS (
    SELECT id, any_value(name) AS called
    FROM (
        SELECT exporter AS id, exporter_name AS name FROM transfers_on($sight) WHERE list_contains($steps, 'exporter')
        UNION ALL
        SELECT importer, importer_name FROM transfers_on($sight) WHERE list_contains($steps, 'recipient')
    )
    WHERE id IN (SELECT name FROM shown)
    GROUP BY id
),
once AS (
    SELECT
        p.place, s.name AS source, t.name AS target, p.bunch, min(s.rank) AS rank, min(worst) AS worst, sum(width) AS width,
        any_value(transfers) AS transfers, any_value(s.inside) AS inside
    FROM pair AS p
    JOIN shown AS s ON s.place = p.place AND s.value = p.source
    LEFT JOIN shown AS t ON t.place = p.place + 1 AND t.value = p.target
    GROUP BY p.place, s.name, t.name, p.bunch
)
SELECT
    place, $steps[place] AS dimension, source, any_value(called) AS source_name, target,
    -- Rounded: the last digit of a sum depends on who added first, and the same flow must be the same picture.
    round(sum(width * transfers), 6) AS width,
    sum(transfers)::BIGINT AS transfers, transfers_if(transfers, worst = 1) AS breached,
    transfers_if(transfers, worst = 2) AS unknown, transfers_if(transfers, worst = 3) AS not_judged,
    transfers_if(transfers, worst = 4) AS permitted, transfers_if(transfers, worst = 5) AS not_restricted,
    CASE WHEN source = '~other' AND target IS NULL THEN any_value(inside) END AS inside
FROM once LEFT JOIN called ON called.id = once.source AND $steps[place] IN ('exporter', 'recipient')
GROUP BY place, source, target
ORDER BY place, target IS NOT NULL, source = '~other', min(rank), target
