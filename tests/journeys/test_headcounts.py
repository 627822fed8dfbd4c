"""A door supervisor counts heads: on a phone, by the keyboard alone, and without a network."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from expo import editions
from expo.models import RoleKind
from tests.dashboard.scenes import PASSWORD, account
from tests.journeys import pages
from tests.visitors import a_fair
from visitors import attendance
from visitors.models import Observation

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2023, 11, 24, 13, 2, tzinfo=ZoneInfo("Asia/Seoul"))
ADDRESS = "/desk/headcounts/"
SCREENS = pytest.mark.parametrize("screen", [pages.PHONE, pages.DESK], ids=["phone", "desk"])
LANGUAGES = pytest.mark.parametrize("language", ["", "/en"], ids=["korean", "english"])


@pytest.fixture
def fair(transactional_db):
    fair = a_fair.open_fair()
    for badge in "ABC":
        fair.ticket(badge, badge)
        fair.scan(badge, "E1", "24T02:00")
    editions.set_clock(fair.edition, to=NOW, rate=0)
    attendance.count_new(fair.edition.pk)
    return fair


@pytest.fixture
def desk(page, live_server, fair):
    """The page, open before a door supervisor."""
    supervisor = account(fair.edition, RoleKind.DOOR_SUPERVISOR, name="박입구")
    pages.log_in(page, live_server.url, supervisor.email, PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("안내 데스크")
    page.get_by_role("link", name="인원 집계").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("인원 집계")
    return page


def fill(desk, count, place="fair"):
    desk.locator(f"label:has(input[value='{place}'])").click()
    desk.locator("#id_count").fill(count)


def send(desk):
    desk.locator("#headcount button.primary").click()


@SCREENS
@LANGUAGES
def test_the_page_is_at_home_on_every_screen(desk, live_server, language, screen):
    """Empty and opened, with errors, after sending, and undone."""
    desk.set_viewport_size(screen)
    with pages.nothing_wrong(desk):
        desk.goto(f"{live_server.url}{language}{ADDRESS}")
        desk.locator(".desk-words summary").click()
        desk.locator(".desk-time summary").click()
    pages.check(desk)

    fill(desk, "abc", place="hall:4B")
    send(desk)
    expect(desk.locator(".error-summary li")).to_have_count(1)
    pages.check(desk)

    fill(desk, "1")
    send(desk)
    expect(desk.locator("#told")).to_be_focused()
    pages.check(desk)

    desk.locator("#told .undo button").click()
    expect(desk.locator("del")).to_be_visible()
    pages.check(desk)


def test_the_keyboard_alone_tells_a_headcount(desk):
    desk.locator("#headcount input[name=place]").first.focus()
    desk.keyboard.press("Space")
    desk.keyboard.press("ArrowDown")  # the next place
    desk.keyboard.press("Tab")  # the kind
    desk.keyboard.press("Tab")  # the count
    desk.keyboard.type("1,234")
    desk.keyboard.press("Enter")

    expect(desk.locator("#told")).to_contain_text("1,234")
    told = Observation.objects.get()
    assert (told.count, told.area.kind, told.kind) == (1234, "hall", "clicker")


def test_an_error_leads_to_its_field(desk):
    fill(desk, "many")
    send(desk)

    desk.locator(".error-summary a").click()

    expect(desk.locator("#id_count")).to_be_focused()
    expect(desk.locator("#id_count")).to_have_value("many")
    expect(desk.locator("input[value=fair]")).to_be_checked()


def test_the_button_pressed_twice_sends_once(desk):
    fill(desk, "5")

    desk.locator("#headcount button.primary").dblclick()

    expect(desk.locator("#told")).to_be_visible()
    assert Observation.objects.count() == 1


def test_without_a_network_what_was_typed_stays(desk):
    fill(desk, "5")

    desk.context.set_offline(True)
    send(desk)
    expect(desk.locator(".desk-offline")).to_contain_text("네트워크")
    desk.context.set_offline(False)
    send(desk)

    expect(desk.locator("#told")).to_be_visible()
    assert Observation.objects.get().count == 5


def test_an_answer_that_got_lost_is_asked_for_again(desk):
    """The server has the headcount, the phone shows an error and sends the form once more."""

    def lose(route):
        route.fetch(max_redirects=0)
        route.abort()

    desk.route(f"**{ADDRESS}", lose, times=1)
    fill(desk, "5")
    send(desk)
    desk.wait_for_url("chrome-error://**")
    assert Observation.objects.count() == 1

    desk.reload()

    expect(desk.locator("#told")).to_be_visible()
    assert Observation.objects.count() == 1


def test_without_scripts_the_page_works(browser, live_server, desk):
    context = browser.new_context(locale="ko-KR", java_script_enabled=False)
    context.add_cookies(desk.context.cookies())
    page = context.new_page()
    page.goto(live_server.url + ADDRESS)
    fill(page, "5")
    send(page)

    expect(page.locator("#told")).to_be_visible()
    context.close()
    assert Observation.objects.get().count == 5
