-- The headcounts that stood: those withdrawn by then are among the adjustments.
SELECT
    seen.uuid AS id,
    nullif(area.code, '') AS hall,
    to_char(seen.observed_at AT TIME ZONE 'UTC', %(time)s) AS observed_at,
    seen.count,
    seen.kind,
    area.kind AS area_kind,
    to_char(seen.received_at AT TIME ZONE 'UTC', %(time)s) AS received_at
FROM visitors_observation AS seen
JOIN visitors_area AS area ON area.id = seen.area_id
WHERE seen.edition_id = %(edition)s
    AND seen.received_at <= %(as_of)s
    AND (seen.withdrawn_at IS NULL OR seen.withdrawn_at > %(as_of)s)
ORDER BY seen.observed_at, seen.uuid
