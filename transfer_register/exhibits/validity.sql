-- Validity and reviews
-- For each transfer, from when until when its mechanisms hold, when its documents and the law that carries it are known to end,
-- and on which days it and its assessment are to be reviewed.
-- One row a mechanism, document, end or review; transfers with the nearest day first, `$limit` of them from `$offset`. `total`
-- counts the transfers that have such a day at all.
WITH meant AS (
    SELECT id, importer, importer_name, verdict, mechanisms, review_on FROM chosen($sight, $filter)
),
known_record AS MATERIALIZED (
    SELECT id, kind, state FROM other_history
    WHERE kind IN ('evidence', 'assessment') AND live
      AND from_sequence <= (SELECT known FROM sight WHERE sight = $sight)
      AND (to_sequence IS NULL OR to_sequence > (SELECT known FROM sight WHERE sight = $sight))
),
document AS (
    SELECT DISTINCT
        state ->> '$.title' AS title, (state ->> '$.dated_on')::DATE AS starts, (state ->> '$.valid_until')::DATE AS ends,
        unnest(json_extract_string(state, '$.supports[*].record')) AS record
    FROM known_record WHERE kind = 'evidence' AND (state ->> '$.valid_until') IS NOT NULL
),
assessed AS (
    SELECT id AS assessment, (state ->> '$.review_on')::DATE AS review_on, unnest(json_extract_string(state, '$.transfers[*]')) AS transfer
    FROM known_record WHERE kind = 'assessment' AND (state ->> '$.review_on') IS NOT NULL
),
dated AS (
    SELECT
        id, importer_name, verdict, 'mechanism' AS what, m ->> '$.tool' AS named,
        coalesce(try_cast(m ->> '$.valid_from' AS DATE), try_cast(m ->> '$.signed_on' AS DATE)) AS starts,
        try_cast(m ->> '$.valid_to' AS DATE) AS ends
    FROM (SELECT id, importer_name, verdict, unnest(from_json(mechanisms, '["JSON"]')) AS m FROM meant)
    UNION ALL
    SELECT id, importer_name, verdict, 'review', NULL, review_on, review_on FROM meant
    UNION ALL
    SELECT t.id, t.importer_name, t.verdict, 'assessment', a.assessment, a.review_on, a.review_on
    FROM meant AS t JOIN assessed AS a ON a.transfer = t.id
    UNION ALL
    SELECT t.id, t.importer_name, t.verdict, 'document', d.title, d.starts, d.ends FROM meant AS t JOIN document AS d ON d.record = t.id
    UNION ALL
    SELECT t.id, t.importer_name, t.verdict, 'document', d.title, d.starts, d.ends FROM meant AS t JOIN document AS d ON d.record = t.importer
    UNION ALL
    SELECT DISTINCT t.id, t.importer_name, t.verdict, 'law', coalesce(p.title, v.ground), v.ends, v.ends
    FROM meant AS t
    JOIN legs_on($sight) AS leg ON leg.transfer = t.id
    JOIN sight ON sight.sight = $sight
    JOIN pattern_verdict AS v ON v.law = sight.law AND v.pattern = leg.pattern AND v.ends IS NOT NULL AND v.verdict = 'permitted'
    LEFT JOIN law_provision AS p ON p.law = sight.law AND p.regime = v.regime AND p.provision = v.ground
),
near AS (
    SELECT id, row_number() OVER (ORDER BY min(ends) NULLS LAST, min(starts), id) AS place, count(*) OVER () AS total
    FROM dated
    WHERE starts IS NOT NULL OR ends IS NOT NULL
    GROUP BY id
)
SELECT d.id, d.importer_name, d.verdict, d.what, d.named, d.starts, d.ends, near.total
FROM dated AS d JOIN near ON near.id = d.id
WHERE (d.starts IS NOT NULL OR d.ends IS NOT NULL) AND near.place > $offset AND near.place <= $offset + $limit
ORDER BY near.place, d.what, d.starts, d.named
