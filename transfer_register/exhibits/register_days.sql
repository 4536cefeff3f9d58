-- The days of the register
-- On which days transfers, their mechanisms and parties begin or end to hold, and on which something was recorded: how many
-- on each. An end is told on the day after its last day. Up to the entry `$upto` of the journal; without one, everything.
WITH known AS (SELECT coalesce($upto::BIGINT, (SELECT max(sequence) FROM change), 0) AS k),
transfer AS (
    SELECT h.id, h.valid_from, h.valid_to, h.mechanisms FROM transfer_history AS h, known
    WHERE h.live AND h.from_sequence <= k AND (h.to_sequence IS NULL OR h.to_sequence > k)
),
party AS (
    SELECT h.valid_from, h.valid_to FROM party_history AS h, known
    WHERE h.live AND h.from_sequence <= k AND (h.to_sequence IS NULL OR h.to_sequence > k)
),
mechanism AS (
    SELECT id, m.tool AS tool, coalesce(m.valid_from, m.signed_on) AS first, m.valid_to AS last
    FROM (SELECT id, unnest(mechanisms) AS m FROM transfer)
),
happened AS (
    SELECT valid_from AS day, 'transfer_begins' AS what FROM transfer
    UNION ALL SELECT valid_to + 1, 'transfer_ends' FROM transfer
    UNION ALL SELECT first, 'mechanism_begins' FROM mechanism
    UNION ALL SELECT last + 1, 'mechanism_ends' FROM mechanism
    UNION ALL SELECT valid_from, 'party_begins' FROM party
    UNION ALL SELECT valid_to + 1, 'party_ends' FROM party
    UNION ALL
    SELECT recorded_at::DATE, 'recorded' FROM change, known WHERE sequence <= k AND kind IN ('transfer', 'party')
)
SELECT day::DATE AS day, what, count(*) AS times
FROM happened
WHERE day IS NOT NULL
GROUP BY day, what
ORDER BY day, what
