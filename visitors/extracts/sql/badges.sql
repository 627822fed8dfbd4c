-- Every badge that was scanned, and whose it is after the merges known then. In no order of ours.
WITH RECURSIVE
{identities}
scanned AS (
    SELECT DISTINCT scan.ticket_id
    FROM visitors_checkin AS scan
    JOIN visitors_gate AS gate ON gate.id = scan.gate_id
    WHERE scan.edition_id = %(edition)s
        AND scan.ticket_id IS NOT NULL
        AND scan.voids_id IS NULL
        AND scan.received_at <= %(as_of)s
        AND gate.area_id IS NOT NULL
)
SELECT {badge} AS badge, {person} AS person, ticket.ticket_class AS class
FROM scanned
JOIN visitors_ticket AS ticket ON ticket.id = scanned.ticket_id
LEFT JOIN roots ON roots.person_id = ticket.person_id
ORDER BY badge
