"""Registering by oneself, page by page, without a script: nothing lost, nothing made twice."""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from expo import editions
from expo.models import Mail
from tests.factories import (
    ConsentTextFactory,
    EditionFactory,
    RegistrationOfferFactory,
)
from tests.races import together
from tests.visitors.registering import NOW, WHO, Visitor, fair
from visitors import limits, tasks
from visitors.badges.wording import grouped
from visitors.models import Merge, Person, Registration, RegistrationDraft, Ticket
from visitors.registrations import drafts

CLOSES = NOW + timedelta(hours=1)


@pytest.fixture
def visitor(client, db):
    cache.clear()  # nobody is limited by another test
    return Visitor(client, fair())


def told(answer):
    return answer.content.decode()


def leads(answer):
    """The last word of the address that an answer leads to."""
    return answer.headers["Location"].rstrip("/").rpartition("/")[2]


# All the way


def test_four_steps_lead_to_a_ticket(visitor):
    assert leads(visitor.begin()) == "who"
    assert leads(visitor.tell("who", **WHO)) == "consents"
    assert leads(visitor.agree("collection")) == "optional"
    assert leads(visitor.tell("optional")) == "check"
    assert leads(visitor.finish()) == "done"

    row = Registration.objects.get()
    ticket = row.tickets.get()
    assert (row.uuid, row.source) == (visitor.draft.registration_uuid, "advance")
    assert (row.person.name, row.person.email) == (WHO["name"], WHO["email"])
    assert (ticket.first_day, ticket.last_day) == (0, 2)
    assert [one.text.kind for one in row.consents.all()] == ["collection"]
    page = told(visitor.at("done"))
    assert "<path d=" in page
    assert "/ticket/" in page


def test_a_mail_in_the_language_of_the_pages_is_waiting(visitor):
    visitor.language = "/en"

    visitor.register()

    mail = Mail.objects.get()
    assert (mail.kind, mail.recipient, mail.language) == ("ticket", WHO["email"], "en")
    assert Person.objects.get().language == "en"


def test_optional_items_and_marketing_have_their_own_consent(visitor):
    optional = {"phone": "+82 10 1234 5678", "organisation": "행정안전부", "country": "KR"}

    visitor.register("optional", "marketing", optional=optional)

    row = Registration.objects.get()
    kinds = set(row.consents.values_list("text__kind", flat=True))
    assert kinds == {"collection", "optional", "marketing"}
    assert (row.person.phone, row.person.country) == ("010-1234-5678", "KR")


def test_a_country_is_chosen_by_name_and_read_back_by_name(visitor):
    visitor.language = "/en"
    visitor.begin()
    visitor.tell("who", **WHO)
    visitor.agree("collection", "optional")
    visitor.tell("optional", country="VN")

    assert re.search(r'value="VN"\s+selected>Vietnam<', told(visitor.at("optional")))
    assert "Vietnam" in told(visitor.at("check"))


def test_optional_items_are_not_kept_once_the_consent_to_them_is_taken_back(visitor):
    visitor.begin()
    visitor.tell("who", **WHO)
    visitor.agree("collection", "optional")
    visitor.tell("optional", phone="010-1234-5678")

    visitor.agree("collection")

    visitor.draft.refresh_from_db()
    assert visitor.draft.told["optional"] == {}
    visitor.finish()
    assert Person.objects.get().phone == ""


def test_company_comes_along_by_name(visitor):
    visitor.register(companions="이서연\n\n Kim, Minji \n박")

    leader = Registration.objects.get(led_by=None)
    assert [one.person.name for one in leader.companions.order_by("pk")] == [
        "이서연",
        "Kim, Minji",
        "박",
    ]
    assert Ticket.objects.count() == 4


def test_a_group_comes_on_one_ticket(visitor):
    visitor.register(ticket_class="group", way="together", heads="２３４")

    ticket = Ticket.objects.get()
    assert (ticket.ticket_class, ticket.heads) == ("group", 234)


def test_a_group_comes_by_names(visitor):
    visitor.register(ticket_class="group", way="names", companions="이서연\n박지훈", heads="30")

    assert {ticket.ticket_class for ticket in Ticket.objects.all()} == {"visitor"}
    assert Ticket.objects.count() == 3


def test_what_needs_an_approval_is_told_to_wait(visitor):
    RegistrationOfferFactory(edition=visitor.edition, ticket_class="media", needs_approval=True)

    visitor.register(ticket_class="media")

    assert Registration.objects.get().approval == "waiting"
    page = told(visitor.at("done"))
    assert "확인하고 있습니다" in page
    assert "<path d=" not in page


def test_nobody_learns_from_the_end_who_is_registered(visitor):
    def the_end():
        visitor.register()
        return words_of(told(visitor.at("done")), Registration.objects.order_by("-pk")[0])

    assert the_end() == the_end()
    assert Merge.objects.count() == 1


def words_of(page, row):
    """What a page says, but for the number, which is everybody's own."""
    said = strip_tags(page).replace(grouped(row.number), "")
    return [line.strip() for line in said.splitlines() if line.strip()]


# Back and forth


def test_what_was_told_is_there_again(visitor):
    visitor.begin()
    visitor.tell("who", **WHO | {"companions": "이서연"})
    visitor.agree("collection", "marketing")

    who, consents = told(visitor.at("who")), told(visitor.at("consents"))

    assert f'value="{WHO["email"]}"' in who
    assert "이서연</textarea>" in who
    assert consents.count("checked") == 2


def test_no_consent_is_ticked_for_anybody(visitor):
    visitor.begin()
    visitor.tell("who", **WHO)

    assert "checked" not in told(visitor.at("consents"))


def test_going_back_takes_along_what_is_right_so_far(visitor):
    visitor.begin()
    visitor.tell("who", **WHO)
    visitor.agree("collection", "optional")

    answer = visitor.tell("optional", organisation="행정안전부", phone="call me", back="yes")

    assert leads(answer) == "consents"
    visitor.draft.refresh_from_db()
    assert visitor.draft.told["optional"] == {"organisation": "행정안전부"}


@pytest.mark.parametrize("step", ["consents", "optional", "check"])
def test_nobody_gets_past_a_step_with_something_missing(visitor, step):
    visitor.begin()

    assert leads(visitor.at(step)) == "who"


def test_a_step_that_is_none_is_not_there(visitor):
    visitor.begin()

    assert visitor.at("payment").status_code == 404


def test_another_language_in_the_middle_keeps_everything(visitor):
    visitor.begin()
    visitor.tell("who", **WHO)
    visitor.agree("collection")

    visitor.language = "/en"

    assert told(visitor.at("consents")).count("checked") == 1
    visitor.tell("optional")
    assert leads(visitor.finish()) == "done"


# What is typed wrongly


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("name", "", "이름을 입력하십시오."),
        ("name", "\u200b\u200d", "보이는 글자가 없습니다"),
        ("name", "김\u202e민수", "제어 문자"),
        ("name", "900101-1234567", "주민등록번호"),
        ("email", "", "이메일 주소를 입력하십시오"),
        ("email", "minsu@example", "이메일 주소가 아닙니다"),
        ("email", "민수@example.org", "이메일 주소가 아닙니다"),
        ("email", "minsu@example,com", "이메일 주소가 아닙니다"),
        ("companions", "이서연\n900101-2234567", "2번째 줄"),
        ("companions", "\n".join(["이서연"] * 101), "100명"),
        ("days", "7-9", "이미 지난"),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_nothing_is_lost(visitor, field, typed, says):
    visitor.begin()

    answer = visitor.tell("who", **WHO | {field: typed})

    page = told(answer)
    assert answer.status_code == 200
    assert f'href="#{field}"' in page
    assert says in page
    visitor.draft.refresh_from_db()
    assert "who" not in visitor.draft.told


def test_a_resident_number_is_neither_kept_nor_repeated(visitor):
    visitor.begin()

    page = told(visitor.tell("who", **WHO | {"companions": "이서연\n900101-2234567"}))
    back = visitor.tell("who", **WHO | {"name": "900101-1234567", "back": "yes"})

    assert "2234567" not in page
    assert "이서연" in page
    assert back.status_code == 302
    visitor.draft.refresh_from_db()
    assert "1234567" not in str(visitor.draft.told)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"way": "together"}, "전체 인원을"),
        ({"way": "together", "heads": "1"}, "2명에서 999명"),
        ({"way": "together", "heads": "many"}, "숫자"),
        ({"way": "names"}, "이름을 한 명 이상"),
        ({}, "선택"),
    ],
)
def test_a_group_tells_how_many_or_who(visitor, typed, says):
    visitor.begin("group")

    answer = visitor.tell("who", **WHO, **typed)

    assert answer.status_code == 200
    assert says in told(answer)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+82 10-1234-5678", "010-1234-5678"),
        ("０１０１２３４５６７８", "010-1234-5678"),
        ("+1 415 555 0100", "+14155550100"),
    ],
)
def test_a_telephone_is_shown_as_typed_and_kept_in_one_shape(visitor, typed, kept):
    visitor.register("optional", optional={"phone": typed})
    assert Person.objects.get().phone == kept

    visitor.begin()
    visitor.tell("who", **WHO)
    visitor.agree("collection", "optional")
    visitor.tell("optional", phone=typed)
    assert f'value="{typed}"' in told(visitor.at("optional"))


def test_a_mail_address_of_a_full_width_keyboard_is_one(visitor):
    visitor.register(email="ｍｉｎｓｕ＠예시.한국")

    assert Person.objects.get().email == "minsu@예시.한국"


def test_without_the_required_consent_nothing_goes_on(visitor):
    visitor.begin()
    visitor.tell("who", **WHO)

    answer = visitor.agree("optional", "marketing")

    assert answer.status_code == 200
    assert 'href="#collection"' in told(answer)
    assert told(answer).count("checked") == 2


def test_a_notice_that_changes_meanwhile_is_read_again(visitor):
    visitor.begin()
    visitor.tell("who", **WHO)
    visitor.agree("collection")
    visitor.tell("optional")
    ConsentTextFactory(edition=visitor.edition, version=2, purpose="새 목적")

    answer = visitor.finish()

    assert leads(answer) == "?again=1"
    page = told(visitor.client.get(answer.headers["Location"]))
    assert "새 목적" in page
    assert "바뀌었습니다" in page
    assert "checked" not in page
    assert not Registration.objects.exists()


# Pressed twice


def test_the_last_button_pressed_twice_registers_once(visitor):
    visitor.register()

    assert leads(visitor.finish()) == "done"
    assert leads(visitor.tell("who", **WHO)) == "done"
    assert leads(visitor.at("consents")) == "done"
    assert Registration.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_last_button_pressed_twice_at_once_registers_once(transactional_db):
    cache.clear()
    visitor = Visitor(Client(), fair())
    visitor.begin()
    visitor.tell("who", **WHO)
    visitor.agree("collection")
    visitor.tell("optional")

    answers = together(*[lambda: Visitor(Client(), None, draft=visitor.draft).finish()] * 4)

    assert {leads(answer) for answer in answers} == {"done"}
    assert (Registration.objects.count(), Ticket.objects.count()) == (1, 1)
    assert Mail.objects.count() == 1


def test_a_finished_draft_keeps_nothing_that_was_told(visitor):
    visitor.register()

    visitor.draft.refresh_from_db()
    assert visitor.draft.told == {}
    assert visitor.draft.registration == Registration.objects.get()


# Too late, too early, too fast


def test_a_form_left_open_over_the_deadline_may_be_finished_for_half_an_hour(visitor):
    close(visitor.edition)
    visitor.begin()

    editions.set_clock(visitor.edition, CLOSES + timedelta(minutes=29), rate=0)

    page = told(visitor.at("who"))
    assert "11:30" not in page
    assert "12:30" in page
    assert leads(visitor.tell("who", **WHO)) == "consents"


def test_after_that_it_says_so_and_registers_nobody(visitor):
    close(visitor.edition)
    visitor.begin()
    visitor.tell("who", **WHO)
    visitor.agree("collection")
    visitor.tell("optional")

    editions.set_clock(visitor.edition, CLOSES + timedelta(minutes=30), rate=0)
    answer = visitor.finish()

    assert answer.status_code == 410
    assert "마감" in told(answer)
    assert not Registration.objects.exists()


def close(edition):
    edition.registration_closes_at = CLOSES
    edition.save()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"registration_opens_at": NOW + timedelta(days=1)}, "11월 21일"),
        ({"registration_closes_at": NOW}, "마감"),
    ],
)
def test_while_registration_is_not_open_nothing_begins(client, db, fields, says):
    cache.clear()
    fair(**fields)

    page = client.get("/register/")
    client.post("/register/", {"ticket_class": "visitor"})

    assert says in told(page)
    assert "<button" not in told(page)
    assert not RegistrationDraft.objects.exists()


def test_without_a_notice_nothing_can_be_collected(client, db):
    fair(kinds=())

    assert "준비" in told(client.get("/register/"))


def test_without_an_edition_there_is_nothing_to_register_for(client, db):
    EditionFactory(is_published=False)

    assert client.get("/register/").status_code == 404


def test_a_class_that_is_not_on_offer_is_not_begun(visitor):
    answer = visitor.client.post("/register/", {"ticket_class": "staff"})

    assert answer.status_code == 200
    assert not RegistrationDraft.objects.exists()


def test_a_draft_that_was_forgotten_says_so(visitor):
    visitor.begin()
    RegistrationDraft.objects.update(touched_at=timezone.now() - timedelta(hours=2))

    for answer in (visitor.at("who"), visitor.tell("who", **WHO), visitor.at("done")):
        assert answer.status_code == 404
        assert "더는 없습니다" in told(answer)


def test_whoever_is_faster_than_anybody_reads_waits_and_loses_nothing(visitor):
    visitor.begin()
    visitor.tell("who", **WHO)
    visitor.agree("collection")
    visitor.tell("optional")
    now = timezone.now()
    RegistrationDraft.objects.update(begun_at=now)

    with patch.object(timezone, "now", return_value=now):
        answer = visitor.finish()

    assert (answer.status_code, int(answer.headers["Retry-After"]) <= 3) == (429, True)
    assert WHO["email"] in told(answer)
    RegistrationDraft.objects.update(begun_at=timezone.now() - timedelta(minutes=1))
    assert leads(visitor.finish()) == "done"


def test_whoever_fills_in_what_nobody_sees_waits(visitor):
    visitor.begin()
    visitor.tell("who", **WHO)
    visitor.agree("collection")
    visitor.tell("optional")

    assert visitor.finish(website="https://example.org").status_code == 429
    assert not Registration.objects.exists()


@pytest.mark.parametrize("step", ["the start", "the end"])
def test_many_from_one_line_wait_for_their_turn(visitor, monkeypatch, step):
    visitor.begin()
    visitor.tell("who", **WHO)
    visitor.agree("collection")
    visitor.tell("optional")
    monkeypatch.setattr(limits, "seconds_to_wait", lambda _request, _buckets: 7)

    answer = visitor.begin() if step == "the start" else visitor.finish()

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")
    assert 'data-again="7"' in told(answer)
    assert RegistrationDraft.objects.get().finished_at is None


# What is kept, and how long


def test_drafts_are_destroyed_two_hours_after_the_last_touch(visitor):
    visitor.begin()
    kept = visitor.draft.pk
    visitor.begin()
    RegistrationDraft.objects.filter(pk=visitor.draft.pk).update(
        touched_at=timezone.now() - timedelta(hours=2)
    )

    tasks.forget_drafts()

    assert RegistrationDraft.objects.get().pk == kept


def test_finished_drafts_are_destroyed_an_hour_later(visitor):
    visitor.register()
    assert drafts.forget_old() == 0
    RegistrationDraft.objects.update(finished_at=timezone.now() - timedelta(hours=1))

    assert drafts.forget_old() == 1
    assert Registration.objects.count() == 1


def test_the_pages_are_kept_by_nobody_but_the_browser(visitor):
    visitor.begin()

    answer = visitor.at("who")

    assert "private" in answer.headers["Cache-Control"]
    assert "no-store" not in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_no_name_and_no_address_stands_in_an_address(visitor):
    answers = [visitor.begin(), visitor.tell("who", **WHO), visitor.agree("collection")]

    assert all("minsu" not in answer.headers["Location"] for answer in answers)


@pytest.mark.parametrize("size", [1, 50])
def test_registering_a_group_costs_the_same_for_any_size(visitor, django_assert_num_queries, size):
    visitor.register(email="first@example.org")  # makes key and area
    visitor.begin()
    visitor.tell("who", **WHO, companions="\n".join(f"이{n}" for n in range(size)))
    visitor.agree("collection")
    visitor.tell("optional")

    with django_assert_num_queries(32):
        assert leads(visitor.finish()) == "done"
