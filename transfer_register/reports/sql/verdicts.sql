-- What each regime says of the chosen transfers, in the order of the regimes.
SELECT v.transfer, v.regime, v.verdict, v.ground, v.fallbacks, v.ask, v.country
FROM verdicts_on($sight) AS v
JOIN chosen($sight, $filter) AS t ON t.id = v.transfer
LEFT JOIN word ON word.vocabulary = 'regimes' AND word.term = v.regime
ORDER BY v.transfer, word.place NULLS LAST, v.regime
