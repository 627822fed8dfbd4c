-- Every scan as what it is.
passages AS MATERIALIZED (
    SELECT
        area_id, day, gate_id, to_timestamp(scan >> {SECOND_BITS}) AS at,
        (scan & {KIND})::int AS counted_as, 1 AS times
    FROM badge_days, unnest(scans, gates) AS now(scan, gate_id)
    WHERE scan & {KIND} <> 0
),
