-- Scans without a badge, one by one, as `stray_sums` counts them.
strays AS (
    SELECT
        one.id, one.gate_id, gate.area_id, hours.day, one.scanned_at, one.heads,
        one.outcome = 'refused' AS is_refused, {voided} AS is_voided
    FROM visitors_checkin AS one
    JOIN visitors_gate AS gate ON gate.id = one.gate_id
    LEFT JOIN hours
        ON hours.hour = date_bin('1 hour', one.scanned_at, 'epoch')
        AND one.scanned_at >= hours.starts AND one.scanned_at < hours.ends
    WHERE one.edition_id = %(edition)s
        AND one.ticket_id IS NULL
        AND one.voids_id IS NULL
        AND gate.area_id IS NOT NULL
        AND {known}
),
