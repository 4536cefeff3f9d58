-- Terms of the score
-- What each question of the assessment adds to the score of the chosen transfers; the score is their sum and nothing else.
SELECT c.transfer, c.item, c.outcome, c.points
FROM contributions_on($sight) AS c SEMI JOIN chosen($sight, $filter) AS t ON t.id = c.transfer
ORDER BY c.transfer, list_position(['yes', 'no', 'unknown'], c.outcome), abs(c.points) DESC, c.item
