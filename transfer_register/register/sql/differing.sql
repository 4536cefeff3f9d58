-- The patterns of which a regime may say something else than under law `$base` (law/differing.py), and with them all that this law
-- could not tell from one of them: who was judged as one is taken over, or judged anew, together.
INSERT INTO differing
WITH bound AS (
    SELECT pattern, judged_as FROM judged_alike
    WHERE law = $base AND regime = $regime AND pattern IN (SELECT pattern FROM taken_leg)
),
anew AS (
    SELECT pattern AS judged_as FROM case_finding
    WHERE law = $base AND regime = $regime AND list_contains($spoke::VARCHAR[], provision)
    UNION
    SELECT judged_as FROM bound
    WHERE pattern IN (
        SELECT pattern FROM taken_leg WHERE list_contains($places::VARCHAR[], country) OR ($unplaced::BOOLEAN AND country IS NULL)
    )
)
SELECT $regime, pattern FROM bound WHERE $everywhere::BOOLEAN OR judged_as IN (SELECT judged_as FROM anew);
