-- What is stored otherwise than it is counted: mostly little, and reading costs less than writing.
, other_badge_days AS MATERIALIZED (
    SELECT area_id, ticket_id, day, one.person_id, one.came, one.heads, one.classes, one.scans,
        one.gates, one.stays, one.stay_seconds, one.came IS NOT NULL AS is_counted
    FROM badge_days AS one
    FULL JOIN (SELECT * FROM visitors_badgeday WHERE edition_id = %(edition)s) AS known
        USING (area_id, ticket_id, day)
    WHERE (one.person_id, one.came, one.heads, one.classes, one.scans, one.gates, one.stays,
            one.stay_seconds)
        IS DISTINCT FROM (known.person_id, known.came, known.heads, known.classes, known.scans,
            known.gates, known.stays, known.stay_seconds)
), forget_badge_days AS (
    DELETE FROM visitors_badgeday AS known
    USING other_badge_days AS other
    WHERE known.edition_id = %(edition)s
        AND known.area_id = other.area_id
        AND known.ticket_id = other.ticket_id
        AND known.day = other.day
        AND NOT other.is_counted
), other_registrants AS MATERIALIZED (
    SELECT person_id, one.source, one.as_visitor, one.standing, one.source IS NOT NULL AS is_counted
    FROM registrants AS one
    FULL JOIN (SELECT * FROM visitors_registrant WHERE edition_id = %(edition)s) AS known
        USING (person_id)
    WHERE (one.source, one.as_visitor, one.standing)
        IS DISTINCT FROM (known.source, known.as_visitor, known.standing)
), forget_registrants AS (
    DELETE FROM visitors_registrant AS known
    USING other_registrants AS other
    WHERE known.edition_id = %(edition)s
        AND known.person_id = other.person_id
        AND NOT other.is_counted
)
