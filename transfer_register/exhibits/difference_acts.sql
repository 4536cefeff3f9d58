-- Acts between two days
-- What was recorded together, as one row: a list that was brought in, a bulk edit, a single edit. Who did it, when and why, and
-- how many records it added, changed and ended; the last first.
SELECT
    done_as, any_value(step.batch) AS batch, any_value(batch.title) AS title, any_value(batch.undoes) AS undoes,
    max(step.recorded_at) AS recorded_at, any_value(step.actor) AS actor, any_value(coalesce(step.why, batch.why)) AS why,
    count(DISTINCT record) AS records, count(*) AS steps,
    count(*) FILTER (what = 'added') AS added, count(*) FILTER (what = 'changed') AS changed, count(*) FILTER (what = 'ended') AS ended,
    count(*) OVER () AS total
FROM chosen_steps($after, $upto, $kinds::VARCHAR[], $actors::VARCHAR[], $search::VARCHAR) AS step
LEFT JOIN batch ON batch.id = step.batch
WHERE ($whats::VARCHAR[] IS NULL OR list_contains($whats, what))
  AND ($acts::VARCHAR[] IS NULL OR done_as IN (SELECT unnest($acts::VARCHAR[])))
GROUP BY done_as
ORDER BY max(step.sequence) DESC
LIMIT $limit OFFSET $offset
