-- Who was merged into another, or is registered no more.
, forget_registrants AS (
    DELETE FROM visitors_registrant AS known
    USING people_concerned
    WHERE known.edition_id = %(edition)s
        AND known.person_id = people_concerned.person_id
        AND known.person_id NOT IN (SELECT person_id FROM registrants)
)
