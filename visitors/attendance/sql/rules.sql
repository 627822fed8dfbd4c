-- What decides how a scan counts: the show days as instants.
WITH RECURSIVE calendar AS MATERIALIZED (
    SELECT *
    FROM unnest(
        %(days)s::date[], %(starts)s::timestamptz[], %(ends)s::timestamptz[],
        %(opens)s::timestamptz[], %(closes)s::timestamptz[]
    ) AS show_day(day, starts, ends, opens, closes)
), hours AS MATERIALIZED (
    -- the show days by the hours they touch, so that a scan finds its day without trying each
    SELECT date_bin('1 hour', starts, 'epoch') + nth * interval '1 hour' AS hour, calendar.*
    FROM calendar
    CROSS JOIN unnest(%(hours)s::int[]) AS nth
    WHERE date_bin('1 hour', starts, 'epoch') + nth * interval '1 hour' < ends  -- they may be halves
),
