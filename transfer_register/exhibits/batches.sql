-- What was brought in
-- Every act that recorded several things at once, the newest first, with the chosen transfers that it recorded. `act` is
-- `edit` where records were edited together, `merge_parties` and `split_party` where parties were, NULL for a list. With `$party`
-- only the merges and splits of that party, and what took them back.
WITH meant AS (
    SELECT * FROM batch
    WHERE $party::VARCHAR IS NULL
       OR list_contains([details ->> '$.kept', details ->> '$.ended', details ->> '$.party', details ->> '$.into'], $party::VARCHAR)
       OR id IN (SELECT batch FROM party_history WHERE id = $party::VARCHAR AND version = 1 AND batch IN (
            SELECT id FROM batch WHERE details ->> '$.act' = 'split_party'
          ))
       OR undoes IS NOT NULL
)
SELECT b.id AS batch, b.title, b.why, b.recorded_at, b.actor, b.undoes, b.details ->> '$.act' AS act, count(t.id) AS transfers
FROM meant AS b
LEFT JOIN (SELECT id, unnest(batches) AS batch FROM chosen($sight, $filter)) AS t ON t.batch = b.id
GROUP BY ALL
ORDER BY b.recorded_at DESC, b.id DESC
LIMIT $limit
