-- How much differs
-- How many records were added, changed, ended, or stand as before, by their kind; and how many steps each person recorded.
WITH step AS MATERIALIZED (
    FROM chosen_steps($after, $upto, $kinds::VARCHAR[], $actors::VARCHAR[], $search::VARCHAR)
)
SELECT 'what' AS counted, kind, what AS value, count(*) AS records
FROM (SELECT record, kind, what FROM records_between($after, $upto)) SEMI JOIN step USING (record)
GROUP BY kind, what
UNION ALL
SELECT 'step', kind, what, count(*) FROM step GROUP BY kind, what
UNION ALL
SELECT 'act', NULL, NULL, count(DISTINCT done_as) FROM step
UNION ALL
SELECT 'actor', NULL, actor, count(DISTINCT record) FROM step GROUP BY actor
ORDER BY counted, records DESC, kind, value
