-- Journal
-- Every entry of the journal up to the day at whose end the register is looked at, the newest first: when, who, what was done to
-- which record, with which act and why, its hash and the one before it. `search` is a reference, or part of the name of a party:
-- its own entries, those of its transfers, its contacts and of what else names it. `total` counts all that are meant, not those of the page.
WITH named AS (
    SELECT DISTINCT id FROM party_history WHERE $search::VARCHAR IS NOT NULL AND contains(lower(name), lower($search::VARCHAR))
),
meant AS (
    SELECT id FROM named
    UNION SELECT id FROM transfer_history WHERE exporter IN (FROM named) OR importer IN (FROM named)
    UNION
    SELECT id FROM other_history
    WHERE coalesce(state ->> '$.party', state ->> '$.vendor', state ->> '$.exporter') IN (FROM named)
       OR list_has_any(from_json(state -> '$.parties', '["VARCHAR"]'), (SELECT list(id) FROM named))
       OR list_has_any(json_extract_string(state, '$.supports[*].record'), (SELECT list(id) FROM named))
    UNION SELECT upper($search::VARCHAR)
),
wanted AS (
    SELECT * FROM change
    WHERE sequence <= (SELECT known FROM sight WHERE sight = $sight)
      AND ($sequence::BIGINT IS NULL OR sequence = $sequence::BIGINT)
      AND ($actors::VARCHAR[] IS NULL OR list_contains($actors::VARCHAR[], actor))
      AND ($kinds::VARCHAR[] IS NULL OR list_contains($kinds::VARCHAR[], kind))
      AND ($day::DATE IS NULL OR (recorded_at >= $day::DATE AND recorded_at < $day::DATE + INTERVAL 1 DAY))
      AND ($search::VARCHAR IS NULL OR record IN (FROM meant) OR batch = upper($search::VARCHAR))
),
page AS (
    SELECT * FROM wanted ORDER BY sequence DESC LIMIT $limit OFFSET $offset
),
-- What a record said with the entry, or before it where the entry took it away.
said AS (
    SELECT p.sequence, coalesce(now.name, was.name) AS name, NULL AS exporter, NULL AS importer
    FROM page AS p
    JOIN party_history AS now ON now.from_sequence = p.sequence
    LEFT JOIN party_history AS was ON was.to_sequence = p.sequence
    UNION ALL
    SELECT p.sequence, NULL, coalesce(now.exporter, was.exporter), coalesce(now.importer, was.importer)
    FROM page AS p
    JOIN transfer_history AS now ON now.from_sequence = p.sequence
    LEFT JOIN transfer_history AS was ON was.to_sequence = p.sequence
    UNION ALL
    SELECT
        sequence, coalesce(state ->> '$.title', state ->> '$.name'), state ->> '$.parties[0]',
        coalesce(state ->> '$.party', state ->> '$.vendor', state ->> '$.parties[1]')
    FROM (
        SELECT p.sequence, CASE WHEN now.live THEN now.state ELSE was.state END AS state
        FROM page AS p
        JOIN other_history AS now ON now.from_sequence = p.sequence
        LEFT JOIN other_history AS was ON was.to_sequence = p.sequence
    )
),
party_name AS (
    SELECT id, arg_max(name, version) FILTER (name IS NOT NULL) AS name FROM party_history
    WHERE id IN (SELECT exporter FROM said UNION SELECT importer FROM said)
      AND from_sequence <= (SELECT known FROM sight WHERE sight = $sight)
    GROUP BY id
)
SELECT
    p.sequence, p.recorded_at, p.actor, p.act, p.kind, p.record, p.version, said.name, exporter.name AS exporter_name,
    importer.name AS importer_name, p.batch, act.title AS batch_title, p.why, p.hash, before.hash AS previous,
    (SELECT count(*) FROM wanted) AS total
FROM page AS p
LEFT JOIN said ON said.sequence = p.sequence
LEFT JOIN party_name AS exporter ON exporter.id = said.exporter
LEFT JOIN party_name AS importer ON importer.id = said.importer
LEFT JOIN batch AS act ON act.id = p.batch
LEFT JOIN change AS before ON before.sequence = p.sequence - 1
ORDER BY p.sequence DESC
