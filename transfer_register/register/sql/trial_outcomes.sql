-- What is said of each item of a trial: the verdict of the worst leg under each regime, and what legs as bad as that one ask; the
-- score of the worst leg that some regime restricts, by its higher end; the acts done; the bars that hold; whether no leg is left.
-- {bars} is, for each bar, whether it holds at some leg.
WITH judged_leg AS (
    SELECT t.item, t.leg, v.*, rank.rank, min(rank.rank) OVER (PARTITION BY t.item, v.regime) AS worst
    FROM tried AS t
    JOIN said_verdict AS v ON v.key = t.law_key
    LEFT JOIN rank ON rank.verdict = v.verdict
    WHERE NOT t.gone
),
verdict AS (
    SELECT item, list({'regime': regime, 'verdict': verdict, 'ground': ground, 'ask': ask} ORDER BY regime) AS verdicts
    FROM (
        SELECT
            item, regime, arg_min(verdict, (rank, leg)) AS verdict, arg_min({'ground': ground}, (rank, leg)).ground AS ground,
            flatten(list(ask ORDER BY leg) FILTER (rank = worst)) AS ask
        FROM judged_leg GROUP BY item, regime
    ) GROUP BY item
),
score AS (
    SELECT
        t.item,
        arg_min(
            {'low': s.score_low, 'high': s.score, 'band': s.band}, (s.score IS NULL, -s.score, -s.score_low, t.leg)
        ) AS score
    FROM tried AS t JOIN said_score AS s ON s.key = t.kit_key
    WHERE NOT t.gone AND (t.item, t.leg) IN (SELECT (item, leg) FROM judged_leg WHERE verdict <> 'not_restricted')
    GROUP BY t.item
),
breach AS (SELECT key, list(DISTINCT provision) AS provisions FROM said_breach GROUP BY key),
whole AS (
    SELECT item, list_distinct(flatten(list(done))) AS done, bool_and(gone) AS ended, [{bars}] AS barred
    FROM tried LEFT JOIN breach ON breach.key = tried.law_key AND NOT tried.gone GROUP BY item
)
SELECT item, verdicts, score, done, barred, ended FROM whole LEFT JOIN verdict USING (item) LEFT JOIN score USING (item)
