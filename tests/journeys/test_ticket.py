"""A ticket in the hand: on a phone, at the door, without a network, on somebody else's device."""

from datetime import timedelta

import pytest
import zxingcpp
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Error, expect

from tests.factories import (
    PersonFactory,
    RegistrationFactory,
    ReservationFactory,
    SessionFactory,
)
from tests.journeys import pages
from tests.visitors.scenes import NOON
from visitors import links, tickets
from visitors.classes import TicketClass
from visitors.models import Person
from visitors.tickets import Order

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = "네트워크 없이도"
WIDEST = "getComputedStyle(document.querySelector('.ticket-qr')).maxWidth"


def registered(fair, name="한새벽", **fields):
    person = PersonFactory(edition=fair, name=name)
    row = RegistrationFactory(edition=fair, person=person, **fields)
    order = Order(TicketClass.VISITOR, person=person.pk, registration=row.pk)
    tickets.issue(fair, order, at=NOON)
    return row


@pytest.fixture
def leader(fair):
    """Comes with a companion, has a seat, and something is on."""
    row = registered(fair)
    registered(fair, "한노을", led_by=row)
    hours = {"starts_at": NOON + timedelta(hours=1), "ends_at": NOON + timedelta(hours=2)}
    session = SessionFactory(edition=fair, **hours)
    ReservationFactory(edition=fair, session=session, ticket=row.tickets.get())
    return row


def code(row):
    return tickets.code(row.tickets.get())


def seen(page, place, folder):
    """What a scanner reads off the screen."""
    picture = folder / "seen.png"
    place.screenshot(path=picture)
    return [found.text for found in zxingcpp.read_barcodes(Image.open(picture))]


@pytest.mark.parametrize("screen", [pages.PHONE, pages.DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_ticket_is_easy_to_use_on_every_screen(page, live_server, leader, language, screen):
    page.set_viewport_size(screen)
    prefix = "" if language == "ko" else "/en"
    guess = f"{prefix}/ticket/{'A' * 48}/"

    with pages.nothing_wrong(page):
        page.goto(live_server.url + links.address(leader, language))
    for fold in page.locator("summary").all():
        fold.click()
    pages.check(page)
    for address in (f"{prefix}/register/again/", f"{prefix}/ticket/?opened=none", guess):
        page.goto(live_server.url + address)
        pages.check(page)


def test_the_ticket_opens_without_a_network_and_the_door_reads_it(
    page, live_server, leader, tmp_path
):
    page.set_viewport_size(pages.PHONE)
    page.goto(live_server.url + links.address(leader))
    expect(page.locator("[data-kept-line]")).to_contain_text(KEPT)

    page.context.set_offline(True)
    page.reload()

    expect(page.locator("[data-offline-line]")).to_be_visible()
    expect(page.get_by_role("heading", name="한새벽")).to_be_visible()
    assert seen(page, page.locator(".ticket-front"), tmp_path) == [code(leader)]
    assert page.evaluate(WIDEST) == "450px"  # the style is there, too


def test_at_the_door_each_code_fills_the_screen_by_keyboard_alone(
    page, live_server, leader, tmp_path
):
    page.set_viewport_size(pages.PHONE)
    page.goto(live_server.url + links.address(leader))
    opens = page.get_by_role("button", name="입구에서 보여 주기")

    opens.focus()
    page.keyboard.press("Enter")
    door = page.get_by_role("dialog")
    expect(door).to_be_visible()
    pages.check(page)
    assert seen(page, door, tmp_path) == [code(leader)]
    page.get_by_role("button", name="다음").press("Enter")
    expect(door).to_contain_text("한노을")
    assert seen(page, door, tmp_path) == [code(leader.companions.get())]
    page.keyboard.press("Escape")

    expect(door).to_be_hidden()
    expect(opens).to_be_focused()


def test_what_was_erased_leaves_the_device_with_the_next_contact(page, live_server, leader):
    address = live_server.url + links.address(leader)
    page.goto(address)
    expect(page.locator("[data-kept-line]")).to_contain_text(KEPT)
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("[data-offline-line]")).to_be_visible()
    Person.objects.update(name="", email="", erased_at=timezone.now())

    page.context.set_offline(False)

    expect(page.get_by_role("heading", level=1)).to_have_text("개인정보가 파기되었습니다")
    page.context.set_offline(True)
    with pytest.raises(Error):
        page.goto(address)


def test_a_ticket_is_removed_from_somebody_elses_device(page, live_server, leader):
    address = live_server.url + links.address(leader)
    page.goto(address)
    expect(page.locator("[data-kept-line]")).to_contain_text(KEPT)

    page.get_by_text("이 기기", exact=True).click()
    page.get_by_role("button", name="이 기기에서 지우기").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("내 입장권")
    assert page.evaluate("caches.keys()") == []
    page.context.set_offline(True)
    with pytest.raises(Error):
        page.goto(address)
