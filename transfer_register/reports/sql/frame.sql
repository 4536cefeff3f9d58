-- The days of the view, the state of its law, and how many transfers stand outside it.
SELECT
    s.holds_on, s.known_on, law.law_state,
    (SELECT count(*) FROM transfers_on($sight)) AS holding,
    (SELECT count(*) FROM chosen($sight, $filter)) AS chosen,
    (SELECT count(*) FROM transfers_known((SELECT known FROM sight WHERE sight = $sight)) WHERE valid_to < s.holds_on) AS ended,
    (SELECT count(*) FROM transfers_known((SELECT known FROM sight WHERE sight = $sight)) WHERE valid_from > s.holds_on) AS to_begin
FROM sight AS s JOIN law USING (law)
WHERE s.sight = $sight
