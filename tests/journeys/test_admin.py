"""An organiser's way through the admin in a real browser, without a breach of the policy."""

import pytest
from playwright.sync_api import expect

from expo.models import RoleKind
from tests import factories
from tests.journeys import pages

PASSWORD = "correct horse battery"


@pytest.fixture
def edition(transactional_db):
    edition = factories.EditionFactory()
    factories.ShowDayFactory(edition=edition)
    return edition


@pytest.fixture
def organiser(edition):
    account = factories.AccountFactory(email="organiser@example.org")
    account.set_password(PASSWORD)
    account.save()
    factories.RoleFactory(account=account, edition=edition, kind=RoleKind.ORGANISER)
    return account


@pytest.fixture
def complaints(page):
    """What the browser's console complains of on pages of the admin."""
    said = []

    def listen(message):
        if message.type in {"error", "warning"} and "/admin/" in page.url:
            said.append(f"{message.text} {message.location}")

    page.on("console", listen)
    return said


@pytest.fixture
def admin(live_server, page, organiser, complaints):
    """The admin's home, after logging in through the one log-in page of the house."""
    page.goto(f"{live_server.url}/admin/")
    page.locator("input[name=login]").fill(organiser.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form[method=post] button[type=submit]").last.click()
    page.wait_for_url("**/admin/")
    return page


@pytest.mark.parametrize("width", [1280, 360])
def test_an_organiser_comes_from_home_to_a_list(width, admin, edition, live_server, complaints):
    given = factories.AssignmentFactory(space__edition=edition)
    factories.ServiceStatusFactory(outage__edition=edition, space=given.space)
    admin.set_viewport_size({"width": width, "height": 800})

    admin.goto(f"{live_server.url}/admin/")
    expect(admin.locator(".fair-task-urgent")).to_contain_text(given.space.code)
    pages.fits(admin)

    admin.goto(f"{live_server.url}/admin/booths/space/")
    expect(admin.locator("#result_list")).to_contain_text(str(given.participation.exhibitor))
    pages.fits(admin)
    assert complaints == []


def test_an_outage_is_closed_in_two_clicks(admin, edition, live_server, complaints):
    status = factories.ServiceStatusFactory(outage__edition=edition)

    admin.goto(f"{live_server.url}/admin/booths/outage/{status.outage.pk}/change/")
    admin.locator("a[href$='/close/']").first.click()
    admin.locator("#dialog button[type=submit]").click()
    expect(admin.locator("a[href$='/close/']")).to_have_count(0)

    status.outage.refresh_from_db()
    assert status.outage.ended_at is not None
    assert complaints == []


def test_a_space_is_given_away_by_typing_names(admin, edition, live_server, complaints):
    space = factories.SpaceFactory(edition=edition, code="A-17")
    participation = factories.ParticipationFactory(edition=edition, exhibitor__name_ko="한빛신원청")

    admin.goto(f"{live_server.url}/admin/booths/space/")
    admin.locator("#result_list .fair-link").click()
    admin.locator("#select2-id_participation-container").click()
    admin.locator(".select2-search__field").fill("한빛")
    admin.locator(".select2-results__option", has_text="한빛신원청").click()
    admin.locator("button[name=_save]").click()
    expect(admin.locator("#result_list")).to_contain_text("한빛신원청")

    assert space.assignments.get().participation == participation
    assert complaints == []


def test_a_list_is_filtered_from_the_sheet(admin, edition, live_server, complaints):
    factories.AssignmentFactory(space__edition=edition, space__code="GIVEN")
    factories.SpaceFactory(edition=edition, code="FREE")

    admin.goto(f"{live_server.url}/admin/booths/space/")
    admin.locator("#changelist a", has_text="filter_list").click()
    expect(admin.locator("#changelist-filter")).to_be_visible()
    admin.locator("#filter-form select[name=given]").select_option("no", force=True)
    admin.locator("#filter-form button[type=submit]").click()
    expect(admin.locator("#result_list")).not_to_contain_text("GIVEN")

    assert complaints == []
