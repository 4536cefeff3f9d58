-- What is copied to try something on some transfers (register/copied.py): every entry, up to entry $known, of the transfers $ids
-- and of those joined to them by what follows what; of their parties, and the parents of these; of the assessments that cover
-- them; of the evidence that supports any of these; of $also; and of the records that concern the whole register. Numbers of
-- entries are those of the journal; `state` is NULL where the record was taken away.
WITH RECURSIVE edge AS MATERIALIZED (
    SELECT id, follows FROM transfer_history WHERE follows IS NOT NULL AND from_sequence <= $known
),
joined AS MATERIALIZED (SELECT id AS one, follows AS other FROM edge UNION ALL SELECT follows, id FROM edge),
line(id) AS (
    SELECT unnest($ids::VARCHAR[]) UNION SELECT joined.other FROM line JOIN joined ON joined.one = line.id
),
side AS MATERIALIZED (
    SELECT DISTINCT unnest([exporter, importer]) AS id FROM transfer_history
    WHERE id IN (SELECT id FROM line) AND from_sequence <= $known
    UNION SELECT unnest($also::VARCHAR[])
),
own AS MATERIALIZED (
    SELECT id FROM line
    UNION SELECT id FROM side
    UNION SELECT parent FROM parties_known($known) WHERE id IN (SELECT id FROM side) AND parent IS NOT NULL
),
covering AS MATERIALIZED (
    SELECT DISTINCT id FROM (
        SELECT id, unnest(json_extract_string(state, '$.transfers[*]')) AS transfer
        FROM other_history WHERE kind = 'assessment' AND from_sequence <= $known
    ) WHERE transfer IN (SELECT id FROM line)
),
named AS MATERIALIZED (SELECT id FROM own UNION SELECT id FROM covering),
wanted AS MATERIALIZED (
    SELECT id FROM named
    UNION
    SELECT id FROM (
        SELECT id, unnest(json_extract_string(state, '$.supports[*].record')) AS record
        FROM other_history WHERE kind = 'evidence' AND from_sequence <= $known
    ) WHERE record IN (SELECT id FROM named)
    UNION
    SELECT id FROM other_history WHERE kind IN ('setting', 'event') AND from_sequence <= $known
),
entries AS MATERIALIZED (
    SELECT * FROM change WHERE sequence <= $known AND record IN (SELECT id FROM wanted)
),
brought AS (
    SELECT * FROM change
    WHERE kind = 'batch' AND sequence <= $known AND record IN (SELECT batch FROM entries)
      AND record NOT IN (SELECT id FROM wanted)
)
SELECT
    c.sequence, c.recorded_at, c.actor, c.batch, c.record, c.kind, c.version, c.act, c.why, coalesce(p.state, t.state, o.state) AS state
FROM (FROM entries UNION ALL FROM brought) AS c
LEFT JOIN party_history AS p ON p.from_sequence = c.sequence
LEFT JOIN transfer_history AS t ON t.from_sequence = c.sequence
LEFT JOIN other_history AS o ON o.from_sequence = c.sequence
ORDER BY c.sequence
