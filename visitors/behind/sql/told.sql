-- Narrowed down to what is asked for.
ways AS (
    -- who registered in several ways is of the first
    SELECT person_id, (%(ways)s::text[])[min(place)] AS source
    FROM (
        SELECT
            coalesce(roots.root_id, registration.person_id) AS person_id,
            array_position(%(ways)s::text[], registration.source::text) AS place
        FROM visitors_registration AS registration
        LEFT JOIN roots ON roots.person_id = registration.person_id
        WHERE registration.edition_id = %(edition)s
            AND registration.registered_at <= %(registered_by)s
            AND %(registration)s::text IS NOT NULL
    ) AS registered
    GROUP BY person_id
), told AS MATERIALIZED (
    SELECT evidence.*, gate.code AS gate
    FROM evidence
    JOIN visitors_gate AS gate ON gate.id = evidence.gate_id
    LEFT JOIN ways ON ways.person_id = evidence.person_id
    WHERE (%(day)s::date IS NULL OR coalesce(evidence.day, %(no_day)s::date) = %(day)s::date)
        AND (%(gate)s::text IS NULL OR gate.code = %(gate)s::text)
        AND (%(class_place)s::int IS NULL OR evidence.class_place = %(class_place)s::int)
        AND (
            %(hour)s::int IS NULL
            OR extract(hour FROM evidence.scanned_at AT TIME ZONE %(zone)s::text) = %(hour)s::int
        )
        AND (
            %(registration)s::text IS NULL
            OR coalesce(ways.source, 'unknown') = %(registration)s::text
        )
        AND (
            %(spot_areas)s::bigint[] IS NULL
            OR (evidence.area_id, evidence.day) IN (
                SELECT * FROM unnest(%(spot_areas)s::bigint[], %(spot_days)s::date[])
            )
        )
)
