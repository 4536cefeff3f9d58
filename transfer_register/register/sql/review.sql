-- What a review looks at: why a transfer is to be looked at anew, and where its card lies. `s` is the sight of now, `earlier` that of the
-- last day before the period, as it was known then, `older` that of now judged by the law of that day. `after` and `upto` are the entries
-- of the journal that bound the period, `review` the id of the review (NULL: nobody began it), `laws` what the law changed in the
-- period, as JSON: [{"provision", "day", "what"}].

-- What was last seen of each transfer in other reviews than `review`, as known at entry `upto`.
CREATE MACRO cards_seen(upto, review) AS TABLE
SELECT
    state ->> '$.transfer' AS transfer, state ->> '$.verdict' AS verdict, state ->> '$.band' AS band,
    (state ->> '$.moved_on')::DATE AS seen_on, state ->> '$.review' AS seen_in
FROM other_history
WHERE kind = 'card' AND live AND from_sequence <= upto AND (to_sequence IS NULL OR to_sequence > upto)
  AND (state ->> '$.review') IS DISTINCT FROM review
QUALIFY row_number() OVER (PARTITION BY state ->> '$.transfer' ORDER BY from_sequence DESC) = 1;

-- The cards of a review that somebody moved.
CREATE MACRO cards_moved(upto, review) AS TABLE
SELECT
    id AS card, version AS card_version, state ->> '$.transfer' AS transfer, state ->> '$.column' AS lies, (state ->> '$.version')::INTEGER AS version,
    state ->> '$.verdict' AS verdict, state ->> '$.band' AS band, (state ->> '$.sequence')::BIGINT AS sequence,
    state ->> '$.moved_by' AS moved_by, (state ->> '$.moved_on')::DATE AS moved_on, state ->> '$.waits_for' AS waits_for, state ->> '$.why' AS why
FROM other_history
WHERE kind = 'card' AND live AND from_sequence <= upto AND (to_sequence IS NULL OR to_sequence > upto)
  AND (state ->> '$.review') = review;

-- The worse of two grades has the lower rank; a band that can no longer be told is worse than any that could.
CREATE MACRO verdict_rank(verdict) AS list_position(['breached', 'unknown', 'not_judged', 'permitted', 'not_restricted'], verdict);
CREATE MACRO band_rank(band) AS list_position(['open', 'severe', 'high', 'moderate', 'low'], band);

-- The order in which reasons are told, the most urgent first.
CREATE MACRO reason_rank(kind) AS list_position(
    ['event', 'law', 'verdict', 'band', 'mechanism', 'evidence', 'assessment', 'onward', 'review', 'breached', 'unknown'], kind
);

-- What stood before: what was last seen in another review, else what the register said on the last day before the period.
CREATE MACRO stood_before(s, earlier, upto, review) AS TABLE
SELECT
    t.id AS transfer, coalesce(c.verdict, e.verdict) AS verdict, coalesce(c.band, e.band) AS band,
    CASE WHEN c.verdict IS NOT NULL THEN c.seen_on ELSE day.holds_on END AS day, CASE WHEN c.verdict IS NOT NULL THEN c.seen_in END AS seen_in
FROM seen_transfer AS t
LEFT JOIN seen_transfer AS e ON e.sight = earlier AND e.id = t.id
LEFT JOIN sight AS day ON day.sight = e.sight
LEFT JOIN cards_seen(upto, review) AS c ON c.transfer = t.id
WHERE t.sight = s AND (e.id IS NOT NULL OR c.transfer IS NOT NULL);

-- The transfers further down that were recorded, ended or changed in what a chain consists of, after entry `after` up to `upto`, each with
-- every transfer that it carries onward. What came with the first record of that one is no change of its chain.
CREATE MACRO chains_changed(after, upto) AS TABLE
WITH RECURSIVE step AS MATERIALIZED (
    SELECT
        n.id AS changed, n.batch, n.from_sequence AS sequence, n.recorded_from AS at,
        CASE WHEN NOT n.live THEN 'ended' WHEN o.id IS NULL OR NOT o.live OR o.follows IS NULL THEN 'added' ELSE 'changed' END AS what,
        coalesce(n.follows, o.follows) AS follows, coalesce(n.importer, o.importer) AS importer
    FROM transfer_history AS n
    LEFT JOIN transfer_history AS o ON o.to_sequence = n.from_sequence AND o.id = n.id
    WHERE n.from_sequence > after AND n.from_sequence <= upto AND coalesce(n.follows, o.follows) IS NOT NULL
      AND (
        o.id IS NULL OR n.live <> o.live
        OR (n.follows, n.importer, n.places, n.mechanisms, n.data_categories, n.measures, n.valid_from, n.valid_to)
           IS DISTINCT FROM (o.follows, o.importer, o.places, o.mechanisms, o.data_categories, o.measures, o.valid_from, o.valid_to)
      )
),
above AS (
    SELECT changed, sequence, follows AS transfer FROM step
    UNION
    SELECT a.changed, a.sequence, h.follows
    FROM above AS a JOIN transfer_history AS h ON h.id = a.transfer AND h.live AND h.to_sequence IS NULL AND h.follows IS NOT NULL
)
SELECT a.transfer, s.changed, s.what, s.importer, s.sequence, s.at
FROM above AS a
JOIN step AS s ON s.changed = a.changed AND s.sequence = a.sequence
JOIN transfer_history AS begun ON begun.id = a.transfer AND begun.version = 1
WHERE begun.from_sequence < s.sequence AND begun.batch IS DISTINCT FROM coalesce(s.batch, '');

-- The transfers that a piece of evidence supports: by itself, by one of its parties, or by an assessment that covers them.
CREATE MACRO evidence_ending(s, last, upto) AS TABLE
WITH known AS MATERIALIZED (
    SELECT id, kind, from_sequence, state FROM other_history
    WHERE kind IN ('evidence', 'assessment') AND live AND from_sequence <= upto AND (to_sequence IS NULL OR to_sequence > upto)
),
supports AS (
    SELECT
        id, state ->> '$.title' AS title, coalesce(state ->> '$.kind', id) AS paper, (state ->> '$.valid_until')::DATE AS until,
        unnest(json_extract_string(state, '$.supports[*].record')) AS record
    FROM known WHERE kind = 'evidence'
),
-- A later paper of the same kind for the same record takes its place.
ending AS (
    SELECT * FROM supports AS e
    WHERE until <= last AND NOT EXISTS (
        FROM supports AS o WHERE o.record = e.record AND o.paper = e.paper AND o.id <> e.id AND (o.until IS NULL OR o.until > e.until)
    )
),
covered AS (SELECT id AS record, unnest(json_extract_string(state, '$.transfers[*]')) AS transfer FROM known WHERE kind = 'assessment'),
party AS (SELECT t.id, unnest([t.exporter, t.importer]) AS record FROM seen_transfer AS t WHERE t.sight = s)
SELECT record AS transfer, id, title, until FROM ending
UNION SELECT p.id, e.id, title, until FROM ending AS e JOIN party AS p USING (record)
UNION SELECT c.transfer, e.id, title, until FROM ending AS e JOIN covered AS c USING (record);

-- Why each transfer is to be looked at, one row a reason: its `kind`, its day where it has one, what it is `about`, in terms or in words,
-- and the record or provision (`source`) that says so. `sequence` is the entry that brought it; NULL where no entry did.
CREATE MACRO reasons_for_review(s, earlier, older, first, last, after, upto, review, laws) AS TABLE
WITH t AS (SELECT id, review_on, mechanisms, verdict, band FROM seen_transfer WHERE sight = s),
law AS MATERIALIZED (
    SELECT one ->> '$.provision' AS provision, (one ->> '$.day')::DATE AS day, one ->> '$.what' AS what
    FROM (SELECT unnest(from_json(laws, '["JSON"]')) AS one)
),
resting AS (
    SELECT DISTINCT sight.sight, v.pattern, law.provision, law.day, law.what
    FROM law
    JOIN pattern_verdict AS v ON v.ground = law.provision OR list_contains(v.fallbacks, law.provision)
    JOIN sight ON sight.law = v.law AND sight.sight IN (s, older)
),
mechanism AS (
    SELECT id, m.tool AS tool, m.reference AS reference, m.valid_to AS valid_to
    FROM (
        SELECT id, unnest(from_json(mechanisms, '[{"tool": "VARCHAR", "reference": "VARCHAR", "valid_to": "DATE"}]')) AS m
        FROM t WHERE contains(mechanisms::VARCHAR, 'valid_to')
    )
)
SELECT id AS transfer, 'review' AS kind, review_on AS day, []::VARCHAR[] AS about, id AS source, NULL::BIGINT AS sequence
FROM t WHERE review_on <= last
UNION ALL
SELECT DISTINCT leg.transfer, 'law', r.day, [r.what], r.provision, NULL
FROM resting AS r JOIN seen_leg AS leg ON leg.sight = r.sight AND leg.pattern = r.pattern
UNION ALL
SELECT unnest(json_extract_string(state, '$.affected[*]')), 'event', (state ->> '$.effective_on')::DATE, [state ->> '$.title'], id, from_sequence
FROM other_history
WHERE kind = 'event' AND live AND from_sequence <= upto AND (to_sequence IS NULL OR to_sequence > upto)
  AND ((state ->> '$.effective_on')::DATE BETWEEN first AND last OR from_sequence > after AND version = 1)
UNION ALL
SELECT c.transfer, 'onward', max(c.at)::DATE, [arg_max(c.what, c.sequence), any_value(p.name)], c.changed, max(c.sequence)
FROM chains_changed(after, upto) AS c LEFT JOIN party_history AS p ON p.id = c.importer AND p.live AND p.to_sequence IS NULL
GROUP BY c.transfer, c.changed
UNION ALL
SELECT transfer, 'evidence', until, [title], id, NULL FROM evidence_ending(s, last, upto)
UNION ALL
SELECT id, 'mechanism', max(valid_to), [tool], any_value(coalesce(reference, id)), NULL
FROM mechanism GROUP BY id, tool HAVING bool_and(valid_to IS NOT NULL) AND max(valid_to) <= last
UNION ALL
SELECT unnest(json_extract_string(state, '$.transfers[*]')), 'assessment', (state ->> '$.review_on')::DATE, [state ->> '$.title'], id, NULL
FROM other_history
WHERE kind = 'assessment' AND live AND from_sequence <= upto AND (to_sequence IS NULL OR to_sequence > upto)
  AND (state ->> '$.state') = 'approved' AND (state ->> '$.review_on')::DATE <= last
UNION ALL
SELECT t.id, 'verdict', b.day, [b.verdict, t.verdict], b.seen_in, NULL
FROM t JOIN stood_before(s, earlier, upto, review) AS b ON b.transfer = t.id WHERE verdict_rank(t.verdict) < verdict_rank(b.verdict)
UNION ALL
SELECT t.id, 'band', b.day, [b.band, t.band], b.seen_in, NULL
FROM t JOIN stood_before(s, earlier, upto, review) AS b ON b.transfer = t.id WHERE band_rank(t.band) < band_rank(b.band)
UNION ALL
SELECT v.transfer, 'breached', NULL, [], string_agg(v.regime, ' ' ORDER BY v.regime), NULL
FROM seen_verdict AS v WHERE v.sight = s AND v.verdict = 'breached' GROUP BY v.transfer
UNION ALL
SELECT v.transfer, 'unknown', NULL, list_sort(list_distinct(flatten(list(v.ask)))), string_agg(v.regime, ' ' ORDER BY v.regime), NULL
FROM seen_verdict AS v WHERE v.sight = s AND v.verdict = 'unknown' GROUP BY v.transfer;

-- The cards: every chosen transfer that has a reason, or that somebody moved. `lies` is to_check, waiting, changed (moved, and another one
-- since) or done; `was_*` is what stood before, `seen_*` what was seen by who moved it. `why` are its reasons, the most urgent first.
CREATE MACRO cards_for_review(s, f, earlier, older, first, last, after, upto, review, laws) AS TABLE
WITH reason AS MATERIALIZED (FROM reasons_for_review(s, earlier, older, first, last, after, upto, review, laws)),
told AS (
    SELECT
        transfer, max(sequence) AS sequence, min(day) FILTER (kind NOT IN ('verdict', 'band', 'onward')) AS due,
        list({'kind': kind, 'day': day, 'about': about, 'source': source}
             ORDER BY reason_rank(kind), day) AS why
    FROM reason GROUP BY transfer
)
SELECT
    t.id, t.version, t.exporter_name, t.importer, t.importer_name, t.countries, t.purpose_shown, t.tools, t.persons, t.owner, t.verdict, t.band, t.regimes,
    CASE
        WHEN m.lies IS NULL OR m.lies = 'to_check' THEN 'to_check'
        WHEN (m.version, m.verdict, m.band) IS DISTINCT FROM (t.version, t.verdict, t.band) OR coalesce(told.sequence, 0) > m.sequence THEN 'changed'
        ELSE m.lies
    END AS lies,
    m.card, m.card_version, m.version AS seen_version, m.verdict AS seen_verdict, m.band AS seen_band, m.moved_by, m.moved_on, m.waits_for,
    m.why AS moved_why, m.lies AS moved_to, b.verdict AS was_verdict, b.band AS was_band, told.due, coalesce(told.why, []) AS why
FROM chosen(s, f) AS t
LEFT JOIN told ON told.transfer = t.id
LEFT JOIN cards_moved(upto, review) AS m ON m.transfer = t.id
LEFT JOIN stood_before(s, earlier, upto, review) AS b ON b.transfer = t.id
WHERE told.transfer IS NOT NULL OR m.card IS NOT NULL;
