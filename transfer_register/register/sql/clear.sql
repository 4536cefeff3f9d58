-- Forgets what no sight has any longer: patterns, and what laws and kits said of them.
CREATE OR REPLACE TEMP TABLE in_use AS SELECT DISTINCT s.law, s.kit, l.pattern FROM seen_leg AS l JOIN sight AS s ON s.sight = l.sight;
DELETE FROM judged AS t WHERE NOT EXISTS (FROM in_use AS u WHERE u.law = t.law AND u.pattern = t.pattern);
DELETE FROM pattern_finding AS t WHERE NOT EXISTS (FROM in_use AS u WHERE u.law = t.law AND u.pattern = t.pattern);
DELETE FROM pattern_verdict AS t WHERE NOT EXISTS (FROM in_use AS u WHERE u.law = t.law AND u.pattern = t.pattern);
DELETE FROM pattern_contribution AS t WHERE NOT EXISTS (FROM in_use AS u WHERE u.kit = t.kit AND u.pattern = t.pattern);
DELETE FROM pattern_score AS t WHERE NOT EXISTS (FROM in_use AS u WHERE u.kit = t.kit AND u.pattern = t.pattern);
DELETE FROM pattern AS t WHERE NOT EXISTS (FROM in_use AS u WHERE u.pattern = t.pattern);
DELETE FROM law_provision AS t WHERE NOT EXISTS (FROM sight AS s WHERE s.law = t.law);
DELETE FROM law AS t WHERE NOT EXISTS (FROM sight AS s WHERE s.law = t.law);
DELETE FROM kit AS t WHERE NOT EXISTS (FROM sight AS s WHERE s.kit = t.kit);
