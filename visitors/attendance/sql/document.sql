-- The sums as they are, for one area. Nothing is stored.
SELECT json_build_object(
    'days', (
        SELECT coalesce(json_agg(row_to_json(day_changes)), '[]')
        FROM day_changes WHERE area_id = %(area)s
    ),
    'frequencies', (
        SELECT coalesce(json_agg(row_to_json(frequency_changes)), '[]')
        FROM frequency_changes WHERE area_id = %(area)s
    ),
    'classes', (
        SELECT coalesce(json_agg(row_to_json(class_changes)), '[]')
        FROM class_changes WHERE area_id = %(area)s
    )
)::text
