-- Every scan that counts otherwise than before: +1 as what it is now, −1 as what it was.
passages AS MATERIALIZED (
    SELECT
        area_id, day, gate_id, scan >> {SECOND_BITS} AS second,
        (scan & {KIND})::int AS counted_as, sum(sign)::int AS times
    FROM (
        SELECT 1 AS sign, area_id, day, unnest(scans) AS scan, unnest(gates) AS gate_id
        FROM badge_days
        UNION ALL
        SELECT -1, area_id, day, unnest(scans), unnest(gates) FROM counted
    ) AS signed
    WHERE scan & {KIND} <> 0
    GROUP BY area_id, day, gate_id, scan
    HAVING sum(sign) <> 0
),
