"""A planner moves the hour of the heat map: by pointer, by keyboard, and back to the whole day."""

import pytest
from playwright.sync_api import expect

from expo import editions
from tests.dashboard.scenes import PASSWORD, at, planner
from tests.factories import AssignmentFactory, SpaceFactory
from tests.journeys import pages
from tests.visitors import a_fair
from visitors import attendance

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fair(transactional_db):
    fair = a_fair.open_fair(reentry="free")
    hall = fair.areas["hall"].hall
    space = SpaceFactory(edition=fair.edition, hall=hall, code="A-01", x=2, y=4, width=6, depth=3)
    AssignmentFactory(space=space, participation__exhibitor__name_ko="한빛신원청")
    for number, (hour, minute) in enumerate([(10, 5), (11, 20), (11, 40), (13, 0)]):
        fair.ticket(f"v{number}", f"visitor {number}")
        fair.scan(f"v{number}", "A-01", at(24, hour, minute))
    editions.set_clock(fair.edition, to=at(24, 14, 30), rate=0)
    attendance.count_new(fair.edition.pk)
    return fair


def test_the_hour_is_moved_without_a_reload_and_stands_in_the_address(page, live_server, fair):
    pages.log_in(page, live_server.url, planner(fair.edition).email, PASSWORD)
    expect(page.locator("#board")).to_be_visible()
    page.set_viewport_size(pages.DESK)
    with pages.nothing_wrong(page):
        page.goto(f"{live_server.url}/dashboard/{fair.edition.slug}/heat/")
        tile = page.locator('.heat-drawing [data-code="A-01"]')
        row = page.get_by_role("row", name="A-01")
        expect(tile.locator(".heat-number")).to_have_text("4")
        page.evaluate("window.isTheSamePage = true")

        page.get_by_role("link", name="다음 시간대").click()
        expect(page.locator(".heat-now")).to_have_text("10:00–11:00")
        expect(tile.locator(".heat-number")).to_have_text("1")

        page.get_by_label("시각", exact=True).press("ArrowRight")
        expect(page.locator(".heat-now")).to_have_text("11:00–12:00")
        expect(tile.locator(".heat-number")).to_have_text("2")
        expect(tile).to_have_attribute("data-level", "5")
        expect(row).to_contain_text("2")
        assert "hour=11" in page.url
        assert page.evaluate("window.isTheSamePage")
        shown = row.inner_text()

        page.reload()  # the address says the same without a script having moved anything
        expect(tile.locator(".heat-number")).to_have_text("2")
        expect(row).to_contain_text(shown.split()[0])

        page.get_by_role("link", name="하루 전체").click()
        expect(tile.locator(".heat-number")).to_have_text("4")
        expect(page.get_by_role("link", name="이전 시간대")).to_be_disabled()
    pages.check(page)
    page.set_viewport_size(pages.PHONE)
    pages.check(page)
