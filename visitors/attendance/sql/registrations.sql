people_concerned
CROSS JOIN LATERAL (
    SELECT person_id, edition_id, source, ticket_class, registered_at, cancelled_at
    FROM visitors_registration
    WHERE person_id = people_concerned.person_id
    OFFSET 0  -- person by person through the index
) AS one
