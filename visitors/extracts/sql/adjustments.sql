-- Everything that makes a figure other than the scans alone would, as far as it was known then.
SELECT
    kind,
    subject,
    before,
    after,
    to_char(at AT TIME ZONE 'UTC', %(time)s) AS at,
    to_char(
        CASE WHEN undone_at <= %(as_of)s THEN undone_at END AT TIME ZONE 'UTC', %(time)s
    ) AS undone_at,
    {account} AS by,
    reason
FROM (
    SELECT
        'merge' AS kind, {merged_person} AS subject, {merged_person} AS before,
        {kept_person} AS after, merged_at AS at, undone_at, merged_by_id AS account_id,
        NULL AS reason
    FROM visitors_merge
    WHERE edition_id = %(edition)s
    UNION ALL
    SELECT
        'void', scan.id::text, scan.outcome, 'voided', void.received_at, NULL, void.operator_id,
        NULL
    FROM visitors_checkin AS void
    JOIN visitors_checkin AS scan ON scan.id = void.voids_id
    JOIN visitors_gate AS gate ON gate.id = scan.gate_id
    WHERE void.edition_id = %(edition)s
        AND scan.received_at <= %(as_of)s
        AND gate.area_id IS NOT NULL
    UNION ALL
    SELECT
        'class', {badge}, ticket.ticket_class, adjustment.ticket_class, adjusted_at, undone_at,
        adjusted_by_id, adjustment.reason
    FROM visitors_adjustment AS adjustment
    JOIN visitors_ticket AS ticket ON ticket.id = adjustment.ticket_id
    WHERE adjustment.edition_id = %(edition)s
    UNION ALL
    SELECT
        'withdrawn observation', uuid::text, count::text, NULL, withdrawn_at, NULL,
        withdrawn_by_id, NULL
    FROM visitors_observation
    WHERE edition_id = %(edition)s AND received_at <= %(as_of)s AND withdrawn_at IS NOT NULL
) AS known
WHERE at <= %(as_of)s
ORDER BY at, kind, subject
