-- What came into force and went out of it
-- The parties and transfers that began, or ceased, to hold after one day, up to another, by a day that was recorded before and
-- stands unchanged: nobody touched it in between.
WITH held AS (
    SELECT id, 'party' AS kind, valid_from, valid_to, from_sequence, to_sequence, recorded_from, recorded_by, name, NULL AS exporter, NULL AS importer
    FROM party_history WHERE live AND from_sequence <= $upto AND (to_sequence IS NULL OR to_sequence > $after)
      AND (valid_from > $first::DATE AND valid_from <= $last::DATE OR valid_to >= $first::DATE AND valid_to < $last::DATE)
    UNION ALL
    SELECT id, 'transfer', valid_from, valid_to, from_sequence, to_sequence, recorded_from, recorded_by, NULL, exporter, importer
    FROM transfer_history WHERE live AND from_sequence <= $upto AND (to_sequence IS NULL OR to_sequence > $after)
      AND (valid_from > $first::DATE AND valid_from <= $last::DATE OR valid_to >= $first::DATE AND valid_to < $last::DATE)
),
turn AS (
    SELECT id, kind, 'came_into_force' AS what, valid_from AS day, * EXCLUDE (id, kind, valid_from, valid_to)
    FROM held WHERE valid_from > $first::DATE AND valid_from <= $last::DATE
    UNION ALL
    -- The last day is a day in force; it is the next on which the record holds no more.
    SELECT id, kind, 'went_out_of_force', valid_to + 1, * EXCLUDE (id, kind, valid_from, valid_to)
    FROM held WHERE valid_to >= $first::DATE AND valid_to < $last::DATE
),
same AS (
    SELECT after.*
    FROM turn AS after
    JOIN (SELECT id, what, day FROM turn WHERE from_sequence <= $after) AS before USING (id, what, day)
    WHERE after.to_sequence IS NULL OR after.to_sequence > $upto
),
named AS (
    SELECT id, string_agg(name, ' ') AS names FROM party_history
    WHERE live AND from_sequence <= $upto AND id IN (SELECT exporter FROM same UNION ALL SELECT importer FROM same)
    GROUP BY id
)
SELECT same.id AS record, same.kind, same.what, same.day, same.recorded_from AS recorded_at, same.recorded_by AS actor,
    same.exporter, same.importer,
    count(*) FILTER (same.what = 'came_into_force') OVER () AS came, count(*) FILTER (same.what = 'went_out_of_force') OVER () AS went
FROM same LEFT JOIN named AS e ON e.id = same.exporter LEFT JOIN named AS i ON i.id = same.importer
WHERE ($kinds::VARCHAR[] IS NULL OR list_contains($kinds, same.kind))
  AND ($search::VARCHAR IS NULL OR contains(lower(concat_ws(' ', same.id, same.name, e.names, i.names)), lower($search)))
ORDER BY same.day DESC, same.id
LIMIT $limit OFFSET $offset
