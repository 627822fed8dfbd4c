"""Somebody who works at the fair logs in, mistypes, is locked out, changes his password."""

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from playwright.sync_api import expect

from expo.models import Account
from tests.journeys import pages

pytestmark = pytest.mark.django_db(transaction=True)

EMAIL, PASSWORD = "kim@expo.example", "hanok-and-river-9"


@pytest.fixture(autouse=True)
def account(transactional_db):
    cache.clear()
    return Account.objects.create_user(EMAIL, PASSWORD, name="김조직")


@pytest.mark.parametrize("screen", [pages.PHONE, pages.DESK], ids=["phone", "desk"])
def test_the_log_in_is_readable_also_with_errors(page, live_server, screen):
    page.set_viewport_size(screen)

    with pages.nothing_wrong(page):
        page.goto(f"{live_server.url}/accounts/login/")
        page.get_by_role("button", name="로그인").click()
        expect(page.get_by_role("alert")).to_be_visible()
    pages.check(page)

    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.get_by_label("이메일")).to_be_focused()


def test_after_five_wrong_passwords_the_page_says_what_to_do(page, live_server):
    for _ in range(6):
        pages.log_in(page, live_server.url, EMAIL, "not-this-one")
        expect(page.get_by_role("alert")).to_be_visible()

    expect(page.get_by_role("alert")).to_contain_text("5분 동안 로그인을 잠갔습니다")
    pages.check(page)


def test_log_in_and_out_again(page, live_server):
    pages.log_in(page, live_server.url, EMAIL, PASSWORD)
    expect(page.get_by_role("banner")).to_contain_text("김조직")

    page.get_by_role("link", name="로그아웃").click()
    pages.check(page)
    page.get_by_role("button", name="로그아웃").click()

    expect(page.get_by_role("status")).to_have_text("로그아웃했습니다.")


@pytest.mark.parametrize("screen", [pages.PHONE, pages.DESK], ids=["phone", "desk"])
@pytest.mark.parametrize(
    "address", ["password/change/", "2fa/", "password/reset/", "password/reset/done/"]
)
def test_every_page_of_an_account_is_readable(page, live_server, address, screen):
    page.set_viewport_size(screen)
    pages.log_in(page, live_server.url, EMAIL, PASSWORD)

    with pages.nothing_wrong(page):
        page.goto(f"{live_server.url}/accounts/{address}")
    pages.check(page)


def code_for(secret):
    """What an authenticator app shows now."""
    counter = next(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_a_second_step_is_set_up_and_asked_for_at_the_next_log_in(page, live_server, settings):
    settings.MFA_TOTP_TOLERANCE = 1  # half a minute may end between a code and its button
    pages.log_in(page, live_server.url, EMAIL, PASSWORD)
    with pages.nothing_wrong(page):
        page.goto(f"{live_server.url}/accounts/2fa/")
        page.get_by_role("link", name="활성화").click()
        page.get_by_label("비밀번호").fill(PASSWORD)
        page.get_by_role("button", name="확인").click()
        expect(page.locator("img.qr")).to_be_visible()
    pages.check(page)

    secret = page.locator("#authenticator_secret").input_value()
    page.get_by_label("인증 코드").fill(code_for(secret))
    page.get_by_role("button", name="활성화").click()
    expect(page.get_by_role("heading", name="복구 코드")).to_be_visible()
    pages.check(page)

    cache.clear()  # an app's code is accepted once; the test does not wait for the next
    page.context.clear_cookies()
    pages.log_in(page, live_server.url, EMAIL, PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("2단계 인증")
    pages.check(page)
    page.locator("#id_code").fill(code_for(secret))
    page.get_by_role("button", name="로그인").click()

    expect(page.get_by_role("banner")).to_contain_text("김조직")
