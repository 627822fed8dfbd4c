-- Badge-days that stay as they are, of people whose other badge-days do not: on both sides.
-- Those of the same badge, and those of other badges of the same person.
UNION ALL
SELECT sides.sign, other.area_id, other.person_id, other.day, other.came, other.classes
FROM (
    SELECT area_id, person_id, day, came, classes
    FROM known
    WHERE (area_id, ticket_id, day) NOT IN (SELECT area_id, ticket_id, day FROM touched)
    UNION ALL
    SELECT badge_day.area_id, badge_day.person_id, badge_day.day, badge_day.came, badge_day.classes
    FROM (
        SELECT area_id, person_id FROM badge_days WHERE person_id IS NOT NULL
        UNION
        SELECT area_id, person_id FROM counted WHERE person_id IS NOT NULL
    ) AS people
    CROSS JOIN LATERAL (
        SELECT people.person_id AS id
        UNION ALL
        SELECT roots.person_id FROM roots WHERE roots.root_id = people.person_id
    ) AS member
    JOIN visitors_ticket AS ticket ON ticket.person_id = member.id
    JOIN visitors_badgeday AS badge_day
        ON badge_day.edition_id = %(edition)s
        AND badge_day.area_id = people.area_id
        AND badge_day.ticket_id = ticket.id
    WHERE (people.area_id, ticket.id) NOT IN (SELECT area_id, ticket_id FROM touched)
) AS other
CROSS JOIN (VALUES (1), (-1)) AS sides(sign)
