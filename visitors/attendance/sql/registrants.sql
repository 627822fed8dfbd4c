-- How people had registered, after merges; visitors/figures/registered.py has the words.
registrants AS MATERIALIZED (
    SELECT
        coalesce(roots.root_id, one.person_id) AS person_id,
        (%(sources)s::text[])[min(place)] AS source,
        coalesce(bit_or(1 << place) FILTER (WHERE one.ticket_class = 'visitor'), 0)
            AS as_visitor,
        coalesce(bit_or(1 << place) FILTER (
            WHERE one.ticket_class = 'visitor'
                AND (one.cancelled_at IS NULL OR one.cancelled_at > %(registered_by)s)
        ), 0) AS standing
    FROM (
        SELECT
            one.person_id, one.ticket_class, one.cancelled_at,
            array_position(%(sources)s::text[], one.source::text) AS place
        FROM {registrations}
        WHERE one.edition_id = %(edition)s AND one.registered_at <= %(registered_by)s
    ) AS one
    LEFT JOIN roots ON roots.person_id = one.person_id
    WHERE place IS NOT NULL
    GROUP BY 1
), ways AS MATERIALIZED (
    SELECT 1 AS sign, person_id, source, as_visitor, standing FROM registrants
    {other_registrants}
),
