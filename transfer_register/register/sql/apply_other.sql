-- What arrived and is neither party nor transfer (apply.sql).
UPDATE other_history AS h SET to_sequence = a.from_sequence, recorded_to = a.recorded_from
FROM arrived AS a WHERE h.id = a.id AND h.to_sequence IS NULL AND a.version = h.version + 1;

INSERT INTO other_history
SELECT id, kind, version, from_sequence, to_sequence, recorded_from, recorded_to, recorded_by, batch, live, state
FROM arrived WHERE kind NOT IN ('party', 'transfer')
ORDER BY from_sequence;
