"""A supervisor has badges printed: on a phone, by keyboard, without scripts, and watching."""

from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from playwright.sync_api import expect

from expo.models import RoleKind
from tests.dashboard.scenes import PASSWORD, account
from tests.factories import EditionFactory, ShowDayFactory
from tests.journeys import pages
from tests.visitors.test_badge_runs import issue, ordered
from visitors import badge_runs, tickets
from visitors.models import BadgeRun

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/desk/badge-runs/"
REASON = "개막일 명찰"
SCREENS = pytest.mark.parametrize("screen", [pages.PHONE, pages.DESK], ids=["phone", "desk"])
LANGUAGES = pytest.mark.parametrize("language", ["", "/en"], ids=["korean", "english"])


@pytest.fixture
def edition(transactional_db):
    edition = EditionFactory(name_ko="2023 대한민국 정부박람회")
    ShowDayFactory(edition=edition, date=date(2023, 11, 23))
    yield edition
    for run in BadgeRun.objects.with_files():
        default_storage.delete(run.file.name)


@pytest.fixture
def desk(page, live_server, edition):
    """The page, open before a door supervisor; three visitors and a journalist have tickets."""
    issue(edition, 3, organisation="주식회사 한빛")
    issue(edition, 1, "media", organisation="아침신문")
    supervisor = account(edition, RoleKind.DOOR_SUPERVISOR, name="박입구")
    pages.log_in(page, live_server.url, supervisor.email, PASSWORD)
    page.goto(live_server.url + ADDRESS)
    page.locator("#id_reason").fill(REASON)
    return page


def one_that_failed(edition):
    (row,) = issue(edition)
    ordered(edition, [row], title="대한민국정부박람회조직위원회사무국 · 7KXM3QP9R")
    tickets.revoke(row, at=row.issued_at)
    badge_runs.print_due()


@SCREENS
@LANGUAGES
def test_the_pages_are_at_home_on_every_screen(desk, live_server, edition, language, screen):
    """Empty, with errors, waiting, half drawn, ready, and with a run that failed."""
    address = f"{live_server.url}{language}{ADDRESS}"
    desk.set_viewport_size(screen)
    with pages.nothing_wrong(desk):
        desk.goto(address)
    pages.check(desk)

    one_that_failed(edition)
    name = desk.locator("#id_organisation")
    name.evaluate("field => field.removeAttribute('maxlength')")
    name.fill("x" * 121)
    desk.locator("#id_reason").fill(REASON)
    desk.locator("#order button").click()
    expect(desk.locator(".error-summary li")).to_have_count(1)
    pages.check(desk)

    name.fill("한빛")
    expect(desk.locator("#chosen-said strong")).to_have_text("3")
    desk.locator("#order button").click()
    expect(desk.locator("progress")).to_be_visible()
    BadgeRun.objects.due().update(begun_at=timezone.now(), printed=2)
    expect(desk.locator("#run-said")).to_contain_text("Half" if language else "절반")
    pages.check(desk)

    desk.goto(address)
    pages.check(desk)
    badge_runs.print_due()
    expect(desk.locator(".is-ready")).to_be_visible()
    desk.locator(".is-ready a").click()
    expect(desk.locator("a.primary")).to_be_visible()
    pages.check(desk)


def test_the_number_of_badges_follows_what_is_chosen(desk):
    expect(desk.locator("#chosen-said strong")).to_have_text("4")

    desk.get_by_label("구분").select_option("visitor")
    expect(desk.locator("#chosen-said strong")).to_have_text("3")
    desk.get_by_label("소속").press_sequentially("아침")
    expect(desk.locator("#chosen-said")).to_contain_text("유효한 입장권이 없습니다")
    desk.get_by_label("구분").select_option("")
    expect(desk.locator("#chosen-said strong")).to_have_text("1")
    desk.locator("#order button").click()

    expect(desk.get_by_role("heading", level=1)).to_have_text("아침")
    assert len(BadgeRun.objects.get().tickets) == 1


def test_a_run_is_watched_until_its_file_is_there(desk):
    with pages.nothing_wrong(desk):
        desk.locator("#order button").click()
        expect(desk.locator("#run-said")).to_contain_text("곧")
        expect(desk.locator("progress")).to_have_attribute("max", "4")

        badge_runs.print_due()

        expect(desk.locator("#run-said")).to_contain_text("명찰 4장이 준비되었습니다.")
    with desk.expect_download() as download:
        desk.locator("a.primary").click()
    assert download.value.suggested_filename.endswith("-4.pdf")


def test_the_button_keeps_the_focus_while_its_words_change(desk):
    desk.get_by_label("구분").select_option("media")
    desk.locator("#order button").focus()

    expect(desk.locator("#order button")).to_have_text("명찰 1장 출력")

    expect(desk.locator("#order button")).to_be_focused()


def test_the_keyboard_alone_orders_and_cancels(desk):
    desk.get_by_label("구분").focus()
    for _field in range(3):
        desk.keyboard.press("Tab")  # organisation, reservation number, paper
    desk.keyboard.press("ArrowDown")
    for _field in range(2):
        desk.keyboard.press("Tab")  # the reason, the button
    desk.keyboard.press("Enter")
    expect(desk.locator("progress")).to_be_visible()
    assert BadgeRun.objects.get().paper == "label"

    desk.locator("#run-cancel").focus()
    with desk.expect_response(lambda answer: "heard=" in answer.url):
        pass  # the part with the button was fetched anew: the focus is still on it
    expect(desk.locator("#run-cancel")).to_be_focused()
    desk.keyboard.press("Enter")

    expect(desk.locator("#run-said")).to_contain_text("취소했습니다")


def test_two_quick_presses_are_one_order(desk):
    desk.locator("#order button").dblclick()

    expect(desk.locator("progress")).to_be_visible()
    assert BadgeRun.objects.count() == 1


def test_whoever_was_logged_out_meanwhile_is_asked_to_log_in(desk):
    desk.locator("#order button").click()
    expect(desk.locator("progress")).to_be_visible()

    desk.context.clear_cookies()

    expect(desk.get_by_label("비밀번호")).to_be_visible()
    assert "next=/desk/badge-runs/" in desk.url


def test_without_scripts_everything_works(browser, live_server, desk):
    context = browser.new_context(locale="ko-KR", java_script_enabled=False)
    context.add_cookies(desk.context.cookies())
    page = context.new_page()
    page.goto(live_server.url + ADDRESS)
    page.get_by_label("소속").fill("아침")
    page.locator("#id_reason").fill(REASON)
    page.locator("#order button").click()
    expect(page.locator("#chosen-said strong")).to_have_text("1")
    page.locator("#order button").click()
    badge_runs.print_due()
    page.get_by_role("link", name="다시 보기").click()

    expect(page.locator("#run-said")).to_contain_text("명찰 1장이 준비되었습니다.")
    context.close()


def test_a_page_of_ours_shows_a_badge_in_a_frame(desk, live_server, edition):
    """That is how a kiosk prints one."""
    (row,) = issue(edition)

    with pages.nothing_wrong(desk), desk.expect_event("framenavigated") as shown:
        desk.evaluate(
            "(address) => { document.body.append(Object.assign(document.createElement('iframe'),"
            " {src: address})) }",
            f"/desk/badges/{row}.pdf",
        )

    assert shown.value.url == f"{live_server.url}/desk/badges/{row}.pdf"
