"""A visitor looks for a booth on the plan: with a mouse, with fingers, and with keys alone."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from tests.booths import floors
from tests.journeys import pages

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def floor():
    """Two halls with nine booths; A-05 is suspended, B-03 free."""
    cache.clear()
    fair = floors.fair()
    first, second = floors.hall(fair, "4B"), floors.hall(fair, "4C", x=36)
    for number in range(6):
        x, y = 3 + number % 3 * 6, 4 + number // 3 * 10
        name = "나래기술" if number == 3 else f"{'가나다라마바'[number]}온행정처"
        held = floors.booth(first, f"A-{number + 1:02}", name=name, x=x, y=y)
        floors.shows(held.participation, f"전시물 {number + 1}")
        if number == 4:
            floors.stop(held.space)
    floors.booth(second, "B-01", name="한빛신원청", x=3, y=4)
    floors.booth(second, "B-02", name="물비늘데이터", x=20, y=30)
    floors.free(second, "B-03", x=20, y=4)
    return fair


def tile(page, code):
    return page.locator(f'.tile[data-code="{code}"]')


@pytest.mark.parametrize("screen", [pages.PHONE, pages.DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("address", ["/plan/", "/en/plan/?booth=A-05&here=B-01"])
def test_the_plan_is_at_home_on_every_screen(page, live_server, floor, address, screen):
    page.set_viewport_size(screen)

    with pages.nothing_wrong(page):
        page.goto(live_server.url + address)
        expect(page.locator("[data-scale]")).not_to_be_empty()
    pages.check(page)


def test_a_booth_is_found_by_its_first_consonants_and_opened(page, live_server, floor):
    page.goto(f"{live_server.url}/plan/")

    page.get_by_label("부스 번호나 참가기관 찾기").fill("ㅎㅂ")

    expect(page.get_by_text("1곳을 찾았습니다")).to_be_visible()
    expect(page.locator(".plan-list mark")).to_have_text("한빛")
    expect(page.locator(".tile.is-found")).to_have_attribute("data-code", "B-01")
    page.get_by_label("부스 번호나 참가기관 찾기").press("Enter")
    card = page.get_by_role("region", name="B-01 한빛신원청")
    expect(card).to_be_focused()
    expect(page).to_have_url(f"{live_server.url}/plan/?booth=B-01")
    page.go_back()
    expect(card).to_be_hidden()


def test_the_way_from_a_poster_is_shown_and_told(page, live_server, floor):
    page.goto(f"{live_server.url}/plan/?here=A-01")

    tile(page, "A-06").click()

    expect(page.locator("[data-way-words]")).to_contain_text("걸어서 1분")
    expect(page.locator(".mark-way")).to_have_attribute("d", re.compile("^M"))
    expect(page).to_have_url(f"{live_server.url}/plan/?booth=A-06&here=A-01")
    page.get_by_text("여기서 가는 길 보기").click()
    page.get_by_label("지금 어디에 계십니까?").select_option("B-02")
    page.get_by_role("button", name="길 보기").click()
    expect(page.locator("[data-way-words]")).to_contain_text("전시장 사이의 문이 없으니")


def test_the_plan_is_used_with_keys_alone(page, live_server, floor):
    page.goto(f"{live_server.url}/plan/")
    window = page.get_by_role("region", name="배치도: 화살표 키로 움직입니다")
    scale = page.locator("[data-scale]")
    expect(scale).not_to_be_empty()
    before = scale.text_content()
    window.focus()

    page.keyboard.press("+")
    expect(scale).not_to_have_text(before)
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.plan-window').scrollLeft > 0")
    page.keyboard.press("Tab")
    expect(tile(page, "A-01")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="A-01 가온행정처")).to_be_focused()
    page.keyboard.press("Escape")
    expect(tile(page, "A-01")).to_be_focused()


def test_a_booth_that_stops_while_one_looks_says_so(page, live_server, floor):
    page.goto(f"{live_server.url}/plan/?booth=B-01")
    card = page.get_by_role("region", name="B-01 한빛신원청")
    expect(card.get_by_text("중단", exact=True)).to_be_hidden()

    floors.stop(floor.spaces.get(code="B-01"))

    expect(card.get_by_text("전산망 장애로 중단했습니다.")).to_be_visible()
    expect(tile(page, "B-01")).to_have_attribute("aria-label", "B-01 한빛신원청, 공공, 중단")
    expect(page.locator("[data-summary]")).to_have_text("중단 2곳 · 일부 장애 0곳")
    expect(page.locator("[data-news]")).to_have_text("B-01 한빛신원청: 중단")


def test_two_fingers_enlarge_the_plan_and_one_wheel_alone_does_not(page, live_server, floor):
    page.set_viewport_size(pages.PHONE)
    page.goto(f"{live_server.url}/plan/")
    scale = page.locator("[data-scale]")
    expect(scale).to_have_text("100%")
    tile(page, "A-01").hover()
    page.mouse.wheel(0, 50)
    page.wait_for_function("window.scrollY > 0")
    expect(scale).to_have_text("100%")
    box = tile(page, "A-01").bounding_box()
    pinch(page, box["x"] + 60, box["y"] + 20)

    expect(scale).to_have_text("200%")


def pinch(page, x, y):
    """From forty pixels apart to eighty."""
    touch = page.context.new_cdp_session(page)
    touch.send("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 2})
    for kind, apart in (("touchStart", 40), ("touchMove", 60), ("touchMove", 80)):
        points = [{"x": x - apart / 2, "y": y, "id": 0}, {"x": x + apart / 2, "y": y, "id": 1}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
