"""A visitor looks for an exhibitor: by a few keys, by boxes, and while a booth stops."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from booths import outages
from booths.models import Cause, Sector, Space
from booths.outages import Notice
from expo import editions
from tests.booths import directory_scenes as scenes
from tests.factories import HallFactory
from tests.journeys import pages

pytestmark = pytest.mark.django_db(transaction=True)

NOON = datetime(2023, 11, 24, 3, tzinfo=UTC)


@pytest.fixture
def edition():
    edition = editions.set_clock(scenes.fair(), to=NOON, rate=1)
    hall = HallFactory(edition=edition, code="4B", name_ko="4B 전시장")
    hanbit = scenes.body(edition, "한빛신원청", code="hanbit", hall=hall, space="A-17")
    scenes.listing(hanbit, summary_ko="모바일 신분증을 발급합니다.", tags=["안전한 사회"])
    scenes.exhibit(hanbit, "모바일 신분증", text_ko="그 자리에서 발급합니다.")
    garam = scenes.body(edition, "가람기업", hall=hall, space="A-18", sector=Sector.PRIVATE)
    scenes.listing(garam, website="https://garam.example", contact_phone="051-123-4567")
    scenes.guest(hanbit, "미르연구원")
    scenes.represented(garam, "나래기업", exhibitor__sector=Sector.PRIVATE)
    return edition


def stop(edition, code):
    notice = Notice(cause=Cause.OTHER, text_ko="잠시 쉽니다.", started_at=NOON)
    return outages.start(edition, notice, [Space.objects.get(edition=edition, code=code)])


def names(page):
    return page.locator(".listed:visible .listed-name")


def asked(page):
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize("screen", [pages.PHONE, pages.DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["", "/en"], ids=["ko", "en"])
def test_the_pages_are_at_home_on_every_screen(page, live_server, edition, screen, language):
    stop(edition, "A-17")
    page.set_viewport_size(screen)

    for address in ("/exhibitors/", "/exhibitors/?q=ㅎㅂ", "/exhibitors/hanbit/"):
        with pages.nothing_wrong(page):
            page.goto(f"{live_server.url}{language}{address}")
        pages.check(page)


def test_what_changes_by_itself_says_so_and_stands_still_when_told(page, live_server, edition):
    for address in ("/exhibitors/", "/exhibitors/hanbit/"):
        page.goto(f"{live_server.url}{address}")
        line = page.locator("[data-live-line]")

        expect(line.locator("[data-state]")).to_have_text("자동으로 갱신됨")
        line.get_by_role("button", name="일시정지").click()
        expect(line.locator("[data-state]")).to_have_attribute("data-state", "paused")
        line.get_by_role("button").click()
        expect(line.locator("[data-state]")).to_have_attribute("data-state", "live")


def test_every_key_and_every_box_answers_and_the_address_remembers(page, live_server, edition):
    page.goto(f"{live_server.url}/exhibitors/")
    expect(names(page)).to_have_text(["가람기업", "미르연구원", "한빛신원청", "나래기업"])

    page.get_by_label("참가기관 찾기").press_sequentially("한비")
    expect(names(page)).to_have_text(["한빛신원청"])
    expect(page.locator(".listed:visible mark").first).to_have_text("한빛")
    expect(page.get_by_text("전체 3곳 중 1곳")).to_be_visible()
    expect(page.get_by_role("heading", name="대리 소개 기업")).to_be_hidden()

    page.get_by_label("참가기관 찾기").fill("")
    page.locator("label").get_by_text("민간").click()
    expect(names(page)).to_have_text(["가람기업", "나래기업"])
    page.wait_for_url("**/exhibitors/?sector=private")

    page.get_by_role("link", name="가람기업").click()
    page.go_back()
    expect(names(page)).to_have_text(["가람기업", "나래기업"])
    expect(page.get_by_label("민간")).to_be_checked()

    page.get_by_role("link", name="조건 지우기").click()
    expect(names(page)).to_have_count(4)
    page.wait_for_url("**/exhibitors/")


def test_nobody_fits_and_there_is_a_way_out(page, live_server, edition):
    page.set_viewport_size(pages.PHONE)
    page.goto(f"{live_server.url}/exhibitors/?q=ㅎㅂ&state=suspended")
    expect(page.get_by_text("조건에 맞는 참가기관이 없습니다.")).to_be_visible()
    expect(page.get_by_text("1개 선택")).to_be_visible()
    pages.check(page)

    page.get_by_role("link", name="전체 참가기관 보기").click()

    expect(names(page)).to_have_count(4)
    expect(page.get_by_label("참가기관 찾기")).to_be_focused()


def test_open_pages_hear_that_a_booth_stops_and_runs_again(page, live_server, edition):
    page.goto(f"{live_server.url}/exhibitors/?state=suspended")
    other = page.context.new_page()
    other.goto(f"{live_server.url}/exhibitors/hanbit/")

    outage = stop(edition, "A-17")

    expect(names(page)).to_have_text(["미르연구원", "한빛신원청"])
    expect(other.get_by_text("잠시 쉽니다.")).to_be_visible()
    outages.end(outage, at=editions.now(edition))
    expect(names(page)).to_have_count(0)
    expect(other.get_by_text("잠시 쉽니다.")).to_be_hidden()


def test_the_list_is_searched_without_a_script(browser, live_server, edition):
    page = browser.new_context(java_script_enabled=False, locale="ko").new_page()
    page.goto(f"{live_server.url}/exhibitors/")

    page.get_by_label("참가기관 찾기").fill("ㅎㅂ")
    page.get_by_role("button", name="검색").click()

    expect(names(page)).to_have_text(["한빛신원청"])
    assert asked(page) == {"q": ["ㅎㅂ"]}
    page.context.close()
