"""By how they registered: by the definitions, and as it is counted when that becomes another."""

from datetime import date

import pytest

from expo import editions
from tests.factories import RegistrationFactory
from tests.visitors.a_fair import open_fair, utc
from visitors import attendance, figures, merges
from visitors.attendance import BREAKDOWNS
from visitors.figures import BySource, Registered

ONE, TWO = date(2023, 11, 23), date(2023, 11, 24)
SOURCES = ["advance", "on_site", "invited"]


def by_source(came, *registered):
    told = figures.by_source(came, [Registered(*one) for one in registered], SOURCES)
    return {key: row for key, row in told.items() if row != BySource()}


def test_who_registered_in_several_ways_came_by_the_first_of_them():
    told = by_source(
        {(ONE, "p1"), (TWO, "p1"), (TWO, "p2")},
        ("p1", "on_site", True, False),
        ("p1", "advance", True, False),
    )

    assert told == {
        (ONE, "advance"): BySource(1, 1),
        (TWO, "advance"): BySource(1, 0),
        (TWO, "unknown"): BySource(1, 1),
        (None, "advance"): BySource(registered=1, converted=1),
        (None, "on_site"): BySource(registered=1, converted=1),
    }


def test_who_cancelled_and_came_all_the_same_came_by_it_and_was_not_expected():
    told = by_source({(ONE, "p1")}, ("p1", "invited", True, True))

    assert told == {(ONE, "invited"): BySource(1, 1), (None, "invited"): BySource(cancelled=1)}


def test_who_cancelled_one_of_two_is_expected():
    told = by_source(set(), ("p1", "advance", True, True), ("p1", "advance", True, False))

    assert told == {(None, "advance"): BySource(registered=1)}


def test_who_registered_as_no_visitor_is_not_expected():
    told = by_source({(ONE, "p1")}, ("p1", "advance", False, False))

    assert told == {(ONE, "advance"): BySource(1, 1)}


@pytest.fixture
def fair(db):
    fair = open_fair()
    editions.set_clock(fair.edition, utc("26T00:00"), 0)
    for badge, person in (("A", "p1"), ("B", "p2")):
        fair.ticket(badge, person)
        fair.scan(badge, "E1", "23T02:00")
    fair.scan("A", "E1", "24T02:00")
    return fair


def register(fair, name, source="advance", registered="10T00:00", **changes):
    return RegistrationFactory(
        edition=fair.edition,
        person=fair.person(name),
        source=source,
        registered_at=utc(registered),
        **changes,
    )


def told(fair):
    """source → visitors, visits, registered, cancelled, converted; proved by a recount."""
    attendance.catch_up(fair.edition.pk)
    rows = BREAKDOWNS["registration"](fair.edition, None)
    assert attendance.reconcile(fair.edition.pk) == []
    names = ("visitors", "visits", "registered", "cancelled", "converted")
    numbers = {row["registration"]: tuple(row[name] for name in names) for row in rows}
    return {source: row for source, row in numbers.items() if any(row)}


def test_who_registers_after_he_was_counted_came_by_that(fair):
    assert told(fair) == {"unknown": (2, 3, 0, 0, 0)}

    register(fair, "p1")
    assert told(fair) == {"advance": (1, 2, 1, 0, 1), "unknown": (1, 1, 0, 0, 0)}


def test_who_registered_and_comes_later_is_converted(fair):
    register(fair, "p3")
    assert told(fair)["advance"] == (0, 0, 1, 0, 0)

    fair.ticket("C", "p3")
    fair.scan("C", "E2", "25T02:00")
    assert told(fair)["advance"] == (1, 1, 1, 0, 1)


def test_a_void_takes_a_conversion_back(fair):
    register(fair, "p2")
    assert told(fair)["advance"] == (1, 1, 1, 0, 1)

    fair.void(fair.tickets["B"].checkins.get())
    assert told(fair)["advance"] == (0, 0, 1, 0, 0)


def test_a_registration_that_is_put_right_moves_its_visits(fair):
    row = register(fair, "p1")
    told(fair)

    row.source = "invited"
    row.save(update_fields=["source"])
    assert told(fair)["invited"] == (1, 2, 1, 0, 1)

    row.ticket_class = "media"
    row.save(update_fields=["ticket_class"])
    assert told(fair)["invited"] == (1, 2, 0, 0, 0)

    row.delete()
    assert told(fair) == {"unknown": (2, 3, 0, 0, 0)}


def test_a_registration_that_turns_out_to_be_somebody_elses_moves_with_him(fair):
    row = register(fair, "p1")
    told(fair)

    row.person = fair.person("p2")
    row.save(update_fields=["person"])

    assert told(fair) == {"advance": (1, 1, 1, 0, 1), "unknown": (1, 2, 0, 0, 0)}


def test_a_merge_joins_registrations_and_parting_parts_them(fair):
    """Also of somebody who never came: then no badge tells of it."""
    register(fair, "p1", "on_site")
    register(fair, "p3", "advance")
    apart = {
        "on_site": (1, 2, 1, 0, 1),
        "advance": (0, 0, 1, 0, 0),
        "unknown": (1, 1, 0, 0, 0),
    }
    assert told(fair) == apart

    made = merges.merge(fair.person("p3"), fair.person("p1"), at=utc("26T00:00"))
    assert told(fair) == {
        "advance": (1, 2, 1, 0, 1),
        "on_site": (0, 0, 1, 0, 1),
        "unknown": (1, 1, 0, 0, 0),
    }

    merges.undo(made, at=utc("26T00:00"))
    assert told(fair) == apart


def test_a_merge_that_is_removed_is_as_if_it_never_was(fair):
    register(fair, "p3")
    merge = fair.merge("p3", "p1")
    assert told(fair)["advance"] == (1, 2, 1, 0, 1)

    merge.delete()
    assert told(fair)["advance"] == (0, 0, 1, 0, 0)


def test_a_registration_counts_from_its_moment_on_also_if_no_scan_comes(fair):
    editions.set_clock(fair.edition, utc("24T00:00"), 0)
    register(fair, "p1", "on_site", "24T01:00", cancelled_at=utc("25T01:00"))
    assert "on_site" not in told(fair)

    editions.set_clock(fair.edition, utc("24T01:00"), 0)
    assert told(fair)["on_site"] == (1, 2, 1, 0, 1)

    editions.set_clock(fair.edition, utc("25T01:00"), 0)
    assert told(fair)["on_site"] == (1, 2, 0, 1, 0)

    editions.set_clock(fair.edition, utc("24T00:00"), 0)
    assert "on_site" not in told(fair)


def test_registrations_of_another_edition_are_none_of_ours(fair):
    register(open_fair(), "p1")

    assert told(fair) == {"unknown": (2, 3, 0, 0, 0)}
