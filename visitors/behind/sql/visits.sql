-- One scan for each visit: the first that makes it, with the badge whose class the visit has.
present AS (
    SELECT
        *,
        is_there OR is_early AND early_exits = max(early_exits) OVER (
            PARTITION BY area_id, ticket_id, day
        ) AS is_countable
    FROM counting
), made AS (
    SELECT DISTINCT ON (area_id, person_id, day) *
    FROM present
    WHERE is_countable AND person_id IS NOT NULL
    ORDER BY area_id, person_id, day, class_place, scanned_at, id
), evidence AS (
    SELECT
        id, area_id, ticket_id, person_id, day, gate_id, scanned_at, class_place, 1 AS weight
    FROM (
        SELECT *, min(day) OVER (PARTITION BY area_id, person_id) AS first_day FROM made
    ) AS visits
    WHERE {which}
),
