"""Who runs the doors looks after the scanners: who is silent, who is new, who is to go."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from expo import editions
from expo.models import RoleKind
from tests.dashboard.scenes import PASSWORD, account
from tests.journeys import pages
from tests.visitors import scenes
from visitors import devices
from visitors.devices import Contact
from visitors.models import Device, DeviceContact, DeviceKind

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2023, 11, 24, 13, 2, tzinfo=ZoneInfo("Asia/Seoul"))
ADDRESS = "/desk/devices/"
SCREENS = pytest.mark.parametrize("screen", [pages.PHONE, pages.DESK], ids=["phone", "desk"])
LANGUAGES = pytest.mark.parametrize("language", ["", "/en"], ids=["korean", "english"])


@pytest.fixture
def fair(transactional_db):
    fair = scenes.edition(slug="2023", name_ko="정부박람회", name_en="Government expo")
    editions.set_clock(fair, to=NOW, rate=0)
    return fair


@pytest.fixture
def gate(fair):
    return scenes.gate(fair, name_ko="제1출입구", name_en="Entrance 1")


@pytest.fixture
def desk(page, live_server, gate):
    """The page, open before a door supervisor."""
    supervisor = account(gate.edition, RoleKind.DOOR_SUPERVISOR, name="박입구")
    page.goto(live_server.url + ADDRESS)
    page.get_by_label("이메일").fill(supervisor.email)
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("button", name="로그인").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("기기")
    return page


def phone(gate, name, ago=timedelta(0), **said):
    device, _token = devices.enrol(devices.create(gate, name)[1])
    contact = Contact(said.pop("pending", 0), said.pop("skew", None), **said)
    devices.heard_from(device.pk, contact, at=timezone.now() - ago)
    return device


def every_kind_of_trouble(gate):
    devices.call_staff(phone(gate, "왼쪽 줄 1번", battery=83))
    phone(gate, "왼쪽 줄 2번", timedelta(minutes=12), pending=1234, battery=9)
    phone(gate, "오른쪽 줄 1번", skew=timedelta(hours=-7), version="old")
    phone(gate, "오른쪽 줄 2번", skew=timedelta(seconds=0.4), battery=100)
    devices.create(gate, "아직 상자 안에 있는 전화")
    devices.revoke(phone(gate, "잃어버린 전화", timedelta(hours=3), pending=12))


def look(page, address):
    with pages.nothing_wrong(page):
        page.goto(address)
    pages.check(page)


def row(page, name):
    return page.get_by_role("row").filter(has_text=name)


@SCREENS
@LANGUAGES
def test_the_list_is_at_home_on_every_screen(desk, live_server, gate, language, screen):
    """Empty, full, and filtered to nothing."""
    desk.set_viewport_size(screen)
    address = f"{live_server.url}{language}{ADDRESS}"
    look(desk, address)
    expect(desk.locator(".nothing")).to_be_visible()

    every_kind_of_trouble(gate)
    look(desk, address)
    expect(desk.locator("[data-device]")).to_have_count(6)

    look(desk, f"{address}?state=expired")
    expect(desk.locator("[data-device]")).to_have_count(0)


@SCREENS
@LANGUAGES
def test_enrolling_is_at_home_on_every_screen(desk, live_server, gate, language, screen):
    desk.set_viewport_size(screen)
    look(desk, f"{live_server.url}{language}{ADDRESS}new/")

    desk.locator("form .krds-btn.primary").click()
    expect(desk.locator(".error-summary li")).to_have_count(1)
    pages.check(desk)

    with pages.nothing_wrong(desk):
        desk.locator("select[name=gate]").select_option("E1")
        desk.locator("form .krds-btn.primary").click()
        expect(desk.locator(".enrolment-qr svg")).to_be_visible()
    pages.check(desk)

    devices.enrol(desk.locator(".enrolment-code").inner_text())
    expect(desk.locator(".enrolment-word[data-tone=good]")).to_be_visible()
    pages.check(desk)


@SCREENS
@LANGUAGES
def test_a_device_and_its_end_are_at_home_on_every_screen(
    desk, live_server, gate, language, screen
):
    device = phone(gate, "왼쪽 줄 1번", pending=42, battery=83, version="3f2a91c04b7d")
    desk.set_viewport_size(screen)
    for page in ("", "code/", "revocation/"):
        look(desk, f"{live_server.url}{language}{ADDRESS}{device.uuid}/{page}")

    desk.locator("form .is-danger").click()
    expect(desk.locator(".message").first).to_be_visible()
    pages.check(desk)

    assert Device.objects.get().revoked_at is not None


def test_a_device_that_falls_silent_shows_and_is_told_without_a_reload(desk, gate):
    phone(gate, "왼쪽 줄 1번")
    desk.reload()
    expect(desk.locator(".device-state")).to_have_text("사용 중")

    DeviceContact.objects.update(seen_at=timezone.now() - timedelta(seconds=61))

    expect(desk.locator("[data-news]")).to_contain_text("왼쪽 줄 1번 기기의 응답이 끊겼습니다")
    expect(desk.locator(".device-state")).to_have_text("응답 없음")
    expect(desk.locator(".device-summary")).to_have_text("기기 1대 중 1대 응답 없음 · 미전송 0건")


def test_the_list_stands_still_while_it_is_paused(desk, gate):
    device = phone(gate, "왼쪽 줄 1번")
    desk.reload()
    desk.get_by_role("button", name="일시정지").click()
    expect(desk.locator("[data-state]")).to_have_text("일시정지됨")

    devices.heard_from(device.pk, Contact(42, None), at=timezone.now())
    desk.wait_for_timeout(6000)  # longer than a turn of the feed
    expect(row(desk, "왼쪽 줄 1번").locator(".is-holding")).to_have_count(0)

    desk.get_by_role("button", name="계속").click()
    expect(row(desk, "왼쪽 줄 1번").locator(".is-holding")).to_have_text("42")


def test_a_list_drawn_anew_keeps_the_keyboard_where_it_was(desk, gate):
    device = phone(gate, "왼쪽 줄 1번")
    desk.reload()
    desk.get_by_role("link", name="왼쪽 줄 1번").focus()

    devices.heard_from(device.pk, Contact(42, None), at=timezone.now())
    expect(row(desk, "왼쪽 줄 1번").locator(".is-holding")).to_have_text("42")

    expect(desk.get_by_role("link", name="왼쪽 줄 1번")).to_be_focused()


def test_a_call_is_answered_from_the_list(desk, gate):
    devices.call_staff(phone(gate, "키오스크 1"))
    desk.reload()

    desk.get_by_role("button", name="응답함 키오스크 1").click()

    expect(desk.get_by_role("button", name="응답함")).to_have_count(0)
    assert Device.objects.get().staff_called_at is None


def test_the_code_is_printed_without_the_page_around_it(desk, live_server, gate):
    desk.goto(f"{live_server.url}{ADDRESS}new/?gate=E1")
    desk.locator("form .krds-btn.primary").click()
    desk.emulate_media(media="print")

    for shown in (".enrolment-code", ".enrolment-qr svg", ".enrolment-until"):
        expect(desk.locator(shown)).to_be_visible()
    for hidden in (".frame-header", ".desk-menu", ".form-actions"):
        expect(desk.locator(hidden)).to_be_hidden()
    sheet = desk.locator(".enrolment").bounding_box()
    assert sheet["width"] <= 105 / 25.4 * 96  # an A6 card's


def test_a_kiosk_is_enrolled_at_a_desk(desk, live_server, fair):
    scenes.gate(fair, "DESK", purpose="desk", area=None)
    desk.goto(f"{live_server.url}{ADDRESS}new/")
    desk.get_by_label("종류").select_option("kiosk")
    desk.get_by_label("게이트").select_option("DESK")
    desk.locator("form .krds-btn.primary").click()

    expect(desk.locator(".enrolment-address")).to_have_text(f"{live_server.url}/desk/kiosk/")
    code = desk.locator(".enrolment-code").inner_text()
    assert devices.enrol(code, kind=DeviceKind.KIOSK)[0] == Device.objects.get()


def test_without_scripts_the_page_works(browser, live_server, desk, gate):
    phone(gate, "왼쪽 줄 1번", pending=42)
    context = browser.new_context(locale="ko-KR", java_script_enabled=False)
    context.add_cookies(desk.context.cookies())
    page = context.new_page()

    page.goto(live_server.url + ADDRESS)

    expect(page.locator(".device-summary")).to_have_text("기기 1대 중 0대 응답 없음 · 미전송 42건")
    context.close()
