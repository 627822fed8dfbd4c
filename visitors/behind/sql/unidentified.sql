-- Of each nameless badge and day the scan with the most heads.
present AS (
    SELECT
        *,
        is_there OR is_early AND early_exits = max(early_exits) OVER (
            PARTITION BY area_id, ticket_id, day
        ) AS is_countable
    FROM counting
), made AS (
    SELECT DISTINCT ON (area_id, ticket_id, day) *
    FROM present
    WHERE is_countable AND person_id IS NULL
    ORDER BY area_id, ticket_id, day, heads DESC, scanned_at, id
), evidence AS (
    SELECT
        id, area_id, ticket_id, person_id, day, gate_id, scanned_at, class_place, heads AS weight
    FROM made
),
