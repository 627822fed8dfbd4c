-- As it was counted: of those who registered otherwise since, and of those who came otherwise.
UNION ALL
SELECT sides.sign, known.person_id, known.source, known.as_visitor, known.standing
FROM (
    SELECT person_id, true AS is_concerned FROM people_concerned
    UNION ALL
    SELECT DISTINCT person_id, false
    FROM (
        SELECT person_id
        FROM person_days
        WHERE came AND area_id = %(fair)s
            AND person_id NOT IN (SELECT person_id FROM people_concerned)
        GROUP BY person_id, day
        HAVING sum(sign) <> 0
    ) AS changed
) AS people
JOIN visitors_registrant AS known
    ON known.edition_id = %(edition)s AND known.person_id = people.person_id
JOIN (VALUES (1), (-1)) AS sides(sign) ON sides.sign = -1 OR NOT people.is_concerned
