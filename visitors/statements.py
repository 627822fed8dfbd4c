"""The SQL of the door, in one place. Each runs once for one scan or five hundred.

Arrays travel as PostgreSQL's array text, rows as one JSON document: both cost next to nothing.
Those that are put together are sent without their indents: the database's driver remembers how it
has read a text of up to 4,096 characters.
"""


def _dense(statement: str) -> str:
    return " ".join(statement.split())


# Another text whenever a row has changed that a door is read from: each version of a row has its
# place and the transaction that wrote it. What the device said last comes along.
_VERSIONS = """concat_ws(' ',
        device.xmin, device.ctid, gate.xmin, gate.ctid, edition.xmin, edition.ctid,
        area.xmin, area.ctid, fair.xmin, hall.xmin, hall.ctid, session.xmin, session.ctid,
        (
            SELECT sum(hashtextextended(concat(day.xmin, day.ctid), 0))
            FROM expo_showday day WHERE day.edition_id = edition.id
        ),
        (
            SELECT sum(hashtextextended(concat(key.xmin, key.ctid), 0))
            FROM visitors_signingkey key
        )
    )"""
_DOOR_ROWS = """
FROM visitors_device device
JOIN visitors_gate gate ON gate.id = device.gate_id
JOIN expo_edition edition ON edition.id = gate.edition_id
LEFT JOIN visitors_area area ON area.id = gate.area_id
LEFT JOIN visitors_area fair ON fair.edition_id = edition.id AND fair.kind = 'fair'
LEFT JOIN expo_hall hall ON hall.id = area.hall_id
LEFT JOIN expo_session session ON session.id = area.session_id
LEFT JOIN visitors_devicecontact contact ON contact.device_id = device.id
WHERE """

DOOR = f"""
SELECT {_VERSIONS} AS versions,
    device.id AS device, device.uuid, device.name, device.revoked_at,
    device.may_search, device.staff_called_at,
    gate.id AS gate, gate.area_id AS area, area.session_id AS session,
    fair.id AS fair,
    edition.id AS edition, edition.slug, edition.number, edition.timezone,
    edition.clock_set_at, edition.clock_set_to, edition.clock_rate,
    contact.seen_at AS heard, contact.pending,
    json_build_object(
        'edition', json_build_object(
            'slug', edition.slug,
            'number', edition.number,
            'timezone', edition.timezone,
            'day_boundary', to_char(edition.day_boundary, 'HH24:MI'),
            'reentry', edition.reentry,
            'clock_rate', CASE WHEN edition.clock_set_at IS NULL THEN 1 ELSE edition.clock_rate END
        ),
        'days', (
            SELECT coalesce(json_agg(json_build_object(
                'day', day.date,
                'opens', to_char(day.opens, 'HH24:MI'),
                'closes', to_char(day.closes, 'HH24:MI')
            ) ORDER BY day.date), '[]')
            FROM expo_showday day
            WHERE day.edition_id = edition.id
        ),
        'keys', (
            SELECT coalesce(json_agg(json_build_object(
                'number', key.number, 'public', encode(key.public_key, 'base64')
            ) ORDER BY key.number), '[]')
            FROM visitors_signingkey key
        ),
        'gate', json_build_object(
            'code', gate.code,
            'name_ko', gate.name_ko,
            'name_en', gate.name_en,
            'purpose', gate.purpose,
            'area', CASE WHEN area.kind = 'fair' THEN 'fair' ELSE area.kind || ':' || area.code END,
            'classes', gate.classes,
            'opens', to_char(gate.opens, 'HH24:MI'),
            'closes', to_char(gate.closes, 'HH24:MI'),
            'capacity', coalesce(hall.capacity, session.capacity),
            'reservations_only', coalesce(session.reservations_only, false),
            'starts', session.starts_at
        )
    )::text AS rules
{_DOOR_ROWS}"""  # noqa: S608  # put together from our own words

LOCK_AREA = "SELECT id FROM visitors_area WHERE id = %s::bigint FOR NO KEY UPDATE"

# Where the fair's presence rows are locked, then in the order of the ticket ids, so that no two
# batches can wait for each other. Only the locked row is read anew after waiting for somebody
# else's commit; so an entrance must read its own presence from `fair`, never from a second join of
# the same table. `version` is what STORE compares with.
_STATE = f"""(
        SELECT json_build_array({_VERSIONS}, contact.seen_at, contact.pending)
        {_DOOR_ROWS} device.id = asked.device
    )::text"""  # put together from our own words
_HOLD = """
WITH held AS MATERIALIZED (
    SELECT fair.ticket_id AS ticket,
        ticket.revoked_at IS NOT NULL AS revoked,
        coalesce(person.name, '') AS name,
        {here}.xid::text AS version, {here}.direction, {here}.at, {here}.day, {here}.entered,
        {here}.heads,
        (SELECT gate.code FROM visitors_gate gate WHERE gate.id = {here}.gate_id) AS gate,
        {reserved} AS reserved
    FROM visitors_presence fair
    JOIN visitors_ticket ticket ON ticket.id = fair.ticket_id
    LEFT JOIN visitors_person person ON person.id = ticket.person_id
    {join}
    WHERE fair.area_id = %(fair)s::bigint AND fair.ticket_id = ANY(%(tickets)s::bigint[])
    ORDER BY fair.ticket_id
    {lock}
), known AS (
    SELECT scan.id, encode(scan.content_hash, 'hex') AS content,
        scan.ticket_id AS ticket, scan.direction, scan.ticket_class, scan.heads,
        scan.outcome, scan.reason, scan.decided_by_device, scan.overridden,
        scan.exit_without_entry, scan.device_revoked, scan.skew_ms, scan.remark,
        scan.device_id AS device,
        scan.voids_id AS voids, gate.area_id AS area,
        EXISTS (SELECT FROM visitors_checkin later WHERE later.voids_id = scan.id) AS voided
    FROM visitors_checkin scan
    JOIN visitors_gate gate ON gate.id = scan.gate_id
    WHERE scan.id = ANY(%(ids)s::uuid[])
)
SELECT {once},
    {state},
    {news}
FROM unnest(%(devices)s::bigint[], %(since)s::pg_snapshot[])
    WITH ORDINALITY AS asked (device, since, place)
ORDER BY asked.place
"""
# What is the same for all doors that ask is told the first of them.
_ONCE = """CASE asked.place WHEN 1 THEN (SELECT json_agg(held) FROM held)::text END,
    CASE asked.place WHEN 1 THEN (SELECT json_agg(known) FROM known)::text END,
    {inside}::text,
    {kept}::text"""
_AWAY = """LEFT JOIN visitors_presence away
        ON away.ticket_id = fair.ticket_id AND away.area_id = %(area)s::bigint"""
_RESERVED = """coalesce((
            SELECT seat.heads FROM visitors_reservation seat
            WHERE seat.session_id = %(session)s::bigint
                AND seat.ticket_id = fair.ticket_id
                AND seat.state = 'seat'
        ), 0)"""
_INSIDE = """(
        SELECT json_object_agg(day, heads) FROM (
            SELECT day, sum(heads) AS heads FROM visitors_presence
            WHERE area_id = %(area)s::bigint
                AND direction = 'in'
                AND day = ANY(%(days)s::date[])
            GROUP BY day
        ) inside
    )"""
# Seats whose holders are not inside, in heads by day: asked of the days before the session begins.
_KEPT = """(
        SELECT json_object_agg(day, heads) FROM (
            SELECT day, sum(seat.heads) AS heads
            FROM unnest(%(early)s::date[]) AS day
            JOIN visitors_reservation seat
                ON seat.session_id = %(session)s::bigint AND seat.state = 'seat'
            WHERE NOT EXISTS (
                SELECT FROM visitors_presence there
                WHERE there.ticket_id = seat.ticket_id
                    AND there.area_id = %(area)s::bigint
                    AND there.direction = 'in'
                    AND there.day = day
            )
            GROUP BY day
        ) kept
    )"""
# Everything that the given database snapshot did not show yet: the moved presences of the gate's
# area, and of the fair's those whose ticket has been revoked; the seats of the session whole, if
# any was given or given up. A cursor from the future is one of another database, say of before a
# backup was restored.
_NEWS = """pg_current_snapshot()::text,
    pg_snapshot_xmax(asked.since) <= pg_snapshot_xmax(pg_current_snapshot()),
    (
        SELECT json_agg(seen) FROM (
            SELECT presence.ticket_id AS ticket, nullif(presence.direction, '') AS direction,
                presence.at, presence.day, gate.code AS gate, presence.entered, presence.heads
            FROM visitors_presence presence
            LEFT JOIN visitors_gate gate ON gate.id = presence.gate_id
            WHERE presence.area_id = %(area)s::bigint
                AND presence.xid >= pg_snapshot_xmin(asked.since)
                AND NOT pg_visible_in_snapshot(presence.xid, asked.since)
            LIMIT %(most)s::bigint
        ) seen
    )::text,
    (
        SELECT json_agg(ticket.id)
        FROM visitors_presence presence
        JOIN visitors_ticket ticket ON ticket.id = presence.ticket_id
        WHERE presence.area_id = %(fair)s::bigint
            AND ticket.revoked_at IS NOT NULL
            AND presence.xid >= pg_snapshot_xmin(asked.since)
            AND NOT pg_visible_in_snapshot(presence.xid, asked.since)
    )::text,
    CASE WHEN EXISTS (
        SELECT FROM visitors_reservation place
        WHERE place.session_id = %(session)s::bigint
            AND place.xid >= pg_snapshot_xmin(asked.since)
            AND NOT pg_visible_in_snapshot(place.xid, asked.since)
    ) THEN (
        SELECT coalesce(json_agg(json_build_array(seat.ticket_id, seat.heads)), '[]')
        FROM visitors_reservation seat
        WHERE seat.session_id = %(session)s::bigint AND seat.state = 'seat'
    ) END::text"""
UPDATES = f"SELECT {_NEWS} FROM (SELECT %(since)s::pg_snapshot AS since) AS asked"  # noqa: S608  # ours


def _look(**parts: str) -> str:
    unlocked = {"lock": "", "reserved": "0", "inside": "NULL", "kept": "NULL"}
    given = unlocked | parts
    return _dense(_HOLD.format(once=_ONCE.format(**given), state=_STATE, news=_NEWS, **given))


_LOCK = "FOR NO KEY UPDATE OF fair"
LOOK_AT_THE_FAIR = _look(here="fair", join="")
LOOK_IN_AN_AREA = _look(here="away", join=_AWAY)
HOLD_AT_THE_FAIR = _look(here="fair", join="", lock=_LOCK)
HOLD_IN_AN_AREA = _look(here="away", join=_AWAY, lock=_LOCK)
HOLD_WHERE_PLACES_ARE_FEW = _look(
    here="away", join=_AWAY, lock=_LOCK, reserved=_RESERVED, inside=_INSIDE, kept=_KEPT
)

# All of it or nothing: a presence that is no longer the version that was looked at fails it, and a
# scan that is stored already. Presences come first and in the order of their tickets, as they are
# locked, then scans in the order of their ids: two batches wait for each other one way only.
STORE = """
WITH moved AS (
    INSERT INTO visitors_presence AS presence (
        ticket_id, area_id, edition_id, direction, at, day, gate_id, entered, heads, xid
    )
    SELECT ticket, %(area)s::bigint, %(edition)s::bigint, direction, at, day, gate, entered,
        heads, coalesce(version::xid8, pg_current_xact_id())
    FROM json_to_recordset(%(moved)s::json) AS passage (
        ticket bigint, direction text, at timestamptz, day date, gate bigint, entered bool,
        heads int, version text
    )
    ORDER BY ticket
    ON CONFLICT (ticket_id, area_id) DO UPDATE SET
        direction = excluded.direction, at = excluded.at, day = excluded.day,
        gate_id = excluded.gate_id, entered = excluded.entered, heads = excluded.heads,
        xid = pg_current_xact_id()
    WHERE presence.xid = excluded.xid
    RETURNING ticket_id
), stored AS (
    INSERT INTO visitors_checkin (
        id, edition_id, gate_id, ticket_id, direction, scanned_at, received_at, outcome, reason,
        ticket_class, heads, decided_by_device, server_reason, override, overridden,
        exit_without_entry, device_revoked, remark, voids_id, device_id, operator_id, skew_ms,
        content_hash, signature
    )
    SELECT id, %(edition)s::bigint, gate, ticket, direction, scanned_at, received_at, outcome,
        reason, ticket_class, heads, decided_by_device, server_reason, override, overridden,
        exit_without_entry, device_revoked, remark, voids, device, operator, skew_ms,
        decode(content, 'hex'), decode(signature, 'hex')
    FROM json_to_recordset(%(scans)s::json) AS scan (
        id uuid, gate bigint, ticket bigint, direction text, scanned_at timestamptz,
        received_at timestamptz, outcome text, reason text, ticket_class text, heads int,
        decided_by_device bool, server_reason text, override text, overridden text,
        exit_without_entry bool, device_revoked bool, remark jsonb, voids uuid, device bigint,
        operator bigint, skew_ms bigint, content text, signature text
    )
    ORDER BY id
    ON CONFLICT DO NOTHING
    RETURNING id
)
SELECT visitors_all_or_nothing((SELECT count(*) FROM moved), %(going)s::bigint),
    visitors_all_or_nothing((SELECT count(*) FROM stored), %(coming)s::bigint)
"""

# Made before every transaction: a ticket that nobody has shown is no news for the scanners.
MAKE_PRESENCES = """
INSERT INTO visitors_presence (ticket_id, area_id, edition_id, direction, entered, heads, xid)
SELECT ticket, %(area)s, %(edition)s, '', false, 1, '0'::xid8
FROM unnest(%(tickets)s::bigint[]) AS ticket
ON CONFLICT DO NOTHING
"""

# What is left of a ticket's passages through an area once the voided ones are taken away.
PASSAGES = """
SELECT scan.direction, scan.scanned_at, scan.received_at, scan.skew_ms, scan.heads,
    gate.code, gate.id
FROM visitors_checkin scan
JOIN visitors_gate gate ON gate.id = scan.gate_id
WHERE scan.ticket_id = %(ticket)s
    AND gate.area_id = %(area)s
    AND scan.outcome = 'admitted'
    AND scan.voids_id IS NULL
    AND NOT EXISTS (SELECT FROM visitors_checkin later WHERE later.voids_id = scan.id)
ORDER BY scan.received_at, scan.xid, scan.scanned_at, scan.id
"""

SNAPSHOT = """
SELECT pg_current_snapshot()::text,
    (
        SELECT json_agg(seen) FROM (
            SELECT presence.ticket_id AS ticket, presence.direction, presence.at, presence.day,
                gate.code AS gate, presence.entered, presence.heads
            FROM visitors_presence presence
            JOIN visitors_gate gate ON gate.id = presence.gate_id
            WHERE presence.area_id = %(area)s::bigint AND presence.day = %(day)s::date
        ) seen
    )::text,
    (
        SELECT json_agg(ticket.id) FROM visitors_ticket ticket
        WHERE ticket.edition_id = %(edition)s::bigint AND ticket.revoked_at IS NOT NULL
    )::text,
    (
        SELECT json_agg(json_build_array(seat.ticket_id, seat.heads))
        FROM visitors_reservation seat
        WHERE seat.session_id = %(session)s::bigint AND seat.state = 'seat'
    )::text,
    (
        SELECT json_agg(json_build_array(ticket.id, ticket.heads)) FROM visitors_ticket ticket
        WHERE ticket.edition_id = %(edition)s::bigint
            AND ticket.ticket_class = 'group'
            AND ticket.revoked_at IS NULL
    )::text
"""
