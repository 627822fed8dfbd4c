-- What each scan was. The words are those of visitors/figures/readings.py, in the same order.
standing AS (
    SELECT
        area_id, ticket_id, unit, id, gate_id, scanned_at, heads, is_voided, day, starts,
        outcome = 'refused' AS is_refused,
        outcome = 'admitted' AND NOT is_voided AS stands,
        direction = 'in' AS goes_in,
        ticket_class = ANY(%(visitor_classes)s::text[]) AS is_visitor,
        array_position(%(classes)s::text[], ticket_class::text) AS class_place,
        unit = coalesce(day, %(no_day)s::date) AS is_of_unit,
        scanned_at < opens AS is_before_opening,
        scanned_at BETWEEN opens AND closes AS is_in_hours
    FROM scans
    OFFSET 0  -- told in few bytes before a million of them are put in order
), in_order AS (
    SELECT
        *,
        lag(goes_in) OVER so_far AS last_went_in,
        lag(scanned_at) OVER so_far AS last_at,
        lag(gate_id) OVER so_far AS last_gate_id,
        max(scanned_at) FILTER (WHERE goes_in) OVER (
            badge ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS last_entry_at,
        -- exits before the opening hours of their day, up to here
        count(*) FILTER (WHERE stands AND NOT goes_in AND is_before_opening) OVER so_far
            AS early_exits
    FROM standing
    -- by the ticket first: it tells most of them apart when they are put in order
    WINDOW
        badge AS (PARTITION BY ticket_id, area_id, unit, stands ORDER BY scanned_at, id),
        so_far AS (badge ROWS UNBOUNDED PRECEDING)
), read AS (
    SELECT
        *,
        stands AND goes_in AND person_id IS NOT NULL
            AND coalesce(last_went_in, false)
            AND scanned_at - last_at <= %(repeat_reading)s::interval AS is_repeat
    FROM in_order LEFT JOIN badges USING (ticket_id)  -- all have one, and this keeps their order
), judged AS (
    SELECT
        *,
        stands AND goes_in AND NOT is_repeat AND day IS NOT NULL AS passes_in,
        stands AND NOT goes_in AND day IS NOT NULL AS passes_out,
        stands AND goes_in AND person_id IS NOT NULL AND day IS NOT NULL AND (
            CASE
                WHEN is_repeat THEN last_gate_id <> gate_id
                WHEN area_id IS DISTINCT FROM %(fair)s THEN false  -- halls: as often as they like
                WHEN %(reentry)s = 'after_exit' THEN
                    coalesce(last_went_in AND last_at >= starts, false)
                WHEN %(reentry)s = 'once_a_day' THEN coalesce(last_entry_at >= starts, false)
                ELSE false
            END
        ) AS is_conflict
    FROM read
), counting AS (
    SELECT
        *,
        passes_in AND is_visitor AND is_in_hours AS is_there,
        passes_in AND is_visitor AND is_before_opening AS is_early,
        passes_out AND coalesce(last_went_in AND last_at >= starts, false) AS ends_a_stay
    FROM judged
    WHERE is_of_unit
    ORDER BY ticket_id, area_id, unit  -- as they are; judged once, not by each sum of it
), badge_days AS MATERIALIZED (
    -- inside at some moment of [opens, closes]: came in then, or earlier and no exit came between
    -- that entry and the opening, that is, the last early exit of the day was before it.
    -- An aggregate with an ORDER BY is not hashed: they are in order already
    SELECT
        area_id, ticket_id, unit AS day, max(person_id ORDER BY unit) AS person_id,
        max(person_id) IS NOT NULL AND (
            coalesce(bool_or(is_there), false)
            OR coalesce(max(early_exits) FILTER (WHERE is_early) = max(early_exits), false)
        ) AS came,
        CASE WHEN max(person_id) IS NULL THEN greatest(
            coalesce(max(heads) FILTER (WHERE is_there), 0),
            CASE WHEN max(early_exits) FILTER (WHERE is_early) = max(early_exits) THEN
                (max(ARRAY[early_exits, heads]) FILTER (WHERE is_early))[2]
            ELSE 0 END
        ) ELSE 0 END AS heads,
        coalesce(sum(heads) FILTER (WHERE ends_a_stay), 0)::int AS stays,
        coalesce(sum(heads * (
            floor(date_part('epoch', scanned_at)) - floor(date_part('epoch', last_at))
        )) FILTER (WHERE ends_a_stay), 0)::bigint AS stay_seconds,
        -- a bit for each class that is not a visitor's, and one for that of the visit: the first
        coalesce(bit_or(1 << class_place) FILTER (
            WHERE passes_in AND NOT is_visitor AND person_id IS NOT NULL
        ), 0) | CASE WHEN max(person_id) IS NULL THEN 0 ELSE coalesce(1 << least(
            min(class_place) FILTER (WHERE is_there),
            CASE WHEN max(early_exits) FILTER (WHERE is_early) = max(early_exits) THEN
                -(max(ARRAY[early_exits, -class_place]) FILTER (WHERE is_early))[2]
            END
        )::int, 0) END AS classes,
        array_agg(
            floor(date_part('epoch', scanned_at))::bigint * {SECOND}
            + CASE WHEN passes_in AND is_visitor AND person_id IS NOT NULL THEN {ENTRY} ELSE 0 END
            + CASE WHEN passes_in THEN {IN} + heads * {HEAD} ELSE 0 END
            + CASE WHEN passes_out THEN {OUT} + heads * {HEAD} ELSE 0 END
            + CASE WHEN is_repeat AND day IS NOT NULL THEN {REPEAT} ELSE 0 END
            + CASE WHEN is_conflict THEN {CONFLICT} ELSE 0 END
            + CASE WHEN is_refused AND NOT is_voided THEN {REFUSED} ELSE 0 END
            + CASE WHEN is_voided THEN {VOIDED} ELSE 0 END
        ) AS scans,
        array_agg(gate_id::int) AS gates
    FROM counting
    GROUP BY ticket_id, area_id, unit
),
