"""Organisers see who is missing, enter orders for others, and change quotas."""

from datetime import UTC, datetime, timedelta

import pytest

from booths.models import ServiceOrder
from expo import editions
from expo.models import Look, RoleKind
from tests import organisers
from tests.factories import (
    AssignmentFactory,
    DeadlineFactory,
    EditionFactory,
    ParticipationFactory,
    ServiceOrderFactory,
    ShowDayFactory,
)

pytestmark = pytest.mark.django_db

DUE = datetime(2023, 11, 3, 9, tzinfo=UTC)


@pytest.fixture
def edition():
    edition = ShowDayFactory(edition=EditionFactory()).edition
    editions.set_clock(edition, DUE + timedelta(days=1), rate=0)
    DeadlineFactory(edition=edition, kind="power", due_at=DUE)
    return edition


@pytest.fixture
def organiser(edition):
    return organisers.arrive(edition, RoleKind.ORGANISER)


@pytest.fixture
def main(edition):
    return AssignmentFactory(space__edition=edition, space__code="A-17").participation


def entry(participation, kind="power"):
    return f"/admin/orders/{participation.pk}/{kind}/"


def test_a_deadline_says_how_many_are_missing_and_who(edition, organiser, main):
    ServiceOrderFactory(participation=ParticipationFactory(edition=edition), kind="power")

    listed = organiser.get("/admin/booths/deadline/").content.decode()
    page = organiser.get("/admin/deadlines/power/missing/")

    assert "2곳 중 1곳" in listed
    assert list(page.context["rows"]) == [main]
    assert entry(main) in page.content.decode()


def test_an_order_is_entered_for_somebody_else_after_the_deadline(edition, organiser, main):
    answer = organiser.post(entry(main), {"kilowatts": "5"}, follow=True)

    order = ServiceOrder.objects.get()
    assert order.details == {"kilowatts": 5, "is_all_day": False}
    assert order.told_by == organiser.account
    assert "5 kW" in answer.content.decode()


def test_what_is_wrong_comes_back_with_what_was_typed(organiser, main):
    answer = organiser.post(entry(main), {"kilowatts": "0", "is_all_day": "on"})

    assert list(answer.context["form"].errors) == ["is_all_day"]
    assert not ServiceOrder.objects.exists()


def test_a_sign_is_not_entered_for_raw_space(organiser, main):
    main.assignments.get().space.__class__.objects.update(kind="raw")

    answer = organiser.post(entry(main, "fascia_sign"), {"text_ko": "가온"})

    assert answer.context["form"].non_field_errors()
    assert not ServiceOrder.objects.exists()


def test_orders_leave_as_a_table_for_a_reason(edition, organiser, main):
    order = ServiceOrderFactory(participation=main, kind="power", told_at=DUE)
    chosen = {"action": "as_csv", "_selected_action": [order.pk]}

    question = organiser.post("/admin/booths/serviceorder/", chosen)
    answer = organiser.post(
        "/admin/booths/serviceorder/", {**chosen, "reason": "For the electricians"}
    )

    assert question.templates[0].name == "expo/admin/reason.html"
    entry = Look.objects.get(act="export")
    assert (entry.subjects, entry.reason) == ([order.pk], "For the electricians")
    header, row = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    told = dict(zip(header.split(","), row.split(","), strict=True))
    assert told["exhibitor"] == main.exhibitor.code
    assert (told["spaces"], told["order"], told["power_kilowatts"]) == ("A-17", "power", "3")
    assert told["told_at"] == "2023-11-03T18:00:00+09:00"


def test_late_orders_are_found(edition, organiser, main):
    late = ServiceOrderFactory(participation=main, kind="power", told_at=DUE + timedelta(hours=1))
    ServiceOrderFactory(participation=ParticipationFactory(edition=edition), kind="power")

    page = organiser.get("/admin/booths/serviceorder/", {"late": "no"})

    assert list(page.context["cl"].result_list) == [late]


def test_organisers_change_the_quota_of_passes(organiser, main):
    organiser.post(
        f"/admin/booths/participation/{main.pk}/change_quota/",
        {"_form_submitted": "True", "quota": "12"},
    )

    main.refresh_from_db()
    assert main.pass_quota == 12


@pytest.mark.parametrize("address", ["/admin/deadlines/power/missing/", "{entry}"])
def test_nobody_else_comes_here(edition, main, address):
    address = address.format(entry=entry(main))
    planner = organisers.arrive(edition, RoleKind.PLANNER)
    elsewhere = organisers.arrive(EditionFactory(), RoleKind.ORGANISER)

    assert planner.get(address).status_code == 404
    assert elsewhere.get(f"{address}?edition={edition.slug}").status_code == 404
    assert elsewhere.get(entry(main)).status_code == 404


@pytest.mark.parametrize("kind", ["champagne", "texts"])
def test_what_is_no_order_is_not_entered(organiser, main, kind):
    assert organiser.get(entry(main, kind)).status_code == 404
