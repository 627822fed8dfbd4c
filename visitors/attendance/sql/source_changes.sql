-- What the sums by source change by.
, guests AS MATERIALIZED (
    SELECT first_day, source, standing, sum(sign) AS persons
    FROM persons LEFT JOIN ways USING (sign, person_id)
    WHERE area_id = %(fair)s
    GROUP BY first_day, source, standing
), expected AS (
    SELECT as_visitor, standing, sum(sign) AS persons FROM ways GROUP BY as_visitor, standing
), bits AS (
    SELECT name AS source, 1 << place::int AS bit
    FROM unnest(%(sources)s::text[]) WITH ORDINALITY AS named(name, place)
), source_changes AS (
    SELECT
        day, coalesce(source, %(unknown)s) AS source,
        sum(visits)::int AS visits,
        sum(first_visits)::int AS first_visits,
        sum(registered)::int AS registered,
        sum(cancelled)::int AS cancelled,
        sum(converted)::int AS converted
    FROM (
        SELECT
            day, source, sum(sign) AS visits, 0 AS first_visits, 0 AS registered, 0 AS cancelled,
            0 AS converted
        FROM person_days LEFT JOIN ways USING (sign, person_id)
        WHERE came AND area_id = %(fair)s
        GROUP BY day, source
        UNION ALL
        SELECT first_day, source, 0, persons, 0, 0, 0 FROM guests
        UNION ALL
        SELECT %(no_day)s, bits.source, 0, 0, 0, 0, persons
        FROM guests JOIN bits ON standing & bit <> 0
        UNION ALL
        SELECT %(no_day)s, source, 0, 0, persons, 0, 0
        FROM expected JOIN bits ON standing & bit <> 0
        UNION ALL
        SELECT %(no_day)s, source, 0, 0, 0, persons, 0
        FROM expected JOIN bits ON as_visitor & ~standing & bit <> 0
    ) AS sums
    GROUP BY day, source
    HAVING (sum(visits), sum(first_visits), sum(registered), sum(cancelled), sum(converted))
        <> (0, 0, 0, 0, 0)
)
