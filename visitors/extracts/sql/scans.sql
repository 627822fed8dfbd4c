-- The scans of some places, in the order of their time. What counts stands first, see STATISTICS.
WITH RECURSIVE
{identities}
badges AS MATERIALIZED (
    SELECT ticket_id, {badge} AS badge
    FROM (
        SELECT DISTINCT ticket_id
        FROM visitors_checkin
        WHERE edition_id = %(edition)s AND ticket_id IS NOT NULL
    ) AS scanned
), voids AS MATERIALIZED (
    SELECT voids_id AS scan_id
    FROM visitors_checkin
    WHERE edition_id = %(edition)s AND voids_id IS NOT NULL AND received_at <= %(as_of)s
)
SELECT
    scan.id,
    badges.badge,
    gate.code AS gate,
    scan.direction,
    to_char(scan.scanned_at AT TIME ZONE 'UTC', %(time)s) AS scanned_at,
    to_char(scan.received_at AT TIME ZONE 'UTC', %(time)s) AS received_at,
    scan.outcome,
    nullif(scan.reason, '') AS reason,
    coalesce(adjustments.ticket_class, nullif(scan.ticket_class, '')) AS class,
    scan.heads,
    (voids.scan_id IS NOT NULL)::int AS voided,
    device.uuid AS device,
    {operator} AS operator,
    nullif(scan.ticket_class, '') AS class_at_scan,
    scan.decided_by_device::int AS decided_by_device,
    nullif(scan.overridden, '') AS overridden,
    scan.skew_ms
FROM visitors_checkin AS scan
JOIN visitors_gate AS gate ON gate.id = scan.gate_id
JOIN visitors_area AS area ON area.id = gate.area_id
JOIN visitors_device AS device ON device.id = scan.device_id
LEFT JOIN badges ON badges.ticket_id = scan.ticket_id
LEFT JOIN adjustments ON adjustments.ticket_id = scan.ticket_id
LEFT JOIN voids ON voids.scan_id = scan.id
WHERE scan.edition_id = %(edition)s
    AND scan.voids_id IS NULL
    AND scan.received_at <= %(as_of)s
    AND {places}
ORDER BY scan.scanned_at, scan.id
