"""The programme on a phone and at a desk, in Korean and in English."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from expo import editions
from expo.models import Edition, Session
from tests.dashboard.scenes import at
from tests.journeys import pages

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def edition(transactional_db):
    """The reference event during its second ceremony; a demonstration does not take place."""
    call_command("seed")
    Session.objects.filter(code="X3").update(cancelled_at=at(25, 12))
    return editions.set_clock(Edition.objects.get(), to=at(25, 13, 10), rate=0)


@pytest.mark.parametrize("screen", [pages.PHONE, pages.DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_the_programme_is_readable_on_every_screen(page, live_server, edition, language, screen):
    page.set_viewport_size(screen)

    for address in ("/programme/", "/programme/S2/"):
        with pages.nothing_wrong(page):
            page.goto(live_server.url + language + address)
        pages.check(page)


def test_a_visitor_goes_from_home_to_what_is_on_now_and_to_its_page(page, live_server, edition):
    page.set_viewport_size(pages.PHONE)
    page.goto(live_server.url)

    page.get_by_label("바로 가기").get_by_role("link", name="프로그램").click()
    page.get_by_role("link", name="지금 하는 순서로").click()
    running = page.locator("#now")
    expect(running).to_be_in_viewport()
    expect(running).to_contain_text("8명 중 4명은 이름이 공개되지 않음")
    running.get_by_role("link").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("민관협력 선포식")
    expect(page).to_have_title("민관협력 선포식 · 2023 대한민국 정부박람회")


def test_filters_stand_in_the_address_and_the_back_button_takes_them_back(
    page, live_server, edition
):
    page.goto(f"{live_server.url}/programme/")

    page.get_by_role("link", name="11월 25일(토)").click()
    page.get_by_role("link", name="시연", exact=True).click()
    expect(page).to_have_url(f"{live_server.url}/programme/?day=2023-11-25&kind=demonstration")
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("article")).to_contain_text("이 프로그램은 열리지 않습니다.")
    page.go_back()

    expect(page.get_by_role("article")).to_have_count(4)
