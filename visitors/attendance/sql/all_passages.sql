-- Every scan as what it is.
passages AS MATERIALIZED (
    SELECT
        area_id, day, gate_id, scan >> {SECOND_BITS} AS second,
        (scan & {KIND})::int AS counted_as, 1 AS times
    FROM (
        SELECT area_id, day, unnest(scans) AS scan, unnest(gates) AS gate_id FROM badge_days
    ) AS told
    WHERE scan & {KIND} <> 0
),
