-- Verdicts by regime
-- What each regime says of the chosen transfers, by what, what else would carry them, and which facts would decide.
SELECT v.transfer, v.regime, v.verdict, v.country, v.ground, v.fallbacks, v.ask
FROM verdicts_on($sight) AS v SEMI JOIN chosen($sight, $filter) AS t ON t.id = v.transfer
ORDER BY v.transfer, list_position(['breached', 'unknown', 'not_judged', 'permitted', 'not_restricted'], v.verdict), v.regime
