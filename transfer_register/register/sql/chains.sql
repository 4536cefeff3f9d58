-- Onward transfers: how the transfers of a sight hang together by what each carries onward. `s` is a sight, `f` a filter.
--
-- A chain is a transfer that carries no other onward, and everything that carries it onward over any number of steps. A leg that
-- somebody says there is, and that nobody recorded, is part of the chain too.

-- What a transfer carries onward, where both hold: one row a link. `loop`: the links lead round to where they began, which no
-- register should say; the transfer with the first id of that loop begins a chain, and its own link is then none.
CREATE MACRO links_on(s) AS TABLE
WITH RECURSIVE
link AS MATERIALIZED (
    SELECT id, follows AS before FROM seen_transfer
    WHERE sight = s AND follows IS NOT NULL AND follows IN (SELECT id FROM seen_transfer WHERE sight = s)
),
-- Twice as far back with every round: a line that has a beginning falls out, and what is left after more rounds than any line
-- has room for goes round for ever. `least` is the first id that was passed.
back AS (
    SELECT id, before AS ahead, id AS least, 1 AS round FROM link
    UNION ALL
    SELECT a.id, b.ahead, least(a.least, b.least), a.round + 1
    FROM back AS a JOIN back AS b ON b.id = a.ahead
    WHERE a.round < 28
),
endless AS (SELECT id, ahead, least FROM back WHERE round = 28)
SELECT link.id, link.before, endless.id IS NOT NULL AS loop
FROM link
LEFT JOIN endless ON endless.id = link.id AND endless.least = endless.id AND endless.id IN (SELECT ahead FROM endless);

-- The verdict of a place among verdicts; the inverse of verdict_rank (review.sql).
CREATE MACRO verdict_of(rank) AS (['breached', 'unknown', 'not_judged', 'permitted', 'not_restricted'])[rank];

-- Everywhere that a transfer says it reaches: countries, '~APAC' for a group, '~global', '~unknown' for what is no place.
CREATE MACRO places_of(countries, groups, scope) AS CASE
    WHEN scope = 'listed' AND len(groups) = 0 THEN countries
    ELSE list_concat(countries, list_transform(groups, lambda g: '~' || g), CASE WHEN scope = 'listed' THEN [] ELSE ['~' || scope] END)
END;

-- The transfers that are part of a chain: one row each. `path` is the way from the first transfer of its chain (`root`) to itself;
-- `rank` is the place of its verdict. `missing`: it is said to go onward, and no transfer says to whom. `lost`: what it carries
-- onward does not hold on the day. `loop`: it carries onward what comes of it. Where the filter names regimes, verdicts are theirs.
CREATE MACRO chained_on(s, f) AS TABLE
WITH RECURSIVE
link AS MATERIALIZED (SELECT * FROM links_on(s)),
walk AS (
    SELECT DISTINCT before AS id, NULL::VARCHAR AS before, before AS root, [before] AS path
    FROM link WHERE before NOT IN (SELECT id FROM link WHERE NOT loop)
    UNION ALL
    SELECT link.id, walk.id, walk.root, list_append(walk.path, link.id)
    FROM walk JOIN link ON link.before = walk.id AND NOT link.loop
),
member AS (
    SELECT * FROM walk
    UNION ALL
    SELECT id, NULL, id, [id] FROM seen_transfer
    WHERE sight = s AND (onward OR follows IS NOT NULL) AND id NOT IN (SELECT id FROM link) AND id NOT IN (SELECT before FROM link)
),
asked AS (
    SELECT transfer, worst_of(list({'regime': regime, 'verdict': verdict})) AS verdict
    FROM seen_verdict
    WHERE filter_values(f, 'regimes') IS NOT NULL AND sight = s AND regime_meant(f, regime)
    GROUP BY transfer
),
said AS (
    SELECT
        m.*, CASE WHEN filter_values(f, 'regimes') IS NULL THEN t.verdict ELSE coalesce(asked.verdict, 'not_judged') END AS verdict,
        t.countries, t.groups, t.scope, t.onward, t.follows
    FROM member AS m
    JOIN seen_transfer AS t ON t.sight = s AND t.id = m.id
    LEFT JOIN asked ON asked.transfer = m.id
)
SELECT
    id AS transfer, root, before, len(path) AS depth, path, verdict, verdict_rank(verdict) AS rank,
    places_of(countries, groups, scope) AS places, onward,
    coalesce(onward, FALSE) AND id NOT IN (SELECT before FROM link) AS missing,
    follows IS NOT NULL AND id NOT IN (SELECT id FROM link) AS lost, id IN (SELECT id FROM link WHERE loop) AS loop
FROM said;

-- Of every transfer: the first of its chain, its depth there, how many transfers carry it onward, everywhere that the data reach
-- by it and onward, the worst verdict of these (a leg that nobody recorded is an unknown one), the first transfer that has
-- it, and how many legs are not recorded.
CREATE MACRO closure_on(s) AS TABLE
WITH member AS MATERIALIZED (SELECT * FROM chained_on(s, '{}')),
pair AS MATERIALIZED (
    SELECT unnest(path) AS first, transfer, depth, rank, missing, places FROM member
),
reached AS (
    SELECT first, list(place ORDER BY place) AS places
    FROM (SELECT DISTINCT first, unnest(places) AS place FROM pair) GROUP BY first
),
onward AS (
    SELECT
        first, count(*) - 1 AS onward, least(min(rank), CASE WHEN bool_or(missing) THEN 2 ELSE 5 END) AS rank,
        arg_min(transfer, (rank, depth, transfer)) AS weakest, count_if(missing) AS unrecorded
    FROM pair GROUP BY first
)
SELECT
    m.transfer, m.root, m.depth, o.onward, coalesce(r.places, []) AS places, verdict_of(o.rank) AS verdict, o.weakest, o.unrecorded
FROM member AS m JOIN onward AS o ON o.first = m.transfer LEFT JOIN reached AS r ON r.first = m.transfer
UNION ALL
SELECT id, id, 1, 0, list_sort(places_of(countries, groups, scope)), verdict, id, 0
FROM seen_transfer WHERE sight = s AND id NOT IN (SELECT transfer FROM member);
