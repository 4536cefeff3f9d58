-- Where the data go
-- From country to country: how many transfers, how many persons a year, and what the law says of them.
-- One row a corridor from the exporter's country to a destination. A destination that is a group of countries, anywhere
-- or not known has no country, and is counted apart. A transfer counts once in each corridor, with its worst verdict there.
-- `$roles` leaves the places where one of these things happens; transfers of which nobody said it of any place are `stated` false.
WITH told AS (
    SELECT
        *,
        CASE
            WHEN $roles::VARCHAR[] IS NULL OR list_has_any(place_roles, $roles::VARCHAR[]) THEN TRUE
            -- An establishment is where the recipient sits: it does not say where the data are.
            WHEN len(list_filter(places, lambda place: place.role <> 'establishment')) = 0 THEN FALSE
        END AS stated
    FROM chosen_legs($sight, $filter)
),
leg AS (
    SELECT
        id AS transfer, persons, verdict, stated,
        coalesce(own.name, exporter_country) AS origin,
        CASE WHEN stated THEN coalesce(far.name, country) END AS destination,
        CASE WHEN stated AND country IS NULL THEN country_group END AS destination_group,
        CASE WHEN stated AND country IS NULL AND country_group IS NULL THEN scope END AS reach
    FROM told
    LEFT JOIN (SELECT key, value ->> '$' AS name FROM json_each($fold)) AS own ON own.key = exporter_country
    LEFT JOIN (SELECT key, value ->> '$' AS name FROM json_each($fold)) AS far ON far.key = country
    WHERE stated IS NOT NULL
),
once AS (
    SELECT
        origin, destination, destination_group, reach, stated, transfer, any_value(persons) AS persons,
        min(list_position(['breached', 'unknown', 'not_judged', 'permitted', 'not_restricted'], verdict)) AS worst
    FROM leg
    GROUP BY origin, destination, destination_group, reach, stated, transfer
)
SELECT
    origin, destination, destination_group, reach, stated, count(*) AS transfers,
    sum(persons)::BIGINT AS persons, count_if(persons IS NULL) AS persons_unknown,
    count_if(worst = 1) AS breached, count_if(worst = 2) AS unknown, count_if(worst = 3) AS not_judged,
    count_if(worst = 4) AS permitted, count_if(worst = 5) AS not_restricted
FROM once
GROUP BY origin, destination, destination_group, reach, stated
ORDER BY transfers DESC, origin, destination, destination_group, reach, stated
