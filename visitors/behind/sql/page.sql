SELECT
    totals.rows, totals.sum, totals.before,
    scan.id, told.scanned_at, nullif(told.day, %(no_day)s::date), {badge}, {person}, told.gate,
    scan.direction, scan.outcome, scan.reason, (%(class_names)s::text[])[told.class_place],
    device.kind, told.weight
FROM (
    SELECT
        count(*)::int AS rows,
        coalesce(sum(weight), 0)::int AS sum,
        (count(*) FILTER (
            WHERE (scanned_at, id) <= (%(after_at)s::timestamptz, %(after_id)s::uuid)
        ))::int AS before
    FROM told
) AS totals
LEFT JOIN LATERAL (
    SELECT *
    FROM told
    WHERE %(after_id)s::uuid IS NULL
        OR (scanned_at, id) > (%(after_at)s::timestamptz, %(after_id)s::uuid)
    ORDER BY scanned_at, id
    LIMIT %(most)s
) AS told ON true
LEFT JOIN visitors_checkin AS scan ON scan.id = told.id
LEFT JOIN visitors_device AS device ON device.id = scan.device_id
ORDER BY told.scanned_at, told.id
