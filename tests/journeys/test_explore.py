"""An organiser takes a figure apart, compares two days, and reads the rows behind a number."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from expo.models import RoleKind
from tests.dashboard.scenes import PASSWORD, account, counted_fair
from tests.journeys import pages
from tests.visitors import a_fair
from visitors import attendance

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fair(transactional_db):
    fair = counted_fair()
    for number in range(60):
        fair.ticket(f"v{number}", f"visitor {number}")
        fair.scan(f"v{number}", "E1", a_fair.utc("23T02:00") + timedelta(minutes=5 * number))
    attendance.count_new(fair.edition.pk)
    return fair


def test_a_question_is_asked_without_a_script_and_a_number_leads_to_its_rows(
    page, live_server, fair
):
    organiser = account(fair.edition, RoleKind.ORGANISER, email="park@expo.example")
    pages.log_in(page, live_server.url, organiser.email, PASSWORD)
    page.set_viewport_size(pages.DESK)
    with pages.nothing_wrong(page):
        page.goto(f"{live_server.url}/dashboard/{fair.edition.slug}/explore/")
        page.get_by_label("구분 기준").select_option("hour")
        page.get_by_role("button", name="보기").click()
        page.get_by_label("전시일").select_option("2023-11-23")
        page.get_by_role("button", name="보기").click()
        page.get_by_label("비교 대상").select_option("day:2023-11-24")
        page.get_by_role("button", name="보기").click()
        row = page.get_by_role("row", name=re.compile("^11:00"))
        expect(row).to_contain_text("12")
    pages.check(page)
    page.set_viewport_size(pages.PHONE)
    pages.check(page)

    with pages.nothing_wrong(page):
        page.reload()
        row.get_by_role("link", name="12", exact=True).click()
        expect(page.locator(".explore-number")).to_have_text("12")
        expect(page.get_by_role("row")).to_have_count(13)
    pages.check(page)
    page.set_viewport_size(pages.DESK)
    pages.check(page)
