"""Counting again from the scans with the pure definitions, and telling every difference."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate, groupby
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, Q

from expo import editions
from expo.models import Edition
from visitors import figures
from visitors.attendance import calendars, registrants
from visitors.attendance.counting import catch_up
from visitors.attendance.persons import kept_in, root
from visitors.attendance.rollups import FLOW
from visitors.models import (
    NO_DAY,
    Area,
    AreaClassDay,
    AreaDay,
    AreaFrequency,
    AreaKind,
    AreaMinute,
    BadgeDay,
    Gate,
    GateQuarter,
    Recount,
    Rollup,
    Ticket,
)
from visitors.transactions import Snapshot, one_view

Tables = dict[str, dict[tuple[Any, ...], Any]]
"""table → key → numbers; rows that hold nothing are left out."""


class Told(NamedTuple):
    """What is known of people: whose each badge is, and who registered."""

    people: figures.People
    registered: list[figures.Registered]


@dataclass(frozen=True, slots=True)
class Difference:
    """A number of a rollup that is not what a recount from the scans gives."""

    area: str
    table: str
    key: str
    counted: str
    recounted: str

    def __str__(self) -> str:
        return (
            f"{self.area}: {self.table} {self.key}: "
            f"counted {self.counted}, recounted {self.recounted}"
        )


def reconcile(
    edition_id: int, progress: Callable[[int, int], None] = lambda done, of: None
) -> list[Difference]:
    """Recount every area from its scans and compare it with every rollup; empty when all is well.

    Scans that come in meanwhile are left for the next time. `progress` hears of scans done."""
    edition = Edition.objects.get(pk=edition_id)
    rules = calendars.rules_of(edition)
    with _everything_counted(edition_id) as rollup:
        told = _told(rollup, edition)
        sizes, seen = _sizes(edition), Snapshot.read(rollup.snapshot)
        differences: list[Difference] = []
        done, of = 0, sum(sizes.values())
        for area in Area.objects.of(edition):
            scans = _scans(area, seen)
            progress(done + len(scans) // 4, of)
            recounted = _recount(area, scans, told, calendars.rules_in(area, rules))
            done += sizes.get(area.pk, 0)
            progress(done - len(scans) // 4, of)
            differences += _compare(f"{area.kind} {area.code}".strip(), _counted(area), recounted)
            progress(done, of)
    return differences


@contextmanager
def _everything_counted(edition_id: int) -> Iterator[Rollup]:
    """One unchanging view of the database in which no recount is due; yields how far it counts."""
    while True:
        catch_up(edition_id)
        with one_view():
            if not Recount.objects.filter(edition=edition_id).exists():
                yield Rollup.objects.get(pk=edition_id)
                return


def _told(rollup: Rollup, edition: Edition) -> Told:
    until = rollup.counted_to or editions.now(edition)
    return Told(_people(edition), registrants.registered(edition.pk, until))


def _people(edition: Edition) -> figures.People:
    """badge → person after merges."""
    kept = kept_in(edition.pk)
    tickets = Ticket.objects.of(edition).values_list("pk", "person_id")
    return {
        str(ticket): None if person is None else str(root(person, kept))
        for ticket, person in tickets.iterator()
    }


def _sizes(edition: Edition) -> dict[int, int]:
    """area → its scans, as far as there are any."""
    doors = Gate.objects.of(edition).filter(area__isnull=False).values_list("area")
    rows = doors.annotate(scans=Count("checkins", filter=Q(checkins__voids=None)))
    sizes: Counter[int] = Counter()
    for area, scans in rows:
        sizes[area] += scans
    return +sizes


def _scans(area: Area, seen: Snapshot) -> list[figures.Scan]:
    given: dict[str, Any] = {
        "area": area.pk,
        "seen_up_to": seen.up_to,
        "seen_running": seen.running,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNTED_SCANS, given)
        return [figures.Scan(*row) for row in cursor.fetchall()]


def _recount(area: Area, scans: list[figures.Scan], told: Told, rules: figures.Rules) -> Tables:
    counted = figures.count(scans, told.people, rules)
    readings = figures.read(scans, told.people, rules)
    of_the_fair = registrants.recounted(figures.came(readings), told.registered)
    return {
        **(of_the_fair if area.kind == AreaKind.FAIR else {}),
        "days": _days(counted, figures.stays(readings)),
        "frequencies": {(days,): persons for days, persons in counted.histogram.items()},
        "classes": {
            (name,): told.person_days
            for name, told in figures.by_class(readings).items()
            if told.person_days
        },
        "flows": {
            (gate, day or NO_DAY, quarter): tuple(getattr(flow, name) for name in FLOW)
            for (gate, day, quarter), flow in counted.flows.items()
        },
        "badges": _badge_days(readings),
        "minutes": {} if area.kind == AreaKind.BOOTH else _minutes(figures.changes(readings)),
    }


def _days(
    counted: figures.Figures, stays: Mapping[date, figures.Stays]
) -> dict[tuple[Any, ...], Any]:
    sums: dict[Any, list[int]] = defaultdict(lambda: [0, 0, 0])
    for (_gate, day, _quarter), flow in counted.flows.items():
        for place, number in enumerate((flow.conflicts, flow.refused, flow.voided)):
            sums[day or NO_DAY][place] += number
    known = {
        day.day: (day.first_visits, day.entries, day.daily_unique, day.unidentified)
        for day in counted.days
    }
    stayed = {day: (told.people_in, told.people, told.seconds) for day, told in stays.items()}
    rows = {
        (day,): (*known.get(day, (0, 0, 0, 0)), *sums[day], *stayed.get(day, (0, 0, 0)))
        for day in {*known, *sums}
    }
    return {key: row for key, row in rows.items() if any(row)}


def _badge_days(readings: list[figures.Reading]) -> dict[tuple[Any, ...], Any]:
    rows: dict[tuple[Any, ...], Any] = {}
    for reading in readings:
        if reading.day is None or not reading.is_countable:
            continue
        key = (reading.scan.badge, reading.day.day)
        if reading.counts:
            rows[key] = (reading.person, True, 0)
        elif reading.counts_unidentified:
            heads = rows[key][2] if key in rows else 0
            rows[key] = (None, False, max(heads, reading.scan.heads))
    return rows


def _minutes(changes: Mapping[datetime, int]) -> dict[tuple[Any, ...], Any]:
    rows: dict[tuple[Any, ...], Any] = {}
    for minute, seconds in groupby(sorted(changes), key=lambda at: at.replace(second=0)):
        moments = list(seconds)
        heights = list(accumulate(changes[at] for at in moments))
        high = max(heights)
        rows[(minute,)] = (heights[-1], high, moments[heights.index(high)])
    return rows


def _counted(area: Area) -> Tables:
    badges = BadgeDay.objects.filter(edition=area.edition_id, area=area)
    classes: dict[tuple[Any, ...], Any] = defaultdict(int)
    for name, persons in AreaClassDay.objects.filter(area=area).values_list(
        "ticket_class", "persons"
    ):
        classes[(name,)] += persons
    return {
        **(registrants.counted(area.edition_id) if area.kind == AreaKind.FAIR else {}),
        "days": {
            (day,): tuple(numbers)
            for day, *numbers in AreaDay.objects.filter(area=area).values_list(
                "day",
                "first_visits",
                "entries",
                "daily_unique",
                "unidentified",
                "conflicts",
                "refused",
                "voided",
                "people_in",
                "stays",
                "stay_seconds",
            )
            if any(numbers)
        },
        "frequencies": {
            (days,): persons
            for days, persons in AreaFrequency.objects.filter(area=area).values_list(
                "days", "persons"
            )
            if persons
        },
        "classes": {key: persons for key, persons in classes.items() if persons},
        "flows": {
            (gate, day, quarter): tuple(numbers)
            for gate, day, quarter, *numbers in GateQuarter.objects.filter(
                gate__area=area
            ).values_list("gate__code", "day", "quarter", *FLOW)
            if any(numbers)
        },
        "badges": {
            (str(ticket), day): (person and str(person), came, heads)
            for ticket, day, person, came, heads in badges.values_list(
                "ticket_id", "day", "person_id", "came", "heads"
            ).iterator()
            if came or heads
        },
        "minutes": {
            (minute,): (change, high, high_at)
            for minute, change, high, high_at, seconds in AreaMinute.objects.filter(
                area=area
            ).values_list("minute", "change", "high", "high_at", "seconds")
            if seconds
        },
    }


def _compare(area: str, counted: Tables, recounted: Tables) -> list[Difference]:
    return [
        Difference(
            area,
            table,
            " ".join(map(str, key)),
            str(counted[table].get(key)),
            str(recounted[table].get(key)),
        )
        for table in recounted
        for key in sorted(counted[table].keys() | recounted[table].keys())
        if counted[table].get(key) != recounted[table].get(key)
    ]


# What this very transaction wrote is seen by it, though it still is running.
COUNTED_SCANS = """
    SELECT
        scan.id::text, coalesce(scan.ticket_id::text, ''), gate.code, scan.direction,
        scan.scanned_at, scan.received_at, scan.outcome, scan.reason,
        coalesce(adjusted.ticket_class, scan.ticket_class), scan.heads,
        EXISTS (
            SELECT FROM visitors_checkin AS void
            WHERE void.voids_id = scan.id
                AND (
                    void.xid < %(seen_up_to)s::xid8 AND void.xid <> ALL(%(seen_running)s::xid8[])
                    OR void.xid = pg_current_xact_id_if_assigned()
                )
        )
    FROM visitors_checkin AS scan
    JOIN visitors_gate AS gate ON gate.id = scan.gate_id
    LEFT JOIN visitors_adjustment AS adjusted
        ON adjusted.ticket_id = scan.ticket_id AND adjusted.undone_at IS NULL
    WHERE gate.area_id = %(area)s
        AND scan.voids_id IS NULL
        AND (
            scan.xid < %(seen_up_to)s::xid8 AND scan.xid <> ALL(%(seen_running)s::xid8[])
            OR scan.xid = pg_current_xact_id_if_assigned()
        )
"""
