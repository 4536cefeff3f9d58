-- One transfer
-- Everything that is recorded of the chosen transfer and what follows from it, on the day of the sight.
SELECT * FROM chosen($sight, $filter) ORDER BY id
