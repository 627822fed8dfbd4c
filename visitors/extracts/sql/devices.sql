-- What is known of each scanner: its clock, and when it decided alone and sent later.
WITH sent AS MATERIALIZED (
    -- by the server's clock: what the device wrote down, less how far it was ahead
    SELECT
        scan.device_id, scan.decided_by_device, scan.skew_ms, scan.received_at,
        scan.scanned_at - make_interval(secs => coalesce(scan.skew_ms, 0) / 1000.0) AS happened_at
    FROM visitors_checkin AS scan
    WHERE scan.edition_id = %(edition)s AND scan.received_at <= %(as_of)s
), told AS (
    SELECT
        device_id,
        count(*) AS scans,
        count(*) FILTER (WHERE decided_by_device) AS decided_by_device,
        greatest(max(received_at - happened_at), interval '0') AS largest_delay,
        min(skew_ms) AS skew_min_ms,
        round(percentile_cont(0.5) WITHIN GROUP (ORDER BY skew_ms))::bigint AS skew_median_ms,
        max(skew_ms) AS skew_max_ms
    FROM sent
    GROUP BY device_id
), alone AS (
    -- from a scan that it decided to its receipt a minute or more later; what overlaps is one
    SELECT device_id, unnest(range_agg(tstzrange(happened_at, received_at))) AS during
    FROM sent
    WHERE decided_by_device AND received_at - happened_at >= interval '1 minute'
    GROUP BY device_id
), offline AS (
    SELECT
        device_id,
        string_agg(
            to_char(lower(during) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '/'
                || to_char(upper(during) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
            ' ' ORDER BY during
        ) AS intervals
    FROM alone
    GROUP BY device_id
)
SELECT
    device.uuid AS device,
    gate.code AS gate,
    to_char(device.enrolled_at AT TIME ZONE 'UTC', %(time)s) AS enrolled_at,
    to_char(device.revoked_at AT TIME ZONE 'UTC', %(time)s) AS revoked_at,
    coalesce(told.scans, 0) AS scans,
    coalesce(told.decided_by_device, 0) AS decided_by_device,
    round(extract(epoch FROM told.largest_delay), 3) AS largest_delay_s,
    told.skew_min_ms,
    told.skew_median_ms,
    told.skew_max_ms,
    offline.intervals AS offline
FROM visitors_device AS device
JOIN visitors_gate AS gate ON gate.id = device.gate_id
LEFT JOIN told ON told.device_id = device.id
LEFT JOIN offline ON offline.device_id = device.id
WHERE device.edition_id = %(edition)s
ORDER BY gate.code, device.uuid
