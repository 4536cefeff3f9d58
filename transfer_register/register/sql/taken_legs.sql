-- The legs of the sight that is taken over (variable `base`), with the numbers that they had when it was made (fresh.sql), and room
-- for the patterns of which the law under way may say something else, by regime.
CREATE OR REPLACE TEMP TABLE taken_leg AS
SELECT
    transfer, country, country_group, scope, roles, pattern,
    row_number() OVER (PARTITION BY transfer ORDER BY country NULLS LAST, country_group NULLS LAST, scope) AS leg
FROM seen_leg WHERE sight = getvariable('base')::INTEGER;
CREATE OR REPLACE TEMP TABLE differing (regime VARCHAR, pattern UBIGINT);
