-- What was brought in
-- Every act that recorded several things at once, the newest first, with the chosen transfers that it recorded. `act` is
-- `edit` where records were edited together, NULL for a list.
SELECT b.id AS batch, b.title, b.why, b.recorded_at, b.actor, b.undoes, b.details ->> '$.act' AS act, count(t.id) AS transfers
FROM batch AS b
LEFT JOIN (SELECT id, unnest(batches) AS batch FROM chosen($sight, $filter)) AS t ON t.batch = b.id
GROUP BY ALL
ORDER BY b.recorded_at DESC, b.id DESC
LIMIT $limit
