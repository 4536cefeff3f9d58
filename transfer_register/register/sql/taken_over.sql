-- Puts into the sight under way everything that the law says as in the sight that is taken over; of the touched transfers the
-- records alone, with what was found of them anew (said.sql).
INSERT INTO seen_leg
SELECT l.* REPLACE (getvariable('sight')::INTEGER AS sight) FROM seen_leg AS l
WHERE sight = getvariable('base')::INTEGER AND transfer NOT IN (SELECT id FROM touched);

INSERT INTO seen_verdict
SELECT v.* REPLACE (getvariable('sight')::INTEGER AS sight) FROM seen_verdict AS v
WHERE sight = getvariable('base')::INTEGER AND transfer NOT IN (SELECT id FROM touched);

INSERT INTO seen_transfer
SELECT t.* REPLACE (getvariable('sight')::INTEGER AS sight) FROM seen_transfer AS t
WHERE sight = getvariable('base')::INTEGER AND id NOT IN (SELECT id FROM touched);

INSERT INTO seen_transfer
SELECT
    t.* REPLACE (
        getvariable('sight')::INTEGER AS sight, said.regimes AS regimes, said.verdict AS verdict, said.grounds AS grounds,
        said.score_low AS score_low, said.score AS score, said.band AS band, said.scored_by AS scored_by, said.scored_in AS scored_in
    )
FROM seen_transfer AS t JOIN fresh_summary AS said ON said.id = t.id
WHERE t.sight = getvariable('base')::INTEGER;
