-- What decides how a scan counts: the show days as instants.
WITH RECURSIVE calendar AS MATERIALIZED (
    SELECT *
    FROM unnest(
        %(days)s::date[], %(starts)s::timestamptz[], %(ends)s::timestamptz[],
        %(opens)s::timestamptz[], %(closes)s::timestamptz[]
    ) WITH ORDINALITY AS show_day(day, starts, ends, opens, closes, nth)
), beginnings AS MATERIALIZED (
    -- a scan finds its day by halves, without trying each
    SELECT array_agg(starts ORDER BY nth) AS starts FROM calendar
),
