-- Facts behind the score
-- What is known of the destination that decides the score of each chosen transfer, one row a fact; what is not there is unknown.
SELECT f.transfer, f.fact, f.value
FROM facts_on($sight) AS f
JOIN scores_on($sight) AS s ON s.transfer = f.transfer AND s.country IS NOT DISTINCT FROM f.country
SEMI JOIN chosen($sight, $filter) AS t ON t.id = f.transfer
ORDER BY f.transfer, f.fact
