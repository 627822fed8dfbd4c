-- Every scan as what it is.
passages AS MATERIALIZED (
    SELECT area_id, day, now.*, 1 AS times
    FROM badge_days, unnest(scanned_at, scanned_by, counted_as) AS now(at, gate_id, counted_as)
    WHERE now.counted_as <> 0
),
