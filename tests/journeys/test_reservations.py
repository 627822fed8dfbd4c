"""The last seat, two visitors, and who has a page open: each learns it without a reload."""

import pytest
from playwright.sync_api import expect

from tests.journeys import pages
from tests.visitors import scenes, seating
from tests.visitors.seating import MORNING
from visitors import links

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fair(transactional_db):
    fair = scenes.edition(clock_set_at=MORNING, clock_set_to=MORNING, clock_rate=0)
    seating.session(fair)
    seating.session(fair, "T2")
    return fair


@pytest.fixture
def address(live_server):
    def of(ticket, rest="", language="ko"):
        path = links.address(ticket.registration, language, "ticket_sessions")
        return f"{live_server.url}{path}{rest}"

    return of


def test_two_visitors_and_the_last_seat(browser, live_server, fair, address):
    first, second, reader = (
        browser.new_context(locale="ko", viewport=pages.PHONE).new_page() for _ in range(3)
    )
    reader.goto(f"{live_server.url}/programme/T1/")
    for page in (first, second):
        page.goto(address(seating.ticket(fair), "T1/"))
    expect(reader.get_by_text("1석 남음")).to_be_visible()

    first.get_by_role("button", name="좌석 예약하기").click()
    expect(first.get_by_role("heading", name="좌석 1석 예약됨")).to_be_visible()
    expect(reader.get_by_text("마감")).to_be_visible()

    second.get_by_role("button", name="좌석 예약하기").click()
    expect(second.get_by_role("heading", name="대기 1번")).to_be_visible()

    first.get_by_role("button", name="예약 취소하기").click()
    expect(first.get_by_text("예약을 취소했습니다")).to_be_visible()
    second.reload()
    expect(second.get_by_role("heading", name="좌석 1석 예약됨")).to_be_visible()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_sessions_below_a_ticket_are_easy_to_use(page, fair, address, language):
    ticket = seating.ticket(fair)

    for screen in (pages.PHONE, pages.DESK):
        page.set_viewport_size(screen)
        for rest in ("", "T1/"):
            with pages.nothing_wrong(page):
                page.goto(address(ticket, rest, language))
            pages.check(page)
