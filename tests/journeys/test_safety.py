"""At the safety desk: a warning comes in by itself, and takes no note out of anybody's hands."""

import pytest
from playwright.sync_api import expect

from tests.dashboard.scenes import PASSWORD, planner
from tests.journeys import pages
from tests.visitors.crowding import crowded

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fair(transactional_db):
    return crowded()


@pytest.fixture
def desk(page, live_server, fair):
    fair.watch(85)
    pages.log_in(page, live_server.url, planner(fair.edition).email, PASSWORD)
    page.goto(f"{live_server.url}/en/dashboard/{fair.edition.slug}/safety/")
    return page


def test_a_warning_comes_in_beside_a_note_that_is_being_written(desk, fair):
    note = desk.get_by_label("What was done (no names)")
    note.fill("Gate E2 clo")

    fair.watch(48, fair.hall)

    expect(desk.get_by_role("alert").filter(has_text="4B: Stop entry. 48 of 50")).to_have_count(1)
    expect(desk.locator("[data-warning]")).to_have_count(3)
    expect(desk.locator("input:focus")).to_have_value("Gate E2 clo")
    desk.keyboard.type("sed")
    desk.keyboard.press("Enter")

    expect(desk.get_by_role("row").filter(has_text="Gate E2 closed")).to_have_count(1)
    expect(desk.locator("[data-warning]")).to_have_count(2)
    for screen in (pages.PHONE, pages.DESK):
        desk.set_viewport_size(screen)
        pages.check(desk)
