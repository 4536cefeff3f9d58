-- Numbers the patterns of facts that were not met before; `fresh_fact` is then one row a leg with its pattern, and the place of its
-- facts in `stated_fact`. Numbered apart from the facts, which are long.
INSERT INTO pattern
SELECT known.last + fresh.number, fresh.digest, f.facts
FROM (
    SELECT digest, min(rowid) AS place, row_number() OVER (ORDER BY digest) AS number
    FROM stated_fact AS f
    WHERE NOT EXISTS (FROM pattern AS p WHERE p.digest = f.digest)
    GROUP BY digest
) AS fresh
JOIN stated_fact AS f ON f.rowid = fresh.place
CROSS JOIN (SELECT coalesce(max(pattern), 0) AS last FROM pattern) AS known;

CREATE OR REPLACE TEMP TABLE fresh_fact AS
SELECT f.transfer, f.leg, f.country, f.rowid AS place, p.pattern, f."data.has_special_categories"
FROM stated_fact AS f JOIN pattern AS p ON p.digest = f.digest;
