-- Parts of the score
-- Harm, failure and safeguards of the destination that decides the score of each chosen transfer, at both ends, with what is
-- published on how that destination is governed.
SELECT
    s.transfer, s.country, s.harm_low, s.harm_high, s.failure_low, s.failure_high, s.safeguards_low, s.safeguards_high,
    s.score_low, s.score, s.band, len(t.countries) AS destinations, g.value AS governance, g.margin AS governance_margin,
    g.year AS governance_year
FROM scores_on($sight) AS s JOIN chosen($sight, $filter) AS t ON t.id = s.transfer
LEFT JOIN governance AS g ON g.country = s.country
ORDER BY s.score DESC NULLS LAST, s.transfer
