-- Register of transfers
-- One row a transfer: who sends, who receives, where, what and why, on which mechanism, and what the law says of it.
-- A page of `$limit` rows from `$offset`; `total` counts all chosen transfers. `$order` names a column; with a minus before
-- it the order is turned round.
WITH t AS (
    SELECT *, list_position(['breached', 'unknown', 'not_judged', 'permitted', 'not_restricted'], verdict) AS rank
    FROM chosen($sight, $filter)
)
SELECT
    id, version, exporter, exporter_name, exporter_country, exporter_role, importer, importer_name, importer_kind, importer_role,
    countries, groups, scope, data_categories, data_subjects, special, purpose_shown, tools, verdict, regimes, band, score_low, score,
    persons, valid_from, valid_to, review_on, owner, flags, follows,
    (SELECT count(*) FROM t) AS total
FROM t
ORDER BY
    CASE $order
        WHEN 'exporter_name' THEN exporter_name WHEN 'importer_name' THEN importer_name
        WHEN 'exporter_country' THEN exporter_country WHEN 'countries' THEN array_to_string(countries, ' ')
        WHEN 'purpose_shown' THEN purpose_shown WHEN 'owner' THEN owner
    END ASC NULLS LAST,
    CASE $order
        WHEN '-exporter_name' THEN exporter_name WHEN '-importer_name' THEN importer_name
        WHEN '-exporter_country' THEN exporter_country WHEN '-countries' THEN array_to_string(countries, ' ')
        WHEN '-purpose_shown' THEN purpose_shown WHEN '-owner' THEN owner
    END DESC NULLS LAST,
    CASE $order
        WHEN 'verdict' THEN rank WHEN '-verdict' THEN -rank WHEN 'score' THEN score WHEN '-score' THEN -score
        WHEN 'persons' THEN persons WHEN '-persons' THEN -persons
        WHEN 'review_on' THEN epoch(review_on) WHEN '-review_on' THEN -epoch(review_on)
        WHEN 'valid_from' THEN epoch(valid_from) WHEN '-valid_from' THEN -epoch(valid_from)
        WHEN '-id' THEN -try_cast(regexp_extract(id, '\d+$') AS BIGINT)
    END ASC NULLS LAST,
    id
LIMIT $limit OFFSET $offset
