-- The transfers that arrived (apply.sql).
UPDATE transfer_history AS h SET to_sequence = a.from_sequence, recorded_to = a.recorded_from
FROM arrived AS a WHERE a.kind = 'transfer' AND h.id = a.id AND h.to_sequence IS NULL AND a.version = h.version + 1;

INSERT INTO transfer_history
SELECT
    id, version, from_sequence, to_sequence, recorded_from, recorded_to, recorded_by, batch, live, t.exporter, t.importer,
    t.exporter_role, t.importer_role, t.purposes, t.purpose_text, t.data_categories, t.data_subjects, t.places, t.mechanisms,
    t.measures, t.persons, t.retention, t.follows, t.flags, t.review_on, t.owner, t.valid_from, t.valid_to, t.note,
    t.systems, t.activity, t.nature, t.frequency, t.legal_bases, stated_of_transfer(state), state
FROM (
    SELECT *, from_json(state, '{
        "exporter": "VARCHAR", "importer": "VARCHAR", "exporter_role": "VARCHAR", "importer_role": "VARCHAR",
        "purposes": ["VARCHAR"], "purpose_text": "VARCHAR", "data_categories": ["VARCHAR"], "data_subjects": ["VARCHAR"],
        "places": [{
            "country": "VARCHAR", "group": "VARCHAR", "scope": "VARCHAR", "role": "VARCHAR", "city": "VARCHAR",
            "region": "VARCHAR", "condition": "VARCHAR", "raw": "VARCHAR"
        }],
        "mechanisms": [{
            "tool": "VARCHAR", "module": "BIGINT", "signed_on": "DATE", "valid_from": "DATE", "valid_to": "DATE",
            "reference": "VARCHAR", "condition": "VARCHAR", "raw": "VARCHAR"
        }],
        "measures": ["VARCHAR"], "persons": "BIGINT", "retention": "VARCHAR", "follows": "VARCHAR", "flags": ["VARCHAR"],
        "review_on": "DATE", "owner": "VARCHAR", "valid_from": "DATE", "valid_to": "DATE", "note": "VARCHAR",
        "systems": ["VARCHAR"], "activity": "VARCHAR", "nature": "VARCHAR", "frequency": "VARCHAR", "legal_bases": ["VARCHAR"]
    }') AS t
    FROM arrived WHERE kind = 'transfer'
)
ORDER BY from_sequence;
