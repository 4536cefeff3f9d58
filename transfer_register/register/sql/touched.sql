-- Which transfers look different to the sight under way (`making`) because of what was recorded since it last looked:
-- those changed, those of a changed party, and those that a changed transfer carries onward or used to.
CREATE OR REPLACE TEMP TABLE touched AS
WITH news AS (
    SELECT DISTINCT record, kind FROM change, making WHERE sequence > making.known_before AND sequence <= making.known
)
SELECT record AS id FROM news WHERE kind = 'transfer'
UNION
SELECT id FROM transfers_known((SELECT known FROM making))
WHERE exporter IN (SELECT record FROM news WHERE kind = 'party') OR importer IN (SELECT record FROM news WHERE kind = 'party')
UNION
SELECT follows FROM transfer_history WHERE follows IS NOT NULL AND id IN (SELECT record FROM news WHERE kind = 'transfer');
