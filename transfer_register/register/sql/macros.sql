-- What every question is asked of. `s` is a sight, `f` a filter as JSON (model/filter.py), `k` a sequence number.

-- The records as they were known at an entry of the journal.
CREATE MACRO parties_known(k) AS TABLE
SELECT * FROM party_history WHERE live AND from_sequence <= k AND (to_sequence IS NULL OR to_sequence > k);

CREATE MACRO transfers_known(k) AS TABLE
SELECT * FROM transfer_history WHERE live AND from_sequence <= k AND (to_sequence IS NULL OR to_sequence > k);

-- Is a day within a first and a last day, both included? An end that was not stated is open.
CREATE MACRO within(day, first, last) AS (first IS NULL OR first <= day) AND (last IS NULL OR day <= last);

-- What lists of facts that hold, and that do not, say of one: unknown where it is in neither.
CREATE MACRO said_of(holds, fails, fact) AS CASE WHEN list_contains(holds, fact) THEN TRUE WHEN list_contains(fails, fact) THEN FALSE END;

-- The records as they are recorded now, whether or not they hold today.
CREATE VIEW party AS SELECT * EXCLUDE (live, to_sequence, recorded_to) FROM party_history WHERE live AND to_sequence IS NULL;
CREATE VIEW transfer AS SELECT * EXCLUDE (live, to_sequence, recorded_to) FROM transfer_history WHERE live AND to_sequence IS NULL;
CREATE VIEW batch AS
SELECT id, state ->> '$.title' AS title, state ->> '$.why' AS why, state -> '$.details' AS details, state ->> '$.undoes' AS undoes,
    recorded_from AS recorded_at, recorded_by AS actor
FROM other_history WHERE kind = 'batch' AND live AND to_sequence IS NULL;

-- What is said of patterns, by law state and kit state.
CREATE VIEW finding AS SELECT law_state, pattern_finding.* EXCLUDE (law) FROM pattern_finding JOIN law USING (law);
CREATE VIEW verdict AS SELECT law_state, pattern_verdict.* EXCLUDE (law) FROM pattern_verdict JOIN law USING (law);
CREATE VIEW contribution AS SELECT kit_state, pattern_contribution.* EXCLUDE (kit) FROM pattern_contribution JOIN kit USING (kit);
CREATE VIEW provision_in_force AS SELECT law_state, law_provision.* EXCLUDE (law) FROM law_provision JOIN law USING (law);

CREATE MACRO transfers_on(s) AS TABLE SELECT * EXCLUDE (sight) FROM seen_transfer WHERE sight = s;

CREATE MACRO legs_on(s) AS TABLE SELECT * EXCLUDE (sight) FROM seen_leg WHERE sight = s;

CREATE MACRO verdicts_on(s) AS TABLE SELECT * EXCLUDE (sight) FROM seen_verdict WHERE sight = s;

CREATE MACRO findings_on(s) AS TABLE
SELECT leg.transfer, leg.country, f.regime, f.provision, f.kind, f.outcome, f.ask
FROM seen_leg AS leg JOIN sight ON sight.sight = leg.sight
JOIN pattern_finding AS f ON f.law = sight.law AND f.pattern = leg.pattern AND f.kind <> 'duty'
WHERE leg.sight = s;

-- What is owed: met is done, breached is not done, unknown is open and nobody said. `due` NULL: no day is set, or the day it is
-- counted from is not known.
CREATE MACRO duties_on(s) AS TABLE
WITH owed AS (
    SELECT
        leg.transfer, leg.country, leg.pattern, f.regime, f.provision, f.outcome, f.ask, sight.law, t.valid_from,
        p.* EXCLUDE (law, regime, provision, kind)
    FROM seen_leg AS leg
    JOIN sight ON sight.sight = leg.sight
    JOIN pattern_finding AS f ON f.law = sight.law AND f.pattern = leg.pattern AND f.kind = 'duty'
    JOIN law_provision AS p ON p.law = sight.law AND p.regime = f.regime AND p.provision = f.provision
    JOIN seen_transfer AS t ON t.sight = leg.sight AND t.id = leg.transfer
    WHERE leg.sight = s
),
counted AS (
    SELECT
        owed.*,
        CASE due_fact
            WHEN 'transfer.starts_on' THEN valid_from
            WHEN 'mechanism.ends_on' THEN v.ends
            ELSE try_cast(json_extract_string(pattern.facts, '$[' || (fact.place - 1) || ']') AS DATE)
        END AS base,
        to_months(due_months) + to_days(due_days) AS span
    FROM owed
    LEFT JOIN fact ON fact.fact = owed.due_fact
    LEFT JOIN pattern ON pattern.pattern = owed.pattern AND fact.place IS NOT NULL
    LEFT JOIN pattern_verdict AS v
        ON v.law = owed.law AND v.pattern = owed.pattern AND v.regime = owed.regime AND owed.due_fact = 'mechanism.ends_on'
)
SELECT
    transfer, country, regime, provision, duty, title, owed_to, owed_when, outcome, ask,
    (CASE WHEN due_before THEN base - span ELSE base + span END)::DATE AS due, act, article, confidence
FROM counted;

-- The parts of each score, at both ends: those of the destination that decides it, which `country` names.
CREATE MACRO scores_on(s) AS TABLE
SELECT t.id AS transfer, t.scored_in AS country, p.* EXCLUDE (kit, pattern, outcomes)
FROM seen_transfer AS t JOIN sight ON sight.sight = t.sight
JOIN pattern_score AS p ON p.kit = sight.kit AND p.pattern = t.scored_by
WHERE t.sight = s;

-- The terms of each score. `points` is what a term gives where it holds; `low` and `high` are what it brings to the lower and to
-- the higher end: of harm, its points times failure; of a safeguard, less its share of harm times failure; these add up to the
-- score. A term of failure brings its points to the failure that harm is multiplied by.
CREATE MACRO contributions_on(s) AS TABLE
WITH term AS (
    SELECT
        t.id AS transfer, c.item, c.part, c.outcome, c.points, p.harm_low, p.harm_high, p.failure_low, p.failure_high,
        CASE c.outcome WHEN 'yes' THEN c.points ELSE 0 END AS least,
        CASE c.outcome WHEN 'no' THEN 0 ELSE c.points END AS most
    FROM seen_transfer AS t JOIN sight ON sight.sight = t.sight
    JOIN pattern_contribution AS c ON c.kit = sight.kit AND c.pattern = t.scored_by
    JOIN pattern_score AS p ON p.kit = sight.kit AND p.pattern = t.scored_by
    WHERE t.sight = s
)
SELECT
    transfer, item, part, outcome, points,
    CASE part WHEN 'harm' THEN least * failure_low / 100 WHEN 'failure' THEN least
        ELSE 0 - harm_low * failure_low / 100 * most / 100 END AS low,
    CASE part WHEN 'harm' THEN most * failure_high / 100 WHEN 'failure' THEN most
        ELSE 0 - harm_high * failure_high / 100 * least / 100 END AS high
FROM term;

-- The known facts of every leg, one row a fact; what is not there is unknown.
CREATE MACRO facts_on(s) AS TABLE
SELECT transfer, country, fact.fact, value
FROM (
    SELECT leg.transfer, leg.country, unnest(pattern.facts::JSON[]) AS value, generate_subscripts(pattern.facts::JSON[], 1) AS place
    FROM seen_leg AS leg JOIN pattern ON pattern.pattern = leg.pattern
    WHERE leg.sight = s
) AS known JOIN fact ON fact.place = known.place
WHERE json_type(value) <> 'NULL';

CREATE MACRO provisions_on(s) AS TABLE
SELECT p.* EXCLUDE (law) FROM law_provision AS p JOIN sight ON sight.law = p.law WHERE sight.sight = s;

-- The values of one field of a filter; NULL where the field does not narrow.
CREATE MACRO filter_values(f, field) AS from_json(json_extract(f, '$.' || field), '["VARCHAR"]');

-- Are the values of a field those that are not meant?
CREATE MACRO but_others(f, field) AS coalesce(list_contains(filter_values(f, 'others'), field), FALSE);

-- Does a list say one of the wanted values (or of the others), or a value do? An empty list and NULL say ''.
CREATE MACRO said_any(said, wanted, but) AS wanted IS NULL OR CASE
    WHEN coalesce(len(said), 0) = 0 THEN list_contains(wanted, '') <> but
    WHEN but THEN NOT list_has_all(wanted, said)
    ELSE list_has_any(said, wanted)
END;
CREATE MACRO said_one(said, wanted, but) AS wanted IS NULL OR list_contains(wanted, coalesce(said, '')) <> but;

-- Is a destination one that a filter names? Countries, groups and scopes say together where.
CREATE MACRO place_meant(f, country, country_group, scope) AS (
    coalesce(filter_values(f, 'countries'), filter_values(f, 'groups'), filter_values(f, 'scopes')) IS NULL
    OR but_others(f, 'countries') <> CASE WHEN country IS NOT NULL THEN coalesce(list_contains(filter_values(f, 'countries'), country), FALSE)
        WHEN country_group IS NOT NULL THEN coalesce(list_contains(filter_values(f, 'groups'), country_group), FALSE)
        ELSE coalesce(list_contains(filter_values(f, 'scopes'), coalesce(scope, 'unknown')), FALSE) END
);

-- Did nobody say of any place of a transfer what happens there? An establishment says nothing of that.
CREATE MACRO said_nowhere(places) AS len(list_filter(coalesce(places, []), lambda p: p.role <> 'establishment')) = 0;

-- Does one of the things that a filter names happen at a place with these roles? '' names the places of a transfer of which
-- nobody said it.
CREATE MACRO role_meant(f, roles, places) AS
    filter_values(f, 'place_roles') IS NULL
    OR coalesce(list_has_any(roles, filter_values(f, 'place_roles')), FALSE)
    OR (list_contains(filter_values(f, 'place_roles'), '') AND said_nowhere(places));

-- Does a filter say where by more than countries, so that legs must be looked at one by one?
CREATE MACRO says_of_legs(f) AS
    but_others(f, 'countries')
    OR coalesce(filter_values(f, 'groups'), filter_values(f, 'scopes'), filter_values(f, 'place_roles')) IS NOT NULL;

-- The verdicts that count: all, or those under the regimes that a filter names.
CREATE MACRO regime_meant(f, regime) AS
    filter_values(f, 'regimes') IS NULL OR list_contains(filter_values(f, 'regimes'), regime) <> but_others(f, 'regimes');

-- The transfers that a filter means. Where it names regimes and verdicts, the verdict under one of those regimes counts.
CREATE MACRO chosen(s, f) AS TABLE
WITH wanted AS MATERIALIZED (
    SELECT
        lower(json_extract_string(f, '$.search')) AS search,
        filter_values(f, 'regimes') AS regimes, filter_values(f, 'verdicts') AS verdicts, filter_values(f, 'bands') AS bands,
        filter_values(f, 'countries') AS countries, filter_values(f, 'origins') AS origins,
        filter_values(f, 'measures') AS measures, filter_values(f, 'systems') AS systems, filter_values(f, 'owners') AS owners,
        filter_values(f, 'categories') AS categories, filter_values(f, 'purposes') AS purposes,
        filter_values(f, 'subjects') AS subjects, filter_values(f, 'tools') AS tools, filter_values(f, 'kinds') AS kinds,
        filter_values(f, 'flags') AS flags, filter_values(f, 'exporters') AS exporters,
        filter_values(f, 'importers') AS importers, filter_values(f, 'transfers') AS transfers,
        filter_values(f, 'batches') AS batches, filter_values(f, 'grounds') AS grounds,
        filter_values(f, 'findings') AS findings
)
SELECT t.* EXCLUDE (sight)
FROM seen_transfer AS t CROSS JOIN wanted AS w
WHERE t.sight = s
  AND (w.search IS NULL OR contains(t.searched, w.search))
  AND said_any(t.regimes, w.regimes, but_others(f, 'regimes'))
  AND (w.verdicts IS NULL OR CASE
        WHEN w.regimes IS NULL OR len(t.regimes) = 0 THEN list_contains(w.verdicts, t.verdict) <> but_others(f, 'verdicts')
        ELSE EXISTS (
            FROM seen_verdict AS v
            WHERE v.sight = s AND v.transfer = t.id AND regime_meant(f, v.regime)
              AND list_contains(w.verdicts, v.verdict) <> but_others(f, 'verdicts')
        ) END)
  AND said_one(t.band, w.bands, but_others(f, 'bands'))
  -- A transfer names all its countries itself.
  AND (says_of_legs(f) OR w.countries IS NULL OR list_has_any(t.countries, w.countries))
  AND (NOT says_of_legs(f) OR t.id IN (
        SELECT transfer FROM seen_leg
        WHERE says_of_legs(f) AND sight = s AND place_meant(f, country, country_group, scope)
          AND (filter_values(f, 'place_roles') IS NULL OR list_has_any(roles, filter_values(f, 'place_roles')))
      ) OR (list_contains(filter_values(f, 'place_roles'), '') AND said_nowhere(t.places) AND t.id IN (
        SELECT transfer FROM seen_leg
        WHERE list_contains(filter_values(f, 'place_roles'), '') AND sight = s AND place_meant(f, country, country_group, scope)
      )))
  AND said_one(t.exporter_country, w.origins, but_others(f, 'origins'))
  AND said_any(t.data_categories, w.categories, but_others(f, 'categories'))
  AND said_any(t.purposes, w.purposes, but_others(f, 'purposes'))
  AND said_any(t.data_subjects, w.subjects, but_others(f, 'subjects'))
  -- Of mechanisms, '' is that nobody said, and '-' that none stands.
  AND said_any(CASE WHEN len(t.tools) = 0 THEN ['-'] ELSE t.tools END, w.tools, but_others(f, 'tools'))
  AND said_any(t.all_measures, w.measures, but_others(f, 'measures'))
  AND said_one(t.importer_kind, w.kinds, but_others(f, 'kinds'))
  AND said_any(t.systems, w.systems, but_others(f, 'systems'))
  AND said_one(t.owner, w.owners, but_others(f, 'owners'))
  AND (w.flags IS NULL OR list_has_any(t.flags, w.flags))
  AND said_one(t.exporter, w.exporters, but_others(f, 'exporters'))
  AND said_one(t.importer, w.importers, but_others(f, 'importers'))
  AND (w.transfers IS NULL OR list_contains(w.transfers, t.id))
  AND (w.batches IS NULL OR list_has_any(t.batches, w.batches))
  -- What some destination rests on: what decides it there, or what would carry it besides.
  AND (w.grounds IS NULL OR t.id IN (
        SELECT leg.transfer
        FROM wanted AS it JOIN pattern_verdict AS v
            ON list_contains(it.grounds, v.ground) OR list_has_any(v.fallbacks, it.grounds)
        JOIN sight ON sight.sight = s AND sight.law = v.law
        JOIN seen_leg AS leg ON leg.sight = s AND leg.pattern = v.pattern
        WHERE it.grounds IS NOT NULL
      ))
  -- What was found of some destination: `<provision>`, or `<provision>:<outcome>`.
  AND (w.findings IS NULL OR t.id IN (
        SELECT leg.transfer
        FROM wanted AS it JOIN pattern_finding AS found
            ON list_contains(it.findings, found.provision) AND found.outcome <> 'not_applicable'
            OR list_contains(it.findings, found.provision || ':' || found.outcome)
        JOIN sight ON sight.sight = s AND sight.law = found.law
        JOIN seen_leg AS leg ON leg.sight = s AND leg.pattern = found.pattern
        WHERE it.findings IS NOT NULL
      ));

-- What was recorded after entry k, up to entry l: one row a version of a party, a transfer or a setting, with its state before
-- and after; NULL where the record was not there. `done_as` names the act: a batch, or what one person wrote at one moment.
CREATE MACRO steps_between(k, l) AS TABLE
WITH written AS (
    SELECT id, 'party' AS kind, version, from_sequence, live, state, NULL AS exporter, NULL AS importer
    FROM party_history WHERE from_sequence > k AND from_sequence <= l
    UNION ALL
    SELECT id, 'transfer', version, from_sequence, live, state, exporter, importer
    FROM transfer_history WHERE from_sequence > k AND from_sequence <= l
    UNION ALL
    SELECT id, kind, version, from_sequence, live, state, NULL, NULL
    FROM other_history WHERE kind = 'setting' AND from_sequence > k AND from_sequence <= l
),
-- By the entry that came after it, which is one number to look for instead of an id and a version.
replaced AS (
    SELECT to_sequence, live, state, NULL AS exporter, NULL AS importer
    FROM party_history WHERE to_sequence > k AND to_sequence <= l
    UNION ALL
    SELECT to_sequence, live, state, exporter, importer FROM transfer_history WHERE to_sequence > k AND to_sequence <= l
    UNION ALL
    SELECT to_sequence, live, state, NULL, NULL FROM other_history WHERE kind = 'setting' AND to_sequence > k AND to_sequence <= l
)
SELECT
    w.id AS record, w.kind, w.version, c.sequence, c.recorded_at, c.actor, c.batch, c.why,
    coalesce(c.batch, c.actor || ' ' || c.recorded_at::VARCHAR) AS done_as,
    CASE WHEN NOT w.live THEN 'ended' WHEN r.live THEN 'changed' ELSE 'added' END AS what,
    CASE WHEN r.live THEN r.state END AS was, CASE WHEN w.live THEN w.state END AS now,
    coalesce(w.exporter, r.exporter) AS exporter, coalesce(w.importer, r.importer) AS importer
FROM written AS w
JOIN change AS c ON c.sequence = w.from_sequence AND c.sequence > k AND c.sequence <= l
LEFT JOIN replaced AS r ON r.to_sequence = w.from_sequence;

-- The records behind these steps: what each was at entry k and is at entry l. One that stands as before was changed, or
-- recorded, and that was taken back.
CREATE MACRO records_between(k, l) AS TABLE
WITH record AS (
    SELECT
        record, any_value(kind) AS kind, max(sequence) AS last, arg_max({'now': now}, version).now AS now,
        arg_min({'was': was}, version).was AS was, arg_max(exporter, version) AS exporter, arg_max(importer, version) AS importer
    FROM steps_between(k, l) GROUP BY record
)
SELECT
    record, kind, last, was, now, exporter, importer,
    CASE WHEN was IS NOT DISTINCT FROM now THEN 'as_before' WHEN was IS NULL THEN 'added' WHEN now IS NULL THEN 'ended' ELSE 'changed'
    END AS what
FROM record;

-- What a search and a choice of kinds, acts and people leave of the steps, without their states.
CREATE MACRO chosen_steps(k, l, kinds, actors, search) AS TABLE
WITH step AS (SELECT * EXCLUDE (was, now) FROM steps_between(k, l)),
named AS (
    SELECT id, string_agg(name, ' ') AS names FROM party_history
    WHERE live AND from_sequence <= l AND search IS NOT NULL
      AND id IN (SELECT record FROM step UNION ALL SELECT exporter FROM step UNION ALL SELECT importer FROM step)
    GROUP BY id
)
SELECT step.* EXCLUDE (exporter, importer)
FROM step
LEFT JOIN named AS own ON own.id = step.record
LEFT JOIN named AS exporter ON exporter.id = step.exporter
LEFT JOIN named AS importer ON importer.id = step.importer
LEFT JOIN batch ON batch.id = step.batch
WHERE (kinds IS NULL OR list_contains(kinds, step.kind))
  AND (actors IS NULL OR list_contains(actors, step.actor))
  AND (search IS NULL OR contains(
        lower(concat_ws(
            ' ', step.record, own.names, exporter.names, importer.names, step.actor, step.why, step.batch, batch.title
        )), lower(search)
      ));
