-- Records that differ
-- The parties, transfers and settings that were touched after one entry of the journal, up to another: what each was before
-- and is after, the one touched last first. What was changed and changed back stands as before.
WITH step AS MATERIALIZED (
    FROM chosen_steps($after, $upto, $kinds::VARCHAR[], $actors::VARCHAR[], $search::VARCHAR)
),
net AS (SELECT record, kind, last, what FROM records_between($after, $upto)),
page AS (
    SELECT record, kind, last, what, count(*) OVER () AS total
    FROM net SEMI JOIN step USING (record)
    WHERE $whats::VARCHAR[] IS NULL OR list_contains($whats, what)
    ORDER BY last DESC
    LIMIT $limit OFFSET $offset
)
SELECT page.record, page.kind, page.what, whole.was, whole.now, whole.exporter, whole.importer, page.total
FROM page JOIN records_between($after, $upto) AS whole USING (record)
ORDER BY page.last DESC
