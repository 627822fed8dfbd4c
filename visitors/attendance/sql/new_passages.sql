-- Every scan that counts otherwise than before: +1 as what it is now, −1 as what it was.
passages AS MATERIALIZED (
    SELECT area_id, day, gate_id, at, counted_as, sum(sign)::int AS times
    FROM (
        SELECT 1 AS sign, area_id, day, now.*
        FROM badge_days, unnest(scanned_at, scanned_by, counted_as) AS now(at, gate_id, counted_as)
        UNION ALL
        SELECT -1, area_id, day, before.*
        FROM counted, unnest(scanned_at, scanned_by, counted_as) AS before(at, gate_id, counted_as)
    ) AS signed
    WHERE counted_as <> 0
    GROUP BY area_id, day, gate_id, at, counted_as
    HAVING sum(sign) <> 0
),
