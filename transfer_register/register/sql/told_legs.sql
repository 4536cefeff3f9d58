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
    ELSE list_filter(judged, lambda j: regime_meant(f, j.regime))
END;

-- One row a leg: `verdicts` and `verdict` say what the law says of this destination, `whole_verdict` of the transfer. Where the
-- filter names regimes, the verdicts are theirs; where it says where, only those legs are left, so that a picture shows no more
-- than was asked for. `among` limits it to the transfers of a list of ids; NULL does not.
CREATE MACRO chosen_legs_of(s, f, among) AS TABLE
SELECT
    t.* EXCLUDE (scope, verdict), leg.country, leg.country_group, leg.scope, leg.roles AS place_roles,
    judged_by(f, leg.verdicts) AS verdicts, worst_of(judged_by(f, leg.verdicts)) AS verdict,
    CASE WHEN v.judged IS NULL THEN t.verdict ELSE worst_of(v.judged) END AS whole_verdict
FROM (FROM legs_on(s) WHERE among IS NULL OR transfer IN (SELECT unnest(among))) AS leg
JOIN (FROM chosen(s, f) WHERE among IS NULL OR id IN (SELECT unnest(among))) AS t ON t.id = leg.transfer
LEFT JOIN (
    SELECT transfer, list({'regime': regime, 'verdict': verdict}) AS judged
    FROM verdicts_on(s)
    WHERE filter_values(f, 'regimes') IS NOT NULL AND regime_meant(f, regime)
    GROUP BY transfer
) AS v ON v.transfer = leg.transfer
WHERE place_meant(f, leg.country, leg.country_group, leg.scope) AND role_meant(f, leg.roles, t.places);

CREATE MACRO chosen_legs(s, f) AS TABLE FROM chosen_legs_of(s, f, NULL);

-- What is told in a dimension: a list that is never empty. Values that the filter does not mean are left out.
CREATE MACRO told_list(said, wanted, but) AS CASE
    WHEN coalesce(len(said), 0) = 0 THEN ['']
    WHEN wanted IS NULL THEN said
    WHEN but THEN list_filter(said, lambda each: NOT list_contains(wanted, each))
    ELSE list_intersect(said, wanted)
END;

-- How many transfers are so, where a row stands for several.
CREATE MACRO transfers_if(transfers, so) AS coalesce(sum(CASE WHEN so THEN transfers END), 0)::BIGINT;

-- One row a leg, with `said`: for each of `steps` (dimensions of a picture, in their order) the list of what is told there.
-- '' is "not stated", '-' is "none stands", '~APAC' or '~global' a destination that is no country. `fold` maps countries to
-- a group that is shown as one, `regions` to their region (one that has none is its own); both are JSON objects. The
-- dimension 'verdict' tells the verdict of the transfer, as the register lists it; the column `verdict` tells that of the
-- leg, and `state` the band of the transfer, or 'not_restricted' where the leg is not. Where a step is the regime, a leg
-- counts once for each regime. `among` limits it to the transfers of a list of ids; NULL does not.
CREATE MACRO told_of(s, f, steps, fold, regions, among) AS TABLE
WITH leg AS (
    SELECT
        it.id AS transfer, persons, exporter, importer, importer_kind, data_categories, data_subjects,
        purposes, tools, all_measures, systems, owner, band, coalesce(own.name, exporter_country, '') AS origin,
        coalesce(far.name, country, '~' || country_group, '~' || scope, '~unknown') AS destination,
        coalesce(far.name, area.name, country, '~' || country_group, '~' || scope, '~unknown') AS region,
        judged.regime AS regime, judged.verdict AS verdict, coalesce(v.whole, whole_verdict) AS whole_verdict
    FROM (
        SELECT * EXCLUDE (verdict), unnest(
            CASE WHEN list_contains(steps, 'regime') AND len(verdicts) > 0 THEN verdicts ELSE [{'regime': '', 'verdict': verdict}] END
        ) AS judged
        FROM chosen_legs_of(s, f, among)
    ) AS it
    LEFT JOIN (
        SELECT transfer, regime, verdict AS whole FROM verdicts_on(s) WHERE list_contains(steps, 'regime')
    ) AS v ON v.transfer = it.id AND v.regime = judged.regime
    LEFT JOIN (SELECT key, value ->> '$' AS name FROM json_each(fold)) AS own ON own.key = exporter_country
    LEFT JOIN (SELECT key, value ->> '$' AS name FROM json_each(fold)) AS far ON far.key = country
    LEFT JOIN (SELECT key, value ->> '$' AS name FROM json_each(regions)) AS area ON area.key = country
)
SELECT
    transfer, persons, verdict, CASE WHEN verdict = 'not_restricted' THEN verdict ELSE coalesce(band, 'open') END AS state,
    list_transform(steps, lambda step: CASE step
        WHEN 'origin' THEN [origin]
        WHEN 'exporter' THEN [exporter]
        WHEN 'category' THEN told_list(data_categories, filter_values(f, 'categories'), but_others(f, 'categories'))
        WHEN 'subject' THEN told_list(data_subjects, filter_values(f, 'subjects'), but_others(f, 'subjects'))
        WHEN 'purpose' THEN told_list(purposes, filter_values(f, 'purposes'), but_others(f, 'purposes'))
        WHEN 'kind' THEN [coalesce(importer_kind, '')]
        WHEN 'recipient' THEN [importer]
        WHEN 'country' THEN [destination]
        WHEN 'region' THEN [region]
        WHEN 'tool' THEN CASE WHEN len(tools) = 0 THEN ['-'] ELSE told_list(tools, filter_values(f, 'tools'), but_others(f, 'tools')) END
        WHEN 'measure' THEN told_list(all_measures, filter_values(f, 'measures'), but_others(f, 'measures'))
        WHEN 'system' THEN told_list(systems, filter_values(f, 'systems'), but_others(f, 'systems'))
        WHEN 'owner' THEN [coalesce(owner, '')]
        WHEN 'regime' THEN [regime]
        WHEN 'verdict' THEN [whole_verdict]
        WHEN 'band' THEN [coalesce(band, 'open')]
    END) AS said
FROM leg;

-- As `told_of`, of all chosen transfers, leg by leg.
CREATE MACRO told_legs(s, f, steps, fold, regions) AS TABLE
SELECT transfer, persons, verdict, said FROM told_of(s, f, steps, fold, regions, NULL);

-- As `told_of`, with the transfers that tell the same counted together: a bunch is as many `transfers`, with the `persons` that
-- they state, and has the legs of one of them. Registers say the same again and again: what is told is worked out, and taken
-- apart into its values, once for each bunch. Transfers are compared by 64 bits of what is theirs and the sums and differences
-- of those of their legs, so that two that differ stand together once in ten million registers of a million transfers.
CREATE MACRO told_bunches(s, f, steps, fold, regions) AS TABLE
WITH bunch AS MATERIALIZED (
    SELECT min(t.id) AS bunch, count(*) AS transfers, sum(t.persons)::BIGINT AS persons
    FROM chosen(s, f) AS t
    JOIN (
        SELECT transfer, count(*) AS many, sum(print) AS added, bit_xor(print) AS mixed
        FROM (
            SELECT transfer, hash(
                verdicts,
                CASE WHEN list_has_any(steps, ['country', 'region']) OR filter_values(f, 'countries') IS NOT NULL OR says_of_legs(f)
                    THEN {'country': country, 'group': country_group, 'scope': scope} END,
                CASE WHEN says_of_legs(f) THEN roles END
            ) AS print
            FROM legs_on(s)
        )
        GROUP BY transfer
    ) AS leg ON leg.transfer = t.id
    GROUP BY leg.many, leg.added, leg.mixed, hash(
        t.verdict, t.band,
        -- A list that nobody stated has the print of an empty one.
        CASE WHEN list_contains(steps, 'tool') THEN t.tools IS NULL END,
        CASE WHEN says_of_legs(f) THEN said_nowhere(t.places) END,
        CASE WHEN list_contains(steps, 'origin') THEN t.exporter_country END,
        CASE WHEN list_contains(steps, 'exporter') THEN t.exporter END,
        CASE WHEN list_contains(steps, 'category') THEN t.data_categories END,
        CASE WHEN list_contains(steps, 'subject') THEN t.data_subjects END,
        CASE WHEN list_contains(steps, 'purpose') THEN t.purposes END,
        CASE WHEN list_contains(steps, 'kind') THEN t.importer_kind END,
        CASE WHEN list_contains(steps, 'recipient') THEN t.importer END,
        CASE WHEN list_contains(steps, 'tool') THEN t.tools END,
        CASE WHEN list_contains(steps, 'measure') THEN t.all_measures END,
        CASE WHEN list_contains(steps, 'system') THEN t.systems END,
        CASE WHEN list_contains(steps, 'owner') THEN t.owner END
    )
)
SELECT bunch, bunch.transfers, bunch.persons, verdict, state, said
FROM told_of(s, f, steps, fold, regions, (SELECT list(bunch) FROM bunch)) JOIN bunch ON bunch.bunch = transfer;
