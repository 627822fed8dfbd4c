"""Any figure as of any moment: now as the rollups have it, then as the definitions give it."""

from collections import defaultdict
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from expo import editions
from tests.factories import RegistrationFactory, ReservationFactory
from tests.visitors.a_fair import DAYS, open_fair, utc
from visitors import attendance, figures
from visitors.attendance import BREAKDOWNS, calendars
from visitors.attendance.persons import root
from visitors.models import Adjustment, CheckIn, Merge, Observation, Registration

pytestmark = pytest.mark.django_db
BADGES = {"A": "p1", "B": "p2", "C": "p3", "D": "p3", "G": "", "H": ""}
BEGIN, NOW = utc("22T19:00"), utc("26T00:00")
AREAS = ["fair", "hall", "session"]

moments = st.one_of(
    st.integers(0, 77 * 120),
    st.builds(int.__add__, st.sampled_from([0, 700, 1680, 2880, 3600]), st.integers(-3, 3)),
).map(lambda number: max(BEGIN, min(BEGIN + timedelta(seconds=30 * number), NOW)))
later = st.integers(0, 30).map(lambda hours: timedelta(hours=hours))
happenings = st.one_of(
    st.tuples(
        st.just("scan"),
        st.sampled_from([*BADGES, "A", "B", ""]),
        st.sampled_from(["E1", "E2", "E1", "4B", "S1", "A-01", "DESK"]),
        moments,
        later,
        st.sampled_from(["in", "in", "out"]),
        st.sampled_from(["visitor", "visitor", "staff"]),
    ),
    st.tuples(st.just("void"), st.integers(0, 20), moments),
    st.tuples(st.just("merge"), st.sampled_from(["p1", "p2", "p3"]), moments, later),
    st.tuples(st.just("adjust"), st.sampled_from([*BADGES]), moments, later),
    st.tuples(st.just("observe"), st.sampled_from(AREAS), moments, later, later),
    st.tuples(
        st.just("register"),
        st.sampled_from(["p1", "p2", "p3"]),
        st.sampled_from(["advance", "on_site"]),
        moments,
        later,
    ),
    st.just(("count",)),
)
any_fair = given(told=st.lists(happenings, min_size=5, max_size=40), as_of=moments)
few = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@few
@any_fair
def test_every_figure_as_of_any_moment_is_what_the_definitions_give(db, told, as_of):
    with transaction.atomic():
        fair = fair_of(told)
        known = Known(fair, as_of)
        assert_fair(fair, known)
        assert_rooms(fair, known)
        assert_inside(fair, known)
        transaction.set_rollback(True)


@few
@any_fair
def test_every_figure_as_of_now_is_what_the_rollups_tell(db, told, as_of):
    with transaction.atomic():
        fair = fair_of(told)
        attendance.count_new(fair.edition.pk)
        for by, breakdown in BREAKDOWNS.items():
            assert breakdown(fair.edition, NOW) == breakdown(fair.edition, None), by
        then, live = attendance.overview(fair.edition, NOW), attendance.overview(fair.edition)
        assert then == live
        assert attendance.booth_days(fair.edition, NOW) == attendance.booth_days(fair.edition)
        assert attendance.halls(fair.edition, None, NOW) == attendance.halls(fair.edition)
        transaction.set_rollback(True)


class Known:
    """What the server knew at a moment, read row by row and counted by the definitions."""

    def __init__(self, fair, as_of):
        self.as_of, self.rules = as_of, calendars.rules_of(fair.edition)
        self.merges = stood(Merge.objects.order_by("pk"), "merged_at", as_of)
        kept = {merge.merged_id: merge.kept_id for merge in self.merges}
        self.people = {
            str(ticket.pk): ticket.person_id and str(root(ticket.person_id, kept))
            for ticket in fair.tickets.values()
        }
        self.scans = defaultdict(list)
        adjusted = stood(Adjustment.objects.order_by("pk"), "adjusted_at", as_of)
        classes = {row.ticket_id: row.ticket_class for row in adjusted}
        received = CheckIn.objects.filter(received_at__lte=as_of).select_related("gate__area")
        voided = {row.voids_id for row in received if row.voids_id}
        for row in received.filter(voids=None, gate__area__isnull=False):
            its_class = classes.get(row.ticket_id, row.ticket_class)
            self.scans[row.gate.area.kind].append(
                scan_of(row, its_class, is_voided=row.pk in voided)
            )

    def figures(self, kind):
        return figures.count(self.scans[kind], self.people, self.rules_in(kind), self.as_of)

    def readings(self, kind):
        return figures.read(self.scans[kind], self.people, self.rules_in(kind))

    def rules_in(self, kind):
        return figures.Rules(
            self.rules.timezone,
            self.rules.days,
            reentry=self.rules.reentry if kind == "fair" else "free",
        )


def stood(rows, made, as_of):
    return [
        row
        for row in rows
        if getattr(row, made) <= as_of and not (row.undone_at and row.undone_at <= as_of)
    ]


def scan_of(row, its_class, *, is_voided):
    return figures.Scan(
        str(row.pk),
        str(row.ticket_id or ""),
        row.gate.code,
        row.direction,
        row.scanned_at,
        row.received_at,
        row.outcome,
        row.reason,
        its_class,
        row.heads,
        is_voided,
    )


def assert_fair(fair, known):
    edition, as_of, counted = fair.edition, known.as_of, known.figures("fair")
    told = attendance.figures(edition, as_of)
    assert told.to_json() == counted.to_json() | {"as_of": as_of.astimezone(edition.tz).isoformat()}
    assert told.histogram == counted.histogram

    gates = figures.by_gate(counted.flows)
    for row in BREAKDOWNS["gate"](edition, as_of):
        assert numbers(row) == numbers(vars_of(gates.get(row["gate"], figures.Flow())))
    hours = figures.by_hour(counted.flows, edition.tz)
    assert {row["hour"]: numbers(row) for row in BREAKDOWNS["hour"](edition, as_of)} == {
        hour.isoformat(): numbers(vars_of(flow)) for (_day, hour), flow in hours.items()
    }
    assert_sources(fair, known)
    classes = figures.by_class(known.readings("fair"))
    for row in BREAKDOWNS["class"](edition, as_of):
        expected = classes.get(row["class"], figures.ClassFigures())
        assert (row["person_days"], row["unidentified"]) == (
            expected.person_days,
            expected.unidentified,
        )


def assert_sources(fair, known):
    kept = {merge.merged_id: merge.kept_id for merge in known.merges}
    registered = [
        figures.Registered(
            str(root(row.person_id, kept)),
            row.source,
            row.ticket_class == "visitor",
            row.cancelled_at is not None and row.cancelled_at <= known.as_of,
        )
        for row in Registration.objects.filter(registered_at__lte=known.as_of)
    ]
    came = figures.came(known.readings("fair"))
    expected = figures.by_source(came, registered, ["advance", "on_site", "invited"])
    for row in BREAKDOWNS["registration"](fair.edition, known.as_of):
        parts = [told for (_day, source), told in expected.items() if source == row["registration"]]
        for ours, theirs in SUMMED.items():
            assert row[theirs] == sum(getattr(told, ours) for told in parts), theirs


SUMMED = {
    "visits": "visits",
    "first_visits": "visitors",
    "registered": "registered",
    "cancelled": "cancelled",
    "converted": "converted",
}


def numbers(row):
    return {name: value for name, value in row.items() if type(value) is int}


def vars_of(flow):
    return {name: getattr(flow, name) for name in flow.__slots__}


def assert_rooms(fair, known):
    edition, as_of = fair.edition, known.as_of
    (hall,), (session,) = (BREAKDOWNS[by](edition, as_of) for by in ("hall", "session"))
    for row, kind in ((hall, "hall"), (session, "session")):
        totals = known.figures(kind).to_json()["totals"]
        assert {name: row[name] for name in totals} == totals
    reserved = [str(fair.tickets[badge].pk) for badge in "AG"]
    seats = figures.attendance(known.readings("session"), known.people, reserved)
    assert (session["came"], session["no_shows"], session["without_seat"]) == (
        seats.came,
        seats.no_shows,
        seats.without_seat,
    )
    booths = known.figures("booth").days
    assert [(row.day, row.visits) for row in attendance.booth_days(edition, as_of)] == [
        (day.day, day.daily_unique)
        for day in booths
        if day.entries or day.daily_unique or day.unidentified
    ]
    (told,) = attendance.halls(edition, as_of=as_of)
    known_stays = figures.stays(known.readings("hall"))
    assert told.stays == sum(known_stays.values(), figures.Stays())
    for day, stays in known_stays.items():
        assert [told.stays for told in attendance.halls(edition, day, as_of)] == [stays]


def assert_inside(fair, known):
    """People inside at that moment, and the fullest one before it."""
    told = attendance.overview(fair.edition, known.as_of).inside
    observed = [
        figures.Observation(f"{row.pk:020}", row.observed_at, row.count)
        for row in Observation.objects.filter(area=fair.areas["fair"])
        if row.observed_at <= known.as_of and row.received_at <= known.as_of
        if not (row.withdrawn_at and row.withdrawn_at <= known.as_of)
    ]
    changes = figures.changes(known.readings("fair"))
    changes = {second: net for second, net in changes.items() if second <= known.as_of}
    steps = {
        day.day: list(figures.occupancy(changes, observed, day)) for day in known.rules.show_days
    }
    peaks = [peak for peak in map(figures.peak, steps.values()) if peak]
    fullest = max(peaks, key=lambda peak: peak.people, default=None)
    assert (told["peak"] and told["peak"]["people"]) == (fullest and fullest.people)
    today = known.rules.day_of(known.as_of)
    last = steps[today.day][-1:] if today else []
    assert told["occupancy"]["people"] == sum(step.people for step in last)
    drift = figures.drift(changes, observed, today) if today else None
    assert told["occupancy"]["drift"] == drift


def fair_of(told):
    fair = open_fair()
    editions.set_clock(fair.edition, NOW, rate=0)
    for badge, person in BADGES.items():
        fair.ticket(badge, person, heads=1 if person else 7)
    for badge in "AG":
        ReservationFactory(
            edition=fair.edition,
            session=fair.areas["session"].session,
            ticket=fair.tickets[badge],
            state="seat",
            asked_at=BEGIN,
        )
    RegistrationFactory(edition=fair.edition, person=fair.people["p1"], registered_at=BEGIN)
    scans, done = [], set()
    for happening in told:
        happen(fair, scans, done, *happening)
    return fair


def happen(fair, scans, done, what, *told):
    if what == "scan":
        scans.append(scan(fair, *told))
    elif what == "void" and told[0] < len(scans):
        if scans[told[0]] not in done:
            done.add(scans[told[0]])
            fair.void(scans[told[0]], received_at=told[1])
    elif what in ("merge", "adjust") and told[0] not in done:
        done.add(told[0])
        CORRECTIONS[what](fair, *told)
    elif what == "register":
        register(fair, *told)
    elif what == "observe":
        observe(fair, *told)
    elif what == "count":
        attendance.count_new(fair.edition.pk)


def by_now(moment):
    """Nothing has been heard of that is still to come."""
    return min(moment, NOW)


def scan(fair, *told):
    badge, gate, moment, late, direction, ticket_class = told
    return fair.scan(
        badge,
        gate,
        moment,
        direction,
        received_at=by_now(moment + late),
        outcome="admitted" if badge else "refused",
        ticket_class="group" if badge in "GH" else ticket_class,
    )


def merge(fair, merged, at, later):
    kept = f"p{int(merged[1]) % 3 + 1}"
    Merge.objects.create(
        edition=fair.edition,
        merged=fair.person(merged),
        kept=fair.person(kept),
        merged_at=at,
        undone_at=by_now(at + later) if later else None,
    )


def adjust(fair, badge, at, later):
    Adjustment.objects.create(
        edition=fair.edition,
        ticket=fair.tickets[badge],
        ticket_class="staff",
        reason="helps",
        adjusted_at=at,
        undone_at=by_now(at + later) if later else None,
    )


def register(fair, name, source, at, later):
    """Who had registered that late is not known yet, nor who cancelled."""
    RegistrationFactory(
        edition=fair.edition,
        person=fair.person(name),
        source=source,
        registered_at=at + later,
        cancelled_at=at + later + later if later else None,
    )


CORRECTIONS = {"merge": merge, "adjust": adjust}


def observe(fair, area, at, late, later):
    Observation.objects.create(
        edition=fair.edition,
        area=fair.areas[area],
        observed_at=at,
        received_at=by_now(at + late),
        count=17,
        kind="clicker",
        withdrawn_at=by_now(at + late + later) if later else None,
    )


def test_the_days_of_a_past_moment_are_all_the_show_days():
    fair = open_fair()

    rows = BREAKDOWNS["day"](fair.edition, utc("23T02:00"))

    assert [row["day"] for row in rows] == [day.isoformat() for day in DAYS]
