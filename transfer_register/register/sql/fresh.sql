-- The touched transfers as the sight under way sees them, their parties and their legs. What the sight is stands in variables
-- (sight.py): the planner takes them for constants, and reads of the histories only what is asked for.
CREATE OR REPLACE TEMP TABLE fresh_transfer AS
SELECT
    t.*, getvariable('day')::DATE AS day,
    -- A mechanism counts from the day it is valid, or signed, to its last day.
    list_filter(
        t.mechanisms, lambda m: within(getvariable('day')::DATE, coalesce(m.valid_from, m.signed_on), m.valid_to)
    ) AS standing
FROM transfers_known(getvariable('known')::BIGINT) AS t
WHERE t.id IN (SELECT id FROM touched) AND within(getvariable('day')::DATE, t.valid_from, t.valid_to);

CREATE OR REPLACE TEMP TABLE fresh_party AS
SELECT * FROM parties_known(getvariable('known')::BIGINT)
WHERE id IN (SELECT exporter FROM fresh_transfer UNION SELECT importer FROM fresh_transfer);

-- A party that moved, or was bought, is on the days before as it was then.
CREATE OR REPLACE TEMP TABLE fresh_party_earlier AS
SELECT id, arg_min(was, (was ->> '$.until')::DATE) AS was
FROM (
    SELECT id, unnest(from_json(state -> '$.earlier', '["JSON"]')) AS was
    FROM fresh_party WHERE contains(state::VARCHAR, '"earlier":')
)
WHERE (was ->> '$.until')::DATE >= getvariable('day')::DATE
GROUP BY id;

UPDATE fresh_party AS p SET country = was ->> '$.country', parent = was ->> '$.parent', facts = stated_of_party(was)
FROM fresh_party_earlier AS e WHERE e.id = p.id;

-- The transfers that another one, valid on the day, carries onward.
CREATE OR REPLACE TEMP TABLE followed AS
SELECT DISTINCT t.follows AS id
FROM transfers_known(getvariable('known')::BIGINT) AS t
WHERE t.follows IN (SELECT id FROM touched) AND within(getvariable('day')::DATE, t.valid_from, t.valid_to);

-- The kinds of evidence that count on the day for a touched transfer: filed for it, for one of its parties, or for an assessment
-- that covers it. A file of no kind of the vocabulary shows nothing that a law asks.
CREATE OR REPLACE TEMP TABLE fresh_evidence AS
WITH known_record AS MATERIALIZED (
    SELECT id, kind, state FROM other_history
    WHERE kind IN ('evidence', 'assessment') AND live AND from_sequence <= getvariable('known')::BIGINT
      AND (to_sequence IS NULL OR to_sequence > getvariable('known')::BIGINT)
),
standing AS MATERIALIZED (
    SELECT state ->> '$.kind' AS paper, unnest(json_extract_string(state, '$.supports[*].record')) AS record
    FROM known_record
    WHERE kind = 'evidence' AND (state ->> '$.kind') IS NOT NULL
      AND within(getvariable('day')::DATE, (state ->> '$.dated_on')::DATE, (state ->> '$.valid_until')::DATE)
),
assessed AS (
    SELECT id AS record, unnest(json_extract_string(state, '$.transfers[*]')) AS transfer FROM known_record WHERE kind = 'assessment'
),
counting AS (
    SELECT t.id AS transfer, s.paper FROM standing AS s JOIN fresh_transfer AS t ON t.id = s.record
    UNION ALL SELECT t.id, s.paper FROM standing AS s JOIN fresh_transfer AS t ON t.exporter = s.record
    UNION ALL SELECT t.id, s.paper FROM standing AS s JOIN fresh_transfer AS t ON t.importer = s.record
    UNION ALL
    SELECT a.transfer, s.paper FROM standing AS s JOIN assessed AS a ON a.record = s.record
    WHERE a.transfer IN (SELECT id FROM fresh_transfer)
)
SELECT transfer, list_sort(list(DISTINCT paper)) AS papers FROM counting GROUP BY transfer;

-- One leg a destination: each country over the places of every role; a group or "anywhere" without a country; where the
-- recipient is established; and one without anything where nothing is known.
CREATE OR REPLACE TEMP TABLE fresh_leg AS
WITH place AS (
    SELECT transfer, p.country, p."group", coalesce(p.scope, CASE WHEN p."group" IS NULL THEN 'undetermined' ELSE 'listed' END) AS scope, p.role
    FROM (SELECT id AS transfer, unnest(places) AS p FROM fresh_transfer)
),
leg AS (
    SELECT transfer, country, NULL AS country_group, 'listed' AS scope, list_sort(list(DISTINCT role)) AS roles
    FROM place WHERE country IS NOT NULL GROUP BY transfer, country
    UNION ALL
    SELECT transfer, NULL, "group", scope, list_sort(list(DISTINCT role))
    FROM place WHERE country IS NULL GROUP BY transfer, "group", scope
    UNION ALL
    SELECT t.id, importer.country, NULL, 'listed', ['establishment']
    FROM fresh_transfer AS t JOIN fresh_party AS importer ON importer.id = t.importer
    WHERE importer.country IS NOT NULL
      AND NOT coalesce(list_contains(list_transform(t.places, lambda p: p.country), importer.country), FALSE)
)
SELECT *, row_number() OVER (PARTITION BY transfer ORDER BY country NULLS LAST, country_group NULLS LAST, scope) AS leg
FROM (
    FROM leg
    UNION ALL
    SELECT id, NULL, NULL, 'unknown', [] FROM fresh_transfer WHERE id NOT IN (SELECT transfer FROM leg)
);
