-- Scans without a badge, one by one, as `stray_sums` counts them.
strays AS (
    SELECT
        one.id, one.gate_id, gate.area_id, calendar.day, one.scanned_at, one.heads,
        one.outcome = 'refused' AS is_refused, {voided} AS is_voided
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
),
