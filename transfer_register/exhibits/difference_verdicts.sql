-- Verdicts that differ
-- The verdict of each regime on the transfers that stand in two views of the register, where it is another one or rests on
-- another ground, and why: the law, the records, both, or only time that passed. `$between` is the later register judged by the
-- earlier law; without one the law is the same. Without an earlier view, every verdict is told.
WITH here AS (
    SELECT id, exporter_name, importer_name, exporter, importer FROM transfers_on($sight)
    WHERE $earlier::INTEGER IS NULL OR id IN (SELECT id FROM transfers_on($earlier::INTEGER))
),
after AS (SELECT transfer, regime, verdict, ground FROM verdicts_on($sight) SEMI JOIN here ON here.id = transfer),
before AS (SELECT transfer, regime, verdict, ground FROM verdicts_on($earlier::INTEGER) SEMI JOIN here ON here.id = transfer),
differing AS (
    SELECT transfer, regime, b.verdict AS was, a.verdict AS now, b.ground AS ground_was, a.ground AS ground_now
    FROM before AS b FULL JOIN after AS a USING (transfer, regime)
    WHERE (b.verdict, b.ground) IS DISTINCT FROM (a.verdict, a.ground)
),
touched AS (SELECT DISTINCT record FROM change WHERE sequence > $after AND sequence <= $upto),
onward AS (
    SELECT DISTINCT follows AS record FROM transfer_history
    WHERE follows IS NOT NULL AND from_sequence > $after AND from_sequence <= $upto
),
judged AS (
    SELECT
        d.*, here.exporter_name, here.importer_name,
        here.id IN (FROM touched) OR here.exporter IN (FROM touched) OR here.importer IN (FROM touched) OR here.id IN (FROM onward) AS touched,
        CASE
            WHEN $between::INTEGER IS NULL OR (m.verdict, m.ground) IS NOT DISTINCT FROM (d.now, d.ground_now) THEN 'record'
            WHEN (m.verdict, m.ground) IS NOT DISTINCT FROM (d.was, d.ground_was) THEN 'law'
            ELSE 'both'
        END AS because
    FROM differing AS d
    JOIN here ON here.id = d.transfer
    LEFT JOIN verdicts_on($between::INTEGER) AS m ON m.transfer = d.transfer AND m.regime = d.regime
),
told AS (
    SELECT * REPLACE (CASE WHEN because = 'record' AND NOT touched THEN 'time' ELSE because END AS because) FROM judged
)
SELECT transfer, exporter_name, importer_name, regime, was, now, ground_was, ground_now, because,
    count(*) OVER () AS total, count(*) FILTER (was IS DISTINCT FROM now) OVER () AS differ
FROM told SEMI JOIN chosen($sight, $filter) AS t ON t.id = told.transfer
ORDER BY was IS NOT DISTINCT FROM now, because <> 'law', transfer, regime
LIMIT $limit OFFSET $offset
