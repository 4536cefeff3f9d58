-- Cards of a review by recipient
-- The cards of each recipient lie on one stack in each column: how many there are, the worst that is said of them, the next
-- day, and each kind of reason with how many cards it brings. Of each column the stacks of one page, the worst first.
WITH card AS MATERIALIZED (
    FROM cards_for_review($sight, $filter, $earlier, $older, $first::DATE, $last::DATE, $after, $upto, $review, $laws)
),
stack AS (
    SELECT
        lies, importer, any_value(importer_name) AS importer_name, count(*) AS transfers, list(id ORDER BY id)[1:2] AS ids,
        arg_min(verdict, verdict_rank(verdict)) AS verdict, arg_min(band, band_rank(band)) FILTER (band <> 'open') AS band, min(due) AS due,
        list_sort(list_distinct(flatten(list(countries)))) AS countries, any_value(purpose_shown) AS purpose_shown,
        max(moved_on) AS moved_on, arg_max(moved_by, moved_on) AS moved_by, arg_max(waits_for, moved_on) AS waits_for,
        arg_max(moved_why, moved_on) AS moved_why
    FROM card GROUP BY lies, importer
),
placed AS (
    SELECT
        *, row_number() OVER (PARTITION BY lies ORDER BY verdict_rank(verdict), due NULLS LAST, importer_name, importer) AS place,
        count(*) OVER (PARTITION BY lies) AS stacks, sum(transfers) OVER (PARTITION BY lies)::BIGINT AS cards
    FROM stack
),
page AS (SELECT * FROM placed WHERE ($columns::VARCHAR[] IS NULL OR list_contains($columns, lies)) AND place > $offset AND place <= $offset + $limit),
reason AS (
    -- Of each kind the first day; what has no day, facts and regimes, is told together.
    SELECT
        lies, importer, why.kind AS kind, count(DISTINCT id) AS transfers,
        arg_min(why, (coalesce(why.day, DATE '9999-12-31'), id, why.source)) AS example,
        list_sort(list_distinct(flatten(list(why.about)))) AS every_about,
        array_to_string(list_sort(list_distinct(flatten(list(string_split(why.source, ' '))))), ' ') AS every_source
    FROM (SELECT lies, importer, id, unnest(why) AS why FROM card SEMI JOIN page USING (lies, importer)) GROUP BY ALL
),
told AS (
    SELECT
        lies, importer,
        list({'kind': kind, 'transfers': transfers, 'day': example.day,
              'about': CASE WHEN kind = 'unknown' THEN every_about ELSE example.about END,
              'source': CASE WHEN kind IN ('breached', 'unknown') THEN every_source ELSE example.source END}
             ORDER BY reason_rank(kind)) AS why
    FROM reason GROUP BY lies, importer
)
SELECT page.*, coalesce(told.why, []) AS why, every.counts
FROM page LEFT JOIN told USING (lies, importer)
CROSS JOIN (SELECT list({'lies': lies, 'cards': cards, 'stacks': stacks}) AS counts FROM (SELECT DISTINCT lies, cards, stacks FROM placed)) AS every
ORDER BY list_position(['to_check', 'waiting', 'changed', 'done'], lies), place
