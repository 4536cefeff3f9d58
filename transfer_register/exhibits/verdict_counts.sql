-- Verdicts
-- How many of the chosen transfers have each verdict, the worst first. All verdicts are told, also those of no transfer.
SELECT
    told.verdict,
    count(t.id) AS transfers,
    sum(t.persons)::BIGINT AS persons,
    count_if(t.special) AS special
FROM (
    SELECT unnest(['breached', 'unknown', 'not_judged', 'permitted', 'not_restricted']) AS verdict, unnest(range(5)) AS place
) AS told
LEFT JOIN chosen($sight, $filter) AS t ON t.verdict = told.verdict
GROUP BY told.verdict, told.place
ORDER BY told.place
