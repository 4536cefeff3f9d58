-- Duties
-- What is owed for the chosen transfers: to whom, by which day, and whether it is known to be done. What is open and due
-- first comes first; a duty that several destinations raise stands once for each.
SELECT d.transfer, d.regime, d.provision, d.duty, d.owed_to, d.owed_when, d.due, d.outcome, d.country, d.ask
FROM duties_on($sight) AS d SEMI JOIN chosen($sight, $filter) AS t ON t.id = d.transfer
ORDER BY
    d.transfer, d.regime, list_position(['breached', 'unknown', 'met'], d.outcome), d.due NULLS LAST, d.provision,
    d.country NULLS LAST
