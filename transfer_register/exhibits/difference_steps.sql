-- Steps of a difference
-- What was recorded, one row a version of a record, with its state before and after, who recorded it, when and why, and the
-- act to which it belongs; the first of each act where only some are asked for.
SELECT
    step.done_as, step.sequence, step.recorded_at, step.actor, step.batch, step.why, step.what, step.record, step.kind,
    whole.exporter, whole.importer, whole.was, whole.now
FROM chosen_steps($after, $upto, $kinds::VARCHAR[], $actors::VARCHAR[], $search::VARCHAR) AS step
JOIN steps_between($after, $upto) AS whole ON whole.sequence = step.sequence
WHERE ($whats::VARCHAR[] IS NULL OR list_contains($whats, step.what))
  AND ($acts::VARCHAR[] IS NULL OR step.done_as IN (SELECT unnest($acts::VARCHAR[])))
  AND ($records::VARCHAR[] IS NULL OR step.record IN (SELECT unnest($records::VARCHAR[])))
QUALIFY row_number() OVER (PARTITION BY step.done_as ORDER BY step.sequence) BETWEEN $offset + 1 AND $offset + $most
ORDER BY step.sequence
