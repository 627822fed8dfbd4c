-- The sums as they are, in as many parts as are asked for. Nothing is stored.
SELECT json_build_object(
    'days', CASE WHEN 'days' = ANY(%(parts)s::text[]) THEN (
        SELECT json_agg(json_build_array(
            area_id, day, entries, daily_unique, unidentified, conflicts, refused, voided,
            first_visits, people_in, stays, stay_seconds
        ))
        FROM day_changes
    ) END,
    'frequencies', CASE WHEN 'frequencies' = ANY(%(parts)s::text[]) THEN (
        SELECT json_agg(json_build_array(area_id, days, persons)) FROM frequency_changes
    ) END,
    'classes', CASE WHEN 'classes' = ANY(%(parts)s::text[]) THEN (
        SELECT json_agg(json_build_array(area_id, day, ticket_class, persons)) FROM class_changes
    ) END,
    'flows', CASE WHEN 'flows' = ANY(%(parts)s::text[]) THEN (
        SELECT json_agg(json_build_array(
            gate_id, day, quarter, entries, heads_in, heads_out, repeats, conflicts, refused, voided
        ))
        FROM flow_changes
    ) END,
    'seconds', CASE WHEN 'seconds' = ANY(%(parts)s::text[]) THEN (
        SELECT json_agg(json_build_array(area_id, day, moments, changes))
        FROM (
            SELECT
                area_id, day, array_agg(change) AS changes,
                array_agg(date_part('epoch', minute)::bigint + second) AS moments
            FROM second_changes
            GROUP BY area_id, day
        ) AS by_day
    ) END,
    'sources', CASE WHEN 'sources' = ANY(%(parts)s::text[]) THEN (
        SELECT json_agg(json_build_array(
            day, source, visits, first_visits, registered, cancelled, converted
        ))
        FROM source_changes
    ) END,
    'present', CASE WHEN 'present' = ANY(%(parts)s::text[]) THEN (
        SELECT json_agg(json_build_array(area_id, ticket_id, person_id, came, day))
        FROM badge_days
        WHERE came OR classes <> 0 OR heads > 0
    ) END
)::text
