"""The desk's pages: who may, what is typed in a hurry, and what is never stored or repeated."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from expo import editions
from expo.models import RoleKind
from tests import organisers
from tests.factories import (
    ConsentTextFactory,
    MailFactory,
    PersonFactory,
    RegistrationFactory,
)
from tests.visitors import a_fair
from tests.visitors.a_fair import utc
from visitors import attendance, registrations, tickets
from visitors.classes import TicketClass
from visitors.models import (
    BadgeRun,
    CheckIn,
    Consent,
    ConsentText,
    Merge,
    Person,
    Registration,
    Ticket,
)
from visitors.tickets import Order

pytestmark = pytest.mark.django_db

NOW = utc("24T04:02:30")  # 13:02:30 in Seoul
DESK, WALK_INS, GROUPS, LIST = "/desk/", "/desk/walk-ins/", "/desk/groups/", "/desk/groups/list/"
NUMBER = "900101-1234567"


@pytest.fixture
def edition():
    edition = a_fair.open_fair().edition
    edition.signing_keys.update(retired_at=NOW)  # that of the fair signs nothing
    editions.set_clock(edition, to=NOW, rate=0)
    for language in ("ko", "en"):
        ConsentTextFactory(edition=edition, version=1, language=language)
    return edition


@pytest.fixture
def supervisor(edition):
    return organisers.arrive(edition, RoleKind.DOOR_SUPERVISOR, name="박입구")


def somebody(edition, name="김민수", **told):
    person = PersonFactory(edition=edition, name=name, **{"email": "", **told})
    row = RegistrationFactory(edition=edition, person=person)
    tickets.issue(edition, Order(TicketClass.VISITOR, person.pk, row.pk), at=NOW)
    return row


def address(row, act=""):
    return f"{DESK}registrations/{row.uuid}/{act}"


def ticket_address(ticket, act=""):
    return f"{DESK}tickets/{ticket}/{act}"


def shown():
    return ",".join(
        str(pk) for pk in ConsentText.objects.order_by("-language").values_list("pk", flat=True)
    )


def register(client, where=WALK_INS, **typed):
    said = {
        "uuid": str(uuid4()), "shown": shown(), "ticket_class": "visitor", "days": "1-2",
        "language": "ko",
    }  # fmt: skip
    return client.post(where, {**said, **typed})


def errors(answer):
    return dict(answer.context["form"].errors.items())


# Who


@pytest.mark.parametrize("path", [DESK, WALK_INS, GROUPS, LIST])
def test_whoever_is_not_logged_in_is_asked_to(edition, path):
    for method in ("get", "post"):
        answer = getattr(Client(), method)(path)
        assert answer["Location"] == f"/accounts/login/?next={path}"


@pytest.mark.parametrize("kind", [RoleKind.PLANNER, RoleKind.EXHIBITOR, RoleKind.PRIVACY_OFFICER])
def test_others_find_nothing(edition, kind):
    row, other = somebody(edition), organisers.arrive(edition, kind)
    ticket = row.tickets.get()

    paths = [
        DESK, WALK_INS, GROUPS, LIST, address(row), address(row, "merge/"),
        address(row, f"merge/{row.uuid}/"), ticket_address(ticket),
    ]  # fmt: skip
    assert {other.get(path).status_code for path in paths} == {404}
    acts = [
        address(row, "name/"), address(row, "cancellation/"), address(row, "restoration/"),
        address(row, "separation/"), ticket_address(ticket, "arrival/"),
        ticket_address(ticket, "replacement/"),
    ]  # fmt: skip
    assert {other.post(path).status_code for path in acts} == {404}
    assert register(other).status_code == 404
    assert Registration.objects.count() == 1


def test_what_belongs_to_another_edition_is_not_there(edition, supervisor):
    elsewhere = a_fair.open_fair().edition
    elsewhere.is_published = False
    elsewhere.save()
    elsewhere.signing_keys.update(retired_at=NOW)
    row = somebody(elsewhere)
    ticket = row.tickets.get()

    assert supervisor.get(address(row)).status_code == 404
    assert supervisor.get(ticket_address(ticket)).status_code == 404
    assert supervisor.post(ticket_address(ticket, "arrival/")).status_code == 404
    assert supervisor.post(ticket_address(ticket, "replacement/")).status_code == 404
    assert supervisor.get(address(row, f"merge/{somebody(edition).uuid}/")).status_code == 404
    assert found(supervisor, "김민수", **{"HX-Request": "true"}) == ["김민수"]


@pytest.mark.parametrize("ticket", ["0" * 16, "zz", "0" * 17, "ABCDEF0123456789"])
def test_a_ticket_that_there_is_none_of_is_not_there(edition, supervisor, ticket):
    assert supervisor.get(ticket_address(ticket)).status_code == 404


def test_a_page_elsewhere_cannot_act_in_somebodys_name(edition, supervisor):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(supervisor.account)
    ticket = somebody(edition).tickets.get()

    assert careful.post(ticket_address(ticket, "arrival/")).status_code == 403
    assert register(careful).status_code == 403
    assert careful.post(DESK, {"q": "김민수"}).status_code == 403


def test_looking_at_the_address_of_an_act_does_nothing(edition, supervisor):
    row = somebody(edition)
    ticket = row.tickets.get()

    for path in (
        ticket_address(ticket, "arrival/"),
        ticket_address(ticket, "replacement/"),
        address(row, "cancellation/"),
    ):
        assert supervisor.get(path).status_code == 405
    assert not CheckIn.objects.exists()


# Looking up


def found(client, text, **headers):
    answer = client.post(DESK, {"q": text}, headers=headers)
    return [card["found"].name for card in answer.context["cards"]]


def test_several_hits_are_cards_to_choose_from(edition, supervisor):
    for name in ("김민수", "김민서"):
        somebody(edition, name)

    answer = supervisor.post(DESK, {"q": "김민"})

    page = answer.content.decode()
    assert [card["found"].name for card in answer.context["cards"]] == ["김민서", "김민수"]
    assert 'value="김민"' in page
    assert page.count('data-key="F8"') == page.count('data-key="F9"') == 2


def test_a_single_hit_opens_its_card_at_once(edition, supervisor):
    row = somebody(edition)

    assert supervisor.post(DESK, {"q": "민수"})["Location"] == address(row)
    assert supervisor.post(DESK, {"q": tickets.code(row.tickets.get())})["Location"] == address(row)
    assert supervisor.post(f"/en{DESK}", {"q": row.number})["Location"] == f"/en{address(row)}"


def test_a_revoked_ticket_that_is_scanned_opens_its_own_card(edition, supervisor):
    row = somebody(edition)
    lost = row.tickets.get()
    registrations.replace_ticket(lost, at=NOW)

    card = supervisor.post(DESK, {"q": tickets.code(lost)}, follow=True)

    assert card.redirect_chain == [(ticket_address(lost), 302)]
    assert "해지됨" in card.content.decode()
    assert f'href="{address(row)}"' in card.content.decode()


def test_while_somebody_types_hits_are_shown_and_nothing_is_opened(edition, supervisor):
    somebody(edition)

    answer = supervisor.post(DESK, {"q": "김민"}, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert [card["found"].name for card in answer.context["cards"]] == ["김민수"]


def test_one_letter_is_not_looked_up_while_somebody_types(edition, supervisor):
    somebody(edition, "강")
    somebody(edition, "강")

    assert found(supervisor, "강", **{"HX-Request": "true"}) == []
    assert found(supervisor, "강") == ["강", "강"]


@pytest.mark.parametrize("text", ["", " ", "없는사람", "\x00", "<script>", "K1" + "A" * 600, "😀"])
def test_whatever_is_looked_for_is_answered(edition, supervisor, text):
    answer = supervisor.post(DESK, {"q": text})

    assert answer.status_code == 200
    assert answer.context["cards"] == []
    assert "<script>" not in answer.content.decode()


def test_no_address_holds_what_was_looked_for(edition, supervisor):
    somebody(edition)

    assert supervisor.get(DESK, {"q": "김민수"}).context.get("cards") is None


def test_the_page_costs_the_same_for_one_hit_and_for_many(
    edition, supervisor, django_assert_num_queries
):
    somebody(edition)
    somebody(edition)
    with CaptureQueriesContext(connection) as for_two:
        supervisor.post(DESK, {"q": "김민수"})
    for _ in range(48):
        somebody(edition)

    with django_assert_num_queries(len(for_two)):
        supervisor.post(DESK, {"q": "김민수"})


# A card


def test_handing_out_a_badge_says_that_it_is_no_entry(edition, supervisor):
    row = somebody(edition)
    ticket = row.tickets.get()

    sent = supervisor.post(ticket_address(ticket, "arrival/"), {"scan": str(uuid4())})
    page = supervisor.get(sent["Location"]).content.decode()
    attendance.count_new(edition.pk)

    assert sent["Location"].startswith(f"{address(row)}?arrival=")
    assert "명찰 배부" in page
    assert "아직 입장한 것이 아닙니다" in page
    assert CheckIn.objects.get().operator == supervisor.account
    assert attendance.figures(edition).visits == 0


def test_the_button_pressed_twice_hands_out_once(edition, supervisor):
    ticket, scan = somebody(edition).tickets.get(), str(uuid4())

    for _ in range(2):
        supervisor.post(ticket_address(ticket, "arrival/"), {"scan": scan})

    assert CheckIn.objects.count() == 1


@pytest.mark.parametrize("scan", ["", "seven"])
def test_a_button_without_an_id_hands_out_all_the_same(edition, supervisor, scan):
    ticket = somebody(edition).tickets.get()

    supervisor.post(ticket_address(ticket, "arrival/"), {"scan": scan})

    assert CheckIn.objects.get().outcome == "admitted"


def test_a_ticket_of_another_day_is_refused_with_its_days(edition, supervisor):
    person = PersonFactory(edition=edition)
    order = Order(TicketClass.VISITOR, person.pk, first_day=0, last_day=0)
    ticket = tickets.issue(edition, order, at=NOW)

    page = supervisor.post(ticket_address(ticket, "arrival/"), follow=True).content.decode()

    assert "오늘은 입장할 수 없는 입장권입니다. 입장 가능일: 11월 23일(목)." in page


def test_an_edition_without_a_desk_says_what_is_missing(edition, supervisor):
    edition.gates.filter(code="DESK").update(purpose="booth", area=edition.areas.get(kind="booth"))
    ticket = somebody(edition).tickets.get()

    page = supervisor.post(ticket_address(ticket, "arrival/"), follow=True).content.decode()

    assert "안내 데스크가 없습니다" in page
    assert not CheckIn.objects.exists()


def test_a_lost_code_is_replaced_once(edition, supervisor):
    row = somebody(edition)
    lost = row.tickets.get()

    first = supervisor.post(ticket_address(lost, "replacement/"), follow=True)
    again = supervisor.post(ticket_address(lost, "replacement/"), follow=True)

    assert row.tickets.count() == 2
    assert "새 코드를 발급했습니다" in first.content.decode()
    assert "이미 해지된 코드입니다" in again.content.decode()


def test_a_name_is_corrected(edition, supervisor):
    row = somebody(edition, "김민슈")

    supervisor.post(address(row, "name/"), {"name": "김민수", "name_en": "KIM Minsu"})

    person = Person.objects.get()
    assert (person.name, person.name_en) == ("김민수", "KIM Minsu")


def test_a_resident_number_as_a_name_is_refused_and_not_repeated(edition, supervisor):
    row = somebody(edition)

    answer = supervisor.post(address(row, "name/"), {"name": NUMBER, "name_en": "KIM"})

    assert list(errors(answer)) == ["name"]
    assert NUMBER not in answer.content.decode()
    assert 'value="KIM"' in answer.content.decode()
    assert Person.objects.get().name == "김민수"


def test_a_registration_is_cancelled_and_stands_again(edition, supervisor):
    row = somebody(edition)

    page = supervisor.post(address(row, "cancellation/"), follow=True).content.decode()
    row.refresh_from_db()
    assert row.cancelled_at == NOW
    assert "등록 취소 되돌리기" in page

    supervisor.post(address(row, "restoration/"))
    row.refresh_from_db()
    assert row.cancelled_at is None


def test_a_card_tells_every_gate_the_badge_has_passed(edition, supervisor):
    row = somebody(edition)
    supervisor.post(ticket_address(row.tickets.get(), "arrival/"))

    [passage] = supervisor.get(address(row)).context["passages"]

    assert (passage.what, passage.scan.gate.code) == ("명찰 배부", "DESK")


@pytest.mark.parametrize("scan", ["", "seven", "00000000-0000-4000-8000-000000000000"])
def test_an_arrival_that_is_not_there_is_not_told_of(edition, supervisor, scan):
    answer = supervisor.get(address(somebody(edition)), {"arrival": scan})

    assert answer.context["arrival"] is None


def test_whose_data_was_destroyed_has_a_card_without_any(edition, supervisor):
    row = somebody(edition, "", erased_at=NOW)

    assert "개인정보 파기됨" in supervisor.get(address(row)).content.decode()


# Walk-ins


def test_a_walk_in_gets_a_card_to_print(edition, supervisor):
    sent = register(supervisor, name="김민수", organisation="행정안전부", agreed="on")

    row = Registration.objects.get()
    page = supervisor.get(sent["Location"]).content.decode()
    assert sent["Location"] == f"{address(row)}?new=1"
    assert (row.person.name, row.source, row.registered_at) == ("김민수", "on_site", NOW)
    assert Consent.objects.get().text.language == "ko"
    assert f"/desk/badges/{row.tickets.get()}.pdf" in page
    assert f'href="{WALK_INS}"' in page


def test_the_consent_is_to_the_notice_in_the_visitors_language(edition, supervisor):
    register(supervisor, name="Kim", language="en", agreed="on")

    assert Consent.objects.get().text.language == "en"
    assert Person.objects.get().language == "en"


@pytest.mark.parametrize("field", ["name", "organisation", "name_en", "phone"])
def test_without_consent_nothing_personal_is_kept_and_what_was_typed_stays(
    edition, supervisor, field
):
    answer = register(supervisor, **{field: "김민수 0101"})

    assert list(errors(answer)) == ["agreed"]
    assert answer.context["form"][field].value() == "김민수 0101"
    assert not Person.objects.exists()


def test_without_personal_data_is_one_press(edition, supervisor):
    register(supervisor, name="김민수", phone="010-1234-5678", nameless="yes")

    assert Person.objects.get().name == Person.objects.get().phone == ""
    assert Ticket.objects.get().person == Person.objects.get()
    assert not Consent.objects.exists()


def test_the_consent_is_not_ticked_for_anybody(edition, supervisor):
    assert not supervisor.get(WALK_INS).context["form"]["agreed"].value()


def test_all_four_parts_of_the_notice_are_shown_in_both_languages(edition, supervisor):
    page = supervisor.get(WALK_INS).content.decode()

    for words in ("수집 목적", "수집 항목", "보유 기간", "동의를 거부할 권리", "Retention period"):
        assert words in page


def test_a_notice_that_has_changed_is_read_again(edition, supervisor):
    old = shown()
    new = ConsentTextFactory(edition=edition, version=2, language="ko")

    answer = register(supervisor, name="김민수", agreed="on", shown=old)

    form = answer.context["form"]
    assert list(errors(answer)) == ["agreed"]
    assert str(new.pk) in form["shown"].value()
    assert not form["agreed"].value()
    assert not Person.objects.exists()


def test_without_a_notice_people_are_registered_without_personal_data(edition, supervisor):
    ConsentText.objects.all().delete()

    refused = register(supervisor, name="김민수", agreed="on", shown="")
    register(supervisor)

    assert list(errors(refused)) == ["agreed"]
    assert Person.objects.get().name == ""


@pytest.mark.parametrize("field", ["name", "organisation", "name_en", "phone", "email"])
def test_a_resident_number_is_refused_and_neither_stored_nor_repeated(edition, supervisor, field):
    answer = register(supervisor, agreed="on", **{"name": "김민수", field: NUMBER})

    assert field in errors(answer)
    assert NUMBER not in answer.content.decode()
    assert not Person.objects.exists()


@pytest.mark.parametrize("name", ["강", "김" * 100, "金民秀", "محمد علي", "👩‍👩‍👧", "O'Brien <b>"])
def test_a_name_is_whatever_people_are_called(edition, supervisor, name):
    sent = register(supervisor, name=name, agreed="on")

    assert Person.objects.get().name == name
    assert "<b>" not in supervisor.get(sent["Location"]).content.decode()


def test_a_name_is_stored_composed(edition, supervisor):
    register(supervisor, name="\u1100\u1175\u11b7", agreed="on")

    assert Person.objects.get().name == "김"


@pytest.mark.parametrize("name", ["김\x07민수", "\u202e수민김", "김" * 101])
def test_a_name_that_is_none_is_said_beside_it(edition, supervisor, name):
    assert list(errors(register(supervisor, name=name, agreed="on"))) == ["name"]
    assert not Person.objects.exists()


def test_a_mail_address_that_is_none_is_said_beside_it(edition, supervisor):
    assert list(errors(register(supervisor, email="kim@", agreed="on"))) == ["email"]


def test_a_telephone_is_kept_in_half_width(edition, supervisor):
    register(supervisor, name="김", phone="０１０－１２３４－５６７８", agreed="on")

    assert Person.objects.get().phone == "010-1234-5678"


def test_the_same_form_sent_twice_registers_once(edition, supervisor):
    form = {"uuid": str(uuid4()), "name": "김민수", "organisation": "통계청", "agreed": "on"}

    first, again = register(supervisor, **form), register(supervisor, **form)

    assert first["Location"] == again["Location"]
    assert Registration.objects.count() == 1


def test_the_next_visitor_typed_over_the_last_one_is_not_lost(edition, supervisor):
    form = {"uuid": str(uuid4()), "agreed": "on"}
    register(supervisor, name="김민수", **form)

    answer = register(supervisor, name="박서연", **form)
    renewed = answer.context["form"]["uuid"].value()
    register(supervisor, name="박서연", uuid=renewed, agreed="on")

    assert renewed != form["uuid"]
    assert sorted(Person.objects.values_list("name", flat=True)) == ["김민수", "박서연"]


def test_somebody_who_may_be_registered_already_is_offered(edition, supervisor):
    row = somebody(edition, phone="010-1234-5678")

    asked = register(supervisor, name="김민수", phone="01012345678", agreed="on")
    assert [card["found"].registration for card in asked.context["similar"]] == [row]
    assert Registration.objects.count() == 1

    register(supervisor, name="김민수", phone="01012345678", agreed="on", anyway="yes")
    assert Registration.objects.count() == 2


def test_the_days_are_those_that_are_left(edition, supervisor):
    days = supervisor.get(WALK_INS).context["form"].fields["days"].choices

    assert [value for value, _label in days] == ["1-2", "1-1", "2-2"]


def test_a_form_that_stayed_open_over_night_is_asked_again(edition, supervisor):
    editions.set_clock(edition, to=NOW + timedelta(days=1), rate=0)

    answer = register(supervisor, days="1-2")

    assert list(errors(answer)) == ["days"]
    assert not Person.objects.exists()


def test_when_no_day_is_left_nobody_is_registered(edition, supervisor):
    editions.set_clock(edition, to=NOW + timedelta(days=9), rate=0)

    assert "남은 행사일이 없어" in supervisor.get(WALK_INS).content.decode()
    assert register(supervisor).status_code == 200
    assert not Registration.objects.exists()


def test_before_the_fair_people_are_registered_for_all_of_it(edition, supervisor):
    editions.set_clock(edition, to=NOW - timedelta(days=9), rate=0)

    register(supervisor, days="0-2")

    assert Ticket.objects.get().first_day == 0


@pytest.mark.parametrize(
    ("kind", "ticket_class", "is_registered"),
    [
        (RoleKind.DOOR_SUPERVISOR, "visitor", True),
        (RoleKind.DOOR_SUPERVISOR, "media", True),
        (RoleKind.DOOR_SUPERVISOR, "staff", False),
        (RoleKind.DOOR_SUPERVISOR, "service", False),
        (RoleKind.ORGANISER, "staff", True),
        (RoleKind.ORGANISER, "group", False),
        (RoleKind.ORGANISER, "king", False),
    ],
)
def test_who_works_for_the_fair_is_registered_by_organisers(
    edition, kind, ticket_class, is_registered
):
    register(organisers.arrive(edition, kind), ticket_class=ticket_class)

    assert Registration.objects.exists() == is_registered


# Groups


def test_a_group_gets_one_ticket_for_its_heads(edition, supervisor):
    register(supervisor, GROUPS, heads="31", name="김인솔", organisation="가람중학교", agreed="on")

    ticket = Ticket.objects.get()
    assert (ticket.heads, ticket.ticket_class, ticket.person) == (31, "group", None)
    assert ticket.registration.person.name == "김인솔"


def test_a_group_needs_no_name(edition, supervisor):
    register(supervisor, GROUPS, heads="31")

    assert Ticket.objects.get().heads == 31


@pytest.mark.parametrize("heads", ["", "1", "0", "-3", "many", "1000", "3.5"])
def test_heads_that_are_none_are_said_beside_them(edition, supervisor, heads):
    assert list(errors(register(supervisor, GROUPS, heads=heads))) == ["heads"]
    assert not Ticket.objects.exists()


def test_a_list_is_shown_first_and_then_registered_and_printed(edition, supervisor):
    form = {
        "uuid": str(uuid4()), "people": "김민수, 행정안전부\n박서연", "paper": "label",
        "agreed": "on",
    }  # fmt: skip

    preview = register(supervisor, LIST, **form)
    assert [line.details.name for line in preview.context["lines"]] == ["김민수", "박서연"]
    assert not Registration.objects.exists()

    sent = [register(supervisor, LIST, register="yes", **form)["Location"] for _ in range(2)]

    run = BadgeRun.objects.get()
    assert set(sent) == {f"/desk/badge-runs/{run.uuid}/"}
    assert Registration.objects.count() == Consent.objects.count() == 2
    names = {ticket.pk: ticket.person.name for ticket in Ticket.objects.all()}
    assert [names[ticket] for ticket in run.tickets] == ["김민수", "박서연"]
    assert (run.paper, run.ordered_by) == ("label", supervisor.account)


def test_a_list_with_one_bad_line_registers_nobody(edition, supervisor):
    people = f"김민수\n박서연, {NUMBER}\n, 통계청"

    answer = register(supervisor, LIST, people=people, paper="a6", agreed="on", register="yes")

    said = errors(answer)["people"]
    assert ["2번째" in said[0], "3번째" in said[1]] == [True, True]
    assert NUMBER not in answer.content.decode()
    assert "김민수" in answer.content.decode()
    assert not Registration.objects.exists()


def test_nobody_on_a_list_is_kept_without_consent(edition, supervisor):
    answer = register(supervisor, LIST, people="김민수", paper="a6", register="yes")

    assert list(errors(answer)) == ["agreed"]
    assert not Registration.objects.exists()


# Merging


def test_two_are_compared_and_the_one_chosen_is_kept(edition, supervisor):
    one, other = somebody(edition), somebody(edition, "김민수")

    choice = supervisor.get(address(one, "merge/"))
    assert [card["found"].registration for card in choice.context["cards"]] == [other]
    where = address(one, f"merge/{other.uuid}/")
    assert supervisor.get(where).status_code == 200
    sent = supervisor.post(where, {"kept": str(other.uuid)})

    merge = Merge.objects.get()
    assert (merge.merged, merge.kept, merge.merged_by) == (
        one.person, other.person, supervisor.account,
    )  # fmt: skip
    assert sent["Location"] == address(other)
    assert f'href="{address(other)}"' in supervisor.get(address(one)).content.decode()

    supervisor.post(address(one, "separation/"))
    assert not Merge.objects.standing().exists()


@pytest.mark.parametrize("kept", ["", "seven", "00000000-0000-4000-8000-000000000000"])
def test_without_a_choice_nothing_is_merged(edition, supervisor, kept):
    one, other = somebody(edition), somebody(edition)

    page = supervisor.post(address(one, f"merge/{other.uuid}/"), {"kept": kept})

    assert "남길 등록을 고르세요" in page.content.decode()
    assert not Merge.objects.exists()


def test_one_registration_is_not_merged_with_itself(edition, supervisor):
    row = somebody(edition)

    answer = supervisor.post(address(row, f"merge/{row.uuid}/"), {"kept": str(row.uuid)})

    assert answer.status_code == 404
    assert not Merge.objects.exists()


def test_who_is_merged_already_is_not_merged_twice(edition, supervisor):
    one, other, third = (somebody(edition) for _ in range(3))
    supervisor.post(address(one, f"merge/{other.uuid}/"), {"kept": str(other.uuid)})

    page = supervisor.post(address(one, f"merge/{third.uuid}/"), {"kept": str(third.uuid)})

    assert "이미 병합" in page.content.decode()
    assert Merge.objects.count() == 1


def test_a_card_says_that_mails_to_its_address_are_refused(edition, supervisor):
    row = somebody(edition, email="gone@visitor.example")
    refused = {"state": "failed", "error": "refused: 550 No such user"}
    about = {"edition": edition, "about": f"person:{row.person_id}"}
    assert "card-warning" not in supervisor.get(address(row)).content.decode()

    MailFactory(recipient="gone@visitor.example", **refused, **about)

    assert "card-warning" in supervisor.get(address(row)).content.decode()
