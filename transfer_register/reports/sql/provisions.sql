-- The provisions of the law of the day, once for each regime that they speak for.
SELECT provision, regime, kind, cascade, title, act, article, in_force_from, in_force_until, checked_on, confidence, url
FROM provisions_on($sight)
ORDER BY place, regime
