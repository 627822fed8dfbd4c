"""The admin's home: what waits, the most urgent first, and only for whom it is."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from expo import editions
from expo.models import RoleKind
from tests import factories, organisers

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    edition = factories.EditionFactory()
    factories.ShowDayFactory(edition=edition, date=factories.FIRST_DAY)
    factories.ShowDayFactory(edition=edition, date=factories.LAST_DAY)
    return edition


@pytest.fixture
def organiser(edition):
    return organisers.arrive(edition, RoleKind.ORGANISER)


def set_clock(edition, day, hour):
    at = datetime(2023, 11, day, hour, tzinfo=edition.tz)
    editions.set_clock(edition, at, 1)


def addresses(client):
    return [task.address for task in client.get("/admin/").context["tasks"]]


def test_a_calm_fair_says_so(organiser):
    page = organiser.get("/admin/")

    assert page.context["tasks"] == []
    assert "fair-calm" in page.content.decode()


def test_an_open_outage_leads_to_its_page(edition, organiser):
    status = factories.ServiceStatusFactory(outage__edition=edition)
    factories.AssignmentFactory(space=status.space)

    first = organiser.get("/admin/").context["tasks"][0]

    assert first.kind == "urgent"
    assert first.address == f"/admin/booths/outage/{status.outage.pk}/change/"
    assert status.space.code in first.sentence


def test_every_line_leads_to_a_list_that_shows_what_it_counts(edition, organiser):
    set_clock(edition, 23, 12)
    factories.SpaceFactory(edition=edition)
    factories.ParticipationFactory(edition=edition)
    factories.ListingChangeFactory(listing__participation__edition=edition)
    silent = {"enrolled_at": timezone.now() - timedelta(days=1)}
    factories.DeviceFactory(edition=edition, **silent)

    for task in organiser.get("/admin/").context["tasks"]:
        listed = organiser.get(task.address).context["cl"].result_list
        assert str(len(listed)) in task.sentence


def test_spaces_are_counted_as_of_today_at_the_fair(edition, organiser):
    """Given away for the last day only: on the first day the space is free."""
    last_day_only = factories.DateRange(factories.LAST_DAY, factories.date(2023, 11, 26))
    factories.AssignmentFactory(space__edition=edition, days=last_day_only)
    set_clock(edition, 23, 12)

    assert any("space" in address for address in addresses(organiser))


@pytest.mark.parametrize(
    ("purpose", "hour", "kinds"),
    [("entrance", 12, ["urgent"]), ("booth", 12, ["later"]), ("entrance", 21, [])],
)
def test_a_silent_device_matters_most_at_an_entrance_and_not_at_night(
    purpose, hour, kinds, edition, organiser
):
    set_clock(edition, 23, hour)
    enrolled_at = timezone.now() - timedelta(days=1)
    factories.DeviceFactory(edition=edition, gate__purpose=purpose, enrolled_at=enrolled_at)

    assert [task.kind for task in organiser.get("/admin/").context["tasks"]] == kinds


def test_the_most_urgent_stands_first(edition, organiser):
    factories.DeviceFactory(edition=edition)
    factories.SpaceFactory(edition=edition)
    factories.OutageFactory(edition=edition)

    tasks = organiser.get("/admin/").context["tasks"]

    assert [task.kind for task in tasks] == ["urgent", "soon", "later"]


def test_the_numbers_of_the_floor_stand_below(edition, organiser):
    factories.AssignmentFactory(space__edition=edition, participation__exhibitor__sector="private")
    factories.AssignmentFactory.create_batch(2, space__edition=edition)

    context = organiser.get("/admin/").context

    assert (context["floor"].spaces, context["floor"].bodies) == (3, 3)
    assert context["private_percent"] == 33


def test_a_door_supervisor_sees_devices_and_not_the_floor(edition):
    supervisor = organisers.arrive(edition, RoleKind.DOOR_SUPERVISOR)
    factories.SpaceFactory(edition=edition)
    factories.DeviceFactory(edition=edition)

    page = supervisor.get("/admin/")

    assert page.context["floor"] is None
    assert ["device" in task.address for task in page.context["tasks"]] == [True]


def test_a_house_without_an_edition_says_so():
    root = organisers.arrive(None, is_superuser=True)

    assert root.get("/admin/").status_code == 200


def test_the_home_costs_the_same_for_one_space_and_for_fifty(
    edition, organiser, django_assert_max_num_queries
):
    factories.AssignmentFactory(space__edition=edition)
    factories.ServiceStatusFactory(outage__edition=edition)
    with django_assert_max_num_queries(40) as first:
        organiser.get("/admin/")
    factories.AssignmentFactory.create_batch(49, space__edition=edition)
    factories.ServiceStatusFactory.create_batch(9, outage__edition=edition)

    with django_assert_max_num_queries(len(first)):
        organiser.get("/admin/")


def test_the_menu_holds_only_what_one_may_open(edition):
    supervisor = organisers.arrive(edition, RoleKind.DOOR_SUPERVISOR)

    menu = supervisor.get("/admin/").context["sidebar_navigation"]

    links = [item["link"] for group in menu for item in group["items"]]
    assert "/admin/visitors/checkin/" in links
    assert "/admin/visitors/person/" not in links
    assert [supervisor.get(link).status_code for link in links] == [200] * len(links)


def test_the_language_is_changed_from_the_menu(organiser):
    answer = organiser.post("/admin/language/", {"language": "en", "next": "/admin/booths/space/"})

    assert answer["Location"] == "/en/admin/booths/space/"
    assert "Exhibition spaces" in organiser.get(answer["Location"]).content.decode()
