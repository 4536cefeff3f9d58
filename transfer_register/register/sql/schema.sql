-- The projection: what DuckDB keeps of the journal, and what was judged of it. All of it can be thrown away and made anew.
-- The types party_facts and transfer_facts and the table `fact` of their names are made from model/facts.py (fact_columns.py).

-- How far the journal was applied, and by which program.
CREATE TABLE projection (made_by VARCHAR, sequence BIGINT, hash VARCHAR);

CREATE TABLE word (vocabulary VARCHAR, term VARCHAR, label VARCHAR, place INTEGER, rank INTEGER, marks VARCHAR[]);

-- How countries are governed, of 100, with the margin to either side (data/indicators), and which facts this says of them, yes or no;
-- a fact that is in neither list is unknown.
CREATE TABLE governance (country VARCHAR, year INTEGER, value DOUBLE, margin DOUBLE, holds VARCHAR[], fails VARCHAR[]);

-- Every entry of the journal without its state. `record_key` is a number made of `record`, by which one is found fast.
CREATE TABLE change (
    sequence BIGINT, recorded_at TIMESTAMP, actor VARCHAR, batch VARCHAR, record VARCHAR, kind VARCHAR, version INTEGER, act VARCHAR, why VARCHAR,
    hash VARCHAR, record_key UBIGINT
);

-- Histories: one row a version, recorded from one entry up to, not including, the next; `to_sequence` NULL is the newest.
-- `live` is false where the record was taken away.
CREATE TABLE party_history (
    id VARCHAR, version INTEGER, from_sequence BIGINT, to_sequence BIGINT, recorded_from TIMESTAMP, recorded_to TIMESTAMP,
    recorded_by VARCHAR, batch VARCHAR, live BOOLEAN, name VARCHAR, country VARCHAR, kind VARCHAR, parent VARCHAR,
    aliases VARCHAR[], address VARCHAR, regimes VARCHAR[], valid_from DATE, valid_to DATE, note VARCHAR, facts party_facts, state JSON
);

CREATE TABLE transfer_history (
    id VARCHAR, version INTEGER, from_sequence BIGINT, to_sequence BIGINT, recorded_from TIMESTAMP, recorded_to TIMESTAMP,
    recorded_by VARCHAR, batch VARCHAR, live BOOLEAN, exporter VARCHAR, importer VARCHAR, exporter_role VARCHAR,
    importer_role VARCHAR, purposes VARCHAR[], purpose_text VARCHAR, data_categories VARCHAR[], data_subjects VARCHAR[],
    places STRUCT(
        country VARCHAR, "group" VARCHAR, scope VARCHAR, role VARCHAR, city VARCHAR, region VARCHAR, condition VARCHAR, raw VARCHAR
    )[],
    mechanisms STRUCT(
        tool VARCHAR, module BIGINT, signed_on DATE, valid_from DATE, valid_to DATE, reference VARCHAR, condition VARCHAR, raw VARCHAR
    )[],
    measures VARCHAR[], persons BIGINT, retention VARCHAR, follows VARCHAR, flags VARCHAR[], review_on DATE, owner VARCHAR,
    valid_from DATE, valid_to DATE, note VARCHAR, systems VARCHAR[], activity VARCHAR, nature VARCHAR, frequency VARCHAR,
    legal_bases VARCHAR[], facts transfer_facts, state JSON
);

-- Batches, settings and contacts.
CREATE TABLE other_history (
    id VARCHAR, kind VARCHAR, version INTEGER, from_sequence BIGINT, to_sequence BIGINT, recorded_from TIMESTAMP,
    recorded_to TIMESTAMP, recorded_by VARCHAR, batch VARCHAR, live BOOLEAN, state JSON
);

-- The laws and the editions of the kit that judged: `law_state` is the digest of the law of a day, `fingerprint` that of all it
-- says, sources too.
CREATE TABLE law (law INTEGER, law_state VARCHAR, fingerprint VARCHAR);
CREATE TABLE kit (kit INTEGER, kit_state VARCHAR, fingerprint VARCHAR);
CREATE TABLE kit_item (kit INTEGER, place INTEGER, item VARCHAR, part VARCHAR, points DOUBLE);
CREATE TABLE law_provision (
    law INTEGER, regime VARCHAR, provision VARCHAR, kind VARCHAR, cascade VARCHAR, severity VARCHAR, binding VARCHAR, place INTEGER,
    title VARCHAR, says VARCHAR, tools VARCHAR[], destinations VARCHAR[], in_force_from DATE, in_force_until DATE,
    act VARCHAR, article VARCHAR, url VARCHAR, confidence VARCHAR, checked_on DATE, ends_on DATE, role VARCHAR, bars VARCHAR[],
    -- of a duty: what it is, to whom and when it is owed, and the day by which: so long after, or before, a day that is a fact
    duty VARCHAR, owed_to VARCHAR, owed_when VARCHAR, due_fact VARCHAR, due_months INTEGER, due_days INTEGER, due_before BOOLEAN
);

-- A pattern is everything that a law may ask about a leg: its facts, as a JSON list in the order of `fact`. What a law and a
-- kit say of it is the same whoever has it.
CREATE TABLE pattern (pattern UBIGINT, digest UHUGEINT, facts JSON);
CREATE TABLE judged (law INTEGER, pattern UBIGINT);
-- One pattern is judged for all that a law cannot tell from it, under each regime that binds the exporter or may; and one
-- is scored for all that a kit cannot tell from it. What is said of that one is said of the others.
CREATE TABLE judged_alike (law INTEGER, regime VARCHAR, pattern UBIGINT, judged_as UBIGINT);
CREATE TABLE case_finding (
    law INTEGER, pattern UBIGINT, regime VARCHAR, provision VARCHAR, kind VARCHAR, outcome VARCHAR, ask VARCHAR[]
);
CREATE TABLE case_verdict (
    law INTEGER, pattern UBIGINT, regime VARCHAR, verdict VARCHAR, ground VARCHAR, fallbacks VARCHAR[], ask VARCHAR[], ends DATE
);
CREATE TABLE scored_alike (kit INTEGER, pattern UBIGINT, scored_as UBIGINT);
-- The parts and the score at both ends; `score` is the higher one, which ranks and gives the band. `outcomes` has one letter an item of
-- the kit, by its place: y, n or u for unknown; a dash where it does not count.
CREATE TABLE case_score (
    kit INTEGER, pattern UBIGINT, harm_low DOUBLE, harm_high DOUBLE, failure_low DOUBLE, failure_high DOUBLE, safeguards_low DOUBLE,
    safeguards_high DOUBLE, score_low DOUBLE, score DOUBLE, band VARCHAR, outcomes VARCHAR
);
CREATE VIEW pattern_finding AS
SELECT alike.law, alike.pattern, f.* EXCLUDE (law, pattern)
FROM judged_alike AS alike
JOIN case_finding AS f ON f.law = alike.law AND f.pattern = alike.judged_as AND f.regime = alike.regime;
CREATE VIEW pattern_verdict AS
SELECT alike.law, alike.pattern, v.* EXCLUDE (law, pattern)
FROM judged_alike AS alike
JOIN case_verdict AS v ON v.law = alike.law AND v.pattern = alike.judged_as AND v.regime = alike.regime;
CREATE VIEW pattern_score AS
SELECT alike.kit, alike.pattern, s.* EXCLUDE (kit, pattern)
FROM scored_alike AS alike JOIN case_score AS s ON s.kit = alike.kit AND s.pattern = alike.scored_as;
CREATE VIEW pattern_contribution AS
SELECT
    s.kit, s.pattern, i.item, i.part, CASE s.outcomes[i.place] WHEN 'y' THEN 'yes' WHEN 'n' THEN 'no' ELSE 'unknown' END AS outcome, i.points
FROM pattern_score AS s JOIN kit_item AS i ON i.kit = s.kit
WHERE s.outcomes[i.place] <> '-';

-- A sight is the register as it holds on a day, as it was known at a day (`known_on` NULL: now; `known` is the last entry
-- it has seen), judged by a law and a kit.
CREATE TABLE sight (sight INTEGER, holds_on DATE, known_on DATE, known BIGINT, law INTEGER, kit INTEGER);

-- `all_measures` are the measures that are recorded and those that a fact says are in place, as terms, names of facts or texts.
-- `onward` is what is said of whether the recipient sends the data on; NULL: nobody said.
CREATE TABLE seen_transfer (
    sight INTEGER, id VARCHAR, version INTEGER, exporter VARCHAR, exporter_name VARCHAR, exporter_country VARCHAR,
    importer VARCHAR, importer_name VARCHAR, importer_country VARCHAR, importer_kind VARCHAR, exporter_role VARCHAR,
    importer_role VARCHAR, purposes VARCHAR[], purpose_text VARCHAR, purpose_shown VARCHAR, data_categories VARCHAR[],
    data_subjects VARCHAR[], countries VARCHAR[], groups VARCHAR[], scope VARCHAR,
    places STRUCT(
        country VARCHAR, "group" VARCHAR, scope VARCHAR, role VARCHAR, city VARCHAR, region VARCHAR, condition VARCHAR, raw VARCHAR
    )[],
    tools VARCHAR[], mechanisms JSON, measures VARCHAR[], persons BIGINT, special BOOLEAN, follows VARCHAR, flags VARCHAR[],
    batch VARCHAR, review_on DATE, owner VARCHAR, note VARCHAR, valid_from DATE, valid_to DATE, recorded_at TIMESTAMP,
    recorded_by VARCHAR, origin JSON, regimes VARCHAR[], verdict VARCHAR, grounds VARCHAR[], score_low DOUBLE, score DOUBLE, band VARCHAR,
    retention VARCHAR, batches VARCHAR[], scored_by UBIGINT, scored_in VARCHAR, searched VARCHAR,
    systems VARCHAR[], all_measures VARCHAR[], onward BOOLEAN
);
CREATE TABLE seen_leg (
    sight INTEGER, transfer VARCHAR, country VARCHAR, country_group VARCHAR, scope VARCHAR, roles VARCHAR[], pattern UBIGINT,
    verdicts STRUCT(regime VARCHAR, verdict VARCHAR)[]
);
CREATE TABLE seen_verdict (
    sight INTEGER, transfer VARCHAR, regime VARCHAR, verdict VARCHAR, ground VARCHAR, fallbacks VARCHAR[], ask VARCHAR[], country VARCHAR
);
