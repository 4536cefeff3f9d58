-- Findings
-- What every provision says of the chosen transfers, destination by destination. What does not apply is left out; duties,
-- laws of the destination and measures have lists of their own.
SELECT f.transfer, f.regime, f.country, f.provision, f.kind, f.outcome, f.ask
FROM findings_on($sight) AS f SEMI JOIN chosen($sight, $filter) AS t ON t.id = f.transfer
WHERE f.outcome <> 'not_applicable' AND f.kind NOT IN ('duty', 'exposure', 'measure')
ORDER BY
    f.transfer, f.regime, f.country NULLS LAST,
    list_position(['breached', 'met', 'unknown', 'not_met'], f.outcome),
    list_position(['binding', 'gate', 'scope', 'ground', 'requirement'], f.kind), f.provision
