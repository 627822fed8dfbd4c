"""An edition carried forward: what comes along, what never does, and nothing of it twice."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from booths.models import (
    Assignment,
    Deadline,
    Exhibitor,
    Listing,
    ListingChange,
    Outage,
    Participation,
    Space,
)
from expo import histories
from expo.dashboard import copying
from expo.dashboard.copying import CopyPlan, PartOfCopy
from expo.errors import DomainError
from expo.models import Account, Edition, Hall, RoleKind, Session
from expo.show_days import NoShowDays
from tests import factories, organisers
from visitors.models import CheckIn, ConsentText, Device, Gate, Person, Registration, Ticket

pytestmark = pytest.mark.django_db

ALL = frozenset(PartOfCopy)


def plan(**changes):
    named = {
        "slug": "2024",
        "number": 2,
        "name_ko": "2024 박람회",
        "name_en": "2024 Expo",
        "first_day": date(2024, 11, 21),
        "parts": ALL,
    }
    return CopyPlan(**named | changes)


@pytest.fixture
def source():
    edition = factories.EditionFactory(slug="2023", number=1)
    for day in (factories.FIRST_DAY, factories.LAST_DAY):
        factories.ShowDayFactory(edition=edition, date=day, closes=time(17))
    return edition


@pytest.fixture
def somebody():
    return factories.AccountFactory()


def test_the_reference_fair_is_carried_forward_whole(somebody):
    call_command("seed", verbosity=0)
    source = Edition.objects.get(slug="2023")

    made = copying.copy(source, plan(), by=somebody).edition

    for model in (Space, Exhibitor, Participation):
        assert model.objects.of(made).count() == model.objects.of(source).count(), model
    given = Assignment.objects.filter(space__edition=made)
    assert given.count() == 93
    assert {given_.days.lower for given_ in given} == {date(2024, 11, 21)}
    assert set(given.values_list("participation__edition", flat=True)) == {made.pk}
    listings = Listing.objects.filter(participation__edition=made)
    assert listings.count() == 99
    assert listings.filter(exhibits__isnull=False).exists()
    assert not Session.objects.of(made).exists()
    assert not Outage.objects.of(made).exists()


def test_days_and_hours_move_together(source, somebody):
    made = copying.copy(source, plan(parts=frozenset()), by=somebody).edition

    days = made.show_days.values_list("date", "closes")
    assert list(days) == [(date(2024, 11, 21), time(17)), (date(2024, 11, 23), time(17))]


def test_nothing_is_published_and_time_is_real(source, somebody):
    Edition.objects.filter(pk=source.pk).update(
        clock_set_at=datetime(2023, 1, 1, tzinfo=UTC), clock_set_to=datetime(2023, 1, 1, tzinfo=UTC)
    )
    source.refresh_from_db()

    made = copying.copy(source, plan(), by=somebody).edition

    assert (made.is_published, made.clock_set_at, made.timezone) == (False, None, "Asia/Seoul")


def test_whoever_copies_organises_the_copy(source, somebody):
    made = copying.copy(source, plan(), by=somebody).edition

    assert [role.kind for role in made.roles.all()] == [RoleKind.ORGANISER]
    assert made.roles.get().account == somebody


def test_a_deadline_keeps_its_time_of_day_at_the_venue(somebody):
    source = factories.EditionFactory(slug="ny", number=1, timezone="America/New_York")
    factories.ShowDayFactory(edition=source, date=date(2023, 11, 23))
    noon_in_winter = datetime(2023, 11, 10, 17, tzinfo=UTC)
    Deadline.objects.create(edition=source, kind="logo", due_at=noon_in_winter)

    made = copying.copy(source, plan(first_day=date(2024, 6, 20)), by=somebody).edition

    assert made.deadlines.get().due_at == datetime(2024, 6, 7, 16, tzinfo=UTC)


def test_who_withdrew_and_what_was_taken_back_stays_behind(source, somebody):
    space = factories.SpaceFactory(edition=source)
    gone = factories.ParticipationFactory(edition=source, withdrawn_at=datetime.now(UTC))
    factories.ListingFactory(participation=gone)
    factories.AssignmentFactory(space=space, released_at=datetime.now(UTC))

    made = copying.copy(source, plan(), by=somebody).edition

    assert Exhibitor.objects.of(made).count() == 1
    assert not Listing.objects.filter(participation__edition=made).exists()
    assert not Assignment.objects.filter(space__edition=made).exists()


def test_guests_stand_with_the_copies_of_their_hosts(source, somebody):
    factories.CoParticipationFactory(edition=source, exhibitor__code="guest")

    made = copying.copy(source, plan(), by=somebody).edition

    guest = Participation.objects.of(made).get(exhibitor__code="guest")
    assert guest.main.edition == made


def test_a_listing_comes_as_it_is_live_and_proposals_do_not(source, somebody):
    change = factories.ListingChangeFactory(
        listing__participation__edition=source, listing__version=7, listing__summary_ko="요약"
    )
    factories.ExhibitFactory(listing=change.listing, name_ko="전시물")

    made = copying.copy(source, plan(), by=somebody).edition

    listing = Listing.objects.get(participation__edition=made)
    assert (listing.version, listing.summary_ko) == (1, "요약")
    assert [exhibit.name_ko for exhibit in listing.exhibits.all()] == ["전시물"]
    assert ListingChange.objects.count() == 1


def test_gates_come_without_devices_and_without_sessions(source, somebody):
    hall = factories.HallFactory(edition=source, code="4B")
    area = factories.AreaFactory(edition=source, kind="hall", code="4B", hall=hall)
    gate = factories.GateFactory(edition=source, code="4B", purpose="hall", area=area)
    factories.GateFactory(edition=source, code="DESK", purpose="desk", area=None)
    session = factories.SessionFactory(edition=source)
    room = factories.AreaFactory(edition=source, kind="session", code="S1", session=session)
    factories.GateFactory(edition=source, code="S1", purpose="session", area=room)
    factories.DeviceFactory(edition=source, gate=gate)

    made = copying.copy(source, plan(), by=somebody).edition

    gates = Gate.objects.of(made).order_by("code")
    assert [(gate.code, gate.area and gate.area.hall.edition) for gate in gates] == [
        ("4B", made),
        ("DESK", None),
    ]
    assert not Device.objects.of(made).exists()


def test_nothing_of_visitors_ever_comes_along(source, somebody):
    for factory in (
        factories.PersonFactory,
        factories.RegistrationFactory,
        factories.TicketFactory,
        factories.CheckInFactory,
        factories.ConsentTextFactory,
    ):
        factory(edition=source)

    made = copying.copy(source, plan(), by=somebody).edition

    for model in (Person, Registration, Ticket, CheckIn, ConsentText):
        assert not model.objects.filter(edition=made).exists(), model


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"number": 3}, "edition_exists"),
        ({"slug": "2025"}, "edition_number_taken"),
        ({}, "edition_exists"),
    ],
)
def test_the_same_copy_is_not_made_twice(source, somebody, changes, code):
    copying.copy(source, plan(), by=somebody)

    with pytest.raises(DomainError) as refused:
        copying.copy(source, plan(**changes), by=somebody)

    assert refused.value.code == code
    assert Edition.objects.count() == 2


@pytest.mark.parametrize("part", [PartOfCopy.ASSIGNMENTS, PartOfCopy.LISTINGS, PartOfCopy.GATES])
def test_what_needs_something_else_does_not_come_alone(source, somebody, part):
    with pytest.raises(copying.PartMissing):
        copying.copy(source, plan(parts=frozenset({part})), by=somebody)

    assert Edition.objects.count() == 1


def test_an_edition_without_days_cannot_be_carried_forward(somebody):
    with pytest.raises(NoShowDays):
        copying.copy(factories.EditionFactory(), plan(number=99), by=somebody)


def test_a_copy_costs_the_same_for_any_size(source, somebody):
    hall = factories.HallFactory(edition=source, width=900)

    def cost(number):
        factories.AssignmentFactory(
            space__edition=source, space__hall=hall, space__x=10 * number, space__y=0
        )
        with CaptureQueriesContext(connection) as queries:
            copying.copy(source, plan(slug=f"c{number}", number=number + 10), by=somebody)
        return len(queries)

    assert cost(0) == cost(1) == cost(2)


def test_what_is_told_beforehand_is_what_is_made(source, somebody):
    factories.AssignmentFactory(space__edition=source)

    told = copying.outlook(source, ALL)

    assert sum(number for _name, number in told) == copying.copy(source, plan(), by=somebody).rows


ADDRESS = "/en/admin/editions/2023/copy/"
FORM = {
    "slug": "2024",
    "number": "2",
    "name_ko": "2024 박람회",
    "name_en": "2024 Expo",
    "first_day": "2024-11-21",
    "parts": ["spaces", "exhibitors"],
}


@pytest.fixture
def organiser(source):
    return organisers.arrive(source, RoleKind.ORGANISER)


def test_the_page_looks_first_and_copies_then(source, organiser):
    factories.HallFactory(edition=source)

    looked = organiser.post(ADDRESS, FORM | {"act": "look"})
    assert "Copy now" in looked.content.decode()
    assert Edition.objects.count() == 1

    copied = organiser.post(ADDRESS, FORM | {"act": "copy"}, follow=True)

    made = Edition.objects.get(slug="2024")
    assert copied.redirect_chain[-1][0] == f"/en/admin/expo/edition/{made.pk}/change/"
    assert Hall.objects.filter(edition=made).count() == 1
    assert histories.of(made)[0].by == str(organiser.account)


def test_the_page_offers_the_next_number_and_the_same_weekday_a_year_on(source, organiser):
    page = organiser.get(ADDRESS).content.decode()

    assert 'value="2"' in page
    assert 'value="2024-11-21"' in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"slug": "2023"}, "exists already"),
        ({"number": "1"}, "exists already"),
        ({"parts": ["listings"]}, "cannot come along without"),
        ({"first_day": "soon"}, "Enter a valid date"),
        ({"name_ko": ""}, "required"),
    ],
)
def test_what_cannot_be_copied_is_told_and_what_was_typed_is_kept(
    source, organiser, changes, sentence
):
    answer = organiser.post(ADDRESS, FORM | changes | {"act": "copy"})

    said = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in said
    assert 'value="2024 Expo"' in said
    assert Edition.objects.count() == 1


def test_the_second_press_is_refused_with_a_sentence(source, organiser):
    organiser.post(ADDRESS, FORM | {"act": "copy"})

    again = organiser.post(ADDRESS, FORM | {"act": "copy"})

    assert again.status_code == 422
    assert "Perhaps this copy was made before" in again.content.decode()


def test_whoever_does_not_organise_it_finds_nothing(source):
    for client in (
        organisers.arrive(source),
        organisers.arrive(source, RoleKind.DOOR_SUPERVISOR),
        organisers.arrive(factories.EditionFactory(number=7), RoleKind.ORGANISER),
    ):
        assert client.get(ADDRESS).status_code == 404
        assert client.post(ADDRESS, FORM | {"act": "copy"}).status_code == 404
    assert not Edition.objects.filter(slug="2024").exists()
    assert not Account.objects.filter(roles__edition__slug="2024").exists()


def test_the_page_of_an_edition_leads_to_its_copy(source, organiser):
    page = organiser.get(f"/en/admin/expo/edition/{source.pk}/change/").content.decode()
    [action] = [word for word in page.split('"') if "copy_forward" in word][:1]

    assert organiser.get(action).headers["Location"] == ADDRESS
