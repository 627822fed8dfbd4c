"""Nothing personal stays on the phone, whatever was shown, scanned and looked for on it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.gates import NO_TICKET, phone
from tests.visitors import scenes
from visitors import devices, tickets
from visitors.classes import TicketClass
from visitors.models import CheckIn, Person

pytestmark = pytest.mark.django_db(transaction=True)

NAME, MAIL, TELEPHONE, FIRM = "남궁여울", "yeoul.namgung@example.org", "010-4321-8765", "여울상사"
STRANGER, CARD_MAIL, CARD_TELEPHONE = "독고별하", "byeolha@example.com", "010-9753-1864"
CARD = (
    f"BEGIN:VCARD\nVERSION:3.0\nFN:{STRANGER}\nEMAIL:{CARD_MAIL}\nTEL:{CARD_TELEPHONE}\nEND:VCARD"
)
PERSONAL = [NAME, MAIL, TELEPHONE, FIRM, STRANGER, CARD_MAIL, CARD_TELEPHONE, "FN:"]


TRIES = 50


def named_ticket(fair):
    ticket = scenes.ticket(fair)
    Person.objects.filter(pk=ticket.person_id).update(
        name=NAME, email=MAIL, phone=TELEPHONE, organisation=FIRM
    )
    return tickets.code(ticket)


def greet_by_name(held, fair):
    """Scan until the server was quick enough to be asked: then the screen shows a name."""
    for _ in range(TRIES):
        held.wait_for_unsent(0)
        if NAME in held.scan(named_ticket(fair)).who:
            return
    pytest.fail("The server never answered in time.")


def test_nothing_personal_is_on_the_phone_after_a_day(fair, live_server, browser):
    _device, code = devices.create(scenes.gate(fair), name="E1-01", may_search=True)
    with phone(browser, live_server.url) as held:
        held.enrol(code)
        greet_by_name(held, fair)
        assert held.scan(CARD).word == NO_TICKET
        look_for(held.page, NAME)
        held.lose_the_network()
        held.scan(tickets.code(scenes.ticket(fair, TicketClass.STAFF)))
        assert held.scan(CARD.replace("3.0", "4.0")).word == NO_TICKET

        kept = held.kept
        assert '"queue"' in kept
        assert "not-a-ticket:" in kept
        assert "gate/app.js" in kept
        assert found_in(kept) == []
        held.find_the_network()
        assert found_in(held.kept) == []
        assert found_in(str(held.page.context.cookies())) == []
        assert found_in(held.page.inner_text("#last")) == []

    assert CheckIn.objects.filter(reason="not_a_ticket").count() == 2


def found_in(text):
    return [each for each in PERSONAL if each in text]


def look_for(page, name):
    """By the name, as when somebody has left the ticket at home."""
    page.locator("#open-search").click()
    page.locator("#search-text").fill(name)
    page.keyboard.press("Enter")
    expect(page.locator("#search-people")).to_contain_text(FIRM)
    page.keyboard.press("Escape")
    expect(page.locator("#search")).to_be_hidden()
