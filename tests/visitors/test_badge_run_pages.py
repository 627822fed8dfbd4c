"""The desk's pages of runs: who may, what is ordered, and what is said of it."""

from datetime import date, timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from expo.models import RoleKind
from tests import organisers
from tests.factories import EditionFactory, RegistrationFactory, ShowDayFactory
from tests.visitors.test_badge_runs import issue, ordered
from visitors import badge_runs, tasks, tickets
from visitors.classes import TicketClass
from visitors.models import BadgePaper, BadgeRun, CheckIn, Presence
from visitors.tickets import Order

pytestmark = pytest.mark.django_db

ADDRESS = "/desk/badge-runs/"


@pytest.fixture
def edition():
    edition = EditionFactory()
    ShowDayFactory(edition=edition, date=date(2023, 11, 23))
    return edition


@pytest.fixture
def desk(edition):
    return organisers.arrive(edition, RoleKind.DOOR_SUPERVISOR, name="박입구")


def words(answer):
    return " ".join(answer.content.decode().split())


def counted(client, **choice):
    """The hidden fields of the form, as the page shows it for this choice."""
    form = client.get(ADDRESS, choice).context["form"]
    told = {"uuid": form.data["uuid"], "counted": form.choice_text, "paper": "a6"}
    return {**told, "reason": "Badges for the opening", **choice}


def order(client, **choice):
    return client.post(ADDRESS, counted(client, **choice))


def page_of(run):
    return f"{ADDRESS}{run.uuid}/"


# Who


@pytest.mark.parametrize("kind", [RoleKind.PLANNER, RoleKind.EXHIBITOR, RoleKind.PRIVACY_OFFICER])
def test_others_find_nothing(edition, kind):
    run = ordered(edition, issue(edition))
    other = organisers.arrive(edition, kind)

    for address in (ADDRESS, page_of(run), f"{page_of(run)}badges.pdf"):
        assert other.get(address).status_code == 404
    assert other.post(f"{page_of(run)}cancellation/").status_code == 404
    assert order_status(other) == 404
    assert BadgeRun.objects.due().count() == 1


def order_status(client):
    return client.post(ADDRESS, {"paper": "a6", "counted": ""}).status_code


def test_whoever_is_not_logged_in_is_asked_to(edition):
    answer = Client().get(ADDRESS)

    assert answer["Location"].startswith(f"/accounts/login/?next={ADDRESS}")


def test_a_run_of_another_edition_is_not_found(desk):
    other = EditionFactory(is_published=False)
    ShowDayFactory(edition=other)
    run = ordered(other, issue(other))

    assert desk.get(page_of(run)).status_code == 404
    assert desk.get(f"{page_of(run)}badges.pdf").status_code == 404
    assert desk.post(f"{page_of(run)}cancellation/").status_code == 404
    assert str(run.uuid) not in words(desk.get(ADDRESS))


# Ordering


def test_an_order_leads_to_its_run(edition, desk):
    issue(edition, 3, "media")
    rows = issue(edition, 2)

    answer = order(desk, ticket_class="visitor")

    run = BadgeRun.objects.get()
    assert answer["Location"] == page_of(run)
    assert set(run.tickets) == {row.pk for row in rows}
    assert (run.title, run.paper, run.ordered_by) == ("일반 관람객", BadgePaper.A6, desk.account)


def test_the_number_of_badges_is_said_before(edition, desk):
    issue(edition, 3)

    assert "<strong>3</strong> badges of valid tickets" in words(desk.get(f"/en{ADDRESS}"))
    assert "3장 출력" in words(desk.get(ADDRESS))


def test_a_choice_whose_number_was_not_on_the_screen_is_counted_first(edition, desk):
    """The scripts failed, or somebody was faster than they are."""
    issue(edition, 3)
    issue(edition, organisation="한빛")
    typed = counted(desk) | {"organisation": "한빛"}

    again = desk.post(f"/en{ADDRESS}", typed)

    assert not BadgeRun.objects.exists()
    assert "Look at the number first" in words(again)
    assert "Print 1 badge" in words(again)
    assert again.context["form"].data["organisation"] == "한빛"


def test_two_presses_make_one_run(edition, desk):
    issue(edition)
    typed = counted(desk)

    first, second = (desk.post(ADDRESS, typed) for _press in range(2))

    assert first["Location"] == second["Location"]
    assert BadgeRun.objects.count() == 1


def test_without_an_id_an_order_is_one_all_the_same(edition, desk):
    issue(edition)

    answer = desk.post(ADDRESS, counted(desk) | {"uuid": "no id"})

    assert answer.status_code == 302
    assert BadgeRun.objects.count() == 1


def test_somebody_elses_id_opens_nothing_of_his(edition, desk):
    other = EditionFactory(is_published=False)
    ShowDayFactory(edition=other)
    run = ordered(other, issue(other))
    issue(edition)

    answer = desk.post(ADDRESS, counted(desk) | {"uuid": str(run.uuid)})

    assert desk.get(answer["Location"]).status_code == 404


def test_an_order_hurries_the_worker(edition, desk, django_capture_on_commit_callbacks):
    issue(edition)
    with (
        patch.object(tasks.print_due, "apply_async") as sent,
        django_capture_on_commit_callbacks(execute=True),
    ):
        order(desk)

    assert sent.call_count == 1


@pytest.mark.parametrize("typed", ["abcd-efgh-2", "abc def gh2", "ABCDEFGH2"])
def test_a_reservation_number_is_taken_as_people_type_it(edition, desk, typed):
    group = RegistrationFactory(edition=edition, number="ABCDEFGH2")
    tickets.issue(
        edition,
        Order(TicketClass.GROUP, registration=group.pk, heads=30),
        at=timezone.now(),
    )
    issue(edition)

    order(desk, number=typed)

    assert len(BadgeRun.objects.get().tickets) == 1


@pytest.mark.parametrize(
    "typed",
    [{"ticket_class": "duke"}, {"paper": "a0"}, {"organisation": "x" * 121}, {"number": "7" * 21}],
)
def test_what_is_no_choice_is_refused_beside_its_field(edition, desk, typed):
    issue(edition)
    (name,) = typed

    answer = desk.post(ADDRESS, counted(desk) | typed)

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [name]
    assert not BadgeRun.objects.exists()


def test_an_address_that_asks_for_nonsense_is_no_error(desk):
    answer = desk.get(ADDRESS, {"ticket_class": "duke", "paper": "a0", "x": "y"})

    assert answer.status_code == 200


def test_nothing_and_too_much_are_said_and_not_ordered(edition, desk, monkeypatch):
    assert "Nobody has a valid ticket" in words(desk.get(f"/en{ADDRESS}"))
    order(desk)
    monkeypatch.setattr(badge_runs, "MOST", 1)
    monkeypatch.setattr("visitors.badge_runs.orders.MOST", 1)
    issue(edition, 2)

    assert "one run prints at most 1" in words(desk.get(f"/en{ADDRESS}"))
    answer = order(desk)

    assert answer.status_code == 200
    assert "한 번에 출력하기에는" in words(answer)
    assert not BadgeRun.objects.exists()


@pytest.mark.parametrize("runs", [1, 10])
def test_the_page_asks_the_same_for_any_number_of_runs(edition, desk, runs):
    rows = issue(edition, 5)
    for _run in range(runs):
        ordered(edition, rows, by=desk.account)
    desk.get(ADDRESS)

    with CaptureQueriesContext(connection) as asked:
        desk.get(ADDRESS)

    assert len(asked) <= 8


# A run


def test_a_run_tells_how_far_it_is_and_only_news_is_read_out(edition, desk):
    run = ordered(edition, issue(edition, 8))
    BadgeRun.objects.update(begun_at=timezone.now(), printed=5)

    whole = desk.get(f"/en{page_of(run)}")
    news = desk.get(f"/en{page_of(run)}?heard=printing1", headers={"HX-Request": "true"})
    same = desk.get(f"/en{page_of(run)}?heard=printing2", headers={"HX-Request": "true"})

    assert "5 of 8 drawn" in words(whole)
    assert "Half of the badges are drawn." in words(whole)
    assert "Half of the badges are drawn." in words(news)
    assert "5 of 8 drawn" in words(same)
    assert "run-said" not in words(same)


@pytest.mark.parametrize("failure", [choice for choice, _label in badge_runs.Failure.choices])
def test_a_run_that_came_to_nothing_says_why(edition, desk, failure):
    run = ordered(edition, issue(edition))
    BadgeRun.objects.update(finished_at=timezone.now(), failure=failure)

    page = words(desk.get(page_of(run)))

    assert str(badge_runs.Failure(failure).label) in page
    assert "badges.pdf" not in page


def test_the_file_is_fetched_and_kept_in_no_cache(edition, desk):
    run = ordered(edition, issue(edition))
    badge_runs.print_due()

    answer = desk.get(f"{page_of(run)}badges.pdf")

    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer["Cache-Control"] == "private, no-store"


def test_badges_that_were_left_out_are_told(edition, desk):
    rows = issue(edition, 3)
    run = ordered(edition, rows)
    tickets.revoke(rows[0], at=timezone.now())
    badge_runs.print_due()

    page = words(desk.get(f"/en{page_of(run)}"))

    assert "2 badges are ready." in page
    assert "1 badge was left out: its ticket had been revoked." in page


def test_a_day_later_the_run_says_that_its_file_is_gone(edition, desk):
    run = ordered(edition, issue(edition))
    badge_runs.print_due()
    badge_runs.forget_old(timezone.now() + timedelta(days=1))

    page = words(desk.get(f"/en{page_of(run)}"))
    fetched = desk.get(f"{page_of(run)}badges.pdf")

    assert "The file was destroyed a day after it was made" in page
    assert fetched["Location"] == page_of(run)


def test_a_file_that_somebody_took_away_is_no_error(edition, desk):
    run = ordered(edition, issue(edition))
    badge_runs.print_due()
    run.refresh_from_db()
    default_storage.delete(run.file.name)

    assert desk.get(f"{page_of(run)}badges.pdf").status_code == 302


def test_a_run_is_cancelled_with_one_press(edition, desk):
    run = ordered(edition, issue(edition))

    desk.post(f"{page_of(run)}cancellation/")

    assert "The run was cancelled" in words(desk.get(f"/en{page_of(run)}"))
    assert not BadgeRun.objects.due().exists()


def test_a_run_without_a_title_is_named_by_its_id(edition, desk):
    run = ordered(edition, issue(edition))

    assert f"<h1>{run.uuid}</h1>" in words(desk.get(page_of(run)))


def test_ordering_and_fetching_is_no_attendance(edition, desk):
    issue(edition, 2)
    before = list(Presence.objects.order_by("pk").values())

    run = order(desk)["Location"]
    badge_runs.print_due()
    assert desk.get(f"{run}badges.pdf").status_code == 200

    assert not CheckIn.objects.exists()
    assert list(Presence.objects.order_by("pk").values()) == before


def test_nobody_is_led_astray_by_an_unknown_run(desk):
    assert desk.get(f"{ADDRESS}{uuid4()}/").status_code == 404
