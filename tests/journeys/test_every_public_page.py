"""Every page that needs no log-in: in both languages, on a phone and on a desk, without a fault.

Pages that only a process leads to have journeys of their own; a new page fails here until it is in
one of the two tables."""

from datetime import UTC, datetime
from io import StringIO
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import override

from expo import editions
from expo.models import DestructionCause, Edition
from tests.contracts.permissions import TABLE
from tests.factories import PersonFactory, RegistrationFactory
from tests.journeys import pages
from visitors import erasures, links, tickets, unsubscriptions
from visitors.classes import TicketClass
from visitors.models import Consent, ConsentText, Person
from visitors.tickets import Order

pytestmark = pytest.mark.django_db(transaction=True)

WHILE_A_BOOTH_STANDS_STILL = datetime(2023, 11, 24, 7, tzinfo=UTC)
HANBIT, CEREMONY = {"code": "hanbit-identity"}, {"code": "S2"}

PAGES = {
    "home": {},
    "privacy": {},
    "exhibitors": {},
    "exhibitor": HANBIT,
    "plan": {},
    "programme": {},
    "session": CEREMONY,
    "register": {},
    "ticket_again": {},
    "ticket_start": {},
    "account_login": {},
    "account_reset_password": {},
}
OF_A_TICKET = {
    "ticket": {},
    "ticket_details": {},
    "ticket_companion": {"companion": ""},
    "ticket_stay": {},
    "ticket_cancellation": {},
    "ticket_consents": {},
    "ticket_data": {},
    "ticket_erasure": {},
    "ticket_replacement": {},
    "ticket_exhibitors": {},
    "ticket_sessions": {},
    "ticket_session": CEREMONY,
}
ELSEWHERE = {
    "register_step": "test_registration: by keyboard alone",
    "register_check": "test_registration: by keyboard alone",
    "register_done": "test_registration: by keyboard alone",
    "gate": "test_gate_screen and its neighbours",
    "kiosk": "test_kiosk",
    "wall_screen": "test_wall",
}
NO_PAGES = {
    *("healthz", "readyz", "metrics", "states", "programme_states", "notices", "logo"),
    *("plan_pdf", "poster", "ticket_pdf", "programme_feed", "session_feed", "ticket_days"),
    *("ticket_sessions_feed", "ticket_data_file", "gate_worker", "gate_manifest"),
    *("ticket_worker", "stay_warning", "signup", "email", "wall_screen_feed"),
}


@pytest.fixture
def edition():
    call_command("seed", verbosity=0, stderr=StringIO())
    edition = Edition.objects.get(slug="2023")
    return editions.set_clock(edition, WHILE_A_BOOTH_STANDS_STILL, rate=1)


@pytest.fixture
def leader(edition):
    """Comes with a companion, and agreed to everything."""
    leader = registered(edition, "한새벽")
    registered(edition, "한노을", led_by=leader)
    for text in ConsentText.objects.filter(edition=edition, language="ko"):
        Consent.objects.create(
            edition=edition, registration=leader, text=text, given_at=WHILE_A_BOOTH_STANDS_STILL
        )
    return leader


def registered(edition, name, **fields):
    person = PersonFactory(edition=edition, name=name, email="saebyeok@expo.example")
    row = RegistrationFactory(edition=edition, person=person, uuid=uuid4(), **fields)
    order = Order(TicketClass.VISITOR, person=person.pk, registration=row.pk)
    tickets.issue(edition, order, at=WHILE_A_BOOTH_STANDS_STILL)
    return row


def test_no_public_page_is_missing_from_the_tables():
    shown = {
        row.name
        for row in TABLE
        if row.method == "get" and row.status_for("anonymous") in {200, 302, 404}
    }
    public = {name for name in shown if is_public(name)}

    assert (
        public
        - PAGES.keys()
        - OF_A_TICKET.keys()
        - {"unsubscription"}
        - ELSEWHERE.keys()
        - NO_PAGES
        == set()
    )


def is_public(name):
    """Not of those that send whoever is not logged in to the log-in page."""
    rows = [row for row in TABLE if row.name == name and row.method == "get"]
    is_ours = not name.startswith("api:")
    return is_ours and any(row.status_for("anonymous") in {200, 404} for row in rows)


@pytest.mark.parametrize("screen", [pages.PHONE, pages.DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_public_page_is_without_a_fault(page, live_server, leader, language, screen):
    page.set_viewport_size(screen)
    titles = {}

    for name, address in addresses(leader, language).items():
        with pages.nothing_wrong(page):
            page.goto(f"{live_server.url}{address}")
        pages.check(page)
        assert page.locator("html").get_attribute("lang") == language, name
        assert page.locator("h1").count() == 1, f"{name} has no heading of its own, or several"
        titles[name] = page.title()

    assert len(set(titles.values())) == len(titles), f"titles stand twice: {titles}"


@pytest.mark.parametrize("screen", [pages.PHONE, pages.DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_says_no_is_without_a_fault_too(page, live_server, leader, language, screen):
    page.set_viewport_size(screen)
    prefix = "" if language == "ko" else "/en"
    gone = registered(leader.edition, "한구름")
    Person.objects.filter(pk=gone.person_id).update(email="gureum@expo.example")
    person = Person.objects.get(pk=gone.person_id)
    erasures.erase(person, cause=DestructionCause.REQUESTED, at=WHILE_A_BOOTH_STANDS_STILL)

    for address in (
        "/nowhere/",
        f"/ticket/{'A' * 48}/",
        links.address(gone),
        f"/unsubscribe/{'A' * 48}/",
    ):
        page.goto(f"{live_server.url}{prefix}{address}")
        pages.check(page)


def addresses(leader, language):
    """Of every page, by its name."""
    own = {"token": links.token(leader)}
    companion = {"companion": leader.companions.get().uuid}
    with override(language):
        public = {name: reverse(name, kwargs=kwargs) for name, kwargs in PAGES.items()}
        public["ticket_start"] += "?opened=none"
        public["unsubscription"] = urlsplit(unsubscriptions.address(leader, language)).path
        return public | {
            name: reverse(name, kwargs=own | (companion if "companion" in kwargs else kwargs))
            for name, kwargs in OF_A_TICKET.items()
        }
