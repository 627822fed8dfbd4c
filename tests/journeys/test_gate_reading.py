"""What a gate reads, by camera, hand scanner and keyboard, with the real engine behind it."""

import pytest
import segno
from playwright.sync_api import expect

from tests.journeys import gates
from tests.journeys.gates import ADMITTED, NO_TICKET, USED
from tests.visitors import scenes
from tests.visitors.scenes import NOON
from visitors import devices, tickets
from visitors.classes import TicketClass
from visitors.models import CheckIn

pytestmark = pytest.mark.django_db(transaction=True)

NONSENSE = [
    ("https://example.org/ticket?name=hong", "웹 주소"),
    ("BEGIN:VCARD\nVERSION:3.0\nFN:홍길동\nTEL:010-1234-5678\nEND:VCARD", "연락처"),
    ("WIFI:S:expo;T:WPA;P:secret;;", "와이파이"),
    ("8801234567890", "바코드 숫자"),
    (bytes(range(256)) * 11, "데이터 QR"),
]
PRESS = """(text) => {
  for (const [key, code, shiftKey] of text) {
    const how = { key, code, shiftKey, bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", how));
  }
}"""
MEASURED = "() => performance.getEntriesByName('gate:verdict')[0]?.duration"
PLACES = {
    " ": ("Space", False),
    "$": ("Digit4", True),
    "%": ("Digit5", True),
    "*": ("Digit8", True),
    "+": ("Equal", True),
    "-": ("Minus", False),
    ".": ("Period", False),
    "/": ("Slash", False),
    ":": ("Semicolon", True),
}
JAMO = dict(
    zip(
        "QWERTYUIOPASDFGHJKLZXCVBNM",
        "ㅃㅉㄸㄲㅆㅛㅕㅑㅒㅖㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ",
        strict=True,
    )
)


@pytest.fixture
def phone(fair, live_server, browser):
    """Enrolled at E1, its camera looking at a white wall."""
    _device, code = devices.create(scenes.gate(fair), "E1-01")
    with gates.phone(browser, live_server.url) as phone:
        yield phone.enrol(code)


@pytest.fixture
def code(fair):
    """The code of a new visitor's ticket, each time."""
    return lambda *kinds: tickets.code(scenes.ticket(fair, *kinds))


@pytest.fixture
def revoked(fair):
    """The code of a ticket that was taken back."""
    return tickets.code(tickets.revoke(scenes.ticket(fair), at=NOON))


def place(character):
    """Where a character's key lies on a hand scanner's keyboard, and whether shift is down."""
    if character.isalpha():
        return f"Key{character}", True
    if character.isdigit():
        return f"Digit{character}", False
    return PLACES[character]


def hold_up(phone, content):
    symbol = segno.make(content, error="l", micro=False, boost_error=False)
    rows = ["".join(str(module) for module in row) for row in symbol.matrix]
    phone.page.evaluate("(rows) => holdUp(rows)", rows)


def read(phone, text):
    gates.read(phone.page, text)


def test_a_code_held_in_view_is_one_scan_and_the_next_needs_no_tap(phone, code):
    first, second = code(), code()
    hold_up(phone, first)
    assert phone.verdict().word == ADMITTED
    expect(phone.page.locator("#verdict")).to_be_hidden()  # though it is still in view
    hold_up(phone, second)
    assert phone.verdict().word == ADMITTED
    expect(phone.page.locator("#verdict")).to_be_hidden()

    hold_up(phone, first)
    assert phone.verdict().word == USED
    phone.wait_for_unsent(0)
    assert CheckIn.objects.count() == 3


def test_whatever_else_is_held_up_is_called_by_its_kind_and_not_kept(phone, code):
    for content, words in NONSENSE:
        hold_up(phone, content)
        verdict = phone.verdict()
        assert (verdict.word, words in verdict.reason) == (NO_TICKET, True), verdict
        phone.next()
    hold_up(phone, code()[:60])
    assert "일부만" in phone.verdict().reason

    hold_up(phone, code())
    expect(phone.page.locator("#verdict-word")).to_have_text(ADMITTED)
    for secret in ("홍길동", "example.org", "010-1234"):
        assert secret not in phone.page.content()
        assert secret not in phone.kept


def test_a_ticket_of_another_edition_is_genuine_and_refused(phone, fair):
    other = scenes.edition(number=2)
    hold_up(phone, tickets.code(scenes.ticket(other)))

    word = phone.verdict().word
    assert word in {"다른 행사 입장권", "확인할 수 없음"}


def test_a_burst_of_nonsense_leaves_the_scanner_usable(phone, code):
    for number in range(40):
        read(phone, f"nonsense {number}")
    expect(phone.page.locator("#verdict-word")).to_have_text(NO_TICKET)

    read(phone, code())

    expect(phone.page.locator("#verdict-word")).to_have_text(ADMITTED)


@pytest.mark.parametrize("focus", ["#field", "#open-menu", "input[value=in]"])
def test_a_hand_scanner_works_wherever_the_focus_is(phone, code, focus):
    phone.page.locator(focus).focus()
    ticket = code()

    read(phone, ticket)

    assert phone.verdict().word == ADMITTED
    phone.wait_for_unsent(0)
    assert CheckIn.objects.get().ticket_class == "visitor"
    assert phone.page.locator("dialog[open]").count() == 0


def test_a_hand_scanner_typing_into_a_reason_scans_and_overrides_nothing(revoked, phone, code):
    read(phone, revoked)
    phone.verdict()
    phone.page.locator("#verdict-override").click()
    phone.page.locator("#override-reason").fill("확인")

    read(phone, code())

    expect(phone.page.locator("#verdict-word")).to_have_text(ADMITTED)
    expect(phone.page.locator("#override")).to_be_hidden()
    phone.wait_for_unsent(0)
    assert not CheckIn.objects.exclude(override="").exists()


def test_keys_under_a_korean_input_method_are_the_tickets_letters(phone, code):
    ticket = code()
    keys = [[JAMO.get(each, each), "", each.isalpha()] for each in ticket]
    phone.page.evaluate(PRESS, [*keys, ["Enter", "Enter", False]])

    assert phone.verdict().word == ADMITTED
    expect(phone.page.locator("#notices")).to_contain_text("한/영")


def test_keys_an_input_method_swallowed_are_known_by_their_place(phone, code):
    keys = [["Process", *place(each)] for each in code()]
    phone.page.evaluate(PRESS, [*keys, ["Enter", "Enter", False]])

    assert phone.verdict().word == ADMITTED


def test_a_ticket_pasted_as_korean_syllables_is_read(phone, code):
    phone.page.keyboard.press("F4")
    phone.page.locator("#type-code").fill("".join(JAMO.get(each, each) for each in code()))
    phone.page.keyboard.press("Enter")

    assert phone.verdict().word == ADMITTED


def test_a_whole_shift_by_keyboard_alone(phone, code, fair):
    page = phone.page
    page.keyboard.press("F4")
    page.locator("#type-code").press_sequentially(code())
    page.keyboard.press("Enter")
    assert phone.verdict().word == ADMITTED
    page.keyboard.press("F8")
    page.keyboard.press("Enter")
    expect(page.locator("#verdict-word")).to_have_text("취소했습니다")

    read(phone, code(TicketClass.GROUP))
    expect(page.locator("#heads-count")).to_be_focused()
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(page.locator("#verdict-who")).to_contain_text("12명")

    page.keyboard.press("F2")
    read(phone, code())
    expect(page.locator("#verdict-word")).to_have_text("퇴장 확인")
    expect(page.locator("#verdict-notes")).to_contain_text("입장 기록이 없습니다")
    expect(page.locator("#field")).to_be_focused()
    phone.wait_for_unsent(0)
    assert list(CheckIn.objects.order_by("scanned_at").values_list("heads", "direction")) == [
        (1, "in"),
        (1, "in"),
        (12, "in"),
        (1, "out"),
    ]


def test_a_supervisors_word_reaches_the_server(revoked, phone):
    read(phone, revoked)
    phone.verdict()
    phone.page.locator("#verdict-override").click()
    phone.page.get_by_role("button", name="신분을 확인함").click()
    phone.page.keyboard.press("Enter")

    expect(phone.page.locator("#verdict-word")).to_have_text("관리자 허용")
    phone.wait_for_unsent(0)
    assert CheckIn.objects.get(outcome="admitted").override == "신분을 확인함"


def test_each_verdict_tells_how_long_it_took_from_the_code_to_the_eye(phone, code, record_property):
    phone.lose_the_network()
    took = []
    for _ in range(10):
        phone.page.evaluate("performance.clearMeasures()")
        read(phone, code())
        phone.verdict()
        took.append(phone.page.wait_for_function(MEASURED).json_value())
        phone.next()
    record_property("milliseconds", str(sorted(round(ms, 1) for ms in took)))
    assert len(took) == 10


def test_times_on_the_screen_are_the_fairs_whatever_zone_the_phone_is_in(
    fair, live_server, browser
):
    _device, enrolment = devices.create(scenes.gate(fair), "E1-01")
    with gates.phone(browser, live_server.url, timezone_id="America/New_York") as phone:
        phone.enrol(enrolment)

        expect(phone.page.locator("[data-fact=contact]")).to_contain_text("마지막 12:")
