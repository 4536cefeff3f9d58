-- Which transfers look different to the sight under way because of what was recorded since it last looked: those changed,
-- those of a changed party, those that a changed transfer carries onward or used to, and those that evidence supports, or used
-- to: by itself, by a party, or by an assessment that covers them or used to. Joined from the news, of which there is mostly
-- little, so that nothing is read of the histories where no party, no transfer and no evidence changed.
CREATE OR REPLACE TEMP TABLE touched AS
WITH news AS MATERIALIZED (
    SELECT DISTINCT record, kind FROM change
    WHERE sequence > getvariable('known_before')::BIGINT AND sequence <= getvariable('known')::BIGINT
),
-- In every version that is known: what a file no longer supports looks different too.
supported AS MATERIALIZED (
    SELECT DISTINCT unnest(json_extract_string(h.state, '$.supports[*].record')) AS record
    FROM news JOIN other_history AS h ON h.id = news.record
    WHERE news.kind = 'evidence' AND h.from_sequence <= getvariable('known')::BIGINT
),
covering AS MATERIALIZED (
    -- An assessment is seen of its transfers by the evidence that supports it, and by nothing else.
    SELECT n.record FROM news AS n JOIN other_history AS e ON contains(e.state::VARCHAR, '"' || n.record || '"')
    WHERE n.kind = 'assessment' AND e.kind = 'evidence'
    UNION SELECT s.record FROM supported AS s SEMI JOIN other_history AS h ON h.id = s.record AND h.kind = 'assessment'
),
party_supported AS MATERIALIZED (SELECT s.record FROM supported AS s SEMI JOIN party_history AS h ON h.id = s.record)
SELECT record AS id FROM news WHERE kind = 'transfer'
UNION
SELECT t.id FROM news JOIN transfers_known(getvariable('known')::BIGINT) AS t ON t.exporter = news.record WHERE news.kind = 'party'
UNION
SELECT t.id FROM news JOIN transfers_known(getvariable('known')::BIGINT) AS t ON t.importer = news.record WHERE news.kind = 'party'
UNION
SELECT t.follows FROM news JOIN transfer_history AS t ON t.id = news.record WHERE news.kind = 'transfer' AND t.follows IS NOT NULL
UNION
SELECT s.record FROM supported AS s SEMI JOIN transfer_history AS h ON h.id = s.record
UNION
SELECT t.id FROM party_supported AS s JOIN transfers_known(getvariable('known')::BIGINT) AS t ON t.exporter = s.record
UNION
SELECT t.id FROM party_supported AS s JOIN transfers_known(getvariable('known')::BIGINT) AS t ON t.importer = s.record
UNION
SELECT unnest(json_extract_string(h.state, '$.transfers[*]')) FROM covering AS c JOIN other_history AS h ON h.id = c.record
WHERE h.from_sequence <= getvariable('known')::BIGINT;
