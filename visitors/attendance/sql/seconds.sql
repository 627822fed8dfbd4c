(
    SELECT area_id, day, minute, second, sum(change)::int AS change
    FROM (
        SELECT * FROM second_changes
        UNION ALL
        SELECT known.area_id, known.day, known.minute, changed.second, changed.change
        FROM minutes_concerned AS concerned
        JOIN visitors_areaminute AS known
            ON known.edition_id = %(edition)s
            AND known.area_id = concerned.area_id
            AND known.day = concerned.day
            AND known.minute = concerned.minute
        CROSS JOIN unnest(known.seconds, known.changes) AS changed(second, change)
    ) AS changes
    GROUP BY area_id, day, minute, second
)
