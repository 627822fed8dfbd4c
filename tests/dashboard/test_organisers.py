"""The admin's home: what waits, the most urgent first, and only for whom it is."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from booths import floorplan
from expo import editions
from expo.models import Edition, RoleKind
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


def shown(context):
    """What a page that a line leads to shows of it."""
    named = (context[name] for name in ("piles", "tiles", "rows") if name in context)
    return next(named, None) or context["cl"].result_list


def test_every_line_leads_to_a_page_that_shows_what_it_counts(edition, organiser):
    set_clock(edition, 23, 12)
    factories.SpaceFactory.create_batch(3, edition=edition)
    factories.ParticipationFactory.create_batch(2, edition=edition)
    listing = factories.ListingFactory(participation__edition=edition)
    factories.ListingChangeFactory(listing=listing, field="summary_ko")
    silent = {"enrolled_at": timezone.now() - timedelta(days=1)}
    factories.DeviceFactory(edition=edition, **silent)
    factories.DeadlineFactory(edition=edition, kind="logo", due_at=editions.now(edition))

    tasks = organiser.get("/admin/").context["tasks"]

    for task in tasks:
        assert str(len(shown(organiser.get(task.address).context))) in task.sentence
    assert len(tasks) >= 6


def test_spaces_are_counted_as_of_today_at_the_fair(edition, organiser):
    """Given away for the last day only: on the first day the space is free."""
    last_day_only = factories.DateRange(factories.LAST_DAY, factories.date(2023, 11, 26))
    factories.AssignmentFactory(space__edition=edition, days=last_day_only)
    set_clock(edition, 23, 12)

    assert any("/admin/plan/" in address for address in addresses(organiser))


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


def test_an_outage_is_closed_with_one_click(edition, organiser):
    status = factories.ServiceStatusFactory(outage__edition=edition)
    task = organiser.get("/admin/").context["tasks"][0]

    organiser.post(task.at_once, {"_form_submitted": "True"})

    status.refresh_from_db()
    assert status.ended_at is not None
    assert organiser.get("/admin/").context["tasks"][0].kind != "urgent"


def test_a_mail_that_was_given_up_waits_for_somebody(edition, organiser):
    factories.MailFactory(edition=edition, state="failed")

    (task,) = organiser.get("/admin/").context["tasks"]

    assert organiser.get(task.address).context["cl"].result_count == 1


def test_a_deadline_that_passed_names_who_is_missing(edition, organiser):
    set_clock(edition, 23, 12)
    late = factories.AssignmentFactory(
        space__edition=edition, participation__exhibitor__name_ko="가온행정처"
    )
    factories.DeadlineFactory(edition=edition, kind="power", due_at=editions.now(edition))
    factories.DeadlineFactory(
        edition=edition, kind="network", due_at=editions.now(edition) + timedelta(days=1)
    )

    (task,) = organiser.get("/admin/").context["tasks"]

    assert task.detail == "가온행정처"
    listed = organiser.get(task.address).context["cl"].result_list
    assert [row.pk for row in listed] == [late.participation_id]


def test_the_plan_leads_to_every_space(edition, organiser):
    space = factories.SpaceFactory(edition=edition)

    assert f"/admin/plan/spaces/{space.code}/" in organiser.get("/admin/").content.decode()


def test_the_reference_edition_has_the_numbers_of_the_press(db):
    """93 spaces, 61 public, 32 private (34 %), 99 bodies, in four halls."""
    call_command("seed", stdout=StringIO(), stderr=StringIO())
    organiser = organisers.arrive(Edition.objects.get(slug="2023"), RoleKind.ORGANISER)

    context = organiser.get("/admin/").context

    floor, halls = context["floor"], context["halls"]
    assert (floor.spaces, floor.public_spaces, floor.private_spaces) == (93, 61, 32)
    assert (floor.bodies, floor.free_spaces, context["private_percent"]) == (99, 0, 34)
    assert [hall.hall for hall in halls] == ["4B", "4C", "4D", "4E"]
    assert sum(hall.spaces for hall in halls) == 93
    assert sum(hall.private_spaces for hall in halls) == 32
    assert sum(hall.net_area for hall in halls) == floor.net_area > 0
    assert len(context["drawing"].tiles) == 93


def test_a_hall_counts_what_is_given_and_what_is_free(edition):
    hall = factories.HallFactory(edition=edition, code="4B")
    given = factories.AssignmentFactory(space__edition=edition, space__hall=hall)
    halves = [
        factories.DateRange(factories.FIRST_DAY, factories.date(2023, 11, 24)),
        factories.DateRange(factories.LAST_DAY, factories.date(2023, 11, 26)),
    ]
    shared = factories.SpaceFactory(edition=edition, hall=hall)
    for days in halves:
        factories.AssignmentFactory(
            space=shared, days=days, participation__exhibitor__sector="private"
        )
    factories.SpaceFactory(edition=edition, hall=hall)

    (figures,) = floorplan.by_hall(edition)

    assert (figures.spaces, figures.free_spaces) == (3, 1)
    assert (figures.public_spaces, figures.private_spaces) == (1, 1)
    assert figures.net_area == given.space.area + shared.area == 18


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
