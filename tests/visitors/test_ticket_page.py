"""The ticket page: what stands on it, in whatever state the ticket is."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from icalendar import Calendar

from expo import editions
from expo.models import Mail
from tests.factories import (
    EditionFactory,
    HallFactory,
    MailFactory,
    PersonFactory,
    RegistrationFactory,
    ReservationFactory,
    SessionFactory,
    ShowDayFactory,
)
from visitors import links, registrations, tickets
from visitors.badges import codes
from visitors.classes import TicketClass
from visitors.models import Approval, Person
from visitors.tickets import Order

pytestmark = pytest.mark.django_db

BEFORE = datetime(2023, 11, 20, 1, tzinfo=UTC)
FIRST_NOON = datetime(2023, 11, 23, 3, tzinfo=UTC)
SECOND_NOON = FIRST_NOON + timedelta(days=1)
AFTER = datetime(2023, 11, 26, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture
def edition():
    edition = EditionFactory(name_ko="정부박람회", venue_ko="벡스코", venue_en="BEXCO")
    for day in (23, 24, 25):
        ShowDayFactory(edition=edition, date=date(2023, 11, day))
    return editions.set_clock(edition, FIRST_NOON, rate=0)


def registered(edition, first_day=0, last_day=2, **fields):
    person = PersonFactory(edition=edition, name=fields.pop("name", "한새벽"))
    row = RegistrationFactory(edition=edition, person=person, **fields)
    order = Order(
        TicketClass.VISITOR,
        person=person.pk,
        registration=row.pk,
        first_day=first_day,
        last_day=last_day,
    )
    tickets.issue(edition, order, at=BEFORE)
    return row


def page(client, row, language="en", name="ticket"):
    answer = client.get(links.address(row, language, name))
    assert answer.status_code == 200
    return answer.content.decode()


def drawn(ticket):
    return "".join(
        f"M{bar.column} {bar.row}h{bar.length}v1h-{bar.length}z"
        for bar in codes.bars(tickets.code(ticket))
    )


def test_the_page_draws_the_code_and_says_who_when_and_where(client, edition):
    row = registered(edition)

    text = page(client, row, "ko")

    assert drawn(row.tickets.get()) in text
    for words in ("한새벽", "관람객", "11월 23일(목)", "10:00–18:00", "벡스코"):
        assert words in text
    assert re.sub(r"(...)(?=.)", r"\1-", row.number) in text


def test_today_is_named_among_the_days(client, edition):
    assert page(client, registered(edition)).count("state-open") == 1


def test_the_code_replaced_shows_the_new_one_and_says_so(client, edition):
    row = registered(edition)
    old = row.tickets.get()
    new = registrations.replace_ticket(old, at=FIRST_NOON)

    text = page(client, row)

    assert drawn(new) in text
    assert drawn(old) not in text
    assert "new code" in text


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        ("waiting", "waits for approval"),
        ("refused", "No press card."),
        ("cancelled", "You have cancelled"),
        ("revoked", "has been revoked"),
        ("missing", "There is no ticket yet"),
        ("days_passed", "days of this ticket have passed"),
        ("over", "is over"),
    ],
)
def test_a_ticket_that_admits_nobody_says_why_and_shows_no_code(client, edition, spoilt, told):
    row = registered(edition, last_day=0)
    own = row.tickets.get()
    spoil(row, spoilt)

    text = page(client, row)

    assert told in text
    assert drawn(own) not in text
    assert "한새벽" in text


def spoil(row, how):
    match how:
        case "waiting":
            row.approval = Approval.WAITING
        case "refused":
            row.approval, row.decided_at = Approval.REFUSED, BEFORE
            row.refusal = "No press card."
        case "cancelled":
            row.cancelled_at = BEFORE
        case "revoked":
            tickets.revoke(row.tickets.get(), at=BEFORE)
        case "missing":
            row.tickets.update(registration=None)
        case "days_passed":
            editions.set_clock(row.edition, SECOND_NOON, rate=0)
        case "over":
            editions.set_clock(row.edition, AFTER, rate=0)
    row.save()


def test_whoever_cancelled_may_take_it_back_on_the_page(client, edition):
    row = registered(edition)
    spoil(row, "cancelled")

    assert links.address(row, "en", "ticket_restoration") in page(client, row)


def test_rights_outlive_the_fair(client, edition):
    row = registered(edition)
    spoil(row, "over")

    text = page(client, row)

    for name in ("ticket_data", "ticket_erasure", "ticket_consents"):
        assert links.address(row, "en", name) in text
    assert links.address(row, "en", "ticket_pdf") not in text


def test_each_who_comes_along_has_a_code_on_the_page(client, edition):
    leader = registered(edition)
    along = [registered(edition, led_by=leader, name=name) for name in ("한노을", "한아침")]

    text = page(client, leader)

    for row in (leader, *along):
        assert drawn(row.tickets.get()) in text
        assert row.person.name in text


def test_whoever_comes_along_sees_his_own_ticket_alone(client, edition):
    leader = registered(edition)
    along = registered(edition, led_by=leader, name="한노을")

    text = page(client, along)

    assert drawn(along.tickets.get()) in text
    assert drawn(leader.tickets.get()) not in text


def test_companions_come_though_their_leader_does_not(client, edition):
    leader = registered(edition)
    along = registered(edition, led_by=leader, name="한노을")
    spoil(leader, "cancelled")

    assert drawn(along.tickets.get()) in page(client, leader)


def test_a_companion_whose_data_are_erased_keeps_the_code(client, edition):
    leader = registered(edition)
    along = registered(edition, led_by=leader, name="한노을")
    Person.objects.filter(pk=along.person_id).update(name="", email="", erased_at=timezone.now())

    text = page(client, leader)

    assert drawn(along.tickets.get()) in text
    assert "한노을" not in text


def test_my_own_session_stands_before_what_else_is_on(client, edition):
    hall, row = HallFactory(edition=edition), registered(edition)
    hours = {"starts_at": FIRST_NOON, "ends_at": FIRST_NOON + timedelta(hours=1)}
    SessionFactory(edition=edition, hall=hall, title_en="Running", **hours)
    mine = SessionFactory(
        edition=edition,
        hall=hall,
        title_en="Mine",
        starts_at=FIRST_NOON + timedelta(hours=2),
        ends_at=FIRST_NOON + timedelta(hours=3),
    )
    ReservationFactory(edition=edition, session=mine, ticket=row.tickets.get())

    text = page(client, row)

    assert text.index(">Mine<") < text.index(">Running<")


def test_a_seat_in_a_session_that_was_cancelled_says_so(client, edition):
    row = registered(edition)
    session = SessionFactory(
        edition=edition,
        title_en="Mine",
        cancelled_at=BEFORE,
        starts_at=SECOND_NOON,
        ends_at=SECOND_NOON + timedelta(hours=1),
    )
    ReservationFactory(edition=edition, session=session, ticket=row.tickets.get())

    assert "state-cancelled" in page(client, row)


def test_notices_are_those_of_the_public_fair_alone(client, edition):
    row = registered(edition)
    assert 'data-feed="/en/notices/"' in page(client, row)

    EditionFactory(number=edition.number + 1)

    assert "data-feed" not in page(client, row)


def test_the_page_says_nothing_of_any_other_site(client, edition):
    text = page(client, registered(edition))

    assert re.findall(r"""(?:src|href|action)=["'](?:https?:)?//""", text) == []


@pytest.mark.parametrize("size", [1, 30])
def test_the_page_costs_the_same_for_any_company(
    client, edition, django_assert_max_num_queries, size
):
    leader = registered(edition)
    for number in range(size):
        registered(edition, led_by=leader, name=f"동반 {number}")
    page(client, leader)

    with django_assert_max_num_queries(12):
        page(client, leader)


def test_the_sheet_has_a_page_for_each_ticket(client, edition):
    leader = registered(edition)
    registered(edition, led_by=leader, name="한노을")

    answer = client.get(links.address(leader, "ko", "ticket_pdf"))

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.count(b"/Type /Page\n") == 2
    assert "private" in answer.headers["Cache-Control"]


def test_without_a_ticket_the_page_says_why_there_is_no_sheet(client, edition):
    row = registered(edition)
    spoil(row, "revoked")

    answer = client.get(links.address(row, "ko", "ticket_pdf"))

    assert answer.headers["Location"] == links.address(row, "ko")


def test_the_days_come_into_ones_calendar_without_the_link(client, edition):
    row = registered(edition, first_day=1, last_day=2)

    answer = client.get(links.address(row, "ko", "ticket_days"))

    days = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [day["dtstart"].dt for day in days] == [
        datetime(2023, 11, day, 1, tzinfo=UTC) for day in (24, 25)
    ]
    assert days[0]["location"] == "벡스코"
    assert links.token(row) not in answer.content.decode().replace("\r\n ", "")


def test_the_same_days_are_the_same_bytes(client, edition):
    address = links.address(registered(edition), "ko", "ticket_days")

    assert client.get(address).content == client.get(address).content


def test_a_browser_finds_back_to_the_ticket_it_opened(client, edition):
    row = registered(edition)
    page(client, row)

    assert follow(client, "/ticket/") == links.address(row, "ko")
    assert follow(client, "/en/ticket/") == links.address(row, "en")


def follow(client, address):
    return client.get(address, follow=True).redirect_chain[-1][0]


def test_a_browser_that_opened_none_reads_where_the_link_is(client, edition):
    for address in ("/ticket/", "/en/ticket/"):
        answer = client.get(address, follow=True)
        assert answer.status_code == 200
        assert "/register/again/" in answer.content.decode()


def test_no_script_and_no_other_site_gets_the_cookie(client, edition):
    cookie = client.get(links.address(registered(edition))).cookies["ticket"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/ticket/"


def test_a_forged_cookie_leads_nowhere(client, edition):
    client.cookies["ticket"] = "A" * 48

    assert "opened=none" in follow(client, "/ticket/")


def test_the_program_leads_on_to_a_session_on_ones_own_ticket(client, edition):
    row = registered(edition)
    page(client, row)

    answer = client.get("/ticket/open/?session=T1&language=en")

    assert answer.headers["Location"] == f"{links.address(row, 'en')}sessions/T1/"


@pytest.mark.parametrize("code", ["", "%0A", "%00"])
def test_what_is_no_session_leads_to_the_ticket_or_nowhere(client, edition, code):
    page(client, registered(edition))

    assert client.get(f"/ticket/open/?session={code}").status_code in {302, 404}


def test_a_device_forgets_the_ticket(client, edition):
    page(client, registered(edition))

    client.post("/ticket/removal/")

    assert "opened=none" in follow(client, "/ticket/")


def test_a_link_that_others_have_is_closed_and_a_new_one_sent(client, edition):
    row = registered(edition)
    older = links.address(row, "en")

    answer = client.post(links.address(row, "en", "ticket_renewal"))

    assert answer.status_code == 200
    assert client.get(older).status_code == 410
    row.refresh_from_db()
    assert links.token(row) not in answer.content.decode()
    assert page(client, row)
    mail = Mail.objects.get()
    assert (mail.kind, mail.recipient) == ("ticket_renewed", row.person.email)


def test_whoever_has_no_mail_address_keeps_his_link(client, edition):
    row = registered(edition)
    Person.objects.update(email="")

    client.post(links.address(row, "en", "ticket_renewal"))

    assert Mail.objects.count() == 0
    assert client.get(links.address(row, "en")).status_code == 200


def test_a_second_press_closes_the_link_once(client, edition):
    row = registered(edition)

    registrations.close_links(row)
    row.link_number = 0
    registrations.close_links(row)

    assert row.link_number == 1
    assert Mail.objects.count() == 1


def test_the_worker_may_look_after_both_languages(client):
    answer = client.get("/ticket/sw.js")

    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert "no-cache" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Type"].startswith("text/javascript")


def test_an_address_that_refuses_mails_is_to_be_corrected(client, edition):
    row = registered(edition)
    Person.objects.filter(pk=row.person_id).update(email="gone@expo.example")
    told = {"about": f"person:{row.person_id}", "recipient": "gone@expo.example"}
    refused = MailFactory(
        edition=edition, **told, state="failed", error="refused: 550 no such user"
    )

    assert "could not be delivered" in page(client, row)

    refused.delete()
    assert "could not be delivered" not in page(client, row)
