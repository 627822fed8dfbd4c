-- Every scan of the edition that is known, and nothing counted before.
voids AS MATERIALIZED (
    SELECT voids_id
    FROM visitors_checkin
    WHERE edition_id = %(edition)s AND voids_id IS NOT NULL AND {void_known}
), scans AS (
    SELECT
        gate.area_id, one.ticket_id, NULL::date AS unit,
        coalesce(roots.root_id, ticket.person_id) AS person_id,
        one.id, one.gate_id, one.direction, one.scanned_at, one.outcome,
        coalesce(adjusted.ticket_class, one.ticket_class) AS ticket_class, one.heads,
        voids.voids_id IS NOT NULL AS is_voided,
        calendar.day, calendar.starts, calendar.opens, calendar.closes
    FROM visitors_checkin AS one
    JOIN visitors_gate AS gate ON gate.id = one.gate_id
    JOIN visitors_ticket AS ticket ON ticket.id = one.ticket_id
    LEFT JOIN roots ON roots.person_id = ticket.person_id
    LEFT JOIN adjustments AS adjusted ON adjusted.ticket_id = one.ticket_id
    LEFT JOIN voids ON voids.voids_id = one.id
    LEFT JOIN calendar
        ON calendar.nth = width_bucket(one.scanned_at, (SELECT starts FROM beginnings))
        AND one.scanned_at < calendar.ends
    WHERE one.edition_id = %(edition)s
        AND one.voids_id IS NULL
        AND gate.area_id IS NOT NULL
        AND {known}
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
