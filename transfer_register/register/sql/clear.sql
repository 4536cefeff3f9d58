-- Forgets what no sight has any longer: patterns, and what laws and kits said of them.
CREATE OR REPLACE TEMP TABLE in_use AS SELECT DISTINCT s.law, s.kit, l.pattern FROM seen_leg AS l JOIN sight AS s ON s.sight = l.sight;
DELETE FROM judged AS t WHERE NOT EXISTS (FROM in_use AS u WHERE u.law = t.law AND u.pattern = t.pattern);
DELETE FROM judged_alike AS t WHERE NOT EXISTS (FROM in_use AS u WHERE u.law = t.law AND u.pattern = t.pattern);
DELETE FROM scored_alike AS t WHERE NOT EXISTS (FROM in_use AS u WHERE u.kit = t.kit AND u.pattern = t.pattern);
DELETE FROM case_finding AS t WHERE NOT EXISTS (FROM judged_alike AS a WHERE a.law = t.law AND a.judged_as = t.pattern AND a.regime = t.regime);
DELETE FROM case_verdict AS t WHERE NOT EXISTS (FROM judged_alike AS a WHERE a.law = t.law AND a.judged_as = t.pattern AND a.regime = t.regime);
DELETE FROM case_score AS t WHERE NOT EXISTS (FROM scored_alike AS a WHERE a.kit = t.kit AND a.scored_as = t.pattern);
-- The number of a pattern that was judged for others is not given to another.
DELETE FROM pattern AS t
WHERE NOT EXISTS (FROM in_use AS u WHERE u.pattern = t.pattern)
  AND NOT EXISTS (FROM judged_alike AS a WHERE a.judged_as = t.pattern) AND NOT EXISTS (FROM scored_alike AS a WHERE a.scored_as = t.pattern);
DELETE FROM law_provision AS t WHERE NOT EXISTS (FROM sight AS s WHERE s.law = t.law);
DELETE FROM law AS t WHERE NOT EXISTS (FROM sight AS s WHERE s.law = t.law);
DELETE FROM kit_item AS t WHERE NOT EXISTS (FROM sight AS s WHERE s.kit = t.kit);
DELETE FROM kit AS t WHERE NOT EXISTS (FROM sight AS s WHERE s.kit = t.kit);
