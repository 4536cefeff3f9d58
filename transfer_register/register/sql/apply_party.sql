-- The parties that arrived (apply.sql).
UPDATE party_history AS h SET to_sequence = a.from_sequence, recorded_to = a.recorded_from
FROM arrived AS a WHERE a.kind = 'party' AND h.id = a.id AND h.to_sequence IS NULL AND a.version = h.version + 1;

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
