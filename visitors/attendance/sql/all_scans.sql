-- Every scan of the edition that is known, and nothing counted before.
voids AS MATERIALIZED (
    SELECT voids_id
    FROM visitors_checkin
    WHERE edition_id = %(edition)s AND voids_id IS NOT NULL AND {void_known}
), badges AS {of_all_badges} (
    SELECT ticket.id AS ticket_id, coalesce(roots.root_id, ticket.person_id) AS person_id
    FROM visitors_ticket AS ticket
    LEFT JOIN roots ON roots.person_id = ticket.person_id
    WHERE ticket.edition_id = %(edition)s
), passes AS (
    SELECT
        gate.area_id, one.ticket_id, coalesce(calendar.day, %(no_day)s::date) AS unit,
        one.id, one.gate_id, one.direction, one.scanned_at, one.outcome, one.ticket_class,
        one.heads, calendar.day, calendar.starts, calendar.opens, calendar.closes
    FROM visitors_checkin AS one
    JOIN visitors_gate AS gate ON gate.id = one.gate_id
    LEFT JOIN calendar
        ON calendar.nth = width_bucket(one.scanned_at, (SELECT starts FROM beginnings))
        AND one.scanned_at < calendar.ends
    WHERE one.edition_id = %(edition)s
        AND one.ticket_id IS NOT NULL
        AND one.voids_id IS NULL
        AND gate.area_id IS NOT NULL
        AND {known}
    UNION ALL
    -- the last ones before a show day tell which of its first are repeats
    SELECT
        gate.area_id, one.ticket_id, calendar.day,
        one.id, one.gate_id, one.direction, one.scanned_at, one.outcome, one.ticket_class,
        one.heads, NULL, NULL, NULL, NULL
    FROM calendar
    CROSS JOIN visitors_gate AS gate
    CROSS JOIN LATERAL (
        SELECT *
        FROM visitors_checkin
        WHERE gate_id = gate.id
            AND ticket_id IS NOT NULL
            AND voids_id IS NULL
            AND scanned_at >= calendar.starts - %(repeat_reading)s::interval
            AND scanned_at < calendar.starts
        OFFSET 0  -- door by door through the index
    ) AS one
    WHERE gate.edition_id = %(edition)s AND gate.area_id IS NOT NULL AND {known}
), scans AS (
    SELECT
        one.area_id, one.ticket_id, one.unit, one.id, one.gate_id, one.direction, one.scanned_at,
        one.outcome, coalesce(adjusted.ticket_class, one.ticket_class) AS ticket_class, one.heads,
        voids.voids_id IS NOT NULL AS is_voided, one.day, one.starts, one.opens, one.closes
    FROM passes AS one
    LEFT JOIN adjustments AS adjusted ON adjusted.ticket_id = one.ticket_id
    LEFT JOIN voids ON voids.voids_id = one.id
), stray_sums AS MATERIALIZED (
    SELECT
        one.gate_id, gate.area_id, coalesce(calendar.day, %(no_day)s::date) AS day,
        date_bin('15 min', one.scanned_at, 'epoch') AS quarter,
        count(*) FILTER (WHERE NOT {voided}) AS refused,
        count(*) FILTER (WHERE {voided}) AS voided
    FROM visitors_checkin AS one
    JOIN visitors_gate AS gate ON gate.id = one.gate_id
    LEFT JOIN calendar
        ON calendar.nth = width_bucket(one.scanned_at, (SELECT starts FROM beginnings))
        AND one.scanned_at < calendar.ends
    WHERE one.edition_id = %(edition)s
        AND one.ticket_id IS NULL
        AND one.voids_id IS NULL
        AND gate.area_id IS NOT NULL
        AND {known}
    GROUP BY 1, 2, 3, 4
), recounts AS (
    SELECT id FROM visitors_recount WHERE edition_id = %(edition)s
), people_concerned AS (
    SELECT person_id FROM visitors_registrant WHERE false
), counted AS (
    SELECT * FROM visitors_badgeday WHERE false
), stray_counted AS (
    SELECT * FROM visitors_gatequarter WHERE false
),
