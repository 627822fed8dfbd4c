-- Every badge that was scanned, and whose it is after the merges known then. In no order of ours.
WITH RECURSIVE merges AS MATERIALIZED (
    -- two can have stood at one moment if the fair's clock was set back: the later made
    SELECT DISTINCT ON (merged_id) merged_id, kept_id
    FROM visitors_merge
    WHERE edition_id = %(edition)s
        AND merged_at <= %(as_of)s
        AND (undone_at IS NULL OR undone_at > %(as_of)s)
    ORDER BY merged_id, id DESC
), kept AS (
    SELECT merged_id AS person_id, kept_id AS root_id FROM merges
    UNION  -- not UNION ALL: two persons merged into each other must not go round for ever
    SELECT kept.person_id, merges.kept_id FROM kept JOIN merges ON merges.merged_id = kept.root_id
), roots AS (
    SELECT kept.person_id, kept.root_id
    FROM kept
    WHERE NOT EXISTS (SELECT FROM merges WHERE merges.merged_id = kept.root_id)
)
SELECT {badge} AS badge, {person} AS person, ticket.ticket_class AS class
FROM (
    SELECT DISTINCT scan.ticket_id
    FROM visitors_checkin AS scan
    JOIN visitors_gate AS gate ON gate.id = scan.gate_id
    WHERE scan.edition_id = %(edition)s
        AND scan.ticket_id IS NOT NULL
        AND scan.voids_id IS NULL
        AND scan.received_at <= %(as_of)s
        AND gate.area_id IS NOT NULL
) AS scanned
JOIN visitors_ticket AS ticket ON ticket.id = scanned.ticket_id
LEFT JOIN roots ON roots.person_id = ticket.person_id
ORDER BY badge
