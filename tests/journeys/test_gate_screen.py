"""What whoever stands at a gate sees, hears and presses, in every state and both languages."""

import pytest
from playwright.sync_api import expect

from tests.journeys import gates, pages, screens
from tests.journeys.screens import ALREADY_USED, CODE

FIVE_MINUTES = 5 * 60_000
REASONS = [
    "not_a_ticket",
    "unknown_key",
    "forged",
    "other_edition",
    "revoked",
    "wrong_gate",
    "not_today",
    "closed",
    "already_used",
    "full",
    "reserved_only",
    "cannot_store",
]
SMALL = """() => [...document.querySelectorAll("button, select, label:has(input), input.input")]
  .filter((each) => each.checkVisibility() && !each.closest("[inert]"))
  .map((each) => [each.id || each.textContent.trim(), each.getBoundingClientRect()])
  .filter(([, box]) => Math.min(box.width, box.height) < 44)
  .map(([name]) => name)"""


@pytest.fixture
def screen(browser):
    with screens.opened(browser, viewport=pages.PHONE) as screen:
        yield screen.open()


# ---- every state, for everybody


def admitted(screen):
    screen.read(holder={"name": "김하늘", "class": "visitor"}, flag="exit_without_entry")


def refused(screen):
    screen.read(**ALREADY_USED)


def attention(screen):
    screen.read("https://example.org/", outcome="refused", reason="not_a_ticket", ticketClass=None)


def not_stored(screen):
    screen.read(outcome="refused", reason="cannot_store")


def offline(screen):
    screen.become(isOnline=False, pending=42, phoneAheadMs=7_500_000, trouble="network")


def troubled(screen):
    screen.become(storage="full", trouble="bad_token", hasUpdate=True, setAside=3)


def outgoing(screen):
    screen.become(direction="out")


def group(screen):
    screen.looks(isGroup=True, heads=24)
    screen.type(CODE)
    expect(screen.find("heads-count")).to_be_focused()


def override(screen):
    refused(screen)
    screen.find("verdict-override").click()


def void(screen):
    admitted(screen)
    screen.page.keyboard.press("F8")


def voided(screen):
    void(screen)
    screen.find("void").locator("[type=submit]").click()
    expect(screen.page.locator("body")).to_have_attribute("data-tone", "void")


def typed(screen):
    screen.page.keyboard.press("F4")
    screen.page.keyboard.press("Enter")


def searched(screen):
    people = [
        {
            "code": CODE,
            "name": "김하늘",
            "organisation": "행정안전부",
            "class": "visitor",
            "heads": 1,
        }
    ]
    screen.page.evaluate("(people) => { engine.people = people; }", people)
    screen.find("open-search").click()
    screen.page.keyboard.type("김하")
    screen.page.keyboard.press("Enter")
    expect(screen.find("search-people").locator("button")).to_be_visible()


def menu(screen):
    screen.page.keyboard.press("F9")


def leaving(screen):
    screen.become(pending=42)
    menu(screen)
    screen.find("open-leave").click()


def enrolment(screen):
    screen.become(phase="not_enrolled", gate=None)
    screen.find("enrol-code").fill("short")
    screen.find("enrol-confirm").click()


def enrolled(screen):
    screen.become(phase="not_enrolled")
    screen.find("enrol-code").fill("ABCD-EFGH-JKMN")
    screen.find("enrol-confirm").click()
    expect(screen.find("enrolled-code")).to_have_text("E1")


def preparing(screen):
    screen.become(phase="preparing", gate=None)


def revoked(screen):
    screen.become(phase="revoked", pending=7)


def elsewhere(screen):
    screen.become(phase="elsewhere")


def not_storing(screen):
    screen.become(storage="refused")


def nothing(_screen):
    pass


STATES = [
    nothing,
    admitted,
    refused,
    attention,
    not_stored,
    offline,
    troubled,
    outgoing,
    group,
    override,
    void,
    voided,
    typed,
    searched,
    menu,
    leaving,
    enrolment,
    enrolled,
    preparing,
    revoked,
    elsewhere,
    not_storing,
]


@pytest.mark.parametrize("locale", ["ko-KR", "en-GB"])
def test_every_state_is_readable_and_large_enough_to_press(browser, locale):
    wrong = []
    with screens.opened(browser, locale=locale, reduced_motion="reduce") as screen:
        for state in STATES:
            screen.page.set_viewport_size(pages.DESK)
            screen.open()
            state(screen)
            wrong += [f"{state.__name__}, desk: {fault}" for fault in faults(screen.page)]
            screen.page.set_viewport_size(pages.PHONE)
            wrong += [f"{state.__name__}, phone: {fault}" for fault in faults(screen.page)]
    assert not wrong, "\n".join(wrong)


def faults(page):
    pages.fits(page)
    return pages.faults(page) + [f"too small: {name}" for name in page.evaluate(SMALL)]


def test_over_http_it_says_that_https_is_needed(browser):
    with screens.opened(browser, viewport=pages.PHONE) as screen:
        screen.open("http://gate.test")
        expect(screen.find("notices")).to_contain_text("https")
        screen.find("camera-on").click()
        expect(screen.find("camera-word")).to_contain_text("https")
        assert faults(screen.page) == []


# ---- verdicts


@pytest.mark.parametrize("locale", ["ko-KR", "en-GB"])
def test_every_refusal_has_words_of_its_own(browser, locale):
    with screens.opened(browser, locale=locale) as screen:
        screen.open()
        told = set()
        for reason in REASONS:
            screen.read(f"{CODE[:-2]}{REASONS.index(reason):02}", outcome="refused", reason=reason)
            told.add(
                (
                    screen.find("verdict-word").inner_text(),
                    screen.find("verdict-reason").inner_text(),
                )
            )
            assert reason not in screen.verdict()
        assert len(told) == len(REASONS)


def test_admitted_goes_away_by_itself_and_refused_stays(screen):
    screen.stop_time()
    screen.read()
    expect(screen.find("verdict")).to_contain_text("입장 가능")
    screen.page.clock.run_for(1300)
    expect(screen.find("verdict")).to_be_hidden()

    screen.read(f"{CODE[:-1]}Z", **ALREADY_USED)
    screen.page.clock.run_for(60_000)
    expect(screen.find("verdict")).to_be_visible()
    screen.find("verdict").click(position={"x": 20, "y": 20})
    expect(screen.find("verdict")).to_be_hidden()
    expect(screen.find("field")).to_be_focused()


def test_already_used_tells_when_and_where_and_that_nobody_saw_an_exit(screen):
    screen.read(**ALREADY_USED)

    for words in ("이미 입장", "10:31 E3 게이트", "퇴장 기록이 없습니다", "이 기기에서 판정함"):
        assert words in screen.verdict()


def test_not_today_tells_on_which_days_it_admits(screen):
    screen.read(outcome="refused", reason="not_today", days=["2023-11-23", "2023-11-24"])

    assert "11월 23일 (목) – 11월 24일 (금)" in screen.verdict()


def test_full_without_the_server_says_that_it_is_an_estimate(screen):
    screen.read(outcome="refused", reason="full", isEstimate=True, decidedBy="device")

    assert "어림" in screen.verdict()


def test_a_name_is_shown_with_the_verdict_and_nowhere_after_it(screen):
    screen.read(holder={"name": "김하늘", "class": "visitor"})
    assert "김하늘" in screen.verdict()

    screen.page.keyboard.press("Escape")

    expect(screen.find("last")).to_contain_text("일반 관람객")
    assert "김하늘" not in screen.find("last").inner_text()
    assert "김하늘" not in screen.page.evaluate("JSON.stringify(localStorage)")


def test_a_verdict_that_the_server_confirms_says_so_at_once(screen):
    screen.read(id="the scan", **ALREADY_USED)
    expect(screen.find("verdict-decided")).to_have_text("이 기기에서 판정함")

    screen.confirm(agrees=True)
    expect(screen.find("verdict-decided")).to_have_text("서버가 확인함")

    screen.page.keyboard.press("Escape")
    screen.confirm(agrees=False)
    expect(screen.find("notices")).to_contain_text("기록을 바로잡았습니다")


def test_an_enter_that_comes_late_does_not_dismiss_the_verdict_of_its_own_code(screen):
    screen.prepare(ALREADY_USED)
    with gates.keys_at_once(screen.page):
        screen.page.keyboard.type(CODE)
        expect(screen.find("verdict")).to_be_visible()  # a whole ticket needs no Enter
        screen.page.keyboard.press("Enter")

    expect(screen.find("verdict")).to_be_visible()
    screen.page.keyboard.press("Enter")
    expect(screen.find("verdict")).to_be_hidden()


def test_the_screen_reader_hears_the_whole_verdict(screen):
    screen.read()
    expect(screen.find("told")).to_have_text("입장 가능. 일반 관람객. 서버가 확인함")

    screen.read(f"{CODE[:-1]}Z", **ALREADY_USED)
    expect(screen.find("warned")).to_contain_text("입장 불가. 이미 입장. 10:31 E3 게이트")


def test_a_scan_that_fails_is_told_as_not_decided(screen):
    screen.refuse("scan", code="not_ready")
    screen.type(CODE)

    expect(screen.find("verdict")).to_contain_text("판정하지 못함")
    expect(screen.find("verdict")).to_contain_text("준비 중")


def test_each_kind_of_verdict_sounds_and_shakes_differently(browser):
    with screens.opened(browser) as screen:
        screen.page.add_init_script(
            """window.shaken = []; Navigator.prototype.vibrate = (it) => shaken.push(String(it));
            window.tones = []; const start = OscillatorNode.prototype.start;
            OscillatorNode.prototype.start = function (at) {
              tones.push(this.type + this.frequency.value); start.call(this, at);
            };"""
        )
        screen.open()
        screen.page.mouse.click(5, 5)
        expect(screen.find("notices")).to_be_hidden()
        heard = []
        for answer in ({}, ALREADY_USED, {"outcome": "refused", "reason": "unknown_key"}):
            screen.read(f"{CODE[:-1]}{len(heard)}", **answer)
            heard.append(tuple(screen.page.evaluate("tones.splice(0)")))
        assert len(set(heard)) == 3
        assert () not in heard
        assert len(set(screen.page.evaluate("shaken"))) == 3


# ---- groups, overrides, voids, direction


def test_a_group_is_asked_for_its_heads_by_digits(screen):
    screen.looks(isGroup=True, heads=24)
    screen.type(CODE)
    expect(screen.find("heads-count")).to_have_value("24")

    screen.page.keyboard.type("31")
    screen.page.keyboard.press("Enter")

    expect(screen.find("verdict")).to_contain_text("31명")
    assert screen.calls("scan")[0]["heads"] == 31


def test_the_same_ticket_again_confirms_a_groups_heads(screen):
    screen.looks(isGroup=True, heads=24)
    screen.stop_time()
    screen.type(CODE)
    expect(screen.find("heads-count")).to_be_focused()
    screen.find("heads-more").click()
    screen.page.clock.run_for(2000)

    screen.type(CODE)

    expect(screen.find("verdict")).to_contain_text("25명")


def test_another_ticket_leaves_the_group_undecided_and_says_so(screen):
    screen.looks(isGroup=True, heads=24)
    screen.type(CODE)
    expect(screen.find("heads-count")).to_be_focused()
    screen.looks(isGroup=False)

    screen.type(f"{CODE[:-1]}Z")

    expect(screen.find("verdict")).to_contain_text("앞의 단체 입장권은 처리하지 않았습니다")
    assert [call["code"][-1] for call in screen.calls("scan")] == ["Z"]


def test_the_late_enter_of_a_hand_scanner_does_not_answer_for_the_group(screen):
    screen.looks(isGroup=True, heads=24)
    with gates.keys_at_once(screen.page):
        screen.page.keyboard.type(CODE)
        expect(screen.find("heads-count")).to_be_focused()
        screen.page.keyboard.press("Enter")

    expect(screen.find("heads-count")).to_be_focused()
    assert screen.calls("scan") == []


@pytest.mark.parametrize("heads", ["0", "10000", "many", ""])
def test_heads_that_are_no_number_are_asked_again(screen, heads):
    screen.looks(isGroup=True, heads=2)
    screen.type(CODE)
    screen.find("heads-count").fill(heads)
    screen.page.keyboard.press("Enter")

    expect(screen.find("heads-wrong")).to_contain_text("1에서 9999까지")
    assert screen.calls("scan") == []


def test_a_supervisor_admits_with_a_reason(screen):
    override(screen)
    screen.page.get_by_role("button", name="신분을 확인함").click()
    screen.page.keyboard.press("Enter")

    expect(screen.find("verdict")).to_contain_text("관리자 허용")
    expect(screen.find("verdict")).to_contain_text("신분을 확인함")
    assert screen.calls("override")[0]["reason"] == "신분을 확인함"


@pytest.mark.parametrize("reason", ["", "   ", "가" * 201])
def test_an_override_without_a_proper_reason_is_not_sent(screen, reason):
    override(screen)
    screen.find("override-reason").fill(reason)
    screen.page.keyboard.press("Enter")

    expect(screen.find("override-wrong")).to_contain_text("200자")
    assert screen.calls("override") == []


def test_an_override_that_fails_stays_open_and_says_why(screen):
    override(screen)
    screen.refuse("override", code="cannot_store")
    screen.page.get_by_role("button", name="신분을 확인함").click()
    screen.page.keyboard.press("Enter")

    expect(screen.find("override-wrong")).to_contain_text("저장할 수 없어")


def test_the_last_verdict_is_taken_back_after_being_named(screen):
    void(screen)
    expect(screen.find("void-what")).to_have_text("13:02:11 · 입장 가능 · 일반 관람객")
    assert screen.calls("voidLast") == []

    screen.page.keyboard.press("Enter")

    expect(screen.find("verdict")).to_contain_text("취소했습니다")
    assert len(screen.calls("voidLast")) == 1
    expect(screen.find("void-last")).to_be_hidden()


def test_the_direction_is_a_word_on_top_and_changes_by_one_key(screen):
    expect(screen.find("bar-direction")).to_have_text("입장")

    screen.page.keyboard.press("F2")

    expect(screen.find("bar-direction")).to_have_text("퇴장")
    expect(screen.page.get_by_role("radio", name="퇴장")).to_be_checked()
    screen.read()
    expect(screen.find("verdict")).to_contain_text("퇴장 확인")


def test_a_booths_gate_has_no_way_out(screen):
    screen.become(gate={"code": "A-17", "name_ko": "부스", "name_en": "Booth", "purpose": "booth"})

    expect(screen.find("direction")).to_be_hidden()
    screen.read()
    expect(screen.find("verdict")).to_contain_text("방문 확인")


# ---- the bar, the menu, the rest


def test_the_bar_always_tells_link_unsent_contact_clock_and_battery(screen):
    offline(screen)

    assert [line for line in screen.find("bar").inner_text().split("\n") if line] == [
        "E1 1번 출입구 (4B 앞)",
        "입장",
        "○ 오프라인",
        "미전송 42건",
        "마지막 13:02:11",
        "시계 +2시간",
        "배터리 82%",
    ]
    expect(screen.find("notices")).to_contain_text("시계가 2시간 빠릅니다")


def test_ready_for_offline_is_said_only_when_all_of_it_is_there(screen):
    expect(screen.find("offline-ready")).to_have_text("✓ 오프라인 준비 완료")

    for part in ("app", "keys", "snapshot"):
        screen.become(ready={"app": True, "keys": True, "snapshot": True, part: False})
        expect(screen.find("offline-ready")).to_have_text("○ 오프라인 준비 중")


def test_a_new_version_waits_for_a_quiet_moment(screen):
    screen.stop_time()
    screen.page.reload()
    expect(screen.find("field")).to_be_visible()
    screen.read(**ALREADY_USED)
    screen.become(hasUpdate=True)
    screen.page.clock.run_for(60_000)
    assert screen.calls("applyUpdate") == []  # somebody still looks at a verdict

    screen.page.keyboard.press("Escape")
    screen.page.clock.run_for(30_000)

    assert screen.calls("applyUpdate") != []


def test_after_five_idle_minutes_it_saves_the_battery_and_a_scan_still_counts(screen):
    screen.stop_time()
    screen.page.mouse.click(5, 5)
    screen.page.clock.run_for(FIVE_MINUTES + 1)
    expect(screen.find("saver")).to_be_visible()

    screen.read()

    expect(screen.find("saver")).to_be_hidden()
    assert screen.calls("scan")[0]["code"] == CODE


def test_logging_out_with_unsent_scans_warns_and_asks_again(screen):
    leaving(screen)
    expect(screen.find("leave-unsent")).to_contain_text("42건")
    expect(screen.find("leave-wait")).to_be_focused()

    screen.find("leave-confirm").click()

    assert screen.calls("leave") == [{"name": "leave", "evenUnsent": True}]
    expect(screen.find("enrol-code")).to_be_visible()


def test_people_found_are_forgotten_with_the_dialog(screen):
    searched(screen)
    screen.page.keyboard.press("Escape")
    expect(screen.find("search-people")).to_be_empty()

    assert "김하늘" not in screen.page.content()


def test_the_language_changes_everywhere_and_is_kept(screen):
    screen.read(**ALREADY_USED)
    screen.page.keyboard.press("F9")
    screen.page.get_by_role("button", name="English").click()
    screen.page.keyboard.press("Escape")

    expect(screen.page.locator("html")).to_have_attribute("lang", "en")
    expect(screen.find("last")).to_contain_text("Already in")
    screen.page.reload()
    expect(screen.page.locator(".prompt-word")).to_have_text("Read a ticket’s QR code")


# ---- enrolment


@pytest.mark.parametrize(
    "text",
    [
        "abcd efgh jkmn",
        "ABCDEFGHJKMN",
        "https://expo.test/gate/#code=ABCD-EFGH-JKMN",
        "http://127.0.0.1:8000/gate/#ABCD-EFGH-JKMN",
        "ㅁㅠㅊㅇ-ㄷㄹㅎㅗ-ㅓㅏㅡㅜ",
    ],
)
def test_an_enrolment_code_is_understood_however_it_is_written(screen, text):
    screen.become(phase="not_enrolled", gate=None)
    screen.find("enrol-code").fill(text)
    screen.find("enrol-confirm").click()

    screen.page.wait_for_function("() => engine.calls.some((call) => call.name === 'enrol')")
    assert screen.calls("enrol")[0]["code"] == "ABCD-EFGH-JKMN"


def test_a_link_fills_the_code_in_and_asks_before_using_it_up(browser):
    with screens.opened(browser) as screen:
        screen.page.add_init_script("window.firstState = { phase: 'not_enrolled', gate: null }")
        screen.page.goto(f"{screens.SITE}/gate/#code=ABCD-EFGH-JKMN")

        expect(screen.find("enrol-code")).to_have_value("ABCD-EFGH-JKMN")
        expect(screen.find("enrol-link")).to_be_visible()
        assert "#" not in screen.page.url
        assert screen.calls("enrol") == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("enrolment_code_not_valid", "새 코드를 받아 주세요"),
        ("throttled", "1분 뒤에"),
        ("busy", "서버가 바쁩니다"),
        ("network", "코드는 그대로 쓸 수 있습니다"),
        ("html", "와이파이 로그인"),
        ("wrong_kind_of_device", "키오스크"),
        ("nobody_knows", "nobody_knows"),
    ],
)
def test_a_refused_enrolment_says_what_to_do(screen, code, words):
    screen.refuse("enrol", code=code)
    screen.become(phase="not_enrolled", gate=None)
    screen.find("enrol-code").fill("ABCD-EFGH-JKMN")
    screen.find("enrol-confirm").click()

    expect(screen.find("enrol-wrong")).to_contain_text(words)


def test_the_gate_is_shown_large_before_the_first_scan(screen):
    screen.become(phase="not_enrolled")
    screen.find("enrol-code").fill("ABCD-EFGH-JKMN")
    screen.find("enrol-confirm").click()

    expect(screen.find("enrolled-code")).to_have_text("E1")
    expect(screen.find("enrolled-name")).to_have_text("1번 출입구 (4B 앞) · 입구")
    screen.find("enrolled-confirm").click()
    expect(screen.find("field")).to_be_focused()
