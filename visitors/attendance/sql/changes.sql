-- What the sums change by: +1 for what is so now, −1 for what was counted before.
kinds AS (
    -- a million passages are of a few kinds in a few hundred quarters of an hour
    SELECT area_id, gate_id, day, to_timestamp(quarter * 900) AS quarter, counted_as, times
    FROM (
        SELECT area_id, gate_id, day, second / 900 AS quarter, counted_as, sum(times) AS times
        FROM passages
        GROUP BY 1, 2, 3, 4, 5
    ) AS alike
), flow_changes AS MATERIALIZED (
    SELECT
        area_id, gate_id, day, quarter,
        sum(entries)::int AS entries,
        sum(heads_in)::int AS heads_in,
        sum(heads_out)::int AS heads_out,
        sum(repeats)::int AS repeats,
        sum(conflicts)::int AS conflicts,
        sum(refused)::int AS refused,
        sum(voided)::int AS voided,
        sum(stray_refused)::int AS stray_refused,
        sum(stray_voided)::int AS stray_voided
    FROM (
        SELECT
            area_id, gate_id, day, quarter,
            CASE WHEN counted_as & {ENTRY} <> 0 THEN times ELSE 0 END AS entries,
            CASE WHEN counted_as & {IN} <> 0 THEN times * (counted_as / {HEAD}) ELSE 0 END
                AS heads_in,
            CASE WHEN counted_as & {OUT} <> 0 THEN times * (counted_as / {HEAD}) ELSE 0 END
                AS heads_out,
            CASE WHEN counted_as & {REPEAT} <> 0 THEN times ELSE 0 END AS repeats,
            CASE WHEN counted_as & {CONFLICT} <> 0 THEN times ELSE 0 END AS conflicts,
            CASE WHEN counted_as & {REFUSED} <> 0 THEN times ELSE 0 END AS refused,
            CASE WHEN counted_as & {VOIDED} <> 0 THEN times ELSE 0 END AS voided,
            0 AS stray_refused,
            0 AS stray_voided
        FROM kinds
        UNION ALL
        SELECT area_id, gate_id, day, quarter, 0, 0, 0, 0, 0, refused, voided, refused, voided
        FROM stray_sums
        UNION ALL
        SELECT
            strays.area_id, strays.gate_id, strays.day, strays.quarter, 0, 0, 0, 0, 0,
            -before.stray_refused, -before.stray_voided, -before.stray_refused, -before.stray_voided
        FROM stray_counted AS before JOIN stray_sums AS strays USING (gate_id, day, quarter)
    ) AS flows
    GROUP BY area_id, gate_id, day, quarter
), person_days AS MATERIALIZED (
    -- a person's day is that of all his badges, of which perhaps only one is touched. An aggregate
    -- with an ORDER BY is not hashed: for millions it takes half as long to put them in order
    SELECT
        sign, area_id, person_id, day,
        bool_or(came) AS came,
        bit_or(classes ORDER BY day) AS classes
    FROM (
        SELECT 1 AS sign, area_id, person_id, day, came, classes FROM badge_days
        UNION ALL
        SELECT -1, area_id, person_id, day, came, classes FROM counted
        {other_badge_days}
    ) AS badges
    WHERE person_id IS NOT NULL AND (came OR classes <> 0)
    GROUP BY person_id, area_id, sign, day  -- by the person first: it tells most of them apart
), persons AS MATERIALIZED (
    SELECT sign, area_id, person_id, count(*)::int AS days, min(day ORDER BY day) AS first_day
    FROM person_days
    WHERE came
    GROUP BY person_id, area_id, sign
), habits AS MATERIALIZED (
    -- a million persons are of a few hundred of these
    SELECT area_id, days, first_day, sum(sign)::int AS persons
    FROM persons
    GROUP BY area_id, days, first_day
    HAVING sum(sign) <> 0
), frequency_changes AS (
    SELECT area_id, days, sum(persons)::int AS persons
    FROM habits
    GROUP BY area_id, days
    HAVING sum(persons) <> 0
), guises AS MATERIALIZED (
    SELECT area_id, day, came, classes, sum(sign)::int AS persons
    FROM person_days
    GROUP BY area_id, day, came, classes
    HAVING sum(sign) <> 0  -- other days of those who came today stay, and so do their rows
), class_changes AS (
    -- a visit is of one class: the first visitor class in the order of the classes
    SELECT area_id, day, class.name AS ticket_class, sum(persons)::int AS persons
    FROM guises
    JOIN unnest(%(classes)s::text[]) WITH ORDINALITY AS class(name, place)
        ON classes & (1 << class.place::int) <> 0
        AND (
            class.name <> ALL(%(visitor_classes)s::text[])
            OR classes & %(visitor_bits)s & ((1 << class.place::int) - 1) = 0
        )
    GROUP BY area_id, day, class.name
    HAVING sum(persons) <> 0
), day_changes AS (
    SELECT
        area_id, day,
        sum(entries)::int AS entries,
        sum(daily_unique)::int AS daily_unique,
        sum(unidentified)::int AS unidentified,
        sum(conflicts)::int AS conflicts,
        sum(refused)::int AS refused,
        sum(voided)::int AS voided,
        sum(first_visits)::int AS first_visits,
        sum(people_in)::int AS people_in,
        sum(stays)::int AS stays,
        sum(stay_seconds)::bigint AS stay_seconds
    FROM (
        SELECT area_id, day, entries, 0 AS daily_unique, 0 AS unidentified,
            conflicts, refused, voided, 0 AS first_visits, heads_in AS people_in,
            0 AS stays, 0 AS stay_seconds
        FROM flow_changes
        UNION ALL
        SELECT area_id, day, 0, persons, 0, 0, 0, 0, 0, 0, 0, 0 FROM guises WHERE came
        UNION ALL
        SELECT area_id, first_day, 0, 0, 0, 0, 0, 0, sum(persons), 0, 0, 0
        FROM habits
        GROUP BY area_id, first_day
        HAVING sum(persons) <> 0
        UNION ALL
        SELECT area_id, day, 0, 0, sum(heads), 0, 0, 0, 0, 0, sum(stays), sum(stay_seconds)
        FROM badge_days
        WHERE heads > 0 OR stays > 0
        GROUP BY area_id, day
        UNION ALL
        SELECT area_id, day, 0, 0, -heads, 0, 0, 0, 0, 0, -stays, -stay_seconds
        FROM counted
        WHERE heads > 0 OR stays > 0
    ) AS sums
    GROUP BY area_id, day
), second_changes AS MATERIALIZED (
    -- a booth is passed by, nobody counts who is inside it
    SELECT
        area_id, day, to_timestamp(second / 60 * 60) AS minute, (second %% 60)::smallint AS second,
        change
    FROM (
        SELECT
            area_id, day, second,
            sum(
                times * (counted_as / {HEAD}) * CASE WHEN counted_as & {IN} <> 0 THEN 1 ELSE -1 END
            )::int AS change
        FROM passages JOIN visitors_area AS area ON area.id = passages.area_id
        WHERE counted_as & {IN_OR_OUT} <> 0 AND area.kind <> 'booth'
        GROUP BY 1, 2, 3
    ) AS changed
)
