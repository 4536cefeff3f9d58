-- The register itself
-- How much of what is asked is stated, how many transfers were looked at lately, and how much evidence is on file: one row a share,
-- with what it counts and of how many. `$asked` are the facts asked of every destination, `$looked_at` the days of which one says
-- that somebody looked, `$within` for how many days that holds.
WITH leg AS MATERIALIZED (
    SELECT leg.transfer, leg.pattern FROM legs_on($sight) AS leg SEMI JOIN chosen($sight, $filter) AS t ON t.id = leg.transfer
),
met AS MATERIALIZED (SELECT pattern, count(*) AS legs FROM leg GROUP BY pattern),
place AS (
    SELECT
        coalesce(list(place) FILTER (list_contains($asked, fact)), []) AS asked,
        coalesce(list(place) FILTER (list_contains($looked_at, fact)), []) AS looked_at
    FROM fact
),
-- The facts of a pattern are read once, whoever has it.
said AS MATERIALIZED (
    SELECT
        met.pattern, met.legs, len(place.asked) AS asked,
        len(list_filter(place.asked, lambda p: facts[p] IS NOT NULL)) AS stated,
        list_max(list_transform(place.looked_at, lambda p: try_cast(facts[p] AS DATE))) AS looked_on
    FROM met
    JOIN (SELECT pattern, from_json(facts, '["VARCHAR"]') AS facts FROM pattern SEMI JOIN met USING (pattern)) AS known
        ON known.pattern = met.pattern
    CROSS JOIN place
),
looked AS (
    SELECT leg.transfer, max(s.looked_on) FILTER (s.looked_on <= sight.holds_on) AS assessed_on
    FROM leg JOIN said AS s ON s.pattern = leg.pattern JOIN sight ON sight.sight = $sight
    GROUP BY leg.transfer
),
owed AS (
    SELECT f.outcome, sum(met.legs) AS duties
    FROM met
    JOIN sight ON sight.sight = $sight
    JOIN pattern_finding AS f ON f.law = sight.law AND f.pattern = met.pattern AND f.kind = 'duty' AND f.outcome <> 'not_applicable'
    JOIN law_provision AS p ON p.law = sight.law AND p.regime = f.regime AND p.provision = f.provision AND p.duty = 'evidence'
    GROUP BY f.outcome
)
SELECT 'completeness' AS share, coalesce(sum(stated * legs), 0)::BIGINT AS counted, coalesce(sum(asked * legs), 0)::BIGINT AS of_all FROM said
UNION ALL
SELECT
    'freshness',
    count(*) FILTER (
        greatest(looked.assessed_on, t.recorded_at::DATE) >= sight.holds_on - $within::INTEGER
        AND (t.review_on IS NULL OR t.review_on >= sight.holds_on)
    ),
    count(*)
FROM chosen($sight, $filter) AS t JOIN sight ON sight.sight = $sight LEFT JOIN looked ON looked.transfer = t.id
UNION ALL
SELECT 'evidence', coalesce(sum(duties) FILTER (outcome = 'met'), 0)::BIGINT, coalesce(sum(duties), 0)::BIGINT FROM owed
