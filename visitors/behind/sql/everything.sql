SELECT
    scan.id, told.scanned_at, nullif(told.day, %(no_day)s::date), {badge}, {person}, told.gate,
    scan.direction, scan.outcome, scan.reason, (%(class_names)s::text[])[told.class_place],
    device.kind, told.weight
FROM told
JOIN visitors_checkin AS scan ON scan.id = told.id
JOIN visitors_device AS device ON device.id = scan.device_id
ORDER BY told.scanned_at, told.id
