"""Somebody registers: by the keyboard alone, on a small phone, in either language."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys import pages
from tests.visitors.registering import fair
from visitors.models import Registration, RegistrationDraft

pytestmark = pytest.mark.django_db(transaction=True)

SCENES = pytest.mark.parametrize(
    ("language", "screen"),
    [("", pages.PHONE), ("/en", pages.DESK)],
    ids=["korean on a phone", "english at a desk"],
)
LONG = "가나다라마바사아자차카타파하" * 3  # forty syllables and two


@pytest.fixture
def edition(transactional_db):
    cache.clear()  # nobody is limited by another test
    return fair(venue_ko="벡스코", venue_en="BEXCO")


def tab_to(page, target):
    """Press Tab until the target has the focus: whoever has no mouse gets there, too."""
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {target}")


def press(page, target, key="Enter"):
    tab_to(page, target)
    page.keyboard.press(key)


def go_on(page, step):
    press(page, page.locator("main form button.primary"))
    page.wait_for_url(f"**/{step}/")


def nobody_is_so_fast():
    RegistrationDraft.objects.update(begun_at=timezone.now() - timedelta(minutes=1))


@SCENES
def test_the_keyboard_alone_leads_to_a_ticket(page, live_server, edition, language, screen):
    page.set_viewport_size(screen)
    page.goto(f"{live_server.url}{language}/register/")
    pages.check(page)

    press(page, page.locator("button[value=visitor]"))
    page.wait_for_url("**/who/")
    expect(page.locator("li[aria-current=step]")).to_have_count(1)
    press(page, page.locator("main form button.primary"))  # with nothing told yet
    expect(page.locator("#errors")).to_be_focused()
    pages.check(page)
    press(page, page.locator("#errors a").first)
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type(LONG)
    tab_to(page, page.locator("#email"))
    page.keyboard.type("minsu@example.org")
    tab_to(page, page.locator("#companions"))
    page.keyboard.type("이서연")
    pages.check(page)
    go_on(page, "consents")

    expect(page.locator("input:checked")).to_have_count(0)
    press(page, page.locator("#collection"), "Space")
    press(page, page.locator("#optional"), "Space")
    pages.check(page)
    go_on(page, "optional")

    tab_to(page, page.locator("#phone"))
    page.keyboard.type("+82 10 1234 5678")
    pages.check(page)
    go_on(page, "check")

    pages.check(page)
    nobody_is_so_fast()
    go_on(page, "done")
    pages.check(page)

    row = Registration.objects.get(led_by=None)
    assert (row.person.name, row.person.phone) == (LONG, "010-1234-5678")
    assert row.companions.count() == 1


def test_back_and_forward_in_the_browser_keep_everything(page, live_server, edition):
    with pages.nothing_wrong(page):
        page.goto(f"{live_server.url}/register/")
        page.locator("button[value=group]").click()
        page.locator("#name").fill("김인솔")
        page.locator("#email").fill("insol@example.org")
        expect(page.locator("#companions")).to_be_hidden()
        page.locator("label", has_text="한 사람에 한 장씩").click()
        expect(page.locator("#heads")).to_be_hidden()
        page.locator("#companions").fill("이서연\n박지훈")
        page.locator("main form button.primary").click()
        page.locator("label[for=collection]").click()
        page.locator("main form button.primary").click()
        page.wait_for_url("**/optional/")

        page.go_back()
        expect(page.locator("#collection")).to_be_checked()
        page.go_back()
        expect(page.locator("#companions")).to_have_value("이서연\n박지훈")
        page.go_forward()
        page.go_forward()
        page.locator("main form button.primary").click()
        page.wait_for_url("**/check/")
        nobody_is_so_fast()
        page.locator("main form button.primary").click()
        page.wait_for_url("**/done/")

    assert Registration.objects.count() == 3


def test_whoever_has_to_wait_need_not_press_again(page, live_server, edition):
    page.goto(f"{live_server.url}/register/")
    page.locator("button[value=visitor]").click()
    page.locator("#name").fill("김민수")
    page.locator("#email").fill("minsu@example.org")
    page.locator("main form button.primary").click()
    page.locator("label[for=collection]").click()
    page.locator("main form button.primary").click()
    page.locator("main form button.primary").click()
    page.wait_for_url("**/check/")
    later = timezone.now() + timedelta(minutes=10)  # so that its page can be looked at
    RegistrationDraft.objects.update(begun_at=later)
    page.clock.install()

    page.locator("main form button.primary").dblclick()

    expect(page.locator(".wait")).to_be_visible()
    pages.check(page)
    nobody_is_so_fast()
    page.clock.fast_forward("11:00")
    page.wait_for_url("**/done/")
    assert Registration.objects.count() == 1
