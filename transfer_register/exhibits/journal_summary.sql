-- The journal in numbers
-- How many entries there are up to the day at whose end the register is looked at, since when, by how many people, and the last
-- of them; who wrote, and what kinds of records, those of most entries first.
WITH entry AS (
    SELECT * FROM change WHERE sequence <= (SELECT known FROM sight WHERE sight = $sight)
),
writer AS (
    SELECT actor, count(*) AS entries FROM entry GROUP BY actor
),
recorded AS (
    SELECT kind, count(*) AS entries FROM entry GROUP BY kind
)
SELECT
    count(*) AS entries, min(recorded_at) AS since, max(sequence) AS last, arg_max(recorded_at, sequence) AS last_at,
    arg_max(hash, sequence) AS head, (SELECT count(*) FROM writer) AS people,
    (SELECT list(actor ORDER BY entries DESC, actor) FROM (FROM writer ORDER BY entries DESC, actor LIMIT $most)) AS actors,
    (SELECT list(kind ORDER BY entries DESC, kind) FROM recorded) AS kinds
FROM entry
