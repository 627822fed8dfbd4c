"""The rollups: what is counted piece by piece equals a recount from the scans."""

import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F
from django.db.models.expressions import RawSQL
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from expo import editions
from expo.show_days import NoShowDays
from tests.factories import EditionFactory, RegistrationFactory
from tests.visitors.a_fair import open_fair, store_worked_example, utc
from visitors import adjustments, attendance
from visitors.attendance.counting import TABLES
from visitors.models import (
    AreaDay,
    AreaFrequency,
    AreaMinute,
    BadgeDay,
    GateQuarter,
    Registrant,
    Registration,
    Rollup,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair():
    return open_fair()


def count(fair):
    """Count, and prove by a recount that it was right."""
    assert attendance.count_new(fair.edition.pk)
    assert attendance.reconcile(fair.edition.pk) == []


def sums(fair, area="fair"):
    days = AreaDay.objects.filter(area=fair.areas[area]).order_by("day")
    return [(day.entries, day.daily_unique, day.unidentified) for day in days]


def frequencies(fair, area="fair"):
    rows = AreaFrequency.objects.filter(area=fair.areas[area], persons__gt=0)
    return dict(rows.values_list("days", "persons"))


def rollups(fair):
    """Everything that is counted, without rows that hold nothing, in an order of its own."""
    return {
        table.__name__: sorted(filter(None, map(content, rows(table, fair)))) for table in TABLES
    }


def rows(table, fair):
    names = [field.attname for field in table._meta.concrete_fields if field.name != "pk"]
    keys = [name for name in names if name in KEYS]
    for row in table.objects.filter(edition=fair.edition).values():
        yield [row[name] for name in keys], {name: row[name] for name in names if name not in KEYS}


KEYS = (
    "edition_id",
    "area_id",
    "gate_id",
    "ticket_id",
    "day",
    "days",
    "ticket_class",
    "quarter",
    "minute",
    "source",
)


def content(row):
    key, numbers = row
    if "scans" in numbers:  # two lists in one order, whatever order that is
        numbers["scans"] = sorted(zip(numbers["scans"], numbers.pop("gates"), strict=True))
    return str((key, numbers)) if any(numbers.values()) else None


# The worked example, and each thing that may come late


def test_the_worked_example_is_rolled_up_to_the_published_figures(fair):
    store_worked_example(fair)

    count(fair)

    assert sums(fair) == [(4, 3, 12), (3, 3, 0), (1, 1, 0)]
    assert frequencies(fair) == {1: 2, 2: 1, 3: 1}


@pytest.mark.parametrize("piece", [1, 2, 5])
def test_the_worked_example_in_pieces_gives_the_same_rollups(fair, piece):
    for number, _scan in enumerate(store_worked_example(fair, one_by_one=True)):
        if number % piece == 0:
            count(fair)
    count(fair)
    pieces = rollups(fair)

    attendance.rebuild(fair.edition.pk)

    assert pieces == rollups(fair)
    assert frequencies(fair) == {1: 2, 2: 1, 3: 1}


def test_counting_twice_changes_nothing(fair):
    store_worked_example(fair)
    count(fair)
    once = rollups(fair)

    count(fair)

    assert rollups(fair) == once


@pytest.mark.parametrize("passages", [1, 9])
def test_a_count_asks_ten_times_however_much_is_new(fair, passages, django_assert_num_queries):
    store_worked_example(fair)
    count(fair)
    fair.ticket("A", "p1")
    for minute in range(passages):
        fair.scan("A", "E1", f"25T03:0{minute}")

    with django_assert_num_queries(10):  # two of them are the savepoint around it
        attendance.count_new(fair.edition.pk)

    assert attendance.reconcile(fair.edition.pk) == []


def test_a_late_scan_between_two_others_corrects_what_they_were(fair):
    fair.ticket("A", "p1")
    fair.scan("A", "E1", "23T02:00:00")
    fair.scan("A", "E1", "23T02:00:50")
    count(fair)
    assert sums(fair) == [(1, 1, 0)]

    fair.scan("A", "E2", "23T02:00:30", "out")  # from a device that was offline
    count(fair)

    assert sums(fair) == [(2, 1, 0)]


def test_a_late_scan_before_midnight_of_the_fair_corrects_the_next_day(fair):
    fair.ticket("A", "p1")
    fair.scan("A", "E1", "23T19:00:10")
    count(fair)
    assert sums(fair) == [(1, 1, 0)]

    fair.scan("A", "E1", "23T18:59:50")
    count(fair)

    assert sums(fair) == [(1, 0, 0), (0, 0, 0)]  # entered after closing; then read again


@pytest.mark.parametrize(
    ("before", "seen"),
    [
        ("22T18:59:50", [(0, 0, 0)]),  # on no show day
        ("23T18:59:50", [(1, 0, 0), (0, 0, 0)]),
    ],
)
def test_counted_anew_too_the_first_scan_of_a_day_may_repeat_the_last_before_it(fair, before, seen):
    day = int(before[:2])
    fair.ticket("A", "p1")
    fair.scan("A", "E1", before)
    fair.scan("A", "E1", f"{day}T19:00:10")
    count(fair)
    in_pieces = rollups(fair)

    attendance.rebuild(fair.edition.pk)

    assert (sums(fair), rollups(fair)) == (seen, in_pieces)
    assert list(GateQuarter.objects.filter(repeats=1).values_list("day__day", flat=True)) == [
        day + 1
    ]


def test_a_void_takes_a_scan_back(fair):
    fair.ticket("A", "p1")
    entry = fair.scan("A", "E1", "23T02:00")
    count(fair)

    fair.void(entry)
    count(fair)

    assert (sums(fair), frequencies(fair)) == ([(0, 0, 0)], {})
    assert GateQuarter.objects.get().voided == 1


@pytest.mark.parametrize("outcome", ["admitted", "refused"])
def test_an_early_exit_that_does_not_stand_sends_nobody_away(fair, outcome):
    fair.ticket("A", "p1")
    fair.scan("A", "E1", "22T23:10")  # 08:10 in Seoul, before the fair opens
    out = fair.scan("A", "E1", "22T23:20", "out", outcome=outcome)
    if outcome == "admitted":
        fair.void(out)
    count(fair)

    assert sums(fair) == [(1, 1, 0)]


def test_a_scan_without_a_badge_is_refused_and_may_be_taken_back(fair):
    first = fair.scan("", "E1", "23T02:00", outcome="refused")
    fair.scan("", "E1", "23T02:01", outcome="refused")
    fair.scan("", "E1", "10T02:01", outcome="refused")  # long before the fair
    count(fair)
    fair.void(first)
    count(fair)

    days = AreaDay.objects.order_by("day").values_list("refused", "voided")
    assert list(days) == [(1, 0), (1, 1)]


def test_a_merge_makes_two_visitors_one_and_undoing_it_makes_them_two(fair):
    fair.ticket("A", "p1")
    fair.ticket("B", "p2")
    fair.ticket("C", "p3")
    fair.scan("A", "E1", "23T02:00")
    fair.scan("B", "E1", "23T03:00")
    fair.scan("C", "E1", "24T03:00")
    count(fair)
    assert frequencies(fair) == {1: 3}

    fair.merge("p3", "p2")
    count(fair)
    assert frequencies(fair) == {1: 1, 2: 1}

    merge = fair.merge("p2", "p1")  # and p3 with it
    count(fair)
    assert frequencies(fair) == {2: 1}

    merge.undone_at = utc("26T01:00")
    merge.save(update_fields=["undone_at"])
    count(fair)
    assert frequencies(fair) == {1: 1, 2: 1}


def test_a_group_that_is_given_a_name_becomes_a_visitor(fair):
    ticket = fair.ticket("G", heads=12)
    fair.scan("G", "E1", "23T02:00")
    count(fair)
    assert (sums(fair), frequencies(fair)) == ([(0, 0, 12)], {})

    ticket.person = fair.person("p1")
    ticket.save(update_fields=["person"])
    count(fair)

    assert (sums(fair), frequencies(fair)) == ([(1, 1, 0)], {1: 1})


def test_a_visitor_adjusted_to_staff_is_no_visitor_until_that_is_undone(fair):
    ticket = fair.ticket("A", "p1")
    fair.scan("A", "E1", "23T02:00")
    fair.scan("A", "E1", "24T02:00")
    fair.scan("A", "4B", "24T02:30")
    count(fair)

    made = adjustments.adjust(ticket, "staff", reason="helps", at=utc("25T00:00"))
    count(fair)
    assert (sums(fair), frequencies(fair)) == ([(0, 0, 0), (0, 0, 0)], {})
    assert (sums(fair, "hall"), classes(fair)) == ([(0, 0, 0)], {"staff": 2})

    adjustments.undo(made, at=utc("25T01:00"))
    count(fair)
    assert (sums(fair), frequencies(fair)) == ([(1, 1, 0), (1, 1, 0)], {2: 1})
    assert classes(fair) == {}


def classes(fair):
    figures = attendance.figures(fair.edition)
    return dict(figures.classes)


def test_a_nameless_group_adjusted_to_staff_is_inside_and_unidentified_no_more(fair):
    ticket = fair.ticket("G", heads=12)
    fair.scan("G", "E1", "23T02:00")
    count(fair)

    adjustments.adjust(ticket, "staff", reason="the choir", at=utc("25T00:00"))
    count(fair)

    assert (sums(fair), GateQuarter.objects.get().heads_in) == ([(0, 0, 0)], 12)


def test_staff_adjusted_to_a_visitor_is_one(fair):
    ticket = fair.ticket("A", "p1", "staff")
    fair.scan("A", "E1", "23T02:00")
    count(fair)

    adjustments.adjust(ticket, "visitor", reason="a guest's badge", at=utc("25T00:00"))
    fair.scan("A", "E1", "24T02:00")
    count(fair)

    assert (sums(fair), classes(fair)) == ([(1, 1, 0), (1, 1, 0)], {})


def test_every_area_is_counted_by_its_own_gates(fair):
    fair.ticket("A", "p1")
    for gate in ("E1", "4B", "S1", "A-01", "DESK"):
        fair.scan("A", gate, "23T02:00")
    count(fair)

    assert all(sums(fair, area) == [(1, 1, 0)] for area in fair.areas)
    assert set(AreaMinute.objects.values_list("area__kind", flat=True)) == {
        "fair",
        "hall",
        "session",
    }


def test_only_the_fair_has_the_editions_re_entry_rule(fair):
    fair.ticket("A", "p1")
    for gate in ("E1", "4B"):
        fair.scan("A", gate, "23T02:00")
        fair.scan("A", gate, "23T03:00")
    count(fair)

    assert dict(AreaDay.objects.values_list("area__kind", "conflicts")) == {"fair": 1, "hall": 0}


def test_the_height_of_a_minute_is_its_fullest_second(fair):
    for badge, moment, direction in [
        ("A", "23T02:00:05", "in"),
        ("B", "23T02:00:05.9", "in"),
        ("C", "23T02:00:20", "in"),
        ("A", "23T02:00:40", "out"),
        ("B", "23T02:00:50", "out"),
    ]:
        fair.tickets.get(badge) or fair.ticket(badge, badge)
        fair.scan(badge, "E1", moment, direction)
    count(fair)

    minute = AreaMinute.objects.get()
    assert (minute.change, minute.high, minute.high_at) == (1, 3, utc("23T02:00:20"))


# What decides how scans count may change as well


def test_another_re_entry_rule_counts_everything_anew(fair):
    fair.ticket("A", "p1")
    fair.scan("A", "E1", "23T02:00")
    fair.scan("A", "E1", "23T03:00")
    count(fair)
    assert AreaDay.objects.get().conflicts == 1

    fair.edition.reentry = "free"
    fair.edition.save(update_fields=["reentry"])
    count(fair)

    assert AreaDay.objects.get().conflicts == 0


def test_other_opening_hours_count_everything_anew(fair):
    fair.ticket("A", "p1")
    fair.scan("A", "E1", "23T09:30")
    count(fair)
    assert sums(fair) == [(1, 0, 0)]

    fair.edition.show_days.filter(date="2023-11-23").update(closes="19:00")
    count(fair)

    assert sums(fair) == [(1, 1, 0)]


def test_an_edition_without_show_days_says_so():
    with pytest.raises(NoShowDays):
        attendance.count_new(EditionFactory().pk)


def test_a_dump_restored_into_a_younger_server_is_counted_anew(fair):
    store_worked_example(fair)
    count(fair)
    Rollup.objects.update(snapshot="99999999999:99999999999:")

    count(fair)

    assert frequencies(fair) == {1: 2, 2: 1, 3: 1}


def test_a_rollup_that_was_tampered_with_is_found_and_rebuilt(fair):
    store_worked_example(fair)
    count(fair)
    GateQuarter.objects.filter(day="2023-11-25").update(entries=5)

    (found,) = attendance.reconcile(fair.edition.pk)
    assert str(found) == (
        "fair: flows E1 2023-11-25 2023-11-25 02:00:00+00:00: "
        "counted (5, 1, 0, 0, 0, 0, 0), recounted (1, 1, 0, 0, 0, 0, 0)"
    )

    attendance.rebuild(fair.edition.pk)
    assert attendance.reconcile(fair.edition.pk) == []


def test_a_rebuild_puts_right_whatever_was_changed_made_up_or_lost(fair):
    store_worked_example(fair)
    register(fair, "p2", "advance", "visitor", utc("10T00:00"))
    register(fair, "p4", "advance", "visitor", utc("10T00:00"))
    count(fair)
    right = rollups(fair)
    BadgeDay.objects.filter(person=fair.people["p1"]).update(day=F("day") + timedelta(10))
    BadgeDay.objects.filter(person=fair.people["p2"]).delete()
    BadgeDay.objects.filter(person=None).update(heads=3)
    Registrant.objects.filter(person=fair.people["p2"]).update(person=fair.people["p1"])
    Registrant.objects.filter(person=fair.people["p4"]).update(source="invited")
    assert rollups(fair) != right

    attendance.rebuild(fair.edition.pk)

    assert rollups(fair) == right


def test_a_rebuild_writes_no_badge_day_that_is_right(fair):
    store_worked_example(fair)
    count(fair)
    written = versions()

    attendance.rebuild(fair.edition.pk)

    assert versions() == written


def test_who_comes_again_leaves_the_sums_of_his_other_days_alone(fair):
    """Their rows say whether what was told of a day that is over may be told again."""
    fair.ticket("A", "p1")
    fair.scan("A", "E1", "23T02:00")
    count(fair)
    (written,) = versions(AreaDay)

    fair.scan("A", "E1", "24T02:00")
    count(fair)

    assert written in versions(AreaDay)
    assert len(versions(AreaDay)) == 2


def versions(table=BadgeDay):
    rows = table.objects.annotate(at=RawSQL("ctid::text", ()), by=RawSQL("xmin::text", ()))
    return sorted(rows.values_list("at", "by"))


def test_two_editions_do_not_mix(fair):
    store_worked_example(fair)
    other = open_fair()
    other.ticket("A", "p1")
    other.scan("A", "E1", "23T02:00")
    count(other)
    count(fair)
    attendance.rebuild(other.edition.pk)

    assert (sums(other), frequencies(fair)) == ([(1, 1, 0)], {1: 2, 2: 1, 3: 1})


# Any batches, in any order

BADGES = {"A": "p1", "B": "p2", "C": "p3", "D": "p3", "G": "", "H": ""}
half_minutes = st.one_of(
    st.integers(0, 4 * 24 * 120),
    st.builds(int.__add__, st.sampled_from([0, 700, 1680, 2880, 3600]), st.integers(-3, 3)),
)
hours = st.integers(0, 72).map(lambda number: utc("22T19:00") + timedelta(hours=number))
happenings = st.one_of(
    st.tuples(
        st.just("scan"),
        st.sampled_from([*BADGES, "A", "B", ""]),
        st.sampled_from(["E1", "E2", "E1", "4B", "A-01"]),
        half_minutes,
        st.sampled_from(["in", "in", "out"]),
        st.sampled_from(["admitted", "admitted", "admitted", "refused"]),
        st.sampled_from(["visitor", "visitor", "staff", "media"]),
        st.integers(1, 9),
    ),
    st.tuples(st.just("void"), st.integers(0, 30)),
    st.tuples(st.just("merge"), st.sampled_from(["p1", "p2", "p3"]), st.integers(1, 2)),
    st.just(("undo",)),
    st.tuples(
        st.just("adjust"), st.sampled_from([*BADGES]), st.sampled_from(["staff", "group", ""])
    ),
    st.tuples(
        st.just("register"),
        st.sampled_from(["p1", "p2", "p3", "p3", "p4"]),
        st.sampled_from(["advance", "on_site", "invited"]),
        st.sampled_from(["visitor", "visitor", "media"]),
        hours,
    ),
    st.tuples(st.just("cancel"), st.integers(0, 4), st.none() | hours),
    st.tuples(st.just("change"), st.integers(0, 4), st.sampled_from(["advance", "on_site", ""])),
    st.tuples(st.just("clock"), hours),
    st.just(("count",)),
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    told=st.lists(happenings, min_size=5, max_size=40),
    reentry=st.sampled_from(["free", "after_exit", "once_a_day"]),
)
def test_whatever_happens_in_whatever_order_the_rollups_equal_a_recount(db, told, reentry):
    with transaction.atomic():
        fair = open_fair(reentry)
        for badge, person in BADGES.items():
            fair.ticket(badge, person)
        scans, merges = [], []
        for happening in told:
            happen(fair, scans, merges, *happening)
        count(fair)
        pieces = rollups(fair)
        attendance.rebuild(fair.edition.pk)
        assert pieces == rollups(fair)
        assert attendance.reconcile(fair.edition.pk) == []
        transaction.set_rollback(True)


def happen(fair, scans, merges, what, *told):
    if what == "scan":
        scans.append(store(fair, told))
    elif what == "void":
        for scan in scans[told[0] : told[0] + 1]:
            scan.voided_by.exists() or fair.void(scan)  # once: the database sees to that
    elif what in ("merge", "undo"):
        merge_or_undo(fair, merges, *told)
    elif what in REGISTERING:
        REGISTERING[what](fair, *told)
    elif what == "adjust":
        adjust_or_undo(fair.tickets[told[0]], told[1])
    elif what == "count":
        attendance.count_new(fair.edition.pk)


def register(fair, name, source, ticket_class, at):
    RegistrationFactory(
        edition=fair.edition,
        person=fair.person(name),
        source=source,
        ticket_class=ticket_class,
        registered_at=at,
    )


def cancel(fair, number, at):
    for row in registrations(fair)[number : number + 1]:
        row.cancelled_at = at
        row.save(update_fields=["cancelled_at"])


def change(fair, number, source):
    """Somebody puts it right in the admin, or removes it."""
    for row in registrations(fair)[number : number + 1]:
        row.source = source
        row.save() if source else row.delete()


def registrations(fair):
    return list(Registration.objects.of(fair.edition).order_by("pk"))


def set_clock(fair, to):
    editions.set_clock(fair.edition, to, 0)


REGISTERING = {"register": register, "cancel": cancel, "change": change, "clock": set_clock}


def merge_or_undo(fair, merges, merged="", steps=0):
    if not merged and merges:
        _name, merge = merges.pop()
        merge.undone_at = utc("27T00:00")
        merge.save(update_fields=["undone_at"])
    elif merged and merged not in [name for name, merge in merges]:
        kept = f"p{(int(merged[1]) - 1 + steps) % 3 + 1}"  # chains, and even rings
        merges.append((merged, fair.merge(merged, kept)))


def adjust_or_undo(ticket, ticket_class):
    for adjustment in ticket.adjustments.standing():
        adjustments.undo(adjustment, at=utc("27T00:00"))
    if ticket_class not in ("", ticket.ticket_class):
        adjustments.adjust(ticket, ticket_class, reason="wrong", at=utc("26T00:00"))


def store(fair, told):
    badge, gate, half_minute, direction, outcome, ticket_class, heads = told
    is_group = badge in ("G", "H")
    return fair.scan(
        badge,
        gate,
        utc("22T19:00") + timedelta(seconds=30 * half_minute),
        direction,
        id=uuid.uuid4(),
        outcome=outcome if badge else "refused",
        ticket_class="group" if is_group else ticket_class,
        heads=heads if is_group else 1,
    )
