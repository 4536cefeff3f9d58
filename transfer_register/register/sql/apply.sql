-- Applies entries of the journal (`news`: sequence, recorded_at, actor, batch, record, kind, version, body, hash) to the
-- histories: what all have in common. Each history has a file of its own (apply_*.sql), which runs where it has news:
-- planning is nearly all that one edit costs.
INSERT INTO change
SELECT sequence, recorded_at, actor, batch, record, kind, version, body ->> '$.act', body ->> '$.why', hash, hash(record)
FROM news ORDER BY sequence;

-- A version is known until the next one of its record.
CREATE OR REPLACE TEMP TABLE arrived AS
SELECT
    record AS id, kind, version, sequence AS from_sequence, lead(sequence) OVER following AS to_sequence,
    recorded_at AS recorded_from, lead(recorded_at) OVER following AS recorded_to, actor AS recorded_by, batch,
    coalesce(json_type(body, '$.state'), 'NULL') <> 'NULL' AS live, body -> '$.state' AS state
FROM news
WINDOW following AS (PARTITION BY record ORDER BY version);

UPDATE projection SET sequence = (SELECT max(sequence) FROM news), hash = (SELECT arg_max(hash, sequence) FROM news);
