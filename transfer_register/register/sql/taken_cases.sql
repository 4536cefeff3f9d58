-- What law `base` says of the patterns of a sight, as the word of law `law` where this cannot say anything else. Of the transfers
-- of which it may, everything is ready then that judging needs: the facts that are looked at stand in the place in braces.
CREATE OR REPLACE TEMP TABLE taken_pattern AS
SELECT DISTINCT pattern FROM taken_leg AS l
WHERE NOT EXISTS (FROM judged AS j WHERE j.law = getvariable('law')::INTEGER AND j.pattern = l.pattern);

INSERT INTO judged_alike
SELECT getvariable('law')::INTEGER, regime, pattern, judged_as
FROM judged_alike AS a
WHERE law = getvariable('base_law')::INTEGER AND pattern IN (SELECT pattern FROM taken_pattern)
  AND NOT EXISTS (FROM differing AS d WHERE d.regime = a.regime AND d.pattern = a.pattern);

CREATE OR REPLACE TEMP TABLE taken_case AS
SELECT DISTINCT judged_as AS pattern, regime FROM judged_alike AS a
WHERE law = getvariable('law')::INTEGER AND pattern IN (SELECT pattern FROM taken_pattern)
  AND NOT EXISTS (FROM case_verdict AS v WHERE v.law = getvariable('law')::INTEGER AND v.pattern = a.judged_as AND v.regime = a.regime);

INSERT INTO case_finding
SELECT f.* REPLACE (getvariable('law')::INTEGER AS law) FROM case_finding AS f SEMI JOIN taken_case AS c USING (pattern, regime)
WHERE f.law = getvariable('base_law')::INTEGER;

INSERT INTO case_verdict
SELECT v.* REPLACE (getvariable('law')::INTEGER AS law) FROM case_verdict AS v SEMI JOIN taken_case AS c USING (pattern, regime)
WHERE v.law = getvariable('base_law')::INTEGER;

CREATE OR REPLACE TEMP TABLE touched AS
SELECT DISTINCT transfer AS id FROM taken_leg WHERE pattern IN (SELECT pattern FROM differing);

CREATE OR REPLACE TEMP TABLE fresh_leg AS
SELECT transfer, country, country_group, scope, roles, leg FROM taken_leg WHERE transfer IN (SELECT id FROM touched);

CREATE OR REPLACE TEMP TABLE stated_fact AS
SELECT pattern, {facts}
FROM (
    SELECT pattern, facts::JSON[] AS facts FROM pattern AS p
    WHERE pattern IN (SELECT pattern FROM differing)
      AND (pattern IN (SELECT pattern FROM taken_pattern)
        OR NOT EXISTS (FROM scored_alike AS s WHERE s.kit = getvariable('kit')::INTEGER AND s.pattern = p.pattern))
);

CREATE OR REPLACE TEMP TABLE fresh_fact AS
SELECT l.transfer, l.leg, l.country, f.rowid AS place, l.pattern, t.special AS "data.has_special_categories"
FROM taken_leg AS l
JOIN seen_transfer AS t ON t.sight = getvariable('base')::INTEGER AND t.id = l.transfer
LEFT JOIN stated_fact AS f ON f.pattern = l.pattern
WHERE l.transfer IN (SELECT id FROM touched);
