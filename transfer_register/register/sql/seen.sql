-- Puts the touched transfers into the sight under way, with what is said of them (said.sql).
INSERT INTO seen_transfer
WITH reached AS (
    SELECT
        transfer, list(country ORDER BY leg) FILTER (country IS NOT NULL) AS countries,
        list_sort(list(DISTINCT country_group) FILTER (country_group IS NOT NULL)) AS groups,
        CASE WHEN bool_or(scope = 'global') THEN 'global'
             WHEN bool_or(scope = 'undetermined') THEN 'undetermined'
             WHEN bool_or(scope = 'listed') THEN 'listed'
             ELSE 'unknown' END AS scope,
        string_agg(concat_ws(' ', country, word.label, country_group), ' ' ORDER BY leg) AS names
    FROM fresh_leg LEFT JOIN word ON word.vocabulary = 'countries' AND word.term = fresh_leg.country
    GROUP BY transfer
),
purpose AS (
    SELECT id, string_agg(coalesce(word.label, p.term), ', ' ORDER BY p.place) AS shown
    FROM (SELECT id, unnest(purposes) AS term, generate_subscripts(purposes, 1) AS place FROM fresh_transfer) AS p
    LEFT JOIN word ON word.vocabulary = 'purposes' AND word.term = p.term
    GROUP BY id
),
brought AS (
    SELECT id, arg_max(batch, version) AS batch, list_sort(list(DISTINCT batch)) AS batches
    FROM transfer_history
    WHERE batch IS NOT NULL AND from_sequence <= getvariable('known')::BIGINT AND id IN (SELECT id FROM fresh_transfer)
    GROUP BY id
)
SELECT
    getvariable('sight')::INTEGER, t.id, t.version, t.exporter, exporter.name, exporter.country, t.importer, importer.name, importer.country,
    importer.kind, t.exporter_role, t.importer_role, t.purposes, t.purpose_text, coalesce(purpose.shown, t.purpose_text),
    t.data_categories, t.data_subjects, coalesce(reached.countries, []), coalesce(reached.groups, []), reached.scope, t.places,
    list_sort(list_distinct(list_transform(t.standing, lambda m: m.tool))), t.state -> '$.mechanisms', t.measures, t.persons,
    said.special, t.follows, t.flags, brought.batch, t.review_on, t.owner, t.note, t.valid_from, t.valid_to,
    t.recorded_from, t.recorded_by, t.state -> '$.origin', said.regimes, said.verdict,
    said.grounds, said.score_low, said.score, said.band, t.retention, coalesce(brought.batches, []), said.scored_by, said.scored_in,
    lower(concat_ws(
        ' ', t.id, exporter.name, importer.name, array_to_string(importer.aliases, ' '), importer.state ->> '$.domains[*]',
        importer.state ->> '$.identifiers[*].value', purpose.shown, t.purpose_text,
        reached.names, exporter.country, t.owner, array_to_string(t.systems, ' '), t.activity
    )),
    coalesce(t.systems, []),
    -- What nobody calls a measure, but a fact says is in place, is one (model/facts.py, MEASURES). `list_distinct` leaves out NULL.
    list_sort(list_distinct(list_concat(t.measures, t.facts."measures.in_place", [
        CASE WHEN t.facts."measures.encrypted_in_transit" THEN 'measures.encrypted_in_transit' END,
        CASE WHEN t.facts."measures.encrypted_at_rest" THEN 'measures.encrypted_at_rest' END,
        CASE WHEN t.facts."measures.keys_in_eea" THEN 'measures.keys_in_eea' END,
        CASE WHEN t.facts."measures.pseudonymised" THEN 'measures.pseudonymised' END,
        CASE WHEN t.facts."measures.access_requests_challenged" THEN 'measures.access_requests_challenged' END
    ]))),
    t.facts."onward.exists"
FROM fresh_transfer AS t
LEFT JOIN fresh_party AS exporter ON exporter.id = t.exporter
LEFT JOIN fresh_party AS importer ON importer.id = t.importer
JOIN fresh_summary AS said ON said.id = t.id
LEFT JOIN reached ON reached.transfer = t.id
LEFT JOIN purpose ON purpose.id = t.id
LEFT JOIN brought ON brought.id = t.id
ORDER BY t.id;
