-- The sums as they are, area by area. Nothing is stored.
SELECT json_build_object(
    'days', (
        SELECT coalesce(json_agg(row_to_json(day_changes)), '[]')
        FROM day_changes
    ),
    'frequencies', (
        SELECT coalesce(json_agg(row_to_json(frequency_changes)), '[]')
        FROM frequency_changes
    ),
    'classes', (
        SELECT coalesce(json_agg(row_to_json(class_changes)), '[]')
        FROM class_changes
    )
)::text
