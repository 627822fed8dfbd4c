-- The scans of every badge-day that something new is known about, and only those.
news AS MATERIALIZED (
    -- what the last count could not see: committed after it began
    SELECT id, gate_id, ticket_id, scanned_at, voids_id
    FROM visitors_checkin
    WHERE edition_id = %(edition)s
        AND (xid >= %(seen_up_to)s::xid8 OR xid = ANY(%(seen_running)s::xid8[]))
), concerned AS MATERIALIZED (
    SELECT gate_id, ticket_id, scanned_at FROM news WHERE voids_id IS NULL
    UNION ALL
    SELECT voided.gate_id, voided.ticket_id, voided.scanned_at
    FROM news JOIN visitors_checkin AS voided ON voided.id = news.voids_id
), recounts AS MATERIALIZED (
    SELECT id, person_id, ticket_id FROM visitors_recount WHERE edition_id = %(edition)s
), ties AS (
    SELECT merged_id AS person_id, kept_id AS other_id FROM merges
    UNION ALL
    SELECT kept_id, merged_id FROM merges
), people_concerned AS (
    -- and those tied to them: how somebody registered is told of all whom he was merged with
    SELECT person_id FROM recounts WHERE person_id IS NOT NULL
    UNION
    SELECT person_id
    FROM visitors_registration
    WHERE edition_id = %(edition)s AND registered_at > %(since)s AND registered_at <= %(until)s
    UNION
    SELECT person_id
    FROM visitors_registration
    WHERE edition_id = %(edition)s AND cancelled_at > %(since)s AND cancelled_at <= %(until)s
    UNION
    SELECT ties.other_id FROM ties JOIN people_concerned USING (person_id)
), tickets_concerned AS (
    SELECT ticket_id FROM recounts WHERE ticket_id IS NOT NULL
    UNION
    SELECT ticket.id
    FROM people_concerned JOIN visitors_ticket AS ticket USING (person_id)
), touched AS MATERIALIZED (
    -- a scan in the last minute of a day may make the first of the next day a repeat reading
    SELECT gate.area_id, concerned.ticket_id, coalesce(calendar.day, %(no_day)s::date) AS day
    FROM concerned
    JOIN visitors_gate AS gate ON gate.id = concerned.gate_id
    CROSS JOIN LATERAL (
        VALUES (scanned_at), (scanned_at + %(repeat_reading)s::interval)
    ) AS moment(at)
    LEFT JOIN calendar
        ON calendar.nth = width_bucket(moment.at, (SELECT starts FROM beginnings))
        AND moment.at < calendar.ends
    WHERE concerned.ticket_id IS NOT NULL AND gate.area_id IS NOT NULL
    UNION
    SELECT known.area_id, known.ticket_id, known.day
    FROM tickets_concerned
    JOIN visitors_badgeday AS known
        ON known.edition_id = %(edition)s AND known.ticket_id = tickets_concerned.ticket_id
), doors AS MATERIALIZED (
    SELECT id AS gate_id, area_id
    FROM visitors_gate
    WHERE edition_id = %(edition)s AND area_id IS NOT NULL
), badges AS MATERIALIZED (
    SELECT
        touched.ticket_id, coalesce(roots.root_id, ticket.person_id) AS person_id,
        adjusted.ticket_class
    FROM (SELECT DISTINCT ticket_id FROM touched) AS touched
    JOIN visitors_ticket AS ticket ON ticket.id = touched.ticket_id
    LEFT JOIN roots ON roots.person_id = ticket.person_id
    LEFT JOIN adjustments AS adjusted ON adjusted.ticket_id = touched.ticket_id
), passes AS MATERIALIZED (
    -- badge by badge through the index, whatever the planner believes of `touched`
    SELECT units.day AS unit, one.*
    FROM (SELECT DISTINCT ticket_id, day FROM touched) AS units
    LEFT JOIN calendar USING (day)
    CROSS JOIN LATERAL (
        SELECT id, ticket_id, gate_id, direction, scanned_at, outcome, ticket_class, heads
        FROM visitors_checkin
        WHERE ticket_id = units.ticket_id
            AND voids_id IS NULL
            AND scanned_at >= coalesce(calendar.starts - %(repeat_reading)s::interval, '-infinity')
            AND scanned_at < coalesce(calendar.ends, 'infinity')
        OFFSET 0
    ) AS one
), scans AS (
    SELECT
        touched.area_id, touched.ticket_id, touched.day AS unit,
        one.id, one.gate_id, one.direction, one.scanned_at, one.outcome,
        coalesce(badges.ticket_class, one.ticket_class) AS ticket_class, one.heads,
        {voided} AS is_voided,
        calendar.day, calendar.starts, calendar.opens, calendar.closes
    FROM passes AS one
    JOIN doors USING (gate_id)
    JOIN touched
        ON touched.area_id = doors.area_id
        AND touched.ticket_id = one.ticket_id
        AND touched.day = one.unit
    JOIN badges ON badges.ticket_id = one.ticket_id
    LEFT JOIN calendar
        ON calendar.nth = width_bucket(one.scanned_at, (SELECT starts FROM beginnings))
        AND one.scanned_at < calendar.ends
    WHERE one.unit <> %(no_day)s::date OR calendar.day IS NULL
), strays AS MATERIALIZED (
    -- scans without a badge have no badge-day: those of the same gate and quarter, counted whole
    SELECT DISTINCT
        concerned.gate_id, gate.area_id, coalesce(calendar.day, %(no_day)s::date) AS day,
        date_bin('15 min', concerned.scanned_at, 'epoch') AS quarter
    FROM concerned
    JOIN visitors_gate AS gate ON gate.id = concerned.gate_id
    LEFT JOIN calendar
        ON calendar.nth = width_bucket(concerned.scanned_at, (SELECT starts FROM beginnings))
        AND concerned.scanned_at < calendar.ends
    WHERE concerned.ticket_id IS NULL AND gate.area_id IS NOT NULL
), stray_sums AS MATERIALIZED (
    SELECT strays.*, sums.refused, sums.voided
    FROM strays
    LEFT JOIN calendar USING (day)
    CROSS JOIN LATERAL (
        SELECT
            count(*) FILTER (WHERE NOT {voided}) AS refused,
            count(*) FILTER (WHERE {voided}) AS voided
        FROM visitors_checkin AS one
        WHERE one.gate_id = strays.gate_id
            AND one.ticket_id IS NULL
            AND one.voids_id IS NULL
            AND one.scanned_at >= strays.quarter
            AND one.scanned_at < strays.quarter + interval '15 min'
            AND (calendar.day IS NOT NULL OR NOT EXISTS (
                SELECT FROM calendar AS shown
                WHERE one.scanned_at >= shown.starts AND one.scanned_at < shown.ends
            ))
            AND one.scanned_at >= coalesce(calendar.starts, '-infinity')
            AND one.scanned_at < coalesce(calendar.ends, 'infinity')
    ) AS sums
), known AS MATERIALIZED (
    -- what was counted of the same badges before, on whatever day
    SELECT badge_day.*
    FROM (SELECT DISTINCT area_id, ticket_id FROM touched) AS badges
    JOIN visitors_badgeday AS badge_day
        ON badge_day.edition_id = %(edition)s
        AND badge_day.area_id = badges.area_id
        AND badge_day.ticket_id = badges.ticket_id
), counted AS MATERIALIZED (
    SELECT known.* FROM known JOIN touched USING (area_id, ticket_id, day)
), stray_counted AS (
    SELECT known.*
    FROM strays
    JOIN visitors_gatequarter AS known
        ON known.edition_id = %(edition)s
        AND known.gate_id = strays.gate_id
        AND known.day = strays.day
        AND known.quarter = strays.quarter
),
