-- What each scan was. The words are those of visitors/figures/readings.py, in the same order.
standing AS (
    SELECT
        *,
        outcome = 'admitted' AND NOT is_voided AS stands,
        direction = 'in' AS goes_in,
        ticket_class = ANY(%(visitor_classes)s::text[]) AS is_visitor
    FROM scans
), in_order AS (
    SELECT
        *,
        lag(goes_in) OVER badge AS last_went_in,
        lag(scanned_at) OVER badge AS last_at,
        lag(gate_id) OVER badge AS last_gate_id,
        lag(goes_in) OVER badge_day AS last_today_went_in,
        count(*) FILTER (WHERE goes_in) OVER badge_day
            - CASE WHEN goes_in THEN 1 ELSE 0 END AS earlier_entries,
        count(*) FILTER (WHERE NOT goes_in AND scanned_at < opens) OVER badge_day
            AS exits_before_opening_so_far,
        count(*) FILTER (WHERE NOT goes_in AND scanned_at < opens) OVER whole_day
            AS exits_before_opening
    FROM standing
    WINDOW
        badge AS (PARTITION BY area_id, ticket_id, unit, stands ORDER BY scanned_at, id),
        badge_day AS (PARTITION BY area_id, ticket_id, unit, stands, day ORDER BY scanned_at, id),
        whole_day AS (PARTITION BY area_id, ticket_id, unit, stands, day)
), read AS (
    SELECT
        *,
        stands AND goes_in AND person_id IS NOT NULL
            AND coalesce(last_went_in AND scanned_at - last_at <= %(repeat_reading)s::interval, false)
            AS is_repeat,
        -- inside at some moment of [opens, closes]: nobody with this badge left between the
        -- entry and the opening
        scanned_at <= closes
            AND (scanned_at >= opens OR exits_before_opening_so_far = exits_before_opening)
            AS is_countable
    FROM in_order
), judged AS (
    SELECT
        *,
        stands AND goes_in AND NOT is_repeat AND day IS NOT NULL AS passes_in,
        stands AND NOT goes_in AND day IS NOT NULL AS passes_out,
        stands AND goes_in AND person_id IS NOT NULL AND day IS NOT NULL AND (
            CASE
                WHEN is_repeat THEN last_gate_id <> gate_id
                WHEN area_id IS DISTINCT FROM %(fair)s THEN false  -- halls: as often as they like
                WHEN %(reentry)s = 'after_exit' THEN coalesce(last_today_went_in, false)
                WHEN %(reentry)s = 'once_a_day' THEN earlier_entries > 0
                ELSE false
            END
        ) AS is_conflict
    FROM read
), badge_days AS MATERIALIZED (
    SELECT
        area_id, ticket_id, coalesce(day, %(no_day)s::date) AS day, max(person_id) AS person_id,
        coalesce(bool_or(passes_in AND is_visitor AND is_countable), false)
            AND max(person_id) IS NOT NULL AS came,
        CASE WHEN max(person_id) IS NULL THEN
            coalesce(max(heads) FILTER (WHERE passes_in AND is_visitor AND is_countable), 0)
        ELSE 0 END AS heads,
        coalesce(bit_or(1 << array_position(%(classes)s::text[], ticket_class::text)) FILTER (
            WHERE passes_in AND NOT is_visitor AND person_id IS NOT NULL
        ), 0) AS classes,
        array_agg(scanned_at) AS scanned_at,
        array_agg(gate_id) AS scanned_by,
        array_agg(
            CASE WHEN passes_in AND is_visitor AND person_id IS NOT NULL THEN {ENTRY} ELSE 0 END
            + CASE WHEN passes_in THEN {IN} + heads * {HEAD} ELSE 0 END
            + CASE WHEN passes_out THEN {OUT} + heads * {HEAD} ELSE 0 END
            + CASE WHEN is_repeat AND day IS NOT NULL THEN {REPEAT} ELSE 0 END
            + CASE WHEN is_conflict THEN {CONFLICT} ELSE 0 END
            + CASE WHEN outcome = 'refused' AND NOT is_voided THEN {REFUSED} ELSE 0 END
            + CASE WHEN is_voided THEN {VOIDED} ELSE 0 END
        ) AS counted_as
    FROM judged
    WHERE unit IS NULL OR unit = coalesce(day, %(no_day)s::date)
    GROUP BY area_id, ticket_id, coalesce(day, %(no_day)s::date)
),
