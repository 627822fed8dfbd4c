-- Scans that count. Those without a badge are refused, or were before they were taken back.
evidence AS (
    SELECT
        id, area_id, ticket_id, person_id, day, gate_id, scanned_at, class_place,
        {weight} AS weight
    FROM counting
    WHERE {which}
    UNION ALL
    SELECT
        id, area_id, NULL::bigint, NULL::bigint, day, gate_id, scanned_at, NULL::int, {weight}
    FROM (
        SELECT
            id, area_id, NULL::bigint AS person_id, day, gate_id, scanned_at, heads, is_voided,
            is_refused, false AS passes_in, false AS passes_out, false AS is_visitor,
            false AS is_repeat, false AS is_conflict
        FROM strays
    ) AS stray
    WHERE {which}
),
