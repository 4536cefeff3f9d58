-- Before and after a period
-- How many transfers had each verdict, and each band of the risk left, on the last day before a period and now; and how many are
-- in force on one of both days only.
WITH after AS (SELECT id, verdict, band FROM chosen($sight, $filter)),
before AS (SELECT id, verdict, band FROM chosen($earlier, $filter)),
counted AS (
    SELECT 'verdict' AS counted, verdict AS value, 0 AS before, count(*) AS after FROM after GROUP BY verdict
    UNION ALL SELECT 'verdict', verdict, count(*), 0 FROM before GROUP BY verdict
    UNION ALL SELECT 'band', band, 0, count(*) FROM after GROUP BY band
    UNION ALL SELECT 'band', band, count(*), 0 FROM before GROUP BY band
    UNION ALL SELECT 'begun', NULL, 0, count(*) FROM (SELECT id FROM after ANTI JOIN before USING (id))
    UNION ALL SELECT 'ended', NULL, count(*), 0 FROM (SELECT id FROM before ANTI JOIN after USING (id))
)
SELECT counted, value, sum(before)::BIGINT AS before, sum(after)::BIGINT AS after
FROM counted GROUP BY counted, value
ORDER BY list_position(['verdict', 'band', 'begun', 'ended'], counted), coalesce(verdict_rank(value), band_rank(value)), value
