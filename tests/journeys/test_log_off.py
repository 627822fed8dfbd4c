"""A session that nobody works in ends with a warning, by the keyboard too, and loses nothing."""

import pytest
from playwright.sync_api import expect

from expo.models import RoleKind
from tests.dashboard.scenes import PASSWORD, account
from tests.factories import ConsentTextFactory
from tests.journeys import pages

pytestmark = pytest.mark.django_db(transaction=True)

WALK_INS = "/desk/walk-ins/"
LIMIT = 200


@pytest.fixture(autouse=True)
def short_sessions(settings):
    settings.IDLE_FOR = {"/desk/": LIMIT, "/accounts/stay/": LIMIT}


@pytest.fixture
def form(page, live_server, fair):
    """The form of a walk-in, half filled in, by a page whose clock we set."""
    for language in ("ko", "en"):
        ConsentTextFactory(edition=fair, version=1, language=language)
    account(fair, RoleKind.DOOR_SUPERVISOR, email="desk@example.com")
    page.clock.install()
    pages.log_in(page, live_server.url, "desk@example.com", PASSWORD)
    page.goto(f"{live_server.url}{WALK_INS}")
    page.locator("#id_name").fill("김민수")
    return page


def test_the_warning_comes_in_time_and_one_key_extends_it(form):
    dialog = form.get_by_role("dialog", name="계속 이용하시겠습니까?")
    form.clock.run_for((LIMIT - 170) * 1000)  # a busy machine takes its time meanwhile
    expect(dialog).to_be_hidden()

    form.clock.run_for(60_000)
    expect(dialog).to_be_visible()
    expect(form.get_by_role("button", name="로그인 유지")).to_be_focused()
    expect(dialog).to_contain_text("1분")
    pages.check(form)
    form.keyboard.press("Enter")

    expect(dialog).to_be_hidden()
    expect(form.locator("#id_name")).to_have_value("김민수")


def test_what_was_typed_waits_behind_the_log_off_for_another_log_in(form, live_server):
    form.clock.run_for((LIMIT - 125) * 1000)
    form.clock.run_for(20_000)
    form.context.clear_cookies()
    form.clock.run_for(LIMIT * 1000)
    expect(form.get_by_role("dialog")).to_contain_text("로그아웃되었습니다")
    pages.check(form)

    other = form.context.new_page()
    pages.log_in(other, live_server.url, "desk@example.com", PASSWORD)
    other.goto(f"{live_server.url}/desk/")

    expect(form.get_by_role("dialog")).to_be_hidden()
    expect(form.locator("#id_name")).to_have_value("김민수")
    form.locator("form button[type=submit]").last.click()
    expect(form).not_to_have_title("403")
