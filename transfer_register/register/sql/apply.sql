-- Applies entries of the journal (`news`: sequence, recorded_at, actor, batch, record, kind, version, body, hash) to the histories.
INSERT INTO change
SELECT sequence, recorded_at, actor, batch, record, kind, version, body ->> '$.act', body ->> '$.why', hash, hash(record)
FROM news ORDER BY sequence;

-- A version is known until the next one of its record.
CREATE OR REPLACE TEMP TABLE arrived AS
SELECT
    record AS id, kind, version, sequence AS from_sequence, lead(sequence) OVER following AS to_sequence,
    recorded_at AS recorded_from, lead(recorded_at) OVER following AS recorded_to, actor AS recorded_by, batch,
    coalesce(json_type(body, '$.state'), 'NULL') <> 'NULL' AS live, body -> '$.state' AS state
FROM news
WINDOW following AS (PARTITION BY record ORDER BY version);

UPDATE party_history AS h SET to_sequence = a.from_sequence, recorded_to = a.recorded_from
FROM arrived AS a WHERE a.kind = 'party' AND h.id = a.id AND h.to_sequence IS NULL AND a.version = h.version + 1;

UPDATE transfer_history AS h SET to_sequence = a.from_sequence, recorded_to = a.recorded_from
FROM arrived AS a WHERE a.kind = 'transfer' AND h.id = a.id AND h.to_sequence IS NULL AND a.version = h.version + 1;

UPDATE other_history AS h SET to_sequence = a.from_sequence, recorded_to = a.recorded_from
FROM arrived AS a WHERE h.id = a.id AND h.to_sequence IS NULL AND a.version = h.version + 1;

INSERT INTO party_history
SELECT
    id, version, from_sequence, to_sequence, recorded_from, recorded_to, recorded_by, batch, live, p.name, p.country, p.kind,
    p.parent, p.aliases, p.address, p.regimes, p.valid_from, p.valid_to, p.note, stated_of_party(state), state
FROM (
    SELECT *, from_json(state, '{
        "name": "VARCHAR", "country": "VARCHAR", "kind": "VARCHAR", "parent": "VARCHAR", "aliases": ["VARCHAR"],
        "address": "VARCHAR", "regimes": ["VARCHAR"], "valid_from": "DATE", "valid_to": "DATE", "note": "VARCHAR"
    }') AS p
    FROM arrived WHERE kind = 'party'
)
ORDER BY from_sequence;

INSERT INTO transfer_history
SELECT
    id, version, from_sequence, to_sequence, recorded_from, recorded_to, recorded_by, batch, live, t.exporter, t.importer,
    t.exporter_role, t.importer_role, t.purposes, t.purpose_text, t.data_categories, t.data_subjects, t.places, t.mechanisms,
    t.measures, t.persons, t.retention, t.follows, t.flags, t.review_on, t.owner, t.valid_from, t.valid_to, t.note,
    t.systems, stated_of_transfer(state), state
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
        "systems": ["VARCHAR"]
    }') AS t
    FROM arrived WHERE kind = 'transfer'
)
ORDER BY from_sequence;

INSERT INTO other_history
SELECT id, kind, version, from_sequence, to_sequence, recorded_from, recorded_to, recorded_by, batch, live, state
FROM arrived WHERE kind NOT IN ('party', 'transfer')
ORDER BY from_sequence;

UPDATE projection SET sequence = (SELECT max(sequence) FROM news), hash = (SELECT arg_max(hash, sequence) FROM news);
