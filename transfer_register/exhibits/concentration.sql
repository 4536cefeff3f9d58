-- What hangs on one country, one group, one ground
-- How much of the transfers, of the persons, of the categories of data and of the systems would be touched if one country, one
-- group of companies or one legal ground fell away; and how much of it has no other way.
-- One row a country, a group (a recipient with all that it belongs to) or a ground that carries, `$most` of each, the most
-- transfers first. `..._only` counts what stands nowhere else: persons of transfers that go to this country alone, categories
-- and systems of which every transfer hangs on it. Persons are the sum over transfers that state them, so one who occurs in
-- several is counted several times; `persons_unknown` counts the transfers that do not. `all_...` are the figures of all.
WITH RECURSIVE meant AS (
    SELECT
        id, importer, importer_name, persons, verdict, data_categories, systems, grounds,
        CASE WHEN filter_values($filter, 'countries') IS NULL THEN countries
            ELSE list_intersect(countries, filter_values($filter, 'countries')) END AS countries
    FROM chosen($sight, $filter)
),
company AS MATERIALIZED (SELECT id, name, parent FROM parties_known((SELECT known FROM sight WHERE sight = $sight))),
-- Up to the company above all; a ring of owners ends after as many steps as there can be.
above AS (
    SELECT id, id AS top, 0 AS steps FROM company WHERE id IN (SELECT importer FROM meant)
    UNION ALL
    SELECT above.id, company.parent, steps + 1 FROM above JOIN company ON company.id = above.top
    WHERE company.parent IS NOT NULL AND steps < 12
),
whose AS (SELECT id, arg_max(top, steps) AS top FROM above GROUP BY id),
hanging AS (
    SELECT id, 'country' AS what, unnest(list_distinct(countries)) AS value, len(list_distinct(countries)) = 1 AS wholly FROM meant
    UNION ALL
    SELECT meant.id, 'group', coalesce(whose.top, meant.importer), TRUE FROM meant LEFT JOIN whose ON whose.id = meant.importer
    UNION ALL
    SELECT id, 'ground', unnest(list_distinct(grounds)), len(list_distinct(grounds)) = 1 FROM meant
),
counted AS (
    SELECT
        what, value, count(*) AS transfers, count_if(wholly) AS transfers_only, sum(persons)::BIGINT AS persons,
        (sum(persons) FILTER (wholly))::BIGINT AS persons_only, count_if(persons IS NULL) AS persons_unknown,
        min(list_position(['breached', 'unknown', 'not_judged', 'permitted', 'not_restricted'], verdict)) AS worst
    FROM hanging JOIN meant USING (id)
    GROUP BY what, value
),
shown AS (
    SELECT *, row_number() OVER (PARTITION BY what ORDER BY transfers DESC, value) AS place FROM counted
    QUALIFY place <= $most
),
-- How many transfers of a category, or of a system, hang on it, beside how many there are.
spread AS (
    SELECT 'category' AS of, term, count(*) AS transfers FROM (SELECT unnest(list_distinct(data_categories)) AS term FROM meant) GROUP BY term
    UNION ALL
    SELECT 'system', term, count(*) FROM (SELECT unnest(list_distinct(systems)) AS term FROM meant) GROUP BY term
),
reached AS (
    SELECT what, value, of, term, count(*) AS transfers
    FROM (
        SELECT what, value, 'category' AS of, unnest(list_distinct(data_categories)) AS term
        FROM hanging JOIN shown USING (what, value) JOIN meant USING (id)
        UNION ALL
        SELECT what, value, 'system', unnest(list_distinct(systems)) FROM hanging JOIN shown USING (what, value) JOIN meant USING (id)
    )
    GROUP BY what, value, of, term
),
terms AS (
    SELECT
        what, value, count_if(r.of = 'category') AS categories, count_if(r.of = 'system') AS systems,
        count_if(r.of = 'category' AND r.transfers = s.transfers) AS categories_only,
        count_if(r.of = 'system' AND r.transfers = s.transfers) AS systems_only
    FROM reached AS r JOIN spread AS s USING (of, term)
    GROUP BY what, value
),
whole AS (
    SELECT
        count(*) AS all_transfers, sum(persons)::BIGINT AS all_persons,
        (SELECT count(*) FROM spread WHERE of = 'category') AS all_categories, (SELECT count(*) FROM spread WHERE of = 'system') AS all_systems
    FROM meant
)
SELECT
    s.what, s.value, coalesce(company.name, law.title) AS name, s.transfers, s.transfers_only, s.persons, s.persons_only, s.persons_unknown,
    coalesce(t.categories, 0) AS categories, coalesce(t.categories_only, 0) AS categories_only, coalesce(t.systems, 0) AS systems,
    coalesce(t.systems_only, 0) AS systems_only,
    (['breached', 'unknown', 'not_judged', 'permitted', 'not_restricted'])[s.worst] AS verdict,
    (SELECT list(DISTINCT id ORDER BY id) FROM whose WHERE s.what = 'group' AND whose.top = s.value) AS members, whole.*
FROM shown AS s
LEFT JOIN terms AS t USING (what, value)
LEFT JOIN company ON s.what = 'group' AND company.id = s.value
LEFT JOIN (
    SELECT provision, any_value(title) AS title FROM provisions_on($sight) GROUP BY provision
) AS law ON s.what = 'ground' AND law.provision = s.value
CROSS JOIN whole
ORDER BY list_position(['country', 'group', 'ground'], s.what), s.place
