-- Verdicts by destination
-- For each destination, how many transfers have which verdict there, those of most transfers first. Beyond `$most`
-- destinations the smaller ones stand together as '~other'.
WITH told AS (
    SELECT
        said[1][1] AS value, transfer,
        min(list_position(['breached', 'unknown', 'not_judged', 'permitted', 'not_restricted'], verdict)) AS worst
    FROM told_legs($sight, $filter, ['country'], $fold, '{}')
    GROUP BY value, transfer
),
place AS (
    SELECT value, row_number() OVER (ORDER BY count(*) DESC, value) AS rank, count(*) OVER () AS number FROM told GROUP BY value
),
once AS (
    SELECT
        CASE WHEN p.rank < $most OR p.number <= $most THEN p.value ELSE '~other' END AS destination, t.transfer, min(p.rank) AS rank,
        min(t.worst) AS worst
    FROM told AS t JOIN place AS p ON p.value = t.value
    GROUP BY destination, t.transfer
)
SELECT
    destination, count(*) AS transfers, count_if(worst = 1) AS breached, count_if(worst = 2) AS unknown,
    count_if(worst = 3) AS not_judged, count_if(worst = 4) AS permitted, count_if(worst = 5) AS not_restricted
FROM once
GROUP BY destination
ORDER BY destination = '~other', min(rank)
