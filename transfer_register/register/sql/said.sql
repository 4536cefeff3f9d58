-- Puts what the law says of the touched transfers into the sight under way, in place of what stood there, and makes of it what is
-- said of each as a whole.
DELETE FROM seen_transfer WHERE sight = getvariable('sight')::INTEGER AND id IN (SELECT id FROM touched);
DELETE FROM seen_leg WHERE sight = getvariable('sight')::INTEGER AND transfer IN (SELECT id FROM touched);
DELETE FROM seen_verdict WHERE sight = getvariable('sight')::INTEGER AND transfer IN (SELECT id FROM touched);

CREATE OR REPLACE TEMP TABLE fresh_judged AS
SELECT leg.transfer, leg.leg, leg.country, v.* EXCLUDE (law), rank.rank, coalesce(regime.place, 1000000) AS place
FROM fresh_fact AS leg
JOIN pattern_verdict AS v ON v.law = getvariable('law')::INTEGER AND v.pattern = leg.pattern
LEFT JOIN word AS rank ON rank.vocabulary = 'verdicts' AND rank.term = v.verdict
LEFT JOIN word AS regime ON regime.vocabulary = 'regimes' AND regime.term = v.regime;

INSERT INTO seen_leg
SELECT
    getvariable('sight')::INTEGER, leg.transfer, leg.country, leg.country_group, leg.scope, leg.roles, f.pattern, coalesce(judged.verdicts, [])
FROM fresh_leg AS leg
JOIN fresh_fact AS f ON f.transfer = leg.transfer AND f.leg = leg.leg
LEFT JOIN (
    SELECT transfer, leg, list({'regime': regime, 'verdict': verdict} ORDER BY place, regime) AS verdicts FROM fresh_judged GROUP BY ALL
) AS judged ON judged.transfer = leg.transfer AND judged.leg = leg.leg
ORDER BY leg.transfer, leg.leg;

-- The worst leg decides; of equals the first by country. What is asked is asked for all legs as bad as that one.
INSERT INTO seen_verdict
SELECT
    getvariable('sight')::INTEGER, transfer, regime, worst.verdict, worst.ground, worst.fallbacks,
    list_filter(asked, lambda fact, place: list_position(asked, fact) = place) AS ask, worst.country
FROM (
    SELECT
        transfer, regime, any_value(place) AS place,
        arg_min({'verdict': verdict, 'ground': ground, 'fallbacks': fallbacks, 'country': country}, (rank, leg)) AS worst,
        flatten(list(ask ORDER BY leg) FILTER (rank = lowest)) AS asked
    FROM (SELECT *, min(rank) OVER (PARTITION BY transfer, regime) AS lowest FROM fresh_judged)
    GROUP BY transfer, regime
)
ORDER BY transfer, place, regime;

-- In two steps, since the time to plan joins grows fast with their number: what was judged, then everything else.
CREATE OR REPLACE TEMP TABLE fresh_summary AS
WITH judged AS (
    SELECT
        v.transfer, list(v.regime ORDER BY regime.place, v.regime) AS regimes,
        arg_min(v.verdict, rank.rank) AS verdict
    FROM seen_verdict AS v
    LEFT JOIN word AS rank ON rank.vocabulary = 'verdicts' AND rank.term = v.verdict
    LEFT JOIN word AS regime ON regime.vocabulary = 'regimes' AND regime.term = v.regime
    WHERE v.sight = getvariable('sight')::INTEGER AND v.transfer IN (SELECT id FROM touched)
    GROUP BY v.transfer
),
carried AS (
    SELECT transfer, list_sort(list(DISTINCT ground)) AS grounds
    FROM fresh_judged WHERE ground IS NOT NULL AND verdict IN ('permitted', 'not_restricted') GROUP BY transfer
),
-- The score of a transfer is the highest over the legs that some regime restricts, by its higher end.
scored AS (
    SELECT
        leg.transfer,
        arg_min(
            {'low': s.score_low, 'high': s.score, 'band': s.band, 'pattern': leg.pattern, 'country': leg.country},
            (s.score IS NULL, -s.score, -s.score_low, leg.leg)
        ) AS deciding
    FROM fresh_fact AS leg
    JOIN pattern_score AS s ON s.kit = getvariable('kit')::INTEGER AND s.pattern = leg.pattern
    WHERE (leg.transfer, leg.leg) IN (SELECT (transfer, leg) FROM fresh_judged WHERE verdict <> 'not_restricted')
    GROUP BY leg.transfer
),
special AS (SELECT transfer, any_value("data.has_special_categories") AS special FROM fresh_fact GROUP BY transfer)
SELECT
    special.transfer AS id, special.special, coalesce(judged.regimes, []) AS regimes, coalesce(judged.verdict, 'not_judged') AS verdict,
    coalesce(carried.grounds, []) AS grounds, scored.deciding.low AS score_low, scored.deciding.high AS score,
    coalesce(scored.deciding.band, 'open') AS band, scored.deciding.pattern AS scored_by, scored.deciding.country AS scored_in
FROM special
LEFT JOIN judged ON judged.transfer = special.transfer
LEFT JOIN carried ON carried.transfer = special.transfer
LEFT JOIN scored ON scored.transfer = special.transfer;
