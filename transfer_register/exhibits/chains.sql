-- Chains
-- From the first exporter to the last recipient: what each transfer carries onward, which leg of a chain is the weakest, and which legs nobody recorded.
-- One row a transfer of a chain, the worst chains first; a chain is shown whole where the filter means any transfer of it, and
-- `$chain` leaves the one that a transfer is part of. Of a chain up to `$legs` transfers are listed, the first ones before those
-- further on, and always the way to its weakest leg. The first row, without a chain, counts: transfers that are meant, those
-- in chains, those that are said to go no further, and those of which nobody said.
WITH meant AS MATERIALIZED (SELECT id, onward FROM chosen($sight, $filter)),
member AS MATERIALIZED (SELECT * FROM chained_on($sight, $filter)),
wanted AS (
    SELECT DISTINCT root FROM member
    WHERE transfer IN (SELECT id FROM meant) AND ($chain = '' OR root IN (SELECT root FROM member WHERE transfer = $chain))
),
chain AS (
    SELECT
        root, count(*) AS transfers, max(depth) AS depth, count_if(missing) + count_if(lost) AS unknown_legs,
        least(min(rank), CASE WHEN bool_or(missing OR lost) THEN 2 ELSE 5 END) AS rank,
        arg_min(path, (rank, depth, transfer)) AS weakest
    FROM member WHERE root IN (SELECT root FROM wanted)
    GROUP BY root
),
-- The worst first; of equals the longest.
page AS (
    SELECT *, row_number() OVER (ORDER BY rank, transfers DESC, root) AS place FROM chain
    ORDER BY place LIMIT $limit OFFSET $offset
),
leg AS (
    SELECT
        page.place, page.root, page.transfers, page.depth AS steps, page.unknown_legs, page.rank AS worst, m.* EXCLUDE (root, path, rank),
        row_number() OVER (PARTITION BY page.root ORDER BY m.depth, m.rank, m.transfer) AS turn,
        list_contains(page.weakest, m.transfer) OR $chain <> '' AND list_contains(m.path, $chain)
            OR list_contains((SELECT path FROM member WHERE transfer = $chain), m.transfer) AS must
    FROM page JOIN member AS m ON m.root = page.root
)
SELECT
    NULL AS chain, NULL AS place, (SELECT count(*) FROM chain) AS chains, (SELECT coalesce(sum(transfers), 0) FROM chain)::BIGINT AS transfers,
    NULL AS steps, (SELECT coalesce(sum(unknown_legs), 0) FROM chain)::BIGINT AS unknown_legs, NULL AS chain_verdict, NULL AS transfer,
    NULL AS before, NULL AS depth, NULL AS verdict, NULL AS exporter, NULL AS exporter_name, NULL AS exporter_country, NULL AS importer,
    NULL AS importer_name, NULL AS importer_country, NULL AS importer_role, NULL AS places, NULL AS onward, NULL AS missing,
    NULL AS lost, NULL AS loop, NULL AS follows, count(*) AS meant,
    count(*) FILTER (id NOT IN (SELECT transfer FROM member) AND onward IS FALSE) AS no_further,
    count(*) FILTER (id NOT IN (SELECT transfer FROM member) AND onward IS NULL) AS nobody_said
FROM meant
UNION ALL
(
    SELECT
        leg.root, leg.place, NULL, leg.transfers, leg.steps, leg.unknown_legs, verdict_of(leg.worst), leg.transfer, leg.before,
        leg.depth, leg.verdict, t.exporter, t.exporter_name, t.exporter_country, t.importer, t.importer_name, t.importer_country,
        t.importer_role, leg.places, leg.onward, leg.missing, leg.lost, leg.loop, t.follows, NULL, NULL, NULL
    FROM leg JOIN transfers_on($sight) AS t ON t.id = leg.transfer
    WHERE leg.turn <= $legs OR leg.must
    ORDER BY leg.place, leg.turn
)
