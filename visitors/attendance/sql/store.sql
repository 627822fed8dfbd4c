-- Write it all down, together with how far it is counted.
, minutes_concerned AS (
    SELECT DISTINCT area_id, day, minute FROM second_changes
), heights AS (
    SELECT *, sum(change) OVER (
        PARTITION BY area_id, day, minute ORDER BY second
    )::int AS height
    FROM {seconds} AS seconds
    WHERE change <> 0
), minutes AS (
    -- the greatest height and the first second of it in one number: height * 64 + 63 - second
    SELECT
        area_id, day, minute, sum(change)::int AS change,
        max(height * 64 + 63 - second) >> 6 AS high,
        minute + (63 - (max(height * 64 + 63 - second) & 63)) * interval '1 second' AS high_at,
        array_agg(second ORDER BY second) AS seconds,
        array_agg(change ORDER BY second) AS changes
    FROM heights
    GROUP BY area_id, day, minute
), store_minutes AS (
    INSERT INTO visitors_areaminute
        (edition_id, area_id, day, minute, change, high, high_at, seconds, changes)
    SELECT
        %(edition)s, concerned.area_id, concerned.day, concerned.minute,
        coalesce(change, 0), coalesce(high, 0), high_at,
        coalesce(seconds, '{{}}'), coalesce(changes, '{{}}')
    FROM minutes_concerned AS concerned LEFT JOIN minutes USING (area_id, day, minute)
    ON CONFLICT (edition_id, area_id, day, minute) DO UPDATE SET
        change = excluded.change, high = excluded.high, high_at = excluded.high_at,
        seconds = excluded.seconds, changes = excluded.changes
), store_badge_days AS (
    INSERT INTO visitors_badgeday
        (edition_id, area_id, ticket_id, day, person_id, came, heads, classes, scans, gates,
         stays, stay_seconds)
    SELECT
        %(edition)s, area_id, ticket_id, day, person_id, came, heads, classes, scans, gates,
        stays, stay_seconds
    FROM {badge_days}
    ON CONFLICT (edition_id, area_id, ticket_id, day) DO UPDATE SET
        person_id = excluded.person_id, came = excluded.came, heads = excluded.heads,
        classes = excluded.classes, scans = excluded.scans, gates = excluded.gates,
        stays = excluded.stays, stay_seconds = excluded.stay_seconds
), store_flows AS (
    INSERT INTO visitors_gatequarter AS flow
        (edition_id, gate_id, day, quarter, entries, heads_in, heads_out, repeats, conflicts,
         refused, voided, stray_refused, stray_voided)
    SELECT
        %(edition)s, gate_id, day, quarter, entries, heads_in, heads_out, repeats, conflicts,
        refused, voided, stray_refused, stray_voided
    FROM flow_changes
    ON CONFLICT (edition_id, gate_id, day, quarter) DO UPDATE SET
        entries = flow.entries + excluded.entries,
        heads_in = flow.heads_in + excluded.heads_in,
        heads_out = flow.heads_out + excluded.heads_out,
        repeats = flow.repeats + excluded.repeats,
        conflicts = flow.conflicts + excluded.conflicts,
        refused = flow.refused + excluded.refused,
        voided = flow.voided + excluded.voided,
        stray_refused = flow.stray_refused + excluded.stray_refused,
        stray_voided = flow.stray_voided + excluded.stray_voided
), store_days AS (
    INSERT INTO visitors_areaday AS sums
        (edition_id, area_id, day, entries, daily_unique, unidentified, conflicts, refused, voided,
         first_visits, people_in, stays, stay_seconds)
    SELECT
        %(edition)s, area_id, day, entries, daily_unique, unidentified, conflicts, refused, voided,
        first_visits, people_in, stays, stay_seconds
    FROM day_changes
    ON CONFLICT (edition_id, area_id, day) DO UPDATE SET
        entries = sums.entries + excluded.entries,
        daily_unique = sums.daily_unique + excluded.daily_unique,
        unidentified = sums.unidentified + excluded.unidentified,
        conflicts = sums.conflicts + excluded.conflicts,
        refused = sums.refused + excluded.refused,
        voided = sums.voided + excluded.voided,
        first_visits = sums.first_visits + excluded.first_visits,
        people_in = sums.people_in + excluded.people_in,
        stays = sums.stays + excluded.stays,
        stay_seconds = sums.stay_seconds + excluded.stay_seconds
), store_frequencies AS (
    INSERT INTO visitors_areafrequency AS sums (edition_id, area_id, days, persons)
    SELECT %(edition)s, area_id, days, persons FROM frequency_changes
    ON CONFLICT (edition_id, area_id, days) DO UPDATE SET persons = sums.persons + excluded.persons
), store_classes AS (
    INSERT INTO visitors_areaclassday AS sums (edition_id, area_id, day, ticket_class, persons)
    SELECT %(edition)s, area_id, day, ticket_class, persons FROM class_changes
    ON CONFLICT (edition_id, area_id, day, ticket_class)
    DO UPDATE SET persons = sums.persons + excluded.persons
), store_sources AS (
    INSERT INTO visitors_sourceday AS sums
        (edition_id, day, source, visits, first_visits, registered, cancelled, converted)
    SELECT
        %(edition)s, day, source, visits, first_visits, registered, cancelled, converted
    FROM source_changes
    ON CONFLICT (edition_id, day, source) DO UPDATE SET
        visits = sums.visits + excluded.visits,
        first_visits = sums.first_visits + excluded.first_visits,
        registered = sums.registered + excluded.registered,
        cancelled = sums.cancelled + excluded.cancelled,
        converted = sums.converted + excluded.converted
), store_registrants AS (
    INSERT INTO visitors_registrant (edition_id, person_id, source, as_visitor, standing)
    SELECT %(edition)s, person_id, source, as_visitor, standing FROM {registrants}
    ON CONFLICT (edition_id, person_id) DO UPDATE SET
        source = excluded.source, as_visitor = excluded.as_visitor, standing = excluded.standing
), done AS (
    DELETE FROM visitors_recount WHERE id IN (SELECT id FROM recounts)
)
UPDATE visitors_rollup
SET snapshot = pg_current_snapshot()::text || ',' || pg_current_xact_id()::text,
    rules = %(rules)s,
    counted_to = %(counted_to)s,
    counted_at = now(),
    version = version + 1
WHERE edition_id = %(edition)s
