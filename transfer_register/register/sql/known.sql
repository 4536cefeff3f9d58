-- The last entry recorded by the end of a day (UTC); 0 when nothing was.
SELECT coalesce(max(sequence), 0) FROM change WHERE recorded_at < $day::DATE + INTERVAL 1 DAY
