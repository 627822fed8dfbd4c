"""An edition with as many scans as wanted, made in the database by the hundred thousand.

A visit is four scans: in at an entrance, in at a hall, in at a booth, out at another entrance. One
visitor in five comes on a second day. The fair lasts longer the more scans there are, as a season
does, so that a day stays a day: at most 120,000 scans.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from django.db import connection

from expo import editions
from expo.models import Edition, ShowDay
from tests.visitors.a_fair import Fair, open_fair

SCANS_OF_A_VISIT = 4
SCANS_OF_A_DAY = 120_000
TICKETS = 30_000
QUARTERS_OF_A_DAY = 32
FIRST_DAY = date(2023, 11, 23)
OPENING = time(1)  # UTC, ten in the morning in Seoul

_fresh = count(1)


@dataclass(frozen=True)
class History:
    """An edition whose `days` are full of scans, and a day after them that has none yet."""

    fair: Fair
    scans: int
    days: int
    tickets: int

    @property
    def edition(self) -> Edition:
        return self.fair.edition

    @property
    def today(self) -> datetime:
        """The opening of the last show day, on which the measured scans come in."""
        day = FIRST_DAY + timedelta(days=self.days)
        return datetime.combine(day, OPENING, tzinfo=UTC)


def make(scans: int) -> History:
    visits = scans // SCANS_OF_A_VISIT
    history = History(
        fair=open_fair(),
        scans=visits * SCANS_OF_A_VISIT,
        days=max(2, -(-scans // SCANS_OF_A_DAY)),
        tickets=max(TICKETS, visits * 5 // 6),
    )
    _lengthen(history)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # no triggers, no foreign keys
        for statement in (PEOPLE, REGISTRATIONS, TICKETS_OF_PEOPLE, PRESENCES):
            cursor.execute(statement, _parameters(history))
        for gate, direction, minutes in PASSAGES:
            given = {"direction": direction, "minutes": minutes, **_gate(history, gate)}
            cursor.execute(SCANS, _parameters(history) | given)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")
    editions.set_clock(history.edition, history.today + timedelta(hours=6), 0)
    return history


def add(history: History, scans: int) -> None:
    """New scans of one quarter of an hour of today, of badges all over the history."""
    with connection.cursor() as cursor:
        cursor.execute(
            NEW_SCANS,
            _parameters(history)
            | {gate: _gate(history, gate)["gate"] for gate, _direction, _minutes in PASSAGES}
            | {"device": history.fair.devices["E1"].pk, "scans": scans, **_round(next(_fresh))},
        )


def _round(number: int) -> dict[str, int]:
    """Other badges each time; when the day has had all its quarters, again from the first."""
    return {"round": number, "quarter": number % QUARTERS_OF_A_DAY}


def _lengthen(history: History) -> None:
    ShowDay.objects.bulk_create(
        [
            ShowDay(
                edition=history.edition,
                date=FIRST_DAY + timedelta(days=day),
                opens=time(10),
                closes=time(18),
            )
            for day in range(history.days + 1)
        ],
        ignore_conflicts=True,
    )


def _parameters(history: History) -> dict[str, object]:
    return {
        "edition": history.edition.pk,
        "key": history.edition.number % 256,
        "tickets": history.tickets,
        "visits": history.scans // SCANS_OF_A_VISIT,
        "days": history.days,
        "opening": datetime.combine(FIRST_DAY, OPENING, tzinfo=UTC),
        "today": history.today,
        "fair": history.fair.areas["fair"].pk,
    }


def _gate(history: History, code: str) -> dict[str, int]:
    return {"gate": history.fair.gates[code].pk, "device": history.fair.devices[code].pk}


PASSAGES = (("E1", "in", 0), ("4B", "in", 15), ("A-01", "in", 30), ("E2", "out", 90))

PEOPLE = """
INSERT INTO visitors_person (
    id, edition_id, name, name_en, email, phone, organisation, job_title, country, language
)
SELECT person, %(edition)s, '', '', '', '', '', '', '', 'ko'
FROM generate_series(1, %(tickets)s) AS person
"""
# Their numbers are counted: of two million drawn, two are alike one time in twelve.
REGISTRATIONS = """
INSERT INTO visitors_registration (
    uuid, number, edition_id, person_id, ticket_class, source, heads, registered_at, link_number,
    approval, refusal
)
SELECT gen_random_uuid(), lpad(translate(person::text, '01', 'AB'), 9, 'Z'), %(edition)s, person,
    'visitor',
    (ARRAY['advance', 'advance', 'on_site', 'invited'])[1 + person %% 4], 1,
    %(opening)s::timestamptz - interval '30 days' + person * interval '1 second', 0,
    'not_needed', ''
FROM generate_series(1, least(%(tickets)s, %(visits)s)) AS person
"""
TICKETS_OF_PEOPLE = """
INSERT INTO visitors_ticket (
    id, edition_id, key_id, person_id, ticket_class, first_day, last_day, heads, issued_at
)
SELECT ticket, %(edition)s, %(key)s, ticket, 'visitor', 0, 255, 1, now()
FROM generate_series(1, %(tickets)s) AS ticket
"""
PRESENCES = """
INSERT INTO visitors_presence (
    ticket_id, area_id, edition_id, direction, entered, heads, xid
)
SELECT ticket, %(fair)s, %(edition)s, '', false, 1, '0'::xid8
FROM generate_series(1, %(tickets)s) AS ticket
"""

_COLUMNS = """
    id, edition_id, gate_id, ticket_id, direction, scanned_at, received_at, outcome, reason,
    ticket_class, heads, decided_by_device, server_reason, override, overridden,
    exit_without_entry, device_revoked, device_id, content_hash, skew_ms
"""
_ADMITTED = "'admitted', '', 'visitor', 1, false, '', '', '', false, false"

# Visit k is of ticket k, or a second one of an earlier ticket; neighbours in time are neighbours in
# the table, as at a real door.
SCANS = f"""
INSERT INTO visitors_checkin ({_COLUMNS})
SELECT gen_random_uuid(), %(edition)s, %(gate)s, 1 + (visit - 1) %% %(tickets)s, %(direction)s,
    at, at + interval '1 second', {_ADMITTED}, %(device)s, '', 0
FROM generate_series(1, %(visits)s) AS visit
CROSS JOIN LATERAL (
    SELECT %(opening)s::timestamptz
        + (visit::bigint * %(days)s / (%(visits)s + 1)) * interval '1 day'
        + ((visit * 7919::bigint) %% 18000 + %(minutes)s * 60) * interval '1 second'
        + (visit %% 1000) * interval '1 ms' AS at
) AS moment
"""  # noqa: S608  # put together from our own words

NEW_SCANS = f"""
INSERT INTO visitors_checkin ({_COLUMNS})
SELECT gen_random_uuid(), %(edition)s,
    (ARRAY[%(E1)s, %(4B)s, %(A-01)s, %(E2)s])[1 + scan %% 4],
    1 + (scan / 4 * 48271::bigint + %(round)s * 7907) %% %(tickets)s,
    CASE scan %% 4 WHEN 3 THEN 'out' ELSE 'in' END,
    at, at + interval '1 second', {_ADMITTED}, %(device)s, '', 0
FROM generate_series(0, %(scans)s - 1) AS scan
CROSS JOIN LATERAL (
    SELECT %(today)s::timestamptz + %(quarter)s * interval '15 min'
        + scan * interval '0.9 second' AS at
) AS moment
"""  # noqa: S608  # put together from our own words
