"""The visitor stays in charge, without an account: every act below the link of the ticket."""

import json
import re

import pytest
from django.core.cache import cache
from django.test import Client

from expo import looks, mails
from expo.models import Destruction, LookAct, Mail, SubjectKind
from expo.retention.registry import rules
from tests.factories import AccountFactory, ConsentTextFactory
from tests.postbox import postbox, texts
from tests.visitors import scenes, ticket_scenes
from tests.visitors.scenes import Phone
from tests.visitors.ticket_scenes import address, code_of, fresh
from visitors import cancellations, corrections, tickets
from visitors.classes import TicketClass
from visitors.models import Consent, Person, Ticket
from visitors.tickets import Order

__all__ = ["postbox"]

pytestmark = pytest.mark.django_db

HIDDEN = "900101-1234567"


@pytest.fixture(autouse=True)
def _full_buckets():
    cache.clear()


@pytest.fixture
def edition():
    return ticket_scenes.fair()


@pytest.fixture
def row(edition):
    return ticket_scenes.register(edition)


def form_of(client, row, name="ticket_details", **more):
    """What the form of a page sends when nothing is typed."""
    form = client.get(address(row, name, **more)).context["form"]
    said = {each.html_name: each.value() for each in form if each.value() not in (None, False)}
    return said | ({"seen": json.dumps(form.initial["seen"])} if "seen" in form.fields else {})


def send(client, row, name="ticket_details", **typed):
    told = form_of(client, row, name) | typed
    return client.post(address(row, name), told, follow=True)


def said(answer):
    return [str(message) for message in answer.context["messages"]]


ACTS = (
    "ticket_details",
    "ticket_stay",
    "ticket_cancellation",
    "ticket_consents",
    "ticket_data",
    "ticket_erasure",
    "ticket_replacement",
    "ticket_exhibitors",
)

# Every page


@pytest.mark.parametrize("name", ACTS)
def test_every_page_is_the_holders_alone(client, row, name):
    answer = client.get(address(row, name))

    assert answer.status_code == 200
    assert "private" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]


@pytest.mark.parametrize("name", ACTS)
def test_no_page_opens_after_the_data_are_erased(client, row, name):
    where = address(row, name)
    send(client, row, "ticket_erasure", understood="on")

    assert client.get(where).status_code == 410
    assert client.post(where).status_code in {405, 410}


@pytest.mark.parametrize(
    "name", ["ticket_details", "ticket_stay", "ticket_cancellation", "ticket_erasure"]
)
def test_a_form_from_elsewhere_does_nothing(row, name):
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(address(row, name), {"name": "홍판서", "understood": "on"})

    assert answer.status_code == 403
    assert fresh(row).person.name == "홍길동"


# Details


def test_a_correction_is_stored_and_said(client, row):
    answer = client.post(
        address(row, "ticket_details"), form_of(client, row) | {"name": " 홍  길순 "}, follow=True
    )

    assert fresh(row).person.name == "홍 길순"
    assert len(said(answer)) == 1


def test_a_resident_number_is_refused_and_not_repeated(client, row):
    told = form_of(client, row) | {"name": HIDDEN, "email": "neu@people.example"}

    answer = client.post(address(row, "ticket_details"), told)

    body = answer.content.decode()
    assert answer.status_code == 200
    assert HIDDEN not in body
    assert "neu@people.example" in body
    assert fresh(row).person.email == "hong@people.example"


def test_what_was_told_cannot_be_emptied_but_by_an_erasure(client, row):
    told = form_of(client, row) | {"name": "", "email": ""}

    answer = client.post(address(row, "ticket_details"), told)

    assert set(answer.context["form"].errors) == {"name", "email"}


def test_the_later_tab_sees_what_changed_and_may_insist(client, row):
    later = form_of(client, row)
    client.post(address(row, "ticket_details"), later | {"name": "홍길순"})

    answer = client.post(address(row, "ticket_details"), later | {"name": "홍판서"})

    assert "홍길순" in str(answer.context["form"].errors["name"])
    assert fresh(row).person.name == "홍길순"
    again = {field.html_name: field.value() for field in answer.context["form"]}
    assert again["name"] == "홍판서"
    client.post(address(row, "ticket_details"), again)
    assert fresh(row).person.name == "홍판서"


def test_going_back_and_sending_the_same_again_changes_nothing(client, row):
    told = form_of(client, row) | {"name": "홍길순"}
    client.post(address(row, "ticket_details"), told)
    before = Mail.objects.count()

    answer = client.post(address(row, "ticket_details"), told, follow=True)

    assert answer.redirect_chain
    assert Mail.objects.count() == before


def test_nobody_fills_the_mailbox_of_others_by_changing_his_own_address(client, row):
    for address_ in ["own@people.example", "victim@people.example"] * 3:
        send(client, row, email=address_)

    answer = send(client, row, email="own@people.example")

    assert "email" in answer.context["form"].errors
    assert fresh(row).person.email == "victim@people.example"


def test_optional_fields_are_there_for_whoever_agreed_to_them(client, edition, row):
    agreed = ticket_scenes.with_everything(edition)

    bare = client.get(address(row, "ticket_details")).context["form"]
    full = client.get(address(agreed, "ticket_details")).context["form"]

    assert "organisation" not in bare.fields
    assert full["country"].value() == "KR"


def test_a_leader_corrects_the_name_of_a_companion_and_of_nobody_else(client, edition, row):
    leader = ticket_scenes.register(edition, companions=ticket_scenes.COMPANY)
    companion = ticket_scenes.companions(leader)[0]
    theirs = {"companion": companion.uuid}

    told = form_of(client, leader, "ticket_companion", **theirs) | {"name": "김철순"}
    client.post(address(leader, "ticket_companion", **theirs), told)

    assert fresh(companion).person.name == "김철순"
    assert client.get(address(row, "ticket_companion", **theirs)).status_code == 404


# Days


def test_other_days_come_with_a_new_code(client, row):
    lost = code_of(row)

    answer = send(client, row, "ticket_stay", days="1-1")

    assert answer.redirect_chain
    assert (code_of(row).first_day, code_of(row).last_day) == (1, 1)
    assert Ticket.objects.get(pk=lost.pk).revoked_at


def test_the_days_that_are_left_of_ones_own_are_no_change(client, edition, row):
    lost = code_of(row)
    at_the_fair = form_of(client, row, "ticket_stay")

    client.post(address(row, "ticket_stay"), at_the_fair)

    assert code_of(row) == lost


def test_a_group_changes_its_size(client, edition):
    group = ticket_scenes.register(edition, ticket_class=TicketClass.GROUP, heads=12)

    refused = send(client, group, "ticket_stay", heads="1")
    send(client, group, "ticket_stay", heads="30")

    assert "heads" in refused.context["form"].errors
    assert code_of(group).heads == 30


# Cancelling


def test_a_cancellation_is_taken_back(client, row):
    client.post(address(row, "ticket_cancellation"))
    client.post(address(row, "ticket_cancellation"))
    assert fresh(row).cancelled_at

    client.post(address(row, "ticket_restoration"))

    assert fresh(row).cancelled_at is None


def test_companions_are_cancelled_where_they_are_chosen(client, edition):
    leader = ticket_scenes.register(edition, companions=ticket_scenes.COMPANY)
    first, second = ticket_scenes.companions(leader)

    client.post(address(leader, "ticket_cancellation"), {"companions": [str(first.uuid)]})

    assert [bool(fresh(each).cancelled_at) for each in (leader, first, second)] == [
        True,
        True,
        False,
    ]


def test_a_stranger_among_the_companions_cancels_nobody(client, edition, row):
    leader = ticket_scenes.register(edition, companions=ticket_scenes.COMPANY)

    client.post(address(leader, "ticket_cancellation"), {"companions": [str(row.uuid)]})

    assert not fresh(leader).cancelled_at
    assert not fresh(row).cancelled_at


# Consents


def withdraw(client, row, kind):
    given = row.consents.filter(text__kind=kind).latest("pk")
    return client.post(address(row, "ticket_consent_withdrawal", consent=given.pk), follow=True)


def test_each_consent_is_shown_as_it_was_read(client, edition):
    row = ticket_scenes.with_everything(edition)
    ConsentTextFactory(edition=edition, kind="marketing", version=2, purpose="새 목적")

    page = client.get(address(row, "ticket_consents"))

    assert len(page.context["standing"]) == 3
    assert "새 목적" not in page.content.decode()
    assert not page.context["form"].fields


def test_one_press_withdraws_and_an_unticked_box_gives_again_in_a_new_row(client, edition):
    row = ticket_scenes.with_everything(edition)

    withdraw(client, row, "optional")
    withdraw(client, row, "optional")
    assert fresh(row).person.organisation == ""
    page = client.get(address(row, "ticket_consents"))
    box = page.context["form"]["optional"]
    assert "checked" not in str(box)
    client.post(address(row, "ticket_consents"), {"optional": str(box.field.text.pk)})
    client.post(address(row, "ticket_consents"), {"optional": str(box.field.text.pk)})

    kept = row.consents.filter(text__kind="optional").order_by("pk")
    assert [each.withdrawn_at is None for each in kept] == [False, True]


def test_nothing_ticked_is_nothing_agreed(client, row):
    answer = client.post(address(row, "ticket_consents"), {})

    assert answer.context["form"].errors
    assert row.consents.count() == 1


def test_a_notice_that_changed_meanwhile_is_read_again(client, edition, row):
    page = client.get(address(row, "ticket_consents"))
    before = page.context["form"].fields["marketing"].text.pk
    for language in ("ko", "en"):
        ConsentTextFactory(edition=edition, kind="marketing", version=2, language=language)

    answer = client.post(address(row, "ticket_consents"), {"marketing": str(before)})

    assert "marketing" in answer.context["form"].errors
    assert row.consents.count() == 1


def test_the_consent_of_somebody_else_is_not_there(client, edition, row):
    other = ticket_scenes.with_everything(edition)
    theirs = other.consents.get(text__kind="marketing")

    answer = client.post(address(row, "ticket_consent_withdrawal", consent=theirs.pk))

    assert answer.status_code == 404


def test_withdrawing_the_required_consent_leads_to_the_erasure(client, row):
    answer = withdraw(client, row, "collection")

    assert answer.redirect_chain[-1][0] == address(row, "ticket_erasure")


# What is kept


def test_the_file_holds_every_field_that_a_rule_of_retention_names(client, edition):
    row = ticket_scenes.with_everything(edition, companions=ticket_scenes.COMPANY)
    ELSEWHERE = {  # noqa: N806  # told once, here
        "visitors.RegistrationDraft.told": "nobody's yet; empty once it is finished",
        "visitors.Acknowledgement.note": "what staff did when a place was too full",
        "visitors.BadgeRun.file": "what the ticket says, to print",
        "visitors.BadgeRun.title": "the title of an order",
        "visitors.BadgeRun.reason": "why a list was printed",
    }

    held = client.get(address(row, "ticket_data_file")).json()

    named = {field for rule in rules() for field in rule.fields if field.startswith("visitors.")}
    places = {
        "Person": held["person"],
        "Registration": held["registrations"][0],
        "Adjustment": {"reason": "in counted_as"},
    }
    missing = {
        field
        for field in named - set(ELSEWHERE)
        if field.split(".")[2] not in places.get(field.split(".")[1], {})
    }
    assert missing == set()


def test_the_file_tells_scans_seats_consents_mails_and_looks_and_nobody_elses_data(client, edition):
    row = ticket_scenes.with_everything(edition, companions=ticket_scenes.COMPANY)
    other = ticket_scenes.register(
        edition, ticket_scenes.Details(name="임꺽정", email="lim@people.example")
    )
    Phone.at(scenes.gate(edition)).show(code_of(row), when=scenes.at(23, 11))
    looks.saw(
        looks.Caller(AccountFactory().pk, None),
        LookAct.VIEW,
        "desk.search",
        SubjectKind.PERSON,
        [row.person_id, other.person_id],
        edition=edition,
    )

    answer = client.get(address(row, "ticket_data_file"))
    held = answer.json()

    [registration] = held["registrations"]
    [ticket] = registration["tickets"]
    assert "attachment" in answer["Content-Disposition"]
    assert ticket["scans"][0]["scanned_at"] == "2023-11-23T11:00:00+09:00"
    assert {each["kind"] for each in registration["consents"]} == {
        "collection",
        "optional",
        "marketing",
    }
    assert [each["name"] for each in held["companions"]] == ["김철수", "이영희"]
    assert [each["kind"] for each in held["mails"]] == ["ticket"]
    assert held["looks"][0]["times"] == 1
    assert "임꺽정" not in answer.content.decode()


def test_a_notice_on_the_english_page_says_that_it_was_read_in_korean(client, edition):
    row = ticket_scenes.with_everything(edition)
    text = Consent.objects.filter(registration=row, text__language="ko").first().text

    page = client.get(f"/en{address(row, 'ticket_data')}").content.decode()

    assert re.search(rf'<dd lang="ko">\s*{re.escape(text.purpose)}', page)


@pytest.mark.parametrize("size", [1, 50])
def test_what_is_kept_costs_the_same_for_any_number_of_codes(
    client, edition, size, django_assert_max_num_queries
):
    row = ticket_scenes.with_everything(edition)
    order = Order(TicketClass.VISITOR, row.person_id, row.pk)
    tickets.issue_many(edition, [order] * size, at=ticket_scenes.EVE)

    with django_assert_max_num_queries(24):
        client.get(address(row, "ticket_data"))


# Erasing


def test_an_erasure_asks_once_and_tells_the_number_of_its_certificate(client, row, postbox):
    unread = client.post(address(row, "ticket_erasure"), {})
    assert unread.context["form"].errors
    assert fresh(row).person.erased_at is None

    answer = client.post(address(row, "ticket_erasure"), {"understood": "on"})
    mails.send_due()

    certificate = Destruction.objects.order_by("pk").last()
    assert str(certificate) in answer.content.decode()
    assert fresh(row).person.name == ""
    [last] = postbox.to("hong@people.example")[-1:]
    assert str(certificate) in texts(last)[0]
    assert not Mail.objects.filter(recipient__icontains="hong").exists()


def test_the_code_opens_the_door_after_an_erasure_unless_it_was_given_up(client, edition):
    kept, given_up = (
        ticket_scenes.register(edition),
        ticket_scenes.register(
            edition, ticket_scenes.Details(name="임꺽정", email="lim@people.example")
        ),
    )
    codes = code_of(kept), code_of(given_up)
    client.post(address(kept, "ticket_erasure"), {"understood": "on"})
    client.post(address(given_up, "ticket_erasure"), {"understood": "on", "gives_up": "on"})

    phone = Phone.at(scenes.gate(edition))

    assert [phone.show(code, when=scenes.at(23, 11))["outcome"] for code in codes] == [
        "admitted",
        "refused",
    ]
    assert fresh(given_up).cancelled_at


def test_a_leader_erases_one_companion_and_stays(client, edition):
    leader = ticket_scenes.register(edition, companions=ticket_scenes.COMPANY)
    first, second = ticket_scenes.companions(leader)
    chosen = {"understood": "on", "companions": [str(first.uuid)]}

    answer = client.post(address(leader, "ticket_erasure"), chosen)

    assert answer.status_code == 200
    assert [bool(fresh(each).person.erased_at) for each in (leader, first, second)] == [
        False,
        True,
        False,
    ]
    assert client.get(address(leader)).status_code == 200


def test_nobody_chosen_is_nobody_erased(client, edition):
    leader = ticket_scenes.register(edition, companions=ticket_scenes.COMPANY)

    answer = client.post(address(leader, "ticket_erasure"), {"understood": "on"})

    assert "myself" in answer.context["form"].errors
    assert not Person.objects.exclude(erased_at=None).exists()


# A new code


def test_a_second_press_voids_no_second_code(client, row):
    told = form_of(client, row, "ticket_replacement")
    told = {
        "whose": client.get(address(row, "ticket_replacement")).context["form"].initial["whose"]
    }

    client.post(address(row, "ticket_replacement"), told)
    answer = client.post(address(row, "ticket_replacement"), told)

    assert "whose" in answer.context["form"].errors
    assert Ticket.objects.filter(registration=row).count() == 2


def test_without_a_code_the_pages_say_so(client, row):
    cancellations.end([row], at=ticket_scenes.EVE)

    for name in ("ticket_stay", "ticket_replacement"):
        assert client.post(address(row, name)).status_code == 200
    assert corrections.known(row.person)["name"] == "홍길동"
