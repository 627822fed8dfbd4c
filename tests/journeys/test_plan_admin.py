"""The floor plan in the admin in a real browser: by click and by keyboard, with nothing wrong."""

import re

import pytest
from playwright.sync_api import expect

from booths.models import Assignment
from expo.models import RoleKind
from tests import factories
from tests.journeys import pages
from tests.journeys.test_admin import PASSWORD


@pytest.fixture
def edition(transactional_db):
    edition = factories.EditionFactory()
    for day in (factories.FIRST_DAY, factories.LAST_DAY):
        factories.ShowDayFactory(edition=edition, date=day)
    return edition


@pytest.fixture
def floor(edition):
    """Four spaces of one hall in a row, the first of them given."""
    hall = factories.HallFactory(edition=edition, code="4B")
    spaces = [
        factories.SpaceFactory(
            edition=edition, hall=hall, code=f"A-0{number}", x=9 * number, y=9, width=6, depth=6
        )
        for number in range(1, 5)
    ]
    factories.AssignmentFactory(space=spaces[0], participation__exhibitor__name_ko="가온행정처")
    factories.ParticipationFactory(edition=edition, exhibitor__name_ko="한빛신원청")
    return spaces


@pytest.fixture
def plan(live_server, page, edition, floor):
    account = factories.AccountFactory(email="organiser@example.org")
    account.set_password(PASSWORD)
    account.save()
    factories.RoleFactory(account=account, edition=edition, kind=RoleKind.ORGANISER)
    pages.log_in(page, live_server.url, account.email, PASSWORD)
    page.wait_for_url("**/admin/")
    page.set_viewport_size(pages.DESK)
    page.goto(f"{live_server.url}/admin/plan/")
    return page


def check(page):
    """As every page, but for the theme around ours, which has no main landmark."""
    pages.fits(page)
    ours = [one for one in pages.faults(page) if not one.startswith(("region", "landmark"))]
    assert not ours


def standing():
    rows = Assignment.objects.standing().select_related("space", "participation__exhibitor")
    return {row.space.code: str(row.participation.exhibitor.name_ko) for row in rows}


def tile(page, code):
    return page.locator(f'.tile[data-code="{code}"]')


def test_an_exhibitor_is_found_given_a_space_moved_and_put_back(plan):
    panel = plan.locator("#floor-panel")
    with pages.nothing_wrong(plan):
        tile(plan, "A-02").click()
        expect(panel.locator("#floor-title")).to_contain_text("A-02")
        panel.locator('input[name="q"]').fill("ㅎㅂ")
        expect(panel.locator(".floor-candidate")).to_have_count(1)
        panel.locator(".floor-candidate").click()
        expect(panel.locator(".floor-given")).to_contain_text("한빛신원청")
        expect(tile(plan, "A-02")).to_have_attribute("aria-label", re.compile("한빛신원청"))

        panel.locator("[data-pick]").click()
        tile(plan, "A-01").click()  # somebody stands there: nothing happens
        tile(plan, "A-03").click()
        expect(panel.locator("#floor-title")).to_contain_text("A-03")
        assert standing() == {"A-01": "가온행정처", "A-03": "한빛신원청"}

        panel.locator(".floor-last button").click()
        expect(panel.locator(".floor-last")).to_contain_text("되돌림")
        assert standing() == {"A-01": "가온행정처", "A-02": "한빛신원청"}
        check(plan)


def test_everything_is_done_by_keyboard_alone(plan):
    panel = plan.locator("#floor-panel")
    with pages.nothing_wrong(plan):
        tile(plan, "A-01").focus()
        plan.keyboard.press("Enter")
        expect(panel.locator("#floor-title")).to_be_focused()
        panel.get_by_role("button", name="회수").press("Enter")
        expect(panel.locator(".floor-past")).to_contain_text("가온행정처")
        assert standing() == {}
        panel.locator(".floor-past button").press("Enter")
        expect(tile(plan, "A-01")).to_have_attribute("aria-label", re.compile("가온행정처"))
        expect(panel.locator("#floor-title")).to_be_focused()  # the answer has settled

        tile(plan, "A-03").focus()
        plan.keyboard.press("Space")
        expect(plan.locator("[data-chosen]")).to_contain_text("A-03")
        tile(plan, "A-04").focus()
        plan.keyboard.press("Space")
        expect(plan.locator("[data-chosen]")).to_contain_text("A-03, A-04")
        plan.locator('[data-bulk] select[name="participation"]').select_option(label="한빛신원청")
        plan.locator('button[value="assign"]').press("Enter")
        expect(plan.locator(".floor-last")).to_contain_text("A-03, A-04")
    assert standing() == {"A-01": "가온행정처", "A-03": "한빛신원청", "A-04": "한빛신원청"}


def test_whoever_comes_second_reads_who_was_first_and_sees_the_floor_as_it_is(plan, floor):
    panel = plan.locator("#floor-panel")
    tile(plan, "A-02").click()
    expect(panel.locator(".floor-candidate").first).to_be_visible()
    factories.AssignmentFactory(space=floor[1], participation__exhibitor__name_ko="나래온시")

    panel.locator(".floor-candidate").first.click()

    expect(panel.get_by_role("alert")).to_contain_text("나래온시")
    expect(tile(plan, "A-02")).to_have_attribute("aria-label", re.compile("나래온시"))
    check(plan)


def test_the_plan_and_its_table_fit_a_phone(plan, live_server):
    plan.set_viewport_size(pages.PHONE)
    for address in ("/admin/plan/spaces/A-01/", "/admin/plan/table/", "/admin/"):
        with pages.nothing_wrong(plan):
            plan.goto(f"{live_server.url}{address}")
            pages.fits(plan)


def test_the_long_list_waits_folded_on_a_phone(plan, live_server):
    plan.set_viewport_size(pages.PHONE)
    plan.goto(f"{live_server.url}/admin/plan/")
    table = plan.locator("[data-all] table")
    expect(table).to_be_hidden()

    plan.locator("[data-all] summary").click()

    expect(table).to_be_visible()
    pages.fits(plan)
