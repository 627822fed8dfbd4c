"""A planner watches the fair: numbers that move by themselves, can be stopped, and say so."""

import re

import pytest
from playwright.sync_api import expect

from expo import editions
from tests.dashboard.scenes import PASSWORD, at, counted_fair, planner
from tests.factories import EditionFactory
from tests.journeys import pages
from tests.journeys.servers import served
from visitors import attendance

pytestmark = pytest.mark.django_db(transaction=True)

FROM_13_14_ON = re.compile(r"^(13:1[4-9]|13:[2-5]\d|1[4-9]:\d\d)$")
"""A minute is a second: a busy machine may not look at each."""


@pytest.fixture
def fair(transactional_db):
    return counted_fair()


@pytest.fixture
def board(page, live_server, fair):
    """The dashboard, open and live, before a planner."""
    pages.log_in(page, live_server.url, planner(fair.edition).email, PASSWORD)
    expect(page.locator("[data-state]")).to_have_text("실시간")
    return page


def one_more_entry(fair, name="somebody new"):
    fair.ticket(name, name)
    fair.scan(name, "E1", at(25, 12, 40))
    attendance.count_new(fair.edition.pk)


def entries(page):
    return page.locator(".figure [data-value=entries]")


@pytest.mark.parametrize("address", ["/dashboard/", "/en/dashboard/"])
@pytest.mark.parametrize("screen", [pages.PHONE, pages.DESK], ids=["phone", "desk"])
def test_the_dashboard_is_readable_on_every_screen(board, live_server, address, screen):
    board.set_viewport_size(screen)

    with pages.nothing_wrong(board):
        board.goto(live_server.url + address)
        expect(board.locator("canvas")).to_be_visible()
        for summary in board.locator(".board-table summary").all():
            summary.click()
    pages.check(board)


def test_numbers_move_without_a_reload(board, fair):
    board.evaluate("window.isTheSamePage = true")
    expect(entries(board)).to_have_text("1")

    one_more_entry(fair)

    expect(entries(board)).to_have_text("2")
    board.get_by_text("표로 보기").click()
    expect(board.get_by_role("row", name="12:30")).to_contain_text("1")
    assert board.evaluate("window.isTheSamePage")


def test_a_paused_page_stands_still_until_it_is_resumed(board, fair):
    board.get_by_role("button", name="일시정지").click()
    expect(board.locator("[data-state]")).to_have_text("일시정지됨")
    asked = []
    board.on("request", lambda request: asked.append(request.url))

    one_more_entry(fair)
    board.wait_for_timeout(2500)  # longer than the pause between two questions
    assert asked == []
    board.get_by_role("button", name="다시 시작").click()

    expect(entries(board)).to_have_text("2")


def test_a_server_that_died_is_said_and_its_return_is_noticed(page, fair, tmp_path):
    with served(tmp_path / "server") as server:
        pages.log_in(page, server.url, planner(fair.edition).email, PASSWORD)
        expect(page.locator("[data-state]")).to_have_text("실시간")

        server.kill()
        expect(page.locator("[data-state]")).to_contain_text("연결이 끊겼습니다")
        one_more_entry(fair)
        server.start()

        expect(page.locator("[data-state]")).to_have_text("실시간", timeout=60_000)
        expect(entries(page)).to_have_text("2")


def test_a_level_that_rises_is_told_and_heard_where_sound_is_wanted(page, live_server, fair):
    type(fair.edition).objects.filter(pk=fair.edition.pk).update(capacity=2)
    pages.log_in(page, live_server.url, planner(fair.edition).email, PASSWORD)
    level, sound = page.locator("[data-level-word]"), page.locator("[data-sound-button]")
    expect(level).to_have_text("여유")
    sound.click()
    expect(sound).to_have_text("소리 끄기")

    one_more_entry(fair)

    expect(level).to_have_text("입장 중지")
    expect(sound).to_have_attribute("data-rose", "stop")
    page.reload()
    expect(sound).to_have_attribute("data-sound", "on")  # this browser remembers


def test_a_session_that_ended_is_said(board):
    board.context.clear_cookies()

    expect(board.locator("[data-state]")).to_contain_text("로그아웃되었습니다")


def test_a_definition_is_one_key_away(board):
    board.locator(".figure").nth(2).locator("summary").focus()
    board.keyboard.press("Enter")

    expect(board.get_by_text("한 사람을 하루에 한 번 셉니다.")).to_be_visible()


@pytest.mark.parametrize("width", [360, 800, 1280])
def test_every_definition_fits_the_screen_and_closes_the_one_before(board, width):
    board.set_viewport_size({"width": width, "height": 800})

    for summary in board.locator(".figure summary").all():
        summary.click()
        pages.fits(board)

    expect(board.locator(".figure details[open]")).to_have_count(1)


def test_the_clock_is_the_fairs_also_when_it_runs_faster(board, fair):
    editions.set_clock(fair.edition, to=at(25, 13, 10), rate=60)
    attendance.count_new(fair.edition.pk)

    expect(board.locator("[data-clock]")).to_have_text(FROM_13_14_ON)


def test_an_edition_without_days_has_a_readable_dashboard(page, live_server, transactional_db):
    pages.log_in(page, live_server.url, planner(EditionFactory()).email, PASSWORD)

    expect(page.get_by_role("heading", level=1)).to_have_text("현황판")
    pages.check(page)
