"""A mail to many visitors reaches those who may get it, each address once, and nobody else."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from expo import editions, mails
from expo.mailings import Draft
from expo.models import Mail, Mailing, MailState, RoleKind
from tests import factories, organisers
from tests.postbox import postbox, texts
from tests.visitors import scenes
from visitors import areas, consents, mailings, tickets, unsubscriptions
from visitors.classes import TicketClass
from visitors.mailings import Arrival, Purpose, Wanted
from visitors.models import Consent, Presence, Registration
from visitors.tickets import Order

__all__ = ["postbox"]

pytestmark = pytest.mark.django_db

AT = datetime(2023, 11, 20, 2, tzinfo=UTC)
SERVICE, NEWS = Wanted(purpose=Purpose.SERVICE), Wanted(purpose=Purpose.MARKETING)
KOREAN = {"subject_ko": "내일 뵙겠습니다", "text_ko": "첫 문단\n\n둘째 문단"}
ENGLISH = {"subject_en": "See you tomorrow", "text_en": "First <b>paragraph</b>"}
PAGE = "/admin/mails/visitors/"


@pytest.fixture
def edition():
    edition = scenes.edition(slug="2023")
    editions.set_clock(edition, AT, 0)
    return edition


@pytest.fixture
def organiser(edition):
    return organisers.arrive(edition, RoleKind.ORGANISER)


@pytest.fixture
def news_text(edition):
    return factories.ConsentTextFactory(edition=edition, kind="marketing")


def visitor(edition, email="kim@visitor.example", *, days=(0, 2), language="ko", **fields):
    person = factories.PersonFactory(edition=edition, name="김민수", email=email, language=language)
    row = factories.RegistrationFactory(edition=edition, person=person, **fields)
    ticket_class = TicketClass(row.ticket_class)
    order = Order(ticket_class, person.pk, row.pk, first_day=days[0], last_day=days[1])
    row.ticket = tickets.issue(edition, order, at=AT)
    return row


def agree(row, text, at=AT, **fields):
    return factories.ConsentFactory(
        edition=row.edition, registration=row, text=text, given_at=at, **fields
    )


def reached(edition, wanted=SERVICE):
    return [reader.address for reader in mailings.audience(edition, wanted).readers]


def send(edition, wanted=SERVICE, uuid=None, **words):
    by = factories.AccountFactory()
    draft = Draft(**(words or KOREAN))
    return mailings.send(uuid or uuid4(), edition, draft, wanted, by=by)


# Who may get it


def test_a_notice_goes_to_all_who_are_expected_and_to_nobody_else(edition):
    visitor(edition)
    visitor(edition, "off@visitor.example", cancelled_at=AT)
    visitor(edition, "waits@visitor.example", approval="waiting")
    visitor(edition, "no@visitor.example", approval="refused", decided_at=AT, refusal="사유")
    visitor(edition, "")
    visitor(scenes.edition(number=2), "other@visitor.example")

    assert reached(edition) == ["kim@visitor.example"]


def test_an_address_gets_one_mail_however_often_it_registered_and_is_written(edition):
    visitor(edition)
    visitor(edition, "KIM@visitor.example")
    assert reached(edition) == ["kim@visitor.example"]


def test_whoever_came_along_is_told_through_who_registered_him(edition):
    leader = visitor(edition, ticket_class="visitor", days=(0, 0))
    visitor(edition, "", led_by=leader, days=(2, 2))
    assert reached(edition, Wanted(purpose=Purpose.SERVICE, day=2)) == ["kim@visitor.example"]


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({"ticket_class": "media"}, ["press@visitor.example"]),
        ({"day": 0}, ["kim@visitor.example"]),
        ({"day": 2}, ["kim@visitor.example", "press@visitor.example"]),
        ({"language": "en"}, ["press@visitor.example"]),
        ({"source": "invited"}, ["press@visitor.example"]),
        ({"ticket_class": "media", "language": "ko"}, []),
    ],
)
def test_a_mail_can_be_narrowed(edition, narrowed, found):
    visitor(edition)
    visitor(
        edition,
        "press@visitor.example",
        ticket_class="media",
        days=(2, 2),
        language="en",
        source="invited",
    )
    assert reached(edition, Wanted(purpose=Purpose.SERVICE, **narrowed)) == found


def test_who_has_come_is_told_from_who_has_not(edition):
    came = visitor(edition)
    visitor(edition, "later@visitor.example")
    Presence.objects.filter(ticket=came.ticket, area=areas.fair(edition)).update(
        direction="in", at=AT, day=AT.date(), gate=scenes.gate(edition)
    )
    arrived = Wanted(purpose=Purpose.SERVICE, arrival=Arrival.ARRIVED)
    not_yet = Wanted(purpose=Purpose.SERVICE, arrival=Arrival.NOT_YET)
    assert reached(edition, arrived) == ["kim@visitor.example"]
    assert reached(edition, not_yet) == ["later@visitor.example"]


def test_a_change_of_hall_goes_to_who_has_a_seat(edition):
    session = factories.SessionFactory(edition=edition, takes_reservations=True, capacity=5)
    for number, state in enumerate(["seat", "waiting", "cancelled"]):
        row = visitor(edition, f"{state}@visitor.example")
        gone = {"cancelled_at": AT} if state == "cancelled" else {}
        factories.ReservationFactory(
            edition=edition, session=session, ticket=row.ticket, state=state, **gone
        )
        assert number < 3
    wanted = Wanted(purpose=Purpose.SERVICE, session=session.pk)
    assert reached(edition, wanted) == ["seat@visitor.example"]


def test_news_goes_to_those_who_agreed_and_still_do(edition, news_text):
    agree(visitor(edition, "yes@visitor.example"), news_text)
    agree(visitor(edition, "ended@visitor.example"), news_text, withdrawn_at=AT)
    visitor(edition, "never@visitor.example")
    collection = factories.ConsentTextFactory(edition=edition)
    agree(visitor(edition, "only-collection@visitor.example"), collection)

    assert reached(edition, NEWS) == ["yes@visitor.example"]


def test_whoever_has_withdrawn_once_gets_no_news_by_an_older_yes(edition, news_text):
    agree(visitor(edition), news_text)
    agree(visitor(edition), news_text, withdrawn_at=AT + timedelta(days=1))
    assert reached(edition, NEWS) == []

    agree(visitor(edition), news_text, at=AT + timedelta(days=2))
    assert reached(edition, NEWS) == ["kim@visitor.example"]


def test_a_leader_agrees_to_news_for_nobody_else(edition, news_text):
    leader = visitor(edition)
    agree(visitor(edition, "", led_by=leader), news_text)
    assert reached(edition, NEWS) == []


def test_to_nobody_nothing_is_sent(edition):
    with pytest.raises(mailings.NobodyToTell):
        send(edition)
    assert not Mailing.objects.exists()


# What it says


def test_each_reader_has_his_own_link_and_knows_why(edition, postbox):
    row = visitor(edition)
    send(edition)
    mails.send_due()

    (mail,) = postbox.mails
    text, html = texts(mail)
    address = next(line for line in text.splitlines() if "/ticket/" in line)
    assert unsubscribe_headers(mail) == (None, None)
    assert address in html
    assert "등록하셨기" in text
    assert mail["Subject"] == "내일 뵙겠습니다"
    assert Mail.objects.get().about == f"person:{row.person_id}"


def test_english_readers_get_english_where_it_is_written(edition, postbox):
    visitor(edition, language="en")
    send(edition, **KOREAN, **ENGLISH)
    send(edition)
    mails.send_due()
    assert {mail["Subject"] for mail in postbox.mails} == {"See you tomorrow", "내일 뵙겠습니다"}


def unsubscribe_headers(mail):
    return mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"]


def test_news_say_that_they_are_advertising_and_end_by_one_press(
    edition, news_text, postbox, client
):
    row = visitor(edition)
    agree(row, news_text)
    send(edition, NEWS)
    mails.send_due()

    (mail,) = postbox.mails
    header, one_click = unsubscribe_headers(mail)
    assert mail["Subject"].startswith("(광고) ")
    assert one_click == "List-Unsubscribe=One-Click"
    address = header.strip(" <>")
    assert address in texts(mail)[0]
    client.post(address.replace("http://testserver", ""), {"List-Unsubscribe": "One-Click"})
    assert reached(edition, NEWS) == []


def test_whoever_cancels_or_withdraws_meanwhile_gets_no_mail(edition, news_text, postbox):
    row, other = visitor(edition), visitor(edition, "lee@visitor.example")
    agree(other, news_text)
    send(edition, Wanted(purpose=Purpose.SERVICE, language="ko"))
    send(edition, NEWS)
    Registration.objects.filter(pk=row.pk).update(cancelled_at=AT)
    consents.withdraw(Consent.objects.get(), at=AT)

    mails.send_due()

    assert [mail["To"] for mail in postbox.mails] == ["lee@visitor.example"]
    assert not Mail.objects.filter(mails.GIVEN_UP).exists()


def test_the_same_mailing_sent_twice_is_sent_once(edition):
    visitor(edition)
    uuid = uuid4()
    assert send(edition, uuid=uuid) == send(edition, uuid=uuid)
    assert Mail.objects.count() == 1


def test_thousands_are_queued_in_a_few_statements(edition, django_assert_max_num_queries):
    for number in range(60):
        visitor(edition, f"{number}@visitor.example")
    by = factories.AccountFactory()
    with django_assert_max_num_queries(8):
        mailings.send(uuid4(), edition, Draft(**KOREAN), SERVICE, by=by)
    assert Mail.objects.count() == 60


# The end of news


def test_opening_the_link_changes_nothing_and_pressing_ends_it_everywhere(
    edition, news_text, client
):
    row, same = visitor(edition), visitor(edition, "KIM@visitor.example")
    other = visitor(edition, "lee@visitor.example")
    for one in (row, same, other):
        agree(one, news_text)
    path = unsubscriptions.address(row, "ko").replace("http://testserver", "")

    assert client.get(path).status_code == 200
    assert len(reached(edition, NEWS)) == 2
    for _press in range(2):
        assert client.post(path).status_code == 200

    assert reached(edition, NEWS) == ["lee@visitor.example"]
    assert reached(edition) == ["kim@visitor.example", "lee@visitor.example"]


@pytest.mark.parametrize("token", ["x", "0" * 32 + ".abc", "한글", "a.b.c"])
def test_a_link_that_is_not_ours_is_a_page_with_words(client, db, token):
    answer = client.post(f"/unsubscribe/{token}/")
    assert answer.status_code == 404
    assert "krds-btn" in answer.content.decode()


def test_the_link_works_after_the_person_was_erased(edition, client):
    row = visitor(edition)
    path = unsubscriptions.address(row, "en").replace("http://testserver", "")
    row.person.name = row.person.email = row.person.phone = row.person.organisation = ""
    row.person.erased_at = AT
    row.person.save()
    assert path.startswith("/en/")
    assert client.post(path).status_code == 200


# Through the admin


def form(organiser, **told):
    return organiser.post(
        PAGE, {"uuid": str(uuid4()), "purpose": "service", "act": "preview"} | KOREAN | told
    )


def test_what_was_looked_at_is_what_is_sent_and_once(edition, organiser):
    visitor(edition)
    seen = form(organiser, **ENGLISH)
    fields = {
        name: seen.context["form"][name].value() or "" for name in seen.context["form"].fields
    }
    assert seen.context["count"] == 1
    assert [language for language, _said in seen.context["previews"]] == ["ko", "en"]
    assert not Mail.objects.exists()

    for _press in range(2):
        sent = organiser.post(PAGE, fields | {"act": "send"})

    assert sent.status_code == 302
    assert Mail.objects.count() == Mailing.objects.count() == 1


def test_whoever_registers_between_looking_and_sending_is_looked_at_first(edition, organiser):
    visitor(edition)
    seen = form(organiser)
    fields = {
        name: seen.context["form"][name].value() or "" for name in seen.context["form"].fields
    }
    visitor(edition, "new@visitor.example")

    again = organiser.post(PAGE, fields | {"act": "send"})

    assert again.context["count"] == 2
    assert not Mail.objects.exists()


def test_a_test_goes_to_oneself_alone(edition, organiser):
    visitor(edition)
    form(organiser, act="test", **ENGLISH)
    assert set(Mail.objects.values_list("recipient", flat=True)) == {organiser.account.email}


def test_the_preview_shows_nobodys_address(edition, organiser):
    visitor(edition)
    assert "kim@visitor.example" not in form(organiser).content.decode()


@pytest.mark.parametrize("field", ["subject_ko", "text_ko", "subject_en", "text_en"])
def test_a_resident_number_is_sent_to_nobody(edition, organiser, field):
    visitor(edition)
    page = form(organiser, **{**ENGLISH, field: "900101-1234567"})

    assert (page.status_code, page.context["form"].has_error(field, "resident_number")) == (
        422,
        True,
    )


def test_a_form_that_is_not_complete_keeps_what_was_typed(organiser):
    page = form(organiser, subject_ko="")
    assert page.status_code == 422
    assert "둘째 문단" in page.content.decode()


def test_a_reminder_begins_with_the_words_and_those_of_tomorrow(edition, organiser):
    page = organiser.get(f"{PAGE}?start=reminder")
    begun = page.context["form"].initial
    assert "10:00" in begun["text_ko"]
    assert "10:00" in begun["text_en"]
    assert (begun["day"], begun["arrival"]) == ("0", "not_yet")
    assert organiser.get(f"{PAGE}?start=hall").context["form"].initial["subject_en"]
    assert organiser.get(f"{PAGE}?start=nothing").status_code == 200


def test_on_the_last_day_nobody_is_reminded_of_another(edition, organiser):
    editions.set_clock(edition, scenes.at(25, 12), 0)
    page = organiser.get(f"{PAGE}?start=reminder")
    assert page.context["form"].initial == {}
    assert "남은 박람회 날이 없어" in page.content.decode()


def test_what_still_waits_is_called_back_from_the_page_of_the_mailing(edition, organiser):
    visitor(edition)
    mailing = send(edition)
    address = f"/admin/expo/mailing/{mailing.pk}/"

    organiser.post(f"{address}call_back/", {"_form_submitted": "True"})

    assert Mail.objects.get().state == MailState.FAILED
    assert organiser.get(f"{address}change/").status_code == 200


@pytest.mark.parametrize("kind", [RoleKind.PRIVACY_OFFICER, RoleKind.DOOR_SUPERVISOR])
def test_only_organisers_write(edition, kind):
    assert organisers.arrive(edition, kind).get(PAGE).status_code == 404
