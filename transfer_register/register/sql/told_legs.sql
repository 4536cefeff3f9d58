-- What the pictures count: the legs of the chosen transfers, and what is told of each leg in the dimensions of a picture.

-- The worst of a list of {regime, verdict}; a list without verdicts was not judged.
CREATE MACRO worst_of(judged) AS coalesce(
    (['breached', 'unknown', 'not_judged', 'permitted', 'not_restricted'])[
        list_min(list_transform(
            judged, lambda j: list_position(['breached', 'unknown', 'not_judged', 'permitted', 'not_restricted'], j.verdict)
        ))
    ],
    'not_judged'
);

-- A list of {regime, verdict} as far as the filter asks for its regimes.
CREATE MACRO judged_by(f, judged) AS CASE
    WHEN filter_values(f, 'regimes') IS NULL THEN judged
    ELSE list_filter(judged, lambda j: list_contains(filter_values(f, 'regimes'), j.regime))
END;

-- One row a leg: `verdicts` and `verdict` say what the law says of this destination, `whole_verdict` of the transfer. Where the filter names regimes, the verdicts are theirs; where it names destinations, only their legs are left,
-- so that a picture shows no more than was asked for.
CREATE MACRO chosen_legs(s, f) AS TABLE
SELECT
    t.* EXCLUDE (scope, verdict), leg.country, leg.country_group, leg.scope,
    judged_by(f, leg.verdicts) AS verdicts, worst_of(judged_by(f, leg.verdicts)) AS verdict,
    CASE WHEN v.judged IS NULL THEN t.verdict ELSE worst_of(v.judged) END AS whole_verdict
FROM legs_on(s) AS leg
JOIN chosen(s, f) AS t ON t.id = leg.transfer
LEFT JOIN (
    SELECT transfer, list({'regime': regime, 'verdict': verdict}) AS judged
    FROM verdicts_on(s)
    WHERE filter_values(f, 'regimes') IS NOT NULL AND list_contains(filter_values(f, 'regimes'), regime)
    GROUP BY transfer
) AS v ON v.transfer = leg.transfer
WHERE filter_values(f, 'countries') IS NULL OR list_contains(filter_values(f, 'countries'), leg.country);

-- What is told in a dimension: a list that is never empty. Values that the filter does not name are left out.
CREATE MACRO told_list(said, wanted) AS CASE
    WHEN coalesce(len(said), 0) = 0 THEN ['']
    WHEN wanted IS NULL THEN said
    ELSE list_intersect(said, wanted)
END;

-- One row a leg, with `said`: for each of `steps` (dimensions of a picture, in their order) the list of what is told there.
-- '' is "not stated", '-' is "stated: none", '~APAC' or '~global' a destination that is no country. `fold` maps countries to
-- a group that is shown as one, `regions` to their region (one that has none is its own); both are JSON objects. The
-- dimension 'verdict' tells the verdict of the transfer, as the register lists it; the column `verdict` tells that of the
-- leg. Where a step is the regime, a leg counts once for each regime.
CREATE MACRO told_legs(s, f, steps, fold, regions) AS TABLE
WITH leg AS (
    SELECT
        it.id AS transfer, persons, exporter, importer, importer_kind, data_categories, data_subjects,
        purposes, tools, band, coalesce(own.name, exporter_country, '') AS origin,
        coalesce(far.name, country, '~' || country_group, '~' || scope, '~unknown') AS destination,
        coalesce(far.name, area.name, country, '~' || country_group, '~' || scope, '~unknown') AS region,
        judged.regime AS regime, judged.verdict AS verdict, coalesce(v.whole, whole_verdict) AS whole_verdict
    FROM (
        SELECT * EXCLUDE (verdict), unnest(
            CASE WHEN list_contains(steps, 'regime') AND len(verdicts) > 0 THEN verdicts ELSE [{'regime': '', 'verdict': verdict}] END
        ) AS judged
        FROM chosen_legs(s, f)
    ) AS it
    LEFT JOIN (
        SELECT transfer, regime, verdict AS whole FROM verdicts_on(s) WHERE list_contains(steps, 'regime')
    ) AS v ON v.transfer = it.id AND v.regime = judged.regime
    LEFT JOIN (SELECT key, value ->> '$' AS name FROM json_each(fold)) AS own ON own.key = exporter_country
    LEFT JOIN (SELECT key, value ->> '$' AS name FROM json_each(fold)) AS far ON far.key = country
    LEFT JOIN (SELECT key, value ->> '$' AS name FROM json_each(regions)) AS area ON area.key = country
)
SELECT
    transfer, persons, verdict,
    list_transform(steps, lambda step: CASE step
        WHEN 'origin' THEN [origin]
        WHEN 'exporter' THEN [exporter]
        WHEN 'category' THEN told_list(data_categories, filter_values(f, 'categories'))
        WHEN 'subject' THEN told_list(data_subjects, filter_values(f, 'subjects'))
        WHEN 'purpose' THEN told_list(purposes, filter_values(f, 'purposes'))
        WHEN 'kind' THEN [coalesce(importer_kind, '')]
        WHEN 'recipient' THEN [importer]
        WHEN 'country' THEN [destination]
        WHEN 'region' THEN [region]
        WHEN 'tool' THEN CASE WHEN len(tools) = 0 THEN ['-'] ELSE told_list(tools, filter_values(f, 'tools')) END
        WHEN 'regime' THEN [regime]
        WHEN 'verdict' THEN [whole_verdict]
        WHEN 'band' THEN [coalesce(band, 'open')]
    END) AS said
FROM leg;
