-- What was brought in
-- Every act that recorded several things at once, the newest first, with the chosen transfers that came with it.
SELECT b.id AS batch, b.title, b.why, b.recorded_at, b.actor, b.undoes, count(t.id) AS transfers
FROM batch AS b
LEFT JOIN (SELECT id, unnest(batches) AS batch FROM chosen($sight, $filter)) AS t ON t.batch = b.id
GROUP BY ALL
ORDER BY b.recorded_at DESC, b.id DESC
LIMIT $limit
