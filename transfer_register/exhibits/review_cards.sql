-- Transfers to review
-- One row a transfer that there is a reason to look at in a period, or that somebody looked at in the review: where its card
-- lies, what the law says of it now and said before, and every reason with its day and its source.
SELECT
    id, importer, importer_name, exporter_name, countries, purpose_shown, lies, verdict, band, due, why, version, tools, persons, owner,
    card, card_version, seen_version, seen_verdict, seen_band, moved_by, moved_on, moved_to, waits_for, moved_why, was_verdict, was_band,
    count(*) OVER () AS total
FROM cards_for_review($sight, $filter, $earlier, $older, $first::DATE, $last::DATE, $after, $upto, $review, $laws)
WHERE ($columns::VARCHAR[] IS NULL OR list_contains($columns, lies))
  AND ($recipients::VARCHAR[] IS NULL OR list_contains($recipients, importer))
  AND ($transfers::VARCHAR[] IS NULL OR list_contains($transfers, id))
ORDER BY
    list_position(['to_check', 'changed', 'waiting', 'done'], lies), verdict_rank(verdict), due NULLS LAST, importer_name, id
LIMIT $limit OFFSET $offset
