"""Three taps on a phone stop a booth, one lets it run again; and the portal's other rooms."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from booths.models import DeadlineKind, Outage
from tests.factories import (
    AssignmentFactory,
    ConsentTextFactory,
    CoParticipationFactory,
    DeadlineFactory,
    MemberFactory,
)
from tests.journeys import pages

pytestmark = pytest.mark.django_db(transaction=True)

SCREENS = pytest.mark.parametrize("screen", [pages.PHONE, pages.DESK], ids=["phone", "desk"])


@pytest.fixture
def booth(fair):
    return AssignmentFactory(
        space__edition=fair,
        space__code="A-17",
        days=DateRange(date(2023, 11, 1), date(2023, 11, 30)),
    )


@pytest.fixture
def cookies(booth, live_server):
    """Of a member who is logged in."""
    client = Client()
    client.force_login(MemberFactory(exhibitor=booth.participation.exhibitor).account)
    return [
        {"name": name, "value": morsel.value, "url": live_server.url}
        for name, morsel in client.cookies.items()
    ]


@pytest.fixture
def phone(page, cookies):
    page.set_viewport_size(pages.PHONE)
    page.context.add_cookies(cookies)
    return page


def address(live_server, booth, name="portal_status", *args):
    exhibitor = booth.participation.exhibitor
    return live_server.url + reverse(name, args=[exhibitor.uuid, *args])


def stop(page):
    """The three taps."""
    page.locator(".switch-choice.is-suspended").click()
    page.locator("label:has(input[value='government_network'])").click()
    page.locator("button[name='until'][value='30']").click()


def test_three_taps_stop_it_and_one_lets_it_run_again(phone, live_server, booth):
    phone.goto(address(live_server, booth))
    pages.check(phone)

    with pages.nothing_wrong(phone):
        stop(phone)
        expect(phone.locator("#now .stand-word")).to_have_text("중단")
    outage = Outage.objects.get()
    assert (outage.cause, outage.text_ko[:5]) == ("government_network", "정부 전산")
    assert outage.expected_until is not None
    pages.check(phone)

    with pages.nothing_wrong(phone):
        phone.locator(".stand-reopening button").click()
        expect(phone.locator("#now .stand-word")).to_have_text("운영 중")
    assert not Outage.objects.standing().exists()


def test_the_words_follow_the_reason_until_somebody_writes_his_own(phone, live_server, booth):
    phone.goto(address(live_server, booth))
    phone.locator(".switch-choice.is-degraded").click()
    phone.locator("label:has(input[value='staff'])").click()
    phone.locator(".stand-words summary").click()
    korean = phone.locator("#id_text_ko")
    expect(korean).to_have_value("담당 인원이 부족하여 부스를 일부만 운영합니다.")

    korean.fill("점심시간에는 한 명만 있습니다.")
    phone.locator("label:has(input[value='other'])").click()

    expect(korean).to_have_value("점심시간에는 한 명만 있습니다.")
    pages.check(phone)


def test_without_scripts_the_three_taps_are_the_same(browser, cookies, live_server, booth):
    context = browser.new_context(locale="ko-KR", java_script_enabled=False, viewport=pages.PHONE)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(address(live_server, booth))
    stop(page)

    expect(page.locator("#now .stand-word")).to_have_text("중단")
    context.close()
    assert "정부 전산망" in Outage.objects.get().text_ko


@SCREENS
def test_the_portals_other_rooms_are_at_home_on_every_screen(
    phone, live_server, booth, fair, screen
):
    """Empty, with errors, and filled."""
    phone.set_viewport_size(screen)
    CoParticipationFactory(edition=fair, main=booth.participation)
    ConsentTextFactory(edition=fair)
    for kind in DeadlineKind:
        DeadlineFactory(edition=fair, kind=kind, due_at="2023-11-30T00:00:00Z")

    for name, *kind in (
        ("portal_orders",),
        ("portal_order", "network"),
        ("portal_order", "move_in"),
        ("portal_passes",),
        ("portal_guests",),
        ("portal_figures",),
    ):
        with pages.nothing_wrong(phone):
            phone.goto(address(live_server, booth, name, *kind))
        pages.check(phone)

    phone.goto(address(live_server, booth, "portal_order", "move_in"))
    phone.locator(".order-form button").click()
    expect(phone.locator(".error-summary")).to_be_visible()
    pages.check(phone)

    phone.goto(address(live_server, booth, "portal_passes"))
    phone.locator("#id_name").fill("김도움")
    phone.locator("#id_agreed + label").click()
    phone.locator(".pass-new button").click()
    expect(phone.locator(".pass h2")).to_have_text("김도움")
    phone.locator(".pass-acts summary").click()
    pages.check(phone)
