-- Transfers that a provision touches
-- For every provision of the law of the day that says something of a transfer: how many transfers rest on it, would also be
-- carried by it, break it, meet it, or wait for a fact that it asks for; and how many it speaks of at all. A transfer to
-- several places counts once.
WITH place AS (
    SELECT leg.pattern, leg.transfer, count(*) OVER (PARTITION BY leg.transfer) = 1 AS single
    FROM legs_on($sight) AS leg SEMI JOIN chosen($sight, $filter) AS t ON t.id = leg.transfer
),
-- Transfers to one place are alike where their patterns are: they are counted together. The others are told apart.
part AS (
    SELECT pattern, pattern AS whole, count(*) AS transfers FROM place WHERE single GROUP BY pattern
    UNION ALL
    SELECT DISTINCT pattern, hash(transfer) AS whole, 1 AS transfers FROM place WHERE NOT single
),
said AS (
    SELECT
        f.provision, part.whole, any_value(part.transfers) AS transfers, bool_or(f.outcome = 'breached') AS breached,
        bool_or(f.outcome = 'unknown') AS unknown, bool_or(f.outcome = 'met') AS met
    FROM part JOIN sight ON sight.sight = $sight JOIN pattern_finding AS f ON f.law = sight.law AND f.pattern = part.pattern
    WHERE f.outcome <> 'not_applicable'
    GROUP BY f.provision, part.whole
),
verdict AS (
    SELECT v.ground, v.fallbacks, part.whole, part.transfers
    FROM part JOIN sight ON sight.sight = $sight JOIN pattern_verdict AS v ON v.law = sight.law AND v.pattern = part.pattern
),
resting AS (
    SELECT provision, whole, any_value(transfers) AS transfers, bool_or(is_first) AS carried, bool_or(NOT is_first) AS fallback
    FROM (
        SELECT ground AS provision, whole, transfers, TRUE AS is_first FROM verdict WHERE ground IS NOT NULL
        UNION ALL
        SELECT unnest(fallbacks), whole, transfers, FALSE FROM verdict
    ) GROUP BY provision, whole
),
rests AS (
    SELECT
        provision, sum(transfers) AS rests, sum(transfers) FILTER (carried) AS carried, sum(transfers) FILTER (fallback) AS fallback
    FROM resting GROUP BY provision
),
speaks AS (
    SELECT
        provision, sum(transfers) AS transfers, sum(transfers) FILTER (breached) AS breached,
        sum(transfers) FILTER (unknown) AS unknown, sum(transfers) FILTER (met) AS met
    FROM said GROUP BY provision
)
SELECT
    speaks.provision, speaks.transfers::BIGINT AS transfers, coalesce(rests.rests, 0)::BIGINT AS rests,
    coalesce(rests.carried, 0)::BIGINT AS carried, coalesce(rests.fallback, 0)::BIGINT AS fallback,
    coalesce(speaks.breached, 0)::BIGINT AS breached, coalesce(speaks.unknown, 0)::BIGINT AS unknown,
    coalesce(speaks.met, 0)::BIGINT AS met
FROM speaks LEFT JOIN rests USING (provision)
ORDER BY rests.rests DESC NULLS LAST, speaks.transfers DESC, speaks.provision
