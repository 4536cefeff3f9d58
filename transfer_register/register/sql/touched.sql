-- Which transfers look different to the sight under way because of what was recorded since it last looked: those changed,
-- those of a changed party, and those that a changed transfer carries onward or used to. Joined from the news, of which
-- there is mostly little, so that nothing is read of the histories where no party and no transfer changed.
CREATE OR REPLACE TEMP TABLE touched AS
WITH news AS MATERIALIZED (
    SELECT DISTINCT record, kind FROM change
    WHERE sequence > getvariable('known_before')::BIGINT AND sequence <= getvariable('known')::BIGINT
)
SELECT record AS id FROM news WHERE kind = 'transfer'
UNION
SELECT t.id FROM news JOIN transfers_known(getvariable('known')::BIGINT) AS t ON t.exporter = news.record WHERE news.kind = 'party'
UNION
SELECT t.id FROM news JOIN transfers_known(getvariable('known')::BIGINT) AS t ON t.importer = news.record WHERE news.kind = 'party'
UNION
SELECT t.follows FROM news JOIN transfer_history AS t ON t.id = news.record WHERE news.kind = 'transfer' AND t.follows IS NOT NULL;
