-- The chosen transfers, each with its statements of fact, by number.
SELECT
    t.id, t.exporter_name, t.importer_name, t.exporter_country, t.importer_country, t.importer_kind, t.exporter_role, t.importer_role,
    t.purposes, t.purpose_text, t.data_subjects, t.data_categories, t.special, t.mechanisms, t.measures, h.state -> '$.facts' AS facts,
    t.exporter AS exporter_id, t.importer AS importer_id, t.systems, t.persons, t.retention, t.follows, t.flags, t.valid_from, t.valid_to,
    t.review_on, t.owner, t.verdict, h.activity, h.nature, h.frequency, h.legal_bases
FROM chosen($sight, $filter) AS t
JOIN transfer_history AS h ON h.id = t.id AND h.version = t.version
ORDER BY t.id
