-- Parties
-- One row a party, as it was known on the day looked at: how many transfers in force it sends and receives, the worst verdict of
-- them, its other names and websites, and when it was changed last. `$search` is part of a name, a website, an identifier or a
-- reference, with or without accents. A page of `$limit` rows from `$offset`; `total` counts all that are meant. `$order` names a
-- column; with a minus before it the order is turned round.
WITH side AS (
    SELECT party, list_position(['breached', 'unknown', 'not_judged', 'permitted', 'not_restricted'], verdict) AS rank, verdict, sent
    FROM (
        SELECT exporter AS party, verdict, 1 AS sent FROM transfers_on($sight)
        UNION ALL SELECT importer, verdict, 0 FROM transfers_on($sight)
    )
),
used AS (
    SELECT party, sum(sent) AS sends, sum(1 - sent) AS receives, min(rank) AS rank, arg_min(verdict, rank) AS verdict
    FROM side GROUP BY party
),
known AS (
    SELECT
        id, version, name, country, kind, aliases, from_json(state -> '$.domains', '["VARCHAR"]') AS domains,
        recorded_from AS changed_at, recorded_by AS changed_by,
        concat_ws(' ', id, name, array_to_string(aliases, ' '), state -> '$.domains', state -> '$.identifiers') AS searched
    FROM parties_known((SELECT known FROM sight WHERE sight = $sight))
),
meant AS (
    SELECT
        known.* EXCLUDE (searched), coalesce(used.sends, 0) AS sends, coalesce(used.receives, 0) AS receives, used.verdict, used.rank,
        place.label AS country_name
    FROM known
    LEFT JOIN used ON used.party = known.id
    LEFT JOIN word AS place ON place.vocabulary = 'countries' AND place.term = known.country
    WHERE $search::VARCHAR IS NULL OR contains(lower(strip_accents(searched)), lower(strip_accents($search::VARCHAR)))
)
SELECT
    id, version, name, country, kind, sends, receives, verdict, aliases, domains, changed_at, changed_by,
    (SELECT count(*) FROM meant) AS total
FROM meant
ORDER BY
    CASE $order WHEN 'country' THEN country_name WHEN 'kind' THEN kind END ASC NULLS LAST,
    CASE $order WHEN '-country' THEN country_name WHEN '-kind' THEN kind END DESC NULLS LAST,
    CASE $order
        WHEN 'sends' THEN sends WHEN '-sends' THEN -sends WHEN 'receives' THEN receives WHEN '-receives' THEN -receives
        WHEN 'transfers' THEN sends + receives WHEN '-transfers' THEN -sends - receives
        WHEN 'verdict' THEN rank WHEN '-verdict' THEN -rank
        WHEN 'changed_at' THEN epoch(changed_at) WHEN '-changed_at' THEN -epoch(changed_at)
    END ASC NULLS LAST,
    CASE WHEN $order = '-name' THEN lower(strip_accents(name)) END DESC,
    lower(strip_accents(name)), length(id), id
LIMIT $limit OFFSET $offset
