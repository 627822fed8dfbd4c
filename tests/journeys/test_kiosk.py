"""A visitor prints a badge alone: with a scanner, with keys, in a hurry, or not at all."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from expo.models import RoleKind
from tests.dashboard.scenes import PASSWORD, account
from tests.journeys import pages
from tests.journeys.gates import read as scan
from tests.visitors import kiosk_scenes
from tests.visitors.scenes import NOON
from visitors import devices, tickets
from visitors.models import CheckIn, Device

pytestmark = pytest.mark.django_db(transaction=True)

STANDING, TABLET = {"width": 1080, "height": 1920}, {"width": 1280, "height": 800}
SCREENS = pytest.mark.parametrize(
    "screen", [STANDING, TABLET, pages.PHONE], ids=["standing", "tablet", "phone"]
)
LANGUAGES = pytest.mark.parametrize("language", ["ko", "en"])
COUNT_PRINTS = "window.print = () => { top.prints = (top.prints ?? 0) + 1; };"


@pytest.fixture
def fair(transactional_db):
    cache.clear()
    return kiosk_scenes.fair()


@pytest.fixture
def visitor(fair):
    return kiosk_scenes.visitor(fair, "홍길동", name_en="Gildong Hong")


@pytest.fixture
def device(fair):
    return kiosk_scenes.device(fair)


@pytest.fixture
def kiosk(page, live_server, device):
    """The kiosk, opened with its device's link."""
    page.add_init_script(COUNT_PRINTS)
    page.set_viewport_size(TABLET)
    page.goto(f"{live_server.url}/desk/kiosk/#code={device[1]}")
    page.get_by_role("button", name="키오스크 시작").click()
    at(page, "start")
    return page


def at(kiosk, screen):
    """The kiosk shows this screen alone, and reading begins at its question."""
    shown = kiosk.locator("[data-screen]:not([hidden])")
    expect(shown).to_have_attribute("data-screen", screen)
    expect(shown).to_have_count(1)
    return shown


def press(kiosk, what, value=None):
    also = "" if value is None else f'[data-value="{value}"]'
    kiosk.locator(f'[data-press="{what}"]{also}:visible').click()


def stop_time(kiosk):
    """From now on time passes by `clock.run_for` alone, on a screen that begins anew."""
    kiosk.clock.install(time=NOON)
    kiosk.clock.pause_at(NOON + timedelta(minutes=1))  # it cannot be stopped in what has passed
    kiosk.reload()
    at(kiosk, "start")


def check(kiosk):
    """Nothing is wrong with the screen, and all that is pressed is large and within reach."""
    pages.check(kiosk)
    height = kiosk.viewport_size["height"]
    for button in kiosk.locator("button:visible").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 60, button.inner_text()
        assert kiosk.viewport_size["width"] < 480 or box["y"] >= height / 3, button.inner_text()


def test_a_scanned_code_leads_to_a_badge(kiosk, visitor):
    scan(kiosk, tickets.code(visitor))
    expect(at(kiosk, "who").get_by_role("heading")).to_have_text("홍*동 님이 맞으십니까?")
    expect(at(kiosk, "who").get_by_role("heading")).to_be_focused()

    press(kiosk, "yes")
    at(kiosk, "printed")
    assert kiosk.evaluate("top.prints") == 1
    press(kiosk, "printed")

    expect(at(kiosk, "done")).to_contain_text("1번 출입구")
    expect(at(kiosk, "done")).to_contain_text("10:00 – 18:00")
    press(kiosk, "finish")
    at(kiosk, "start")
    assert CheckIn.objects.get().ticket == visitor
    assert "홍" not in kiosk.content()


def test_a_busy_server_is_asked_again_and_the_visitor_sees_nothing_of_it(kiosk, visitor):
    asked = []

    def refuse_first(route):
        asked.append(route.request.url)
        busy = {"status": 503, "content_type": "text/html", "headers": {"Retry-After": "1"}}
        route.fulfill(**busy) if asked.count(route.request.url) == 1 else route.continue_()

    kiosk.route(re.compile("/kiosk/(visits|check-ins)/"), refuse_first)
    scan(kiosk, tickets.code(visitor))
    at(kiosk, "who")
    press(kiosk, "yes")

    at(kiosk, "printed")
    assert len(asked) == 4
    assert CheckIn.objects.get().ticket == visitor


def test_a_typed_number_leads_there_too(kiosk, visitor):
    press(kiosk, "number")
    for sign in visitor.registration.number:
        press(kiosk, "key", sign)
    press(kiosk, "erase")
    press(kiosk, "find")
    expect(at(kiosk, "number").get_by_role("alert")).to_contain_text("9자리")
    press(kiosk, "key", visitor.registration.number[-1])
    press(kiosk, "find")

    at(kiosk, "who")


def test_the_keyboard_alone_prints_a_badge(kiosk, visitor):
    kiosk.keyboard.press("Tab")
    expect(kiosk.get_by_role("button", name="예약 번호로 찾기")).to_be_focused()
    kiosk.keyboard.press("Enter")
    at(kiosk, "number")
    kiosk.keyboard.type(visitor.registration.number.lower(), delay=150)
    kiosk.keyboard.press("Enter", delay=150)
    at(kiosk, "who")
    kiosk.keyboard.press("Tab")
    kiosk.keyboard.press("Enter")

    at(kiosk, "printed")


def test_a_scan_while_typing_is_a_scan(kiosk, visitor):
    press(kiosk, "number")
    press(kiosk, "key", "A")

    scan(kiosk, tickets.code(visitor))

    at(kiosk, "who")


def test_yes_pressed_twice_prints_once(kiosk, visitor):
    scan(kiosk, tickets.code(visitor))
    at(kiosk, "who")

    kiosk.locator("[data-press=yes]").dblclick(no_wait_after=True)

    at(kiosk, "printed")
    assert kiosk.evaluate("top.prints") == 1
    assert CheckIn.objects.count() == 1


def test_what_is_no_ticket_never_leaves_the_kiosk(kiosk):
    asked = []
    kiosk.on("request", lambda request: asked.append(request.url))

    scan(kiosk, "https://example.com/secret")

    expect(at(kiosk, "not_a_ticket")).to_be_visible()
    assert not [url for url in asked if "visits" in url]
    assert "secret" not in kiosk.content()


def test_a_badge_that_did_not_come_calls_staff_and_says_why(kiosk, visitor, device):
    scan(kiosk, tickets.code(visitor))
    press(kiosk, "yes")
    at(kiosk, "printed")
    press(kiosk, "unprinted")

    expect(at(kiosk, "called")).to_contain_text("10:02")
    expect(at(kiosk, "called")).to_contain_text("배지가 인쇄되지 않았습니다")
    assert Device.objects.get(pk=device[0].pk).staff_called_at


def test_staff_is_called_answers_and_can_be_sent_back(kiosk, device):
    kiosk.clock.install()
    kiosk.reload()
    at(kiosk, "start")
    press(kiosk, "call")
    expect(at(kiosk, "called")).to_contain_text("10:02")

    devices.answer_call(device[0])
    kiosk.clock.run_for(11_000)
    at(kiosk, "coming")
    press(kiosk, "finish")
    press(kiosk, "call")
    at(kiosk, "called")
    press(kiosk, "uncall")

    at(kiosk, "start")
    expect(kiosk.locator("[data-slot=notice]")).to_be_hidden()


def test_without_a_network_the_screen_itself_calls(kiosk, device):
    kiosk.clock.install()
    kiosk.reload()
    at(kiosk, "start")
    kiosk.context.set_offline(True)
    press(kiosk, "call")
    at(kiosk, "sign")
    check(kiosk)

    kiosk.context.set_offline(False)
    kiosk.clock.run_for(11_000)

    at(kiosk, "called")
    assert Device.objects.get(pk=device[0].pk).staff_called_at


def test_nobody_is_cut_off_without_a_warning(kiosk, visitor):
    stop_time(kiosk)
    scan(kiosk, tickets.code(visitor))
    at(kiosk, "who")
    warning = kiosk.locator("[data-warning=idle]")

    kiosk.clock.run_for(61_000)
    expect(warning).to_be_visible()
    expect(kiosk.get_by_role("button", name="계속하기")).to_be_focused()
    kiosk.clock.run_for(20_000)
    press(kiosk, "stay")
    expect(warning).to_be_hidden()
    at(kiosk, "who")

    kiosk.clock.run_for(61_000)
    expect(warning).to_be_visible()
    kiosk.clock.resume()  # looking takes its time
    check(kiosk)
    kiosk.clock.run_for(31_000)
    at(kiosk, "start")
    assert "홍" not in kiosk.content()


def test_the_last_screen_goes_by_itself_unless_somebody_reads_on(kiosk, visitor):
    stop_time(kiosk)
    scan(kiosk, tickets.code(visitor))
    press(kiosk, "yes")
    press(kiosk, "printed")
    at(kiosk, "done")
    kiosk.clock.run_for(15_000)
    press(kiosk, "longer")
    kiosk.clock.run_for(60_000)
    at(kiosk, "done")
    kiosk.clock.run_for(61_000)

    at(kiosk, "start")


def test_going_back_shows_nothing_of_anybody(kiosk, visitor):
    scan(kiosk, tickets.code(visitor))
    at(kiosk, "who")
    press(kiosk, "start")

    kiosk.go_back()
    kiosk.go_forward()

    assert "홍*동" not in kiosk.content()


def test_a_revoked_kiosk_says_so(kiosk, visitor, device):
    devices.revoke(device[0])

    scan(kiosk, tickets.code(visitor))

    at(kiosk, "out")
    check(kiosk)


def test_how_the_screen_looks_stays_for_one_visitor_only(kiosk):
    kiosk.clock.install()
    kiosk.reload()
    at(kiosk, "start")
    for comfort in ("large", "contrast", "low"):
        press(kiosk, "comfort", comfort)
    press(kiosk, "speak", "en")
    press(kiosk, "number")
    expect(kiosk.locator("html")).to_have_class(re.compile("is-large.*is-contrast.*is-low"))
    expect(at(kiosk, "number").get_by_role("heading")).to_contain_text("reservation number")
    pages.check(kiosk)

    press(kiosk, "start")
    expect(kiosk.locator("html")).to_have_attribute("lang", "en")
    kiosk.clock.run_for(61_000)
    press(kiosk, "finish")
    expect(kiosk.locator("html")).to_have_attribute("lang", "ko")
    expect(kiosk.locator("html")).to_have_class("")


def test_staff_leave_kiosk_mode_by_the_kiosks_name(kiosk, live_server):
    kiosk.locator("[data-exit]").click(click_count=7)
    expect(kiosk.get_by_role("button", name="키오스크 유지")).to_be_focused()
    check(kiosk)

    kiosk.get_by_role("button", name="키오스크 모드 끝내기").click()

    kiosk.wait_for_url("**/accounts/login/**")
    kiosk.goto(f"{live_server.url}/desk/kiosk/")
    expect(kiosk.get_by_role("heading", level=1)).to_contain_text("아직 키오스크가 아닌")


@SCREENS
def test_a_supervisor_turns_a_browser_into_a_kiosk(page, live_server, fair, screen):
    supervisor = account(fair, RoleKind.DOOR_SUPERVISOR, name="박입구")
    page.set_viewport_size(screen)
    pages.log_in(page, live_server.url, supervisor.email, PASSWORD)
    page.wait_for_url(lambda url: "login" not in url)
    page.goto(f"{live_server.url}/desk/kiosk/")
    pages.check(page)

    page.get_by_label("키오스크 이름").fill("키오스크 1")
    page.get_by_role("button", name="이 브라우저를 키오스크로 쓰기").click()

    at(page, "start")
    page.goto(f"{live_server.url}/desk/headcounts/")
    page.wait_for_url("**/accounts/login/**")


@SCREENS
@LANGUAGES
def test_every_screen_is_at_home_everywhere(kiosk, visitor, screen, language):
    kiosk.set_viewport_size(screen)
    press(kiosk, "speak", language)
    names = kiosk.locator("#kiosk [data-screen]").evaluate_all(
        "(screens) => screens.map((screen) => screen.dataset.screen)"
    )
    assert len(names) > 20
    for name in names:
        show(kiosk, name)
        check(kiosk)


def show(kiosk, name):
    """A screen with the longest words it may have to hold, without the way that leads to it."""
    kiosk.evaluate(
        """(name) => {
            for (const screen of document.querySelectorAll("#kiosk [data-screen]")) {
                screen.hidden = screen.dataset.screen !== name;
            }
            for (const slot of document.querySelectorAll("#kiosk main [data-slot]")) {
                const words = slot.dataset.slot === "number" ? "ABC DEF GHJ" : "11. 23.";
                slot.tagName === "UL"
                    ? slot.replaceChildren(document.createElement("li"))
                    : (slot.textContent ||= words);
                slot.hidden = false;
            }
        }""",
        name,
    )
