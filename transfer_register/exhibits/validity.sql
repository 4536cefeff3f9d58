-- Validity and reviews
-- For each transfer, from when until when its mechanisms hold, and on which day it is to be reviewed.
-- One row a mechanism or review; transfers with the nearest day first, `$limit` of them from `$offset`. `total` counts the
-- transfers that have such a day at all.
WITH dated AS (
    SELECT
        id, importer_name, verdict, 'mechanism' AS what, m ->> '$.tool' AS tool,
        coalesce(try_cast(m ->> '$.valid_from' AS DATE), try_cast(m ->> '$.signed_on' AS DATE)) AS starts,
        try_cast(m ->> '$.valid_to' AS DATE) AS ends
    FROM (
        SELECT id, importer_name, verdict, unnest(from_json(mechanisms, '["JSON"]')) AS m FROM chosen($sight, $filter)
    )
    UNION ALL
    SELECT id, importer_name, verdict, 'review', NULL, review_on, review_on FROM chosen($sight, $filter)
),
near AS (
    SELECT id, row_number() OVER (ORDER BY min(ends) NULLS LAST, min(starts), id) AS place, count(*) OVER () AS total
    FROM dated
    WHERE starts IS NOT NULL OR ends IS NOT NULL
    GROUP BY id
)
SELECT d.id, d.importer_name, d.verdict, d.what, d.tool, d.starts, d.ends, near.total
FROM dated AS d JOIN near ON near.id = d.id
WHERE (d.starts IS NOT NULL OR d.ends IS NOT NULL) AND near.place > $offset AND near.place <= $offset + $limit
ORDER BY near.place, d.what, d.starts, d.tool
