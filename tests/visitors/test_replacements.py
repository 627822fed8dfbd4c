"""Codes replaced by their holders: the old one is refused, and nobody multiplies himself."""

from datetime import timedelta

import pytest

from expo.models import Mail
from tests.factories import SessionFactory
from tests.races import together
from tests.visitors import scenes, ticket_scenes
from tests.visitors.scenes import Phone
from tests.visitors.ticket_scenes import EVE, code_of
from visitors import cancellations, replacements, reservations
from visitors.classes import TicketClass
from visitors.models import RegistrationSource, Ticket
from visitors.registrations import AlreadyReplaced
from visitors.replacements import DaysAreGiven, StillInside, TooManyCodes
from visitors.tickets import NoSuchDay

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return ticket_scenes.fair()


@pytest.fixture
def row(edition):
    return ticket_scenes.register(edition)


def seat(row, day=23, **fields):
    session = SessionFactory(
        edition=row.edition,
        takes_reservations=True,
        starts_at=scenes.at(day, 14),
        ends_at=scenes.at(day, 15),
        **fields,
    )
    return reservations.reserve(code_of(row), session, at=EVE)


def test_a_replaced_code_is_refused_and_the_new_one_admitted(edition, row):
    lost = code_of(row)

    fresh = replacements.replace(code_of(row), at=EVE)

    phone = Phone.at(scenes.gate(edition))
    assert phone.show(lost, when=scenes.at(23, 11))["reason"] == "revoked"
    assert phone.show(fresh, when=scenes.at(23, 12))["outcome"] == "admitted"


def test_the_ticket_comes_by_mail_again(row):
    before = Mail.objects.filter(kind="ticket").count()

    replacements.replace(code_of(row), at=EVE)

    assert Mail.objects.filter(kind="ticket", about=f"person:{row.person_id}").count() == before + 1


def test_whoever_is_inside_gets_no_second_code(edition, row):
    Phone.at(scenes.gate(edition)).show(code_of(row), when=scenes.at(23, 11))

    with pytest.raises(StillInside):
        replacements.replace(code_of(row), at=scenes.at(23, 12))

    assert replacements.replace(code_of(row), at=scenes.at(24, 12))


def test_codes_are_limited_within_a_day(row):
    for _ in range(replacements.MOST - 1):
        replacements.replace(code_of(row), at=EVE)
    with pytest.raises(TooManyCodes):
        replacements.replace(code_of(row), at=EVE)

    assert replacements.replace(code_of(row), at=EVE + timedelta(days=2))


def test_without_a_valid_code_there_is_nothing_to_replace(row):
    lost = code_of(row)
    cancellations.end([row], at=EVE)

    with pytest.raises(AlreadyReplaced):
        replacements.replace(lost, at=EVE)
    assert replacements.change([row], days=(1, 1), at=EVE) == []


def test_seats_go_along_with_a_new_code(row):
    held = seat(row)

    fresh = replacements.replace(code_of(row), at=EVE)

    held.refresh_from_db()
    assert (held.ticket, held.state) == (fresh, "seat")


def test_other_days_are_another_code_and_free_the_seats_of_days_left_out(row):
    thursday, saturday = seat(row, 23), seat(row, 25)

    [fresh] = replacements.change([row], days=(2, 2), at=EVE)

    thursday.refresh_from_db()
    saturday.refresh_from_db()
    assert (fresh.first_day, fresh.last_day) == (2, 2)
    assert (thursday.state, saturday.state) == ("cancelled", "seat")


def test_the_same_days_keep_the_code(row):
    before = code_of(row)

    assert replacements.change([row], days=(0, 2), at=EVE) == []

    assert code_of(row) == before


def test_days_that_the_fair_has_not_change_nothing(row):
    before = code_of(row)

    with pytest.raises(NoSuchDay):
        replacements.change([row], days=(0, 3), at=EVE)

    assert code_of(row) == before


def test_the_days_of_the_invited_are_chosen_by_their_host(row):
    row.source = RegistrationSource.INVITED

    with pytest.raises(DaysAreGiven):
        replacements.change([row], days=(1, 1), at=EVE)


def test_a_group_of_another_size_has_a_code_for_so_many(edition):
    group = ticket_scenes.register(edition, ticket_class=TicketClass.GROUP, heads=12)

    [fresh] = replacements.change([group], days=(0, 2), heads=9, at=EVE)

    assert (fresh.heads, ticket_scenes.fresh(group).heads) == (9, 9)


def test_companions_change_days_only_where_they_are_named(edition):
    leader = ticket_scenes.register(edition, companions=ticket_scenes.COMPANY)
    first, second = ticket_scenes.companions(leader)

    replacements.change([leader, first], days=(1, 1), at=EVE)

    assert [code_of(each).first_day for each in (leader, first, second)] == [1, 1, 0]


def test_a_cancelled_registration_gives_its_seats_up_and_its_code_still_opens_the_door(row):
    held = seat(row)

    cancellations.cancel([row], at=EVE)
    cancellations.cancel([row], at=EVE)

    held.refresh_from_db()
    assert held.state == "cancelled"
    assert ticket_scenes.fresh(row).cancelled_at == EVE
    assert code_of(row)


def test_a_restored_registration_stands_without_its_seats(row):
    held = seat(row)
    cancellations.cancel([row], at=EVE)

    cancellations.restore([row])

    held.refresh_from_db()
    assert ticket_scenes.fresh(row).cancelled_at is None
    assert held.state == "cancelled"


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_get_one_new_code():
    row = ticket_scenes.register(ticket_scenes.fair())
    lost = code_of(row)

    answers = together(*[lambda: replacements.replace(lost, at=EVE)] * 2)

    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyReplaced", "Ticket"]
    assert Ticket.objects.filter(registration=row).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_choose_the_same_days_at_once_get_one_new_code():
    row = ticket_scenes.register(ticket_scenes.fair())

    answers = together(*[lambda: replacements.change([row], days=(1, 1), at=EVE)] * 2)

    assert sorted(map(len, answers)) == [0, 1]
