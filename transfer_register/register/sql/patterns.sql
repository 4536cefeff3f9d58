-- Numbers the patterns of facts that were not met before; `fresh_fact` is then one row a leg with its pattern.
INSERT INTO pattern
SELECT (SELECT coalesce(max(pattern), 0) FROM pattern) + row_number() OVER (ORDER BY digest), digest, facts
FROM (SELECT digest, any_value(facts) AS facts FROM stated_fact GROUP BY digest)
WHERE digest NOT IN (SELECT digest FROM pattern);

CREATE OR REPLACE TEMP TABLE fresh_fact AS
SELECT f.transfer, f.leg, f.country, f.place, p.pattern, f."data.has_special_categories"
FROM stated_fact AS f JOIN pattern AS p ON p.digest = f.digest;
