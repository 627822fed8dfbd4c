"""A visitor, on a phone and at a desk, in Korean and in English."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from expo import editions
from tests.factories import (
    AssignmentFactory,
    EditionFactory,
    OutageFactory,
    ServiceStatusFactory,
    SessionFactory,
    ShowDayFactory,
)
from tests.journeys import pages

pytestmark = pytest.mark.django_db(transaction=True)

SEOUL = ZoneInfo("Asia/Seoul")


@pytest.fixture
def edition():
    edition = EditionFactory(
        name_ko="2023 대한민국 정부박람회",
        name_en="2023 Korea Government Expo",
        theme_ko="편리한 서비스, 똑똑한 정부, 안전한 사회",
        venue_ko="벡스코(BEXCO), 부산 해운대구",
    )
    ShowDayFactory(edition=edition, date=date(2023, 11, 24), opens=time(10), closes=time(18))
    SessionFactory(edition=edition, starts_at=at(15), ends_at=at(17), summary_ko="시연합니다.")
    space = AssignmentFactory(space__edition=edition, space__code="A-17").space
    ServiceStatusFactory(outage=OutageFactory(edition=edition), space=space)
    return editions.set_clock(edition, to=at(16), rate=1)


def at(hour):
    return datetime(2023, 11, 24, hour, tzinfo=SEOUL)


@pytest.mark.parametrize("screen", [pages.PHONE, pages.DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("address", ["/", "/en/"])
def test_the_home_page_is_at_home_on_every_screen(page, live_server, edition, address, screen):
    page.set_viewport_size(screen)

    with pages.nothing_wrong(page):
        page.goto(live_server.url + address)
    pages.check(page)


@pytest.mark.parametrize("screen", [pages.PHONE, pages.DESK], ids=["phone", "desk"])
def test_the_page_before_any_edition_is_a_page(page, live_server, db, screen):
    page.set_viewport_size(screen)

    with pages.nothing_wrong(page):
        page.goto(live_server.url)
    pages.check(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("아직 공개된 박람회가 없습니다")


def test_the_language_is_one_step_away_and_back(page, live_server, edition):
    page.goto(live_server.url)

    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2023 Korea Government Expo")
    page.get_by_role("link", name="한국어").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("2023 대한민국 정부박람회")


def test_the_keyboard_jumps_over_the_menu(page, live_server, edition):
    page.goto(live_server.url)

    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="본문 바로가기")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("screen", [pages.PHONE, pages.DESK], ids=["phone", "desk"])
def test_a_page_at_no_address_is_a_page(page, live_server, edition, screen):
    page.set_viewport_size(screen)

    page.goto(f"{live_server.url}/nowhere/")

    pages.check(page)
    page.get_by_role("link", name="홈으로").click()
    expect(page).to_have_url(f"{live_server.url}/")
