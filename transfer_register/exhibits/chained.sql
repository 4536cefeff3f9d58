-- Carried onward
-- What each transfer carries onward, how many transfers carry it on, and whether anybody said that the recipient sends the data on.
SELECT t.id, t.follows, t.onward, count(f.follows) AS followers
FROM chosen($sight, $filter) AS t LEFT JOIN transfers_on($sight) AS f ON f.follows = t.id
GROUP BY t.id, t.follows, t.onward
ORDER BY t.id
