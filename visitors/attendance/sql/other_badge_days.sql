-- Badge-days that stay as they are, of people whose other badge-days do not: on both sides.
UNION ALL
SELECT sides.sign, known.area_id, known.person_id, known.day, known.came, known.classes
FROM (
    SELECT area_id, person_id FROM badge_days WHERE person_id IS NOT NULL
    UNION
    SELECT area_id, person_id FROM counted WHERE person_id IS NOT NULL
) AS people
JOIN visitors_badgeday AS known
    ON known.person_id = people.person_id AND known.area_id = people.area_id
CROSS JOIN (VALUES (1), (-1)) AS sides(sign)
WHERE NOT EXISTS (
    SELECT FROM touched
    WHERE touched.area_id = known.area_id
        AND touched.ticket_id = known.ticket_id
        AND touched.day = known.day
)
