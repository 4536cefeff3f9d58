-- The facts that follow from what is recorded, one row a leg; a column has the name of its fact (model.facts.DERIVED_FACTS,
-- and stated facts to which the record adds). What nobody stated is NULL. Further stated facts are added by fact_columns.py.
CREATE OR REPLACE TEMP VIEW derived_fact AS
WITH marked AS MATERIALIZED (
    SELECT
        list(term) FILTER (vocabulary = 'data_categories' AND list_contains(marks, 'special')) AS special_categories,
        list(term) FILTER (vocabulary = 'data_categories' AND list_contains(marks, 'workers')) AS worker_categories,
        list(term) FILTER (vocabulary = 'data_subjects' AND list_contains(marks, 'workers')) AS workers,
        list(term) FILTER (vocabulary = 'data_subjects' AND list_contains(marks, 'children')) AS children
    FROM word
),
-- The clauses that count: those of 2021 before older ones, the latest signed first.
clauses AS (
    SELECT id, m.module, m.signed_on
    FROM (SELECT id, unnest(standing) AS m FROM fresh_transfer)
    WHERE m.tool IN ('scc', 'scc_old')
    QUALIFY row_number() OVER (PARTITION BY id ORDER BY m.tool, m.signed_on DESC NULLS LAST, m.module NULLS LAST) = 1
),
-- An empty list is nothing stated, except for mechanisms and declared regimes, where it says "none".
said AS (
    SELECT
        *, list_sort(list_distinct(list_transform(standing, lambda m: m.tool))) AS tools,
        CASE WHEN len(data_categories) > 0 THEN list_sort(list_distinct(data_categories)) END AS categories,
        CASE WHEN len(data_subjects) > 0 THEN list_sort(list_distinct(data_subjects)) END AS subjects,
        CASE WHEN len(purposes) > 0 THEN list_sort(list_distinct(purposes)) END AS all_purposes
    FROM fresh_transfer
)
SELECT
    leg.transfer, leg.leg,
    t.day AS "transfer.date",
    exporter.country AS "exporter.country",
    list_sort(exporter.regimes) AS "exporter.regimes",
    t.exporter_role AS "exporter.role",
    t.importer_role AS "importer.role",
    importer.kind AS "importer.kind",
    leg.country AS "importer.country",
    leg.country_group AS "importer.group",
    leg.scope AS "importer.scope",
    t.exporter = t.importer AS "importer.same_legal_entity",
    -- An establishment does not say where the data are; a place of processing or storage that is not said to be one of
    -- access is none.
    CASE WHEN list_has_any(leg.roles, ['remote_access', 'support_access']) THEN TRUE
         WHEN list_has_any(leg.roles, ['processing', 'storage']) THEN FALSE END AS "flow.remote_access",
    t.categories AS "data.categories",
    t.subjects AS "data.subjects",
    CASE WHEN t.facts."data.special_stated" OR list_has_any(t.categories, marked.special_categories) THEN TRUE
         WHEN t.facts."data.special_stated" IS NOT NULL OR t.categories IS NOT NULL THEN FALSE END AS "data.has_special_categories",
    coalesce(
        t.facts."data.hr_context",
        CASE WHEN list_has_any(t.subjects, marked.workers) OR list_has_any(t.categories, marked.worker_categories) THEN TRUE
             WHEN t.subjects IS NOT NULL THEN FALSE END
    ) AS "data.hr_context",
    coalesce(t.facts."data.children", CASE WHEN list_has_any(t.subjects, marked.children) THEN TRUE END) AS "data.children",
    t.all_purposes AS "processing.purposes",
    t.tools AS "transfer.tools",
    t.persons AS "transfer.persons",
    coalesce(t.facts."onward.exists", CASE WHEN followed.id IS NOT NULL THEN TRUE END) AS "onward.exists",
    clauses.module AS "scc.module",
    clauses.signed_on AS "scc.concluded_on",
    list_contains(t.tools, 'uk_addendum') AS "uk_addendum.signed",
    list_contains(t.tools, 'idta') AS "idta.signed",
    -- What the register itself keeps is known: where nothing is filed, that is an answer.
    coalesce(filed.papers, []) AS "evidence.filed",
    -- What was made after the day asked about says nothing of that day.
    CASE WHEN t.facts."tia.dated_on" <= t.day THEN t.day - t.facts."tia.dated_on" END AS "tia.age_days",
    CASE WHEN t.facts."tra.dated_on" <= t.day THEN t.day - t.facts."tra.dated_on" END AS "tra.age_days",
    CASE WHEN t.facts."tia_ch.dated_on" <= t.day THEN t.day - t.facts."tia_ch.dated_on" END AS "tia_ch.age_days",
    CASE WHEN t.facts."pipia.dated_on" <= t.day THEN t.day - t.facts."pipia.dated_on" END AS "pipia.age_days",
    CASE WHEN importer.facts."dpf.checked_on" <= t.day THEN t.day - importer.facts."dpf.checked_on" END AS "dpf.days_since_check",
    said_of(governed.holds, governed.fails, 'destination.governance_limited') AS "destination.governance_limited",
    said_of(governed.holds, governed.fails, 'destination.governance_weak') AS "destination.governance_weak",
    said_of(governed.holds, governed.fails, 'destination.governance_poor') AS "destination.governance_poor"
FROM fresh_leg AS leg
JOIN said AS t ON t.id = leg.transfer
LEFT JOIN fresh_party AS exporter ON exporter.id = t.exporter
LEFT JOIN fresh_party AS importer ON importer.id = t.importer
LEFT JOIN clauses ON clauses.id = t.id
LEFT JOIN followed ON followed.id = t.id
LEFT JOIN governance AS governed ON governed.country = leg.country
LEFT JOIN fresh_evidence AS filed ON filed.transfer = t.id
CROSS JOIN marked;
