-- What to ask
-- The facts that nobody stated and that would decide a verdict, those of most transfers first. `alone` counts the transfers
-- for which this is the only fact that is asked.
SELECT asked.fact, count(DISTINCT asked.transfer) AS transfers, count(DISTINCT asked.transfer) FILTER (asked.number = 1) AS alone
FROM (
    SELECT v.transfer, unnest(v.ask) AS fact, len(v.ask) AS number
    FROM verdicts_on($sight) AS v SEMI JOIN chosen($sight, $filter) AS t ON t.id = v.transfer
    WHERE v.verdict = 'unknown'
) AS asked
GROUP BY asked.fact
ORDER BY transfers DESC, alone DESC, asked.fact
LIMIT $limit
