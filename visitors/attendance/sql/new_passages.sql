-- Every scan that counts otherwise than before: +1 as what it is now, −1 as what it was.
passages AS MATERIALIZED (
    SELECT
        area_id, day, gate_id, to_timestamp(scan >> {SECOND_BITS}) AS at,
        (scan & {KIND})::int AS counted_as, sum(sign)::int AS times
    FROM (
        SELECT 1 AS sign, area_id, day, now.*
        FROM badge_days, unnest(scans, gates) AS now(scan, gate_id)
        UNION ALL
        SELECT -1, area_id, day, before.*
        FROM counted, unnest(scans, gates) AS before(scan, gate_id)
    ) AS signed
    WHERE scan & {KIND} <> 0
    GROUP BY area_id, day, gate_id, scan
    HAVING sum(sign) <> 0
),
