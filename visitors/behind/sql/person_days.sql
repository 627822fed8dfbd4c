-- One scan for each person-day of a class: of visitors' classes these are visits.
present AS (
    SELECT
        *,
        is_there OR is_early AND early_exits = max(early_exits) OVER (
            PARTITION BY area_id, ticket_id, day
        ) AS is_countable
    FROM counting
), made AS (
    (
        SELECT DISTINCT ON (area_id, person_id, day) *
        FROM present
        WHERE is_countable AND person_id IS NOT NULL
        ORDER BY area_id, person_id, day, class_place, scanned_at, id
    )
    UNION ALL
    (
        SELECT DISTINCT ON (area_id, person_id, day, class_place) *
        FROM present
        WHERE passes_in AND NOT is_visitor AND person_id IS NOT NULL
        ORDER BY area_id, person_id, day, class_place, scanned_at, id
    )
), evidence AS (
    SELECT
        id, area_id, ticket_id, person_id, day, gate_id, scanned_at, class_place, 1 AS weight
    FROM made
),
