-- What each category reaches
-- Every place that data of a category can reach, by a transfer or carried onward: by how many, through whom, and the worst verdict on the way there.
-- One row a category and place, and one for the transfers that are said to send it onward to nobody who is recorded
-- ('~unrecorded'). What a transfer does not say of its data is taken from the one that it carries onward, and '' is not
-- stated at all. `direct` counts first transfers, `onward` those that carry others onward; `through` are up to five of
-- those who send it on. Where the filter says where, only those places are left.
WITH meant AS MATERIALIZED (SELECT id FROM chosen($sight, $filter)),
member AS MATERIALIZED (SELECT * FROM chained_on($sight, $filter)),
-- What is meant, and everything that carries it onward.
reached AS MATERIALIZED (
    SELECT id FROM meant
    UNION
    SELECT transfer FROM (SELECT transfer, unnest(path) AS step FROM member) WHERE step IN (SELECT id FROM meant)
),
-- The way to each transfer of a chain: the worst verdict before it, and what it carries by what was said of the nearest one.
way AS (
    SELECT
        transfer, min(rank) FILTER (step <> transfer) AS rank,
        arg_max(data_categories, place) FILTER (len(data_categories) > 0) AS categories
    FROM (
        SELECT m.transfer, m.step, m.place, s.rank, t.data_categories
        FROM (SELECT transfer, unnest(path) AS step, generate_subscripts(path, 1) AS place FROM member) AS m
        JOIN member AS s ON s.transfer = m.step
        JOIN transfers_on($sight) AS t ON t.id = m.step
        WHERE m.transfer IN (SELECT id FROM reached)
    )
    GROUP BY transfer
),
leg AS (
    SELECT
        l.transfer, coalesce(l.country, '~' || l.country_group, '~' || l.scope, '~unknown') AS place,
        verdict_rank(worst_of(judged_by($filter, l.verdicts))) AS rank
    FROM legs_on($sight) AS l JOIN transfers_on($sight) AS t ON t.id = l.transfer
    WHERE l.transfer IN (SELECT id FROM reached) AND place_meant($filter, l.country, l.country_group, l.scope)
      AND role_meant($filter, l.roles, t.places)
    UNION ALL
    SELECT transfer, '~unrecorded', 2 FROM member
    WHERE missing AND transfer IN (SELECT id FROM reached) AND place_meant($filter, NULL, NULL, 'unknown')
),
told AS (
    SELECT
        leg.transfer, leg.place, least(leg.rank, coalesce(way.rank, 5), CASE WHEN m.lost THEN 2 ELSE 5 END) AS rank,
        coalesce(m.depth > 1 OR m.lost OR leg.place = '~unrecorded', FALSE) AS onward,
        CASE WHEN leg.place = '~unrecorded' THEN t.importer_name ELSE t.exporter_name END AS sender,
        unnest(told_list(
            coalesce(way.categories, t.data_categories), filter_values($filter, 'categories'), but_others($filter, 'categories')
        )) AS category
    FROM leg
    JOIN transfers_on($sight) AS t ON t.id = leg.transfer
    LEFT JOIN member AS m ON m.transfer = leg.transfer
    LEFT JOIN way ON way.transfer = leg.transfer
),
cell AS (
    SELECT category, place, transfer, min(rank) AS rank, any_value(onward) AS onward, any_value(sender) AS sender
    FROM told GROUP BY category, place, transfer
)
SELECT
    category, place, count(*) AS transfers, count_if(NOT onward) AS direct, count_if(onward) AS onward,
    verdict_of(min(rank)) AS verdict,
    list_sort(list(DISTINCT sender) FILTER (onward))[:5] AS through, count(DISTINCT sender) FILTER (onward) AS through_all,
    arg_min(transfer, (rank, transfer), $most) AS behind
FROM cell
GROUP BY category, place
ORDER BY category = '', category, place
