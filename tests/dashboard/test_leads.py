"""Leads: an exhibitor knows the visitors who chose it by name, for as long as they do."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from expo.models import Look
from tests.factories import ConsentTextFactory, MemberFactory, ParticipationFactory
from tests.visitors import ticket_scenes
from tests.visitors.ticket_scenes import EVE, address
from visitors import erasures, leads
from visitors.models import Lead
from visitors.registrations import Details

pytestmark = pytest.mark.django_db

REASON = "박람회 뒤 자료 발송"


@pytest.fixture
def edition():
    return ticket_scenes.fair()


@pytest.fixture
def row(edition):
    return ticket_scenes.with_everything(edition)


@pytest.fixture
def body(edition):
    return ParticipationFactory(edition=edition).exhibitor


@pytest.fixture
def member(body, client):
    member = MemberFactory(exhibitor=body)
    client.force_login(member.account)
    return member


def give(row, *bodies):
    text = row.edition.consent_texts.get(kind="third_party", language="ko")
    return leads.give(row, [body.pk for body in bodies], text, at=EVE)


def choose(client, row, *bodies, **typed):
    page = client.get(address(row, "ticket_exhibitors"))
    told = {"notice": page.context["notice"].pk, "exhibitor": [str(each.uuid) for each in bodies]}
    return client.post(address(row, "ticket_exhibitors"), told | typed, follow=True)


def portal(client, body):
    return client.get(reverse("portal_leads", args=[body.uuid]))


def table(client, body, **typed):
    asked = {"reason": REASON, "format": "csv"} | typed
    return client.post(reverse("portal_leads_file", args=[body.uuid]), asked)


def content(answer):
    return b"".join(answer.streaming_content).decode("utf-8-sig")


# The visitor's side


def test_nobody_is_ticked_and_everybody_is_named(client, row, body):
    page = client.get(address(row, "ticket_exhibitors"))

    text = page.content.decode()
    assert body.name_ko in text
    assert "checked" not in text
    assert not Lead.objects.exists()


def test_only_those_who_are_ticked_may_know_the_visitor(client, row, body):
    other = ParticipationFactory(edition=row.edition).exhibitor

    choose(client, row, body)

    assert [lead.exhibitor for lead in leads.given(row)] == [body.pk]
    page = client.get(address(row, "ticket_exhibitors"))
    assert [each.pk for each in page.context["offered"]] == [other.pk]


def test_pressed_twice_it_is_one_consent(client, row, body):
    choose(client, row, body)
    choose(client, row, body)

    assert Lead.objects.count() == 1


def test_nobody_ticked_is_said(client, row, body):
    assert choose(client, row).context["fault"]


def test_a_notice_that_changed_meanwhile_is_read_again(client, row, body):
    before = client.get(address(row, "ticket_exhibitors")).context["notice"].pk
    ConsentTextFactory(edition=row.edition, kind="third_party", version=2)

    answer = choose(client, row, body, notice=before)

    assert answer.context["fault"]
    assert not Lead.objects.exists()


def test_exhibitors_are_found_by_the_words_of_their_name(client, row, edition):
    found = ParticipationFactory(edition=edition, exhibitor__name_ko="행정안전부").exhibitor
    ParticipationFactory(edition=edition, exhibitor__name_ko="카카오")

    page = client.get(address(row, "ticket_exhibitors"), {"q": "안전 행정"})

    assert page.context["offered"] == [found]


def test_taken_back_twice_is_taken_back_once_and_may_be_given_anew(client, row, body):
    [lead] = give(row, body)
    where = address(row, "ticket_lead_withdrawal", lead=lead.uuid)

    client.post(where)
    client.post(where)
    choose(client, row, body)

    assert [each.withdrawn_at is None for each in leads.given(row)] == [True, False]


def test_what_somebody_else_gave_is_not_there_to_take_back(client, row, body, edition):
    other = ticket_scenes.register(edition, Details(name="임꺽정", email="lim@people.example"))
    [lead] = give(other, body)

    assert client.post(address(row, "ticket_lead_withdrawal", lead=lead.uuid)).status_code == 404
    assert Lead.objects.standing().exists()


def test_the_data_file_names_who_may_know_the_visitor(client, row, body):
    give(row, body)

    [held] = client.get(address(row, "ticket_data_file")).json()["registrations"]

    assert held["exhibitors"][0]["exhibitor"] == body.name_ko


# The exhibitor's side


def test_an_exhibitor_reads_the_data_where_they_stand_and_the_look_is_logged(
    client, row, body, member
):
    give(row, body)
    row.person.organisation = "율도국"
    row.person.save()

    assert "율도국" in portal(client, body).content.decode()

    look = Look.objects.get(place="portal.leads")
    assert (look.act, look.subjects, look.account) == ("view", [row.person_id], member.account)


def test_taken_back_it_is_gone_from_the_page_and_the_table_at_once(client, row, body, member):
    [lead] = give(row, body)
    leads.withdraw(lead, at=EVE)

    assert "홍길동" not in portal(client, body).content.decode()
    assert "홍길동" not in content(table(client, body))


def test_an_erased_visitor_is_gone(client, row, body, member):
    give(row, body)
    erasures.erase(row.person, cause="requested", at=EVE)

    assert not list(leads.known_to(row.edition, body.pk))
    assert "hong@people.example" not in portal(client, body).content.decode()


def test_another_exhibitor_reads_nothing(client, row, member):
    other = ParticipationFactory(edition=row.edition).exhibitor
    give(row, other)

    assert "홍길동" not in portal(client, member.exhibitor).content.decode()
    assert portal(client, other).status_code == 404
    assert table(client, other).status_code == 404


def test_a_table_needs_a_reason_which_the_log_keeps(client, row, body, member):
    give(row, body)
    refused = table(client, body, reason="")
    assert refused.context["form"].errors

    text = content(table(client, body))

    assert text.splitlines()[0].startswith("name,organisation,job_title,email,phone,given_at")
    assert "홍길동,활빈당,대표,hong@people.example" in text
    look = Look.objects.get(act="export")
    assert (look.reason, look.subjects) == (REASON, [row.person_id])


def test_an_exhibitor_reads_no_more_than_the_notice_names(edition):
    row = ticket_scenes.with_everything(edition)

    assert set(leads.ITEMS) == {"name", "organisation", "job_title", "email", "phone"}
    assert row.person.country not in {getattr(row.person, name) for name in leads.ITEMS}


def test_what_a_spreadsheet_would_run_is_kept_from_it(client, edition, body, member):
    row = ticket_scenes.register(edition, Details(name="=HYPERLINK(1)", email="x@people.example"))
    give(row, body)

    answer = table(client, body, format="xlsx")

    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet["A2"].value == "'=HYPERLINK(1)"


@pytest.mark.parametrize("size", [1, 50])
def test_the_list_costs_the_same_for_any_number(
    client, member, size, django_assert_max_num_queries
):
    body = member.exhibitor
    for number in range(size):
        details = Details(name=f"방문객 {number}", email=f"v{number}@people.example")
        give(ticket_scenes.register(body.edition, details), body)

    with django_assert_max_num_queries(16):
        portal(client, body)


@pytest.mark.parametrize("size", [1, 50])
def test_choosing_costs_the_same_for_any_number_of_exhibitors(
    client, row, size, django_assert_max_num_queries
):
    bodies = [
        each.exhibitor for each in ParticipationFactory.create_batch(size, edition=row.edition)
    ]
    give(row, *bodies[: size // 2])

    with django_assert_max_num_queries(12):
        client.get(address(row, "ticket_exhibitors"))
