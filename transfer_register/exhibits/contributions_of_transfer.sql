-- Terms of the score
-- What each contribution brings to the lower and to the higher end of the score of the chosen transfers. Terms of harm and of
-- safeguards add up to the score; terms of failure add up to the failure that harm is multiplied by.
SELECT c.transfer, c.part, c.item, c.outcome, c.points, c.low, c.high
FROM contributions_on($sight) AS c SEMI JOIN chosen($sight, $filter) AS t ON t.id = c.transfer
ORDER BY
    c.transfer, list_position(['harm', 'failure', 'safeguards'], c.part), list_position(['yes', 'unknown', 'no'], c.outcome),
    c.points DESC, c.item
