"""The privacy officer's pages: what waits, the access log, its reviews, permissions, incidents."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pgtrigger
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from expo import access, editions, incidents, looks
from expo.looks import Caller
from expo.models import Incident, Look, LookAct, LookReview, RoleKind, SubjectKind
from tests import factories, organisers
from tests.visitors import scenes
from visitors import tickets
from visitors.classes import TicketClass
from visitors.signing import ticket_text
from visitors.tickets import Order

pytestmark = pytest.mark.django_db

SEOUL = ZoneInfo("Asia/Seoul")
LAST_MONTH = (datetime.now(SEOUL).date().replace(day=1) - timedelta(days=1)).replace(day=1)
LOG = "/admin/privacy/access-log/"
PAGES = ["privacy", "access_log", "permissions"]


@pytest.fixture
def edition():
    return scenes.edition()


@pytest.fixture
def officer(edition):
    return organisers.arrive(edition, RoleKind.PRIVACY_OFFICER, is_staff=True, name="정보호")


@pytest.fixture
def supervisor(edition):
    return factories.RoleFactory(
        edition=edition,
        kind=RoleKind.DOOR_SUPERVISOR,
        account=factories.AccountFactory(name="박입구"),
    ).account


def looked(edition, account, people=(7,), act=LookAct.VIEW, when=None):
    who, kind = Caller(account.pk, "192.0.2.1"), SubjectKind.PERSON
    reason = "For the press" if act == LookAct.EXPORT else ""
    row = looks.saw(who, act, "desk.card", kind, people, edition=edition, reason=reason)
    if when:
        with pgtrigger.ignore("expo.Look:append_only"):
            Look.objects.filter(pk=row.pk).update(at=when)
    return row


def last_month(edition):
    noon = datetime(LAST_MONTH.year, LAST_MONTH.month, 5, 12, tzinfo=edition.tz)
    return noon + timedelta(days=(7 - noon.weekday()) % 7)  # a Monday


def shown(answer):
    return {entry.pk for entry in answer.context["entries"]}


def words(answer):
    return " ".join(answer.content.decode().split())


# Who


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_are_the_privacy_officers_alone(page, edition, officer):
    organiser = organisers.arrive(edition, RoleKind.ORGANISER, is_staff=True)
    elsewhere = factories.EditionFactory(number=9)
    stranger = organisers.arrive(elsewhere, RoleKind.PRIVACY_OFFICER, is_staff=True)
    address = f"{reverse(f'admin:{page}')}?edition={edition.slug}"

    answers = [client.get(address).status_code for client in (officer, organiser, stranger)]

    assert answers == [200, 404, 404]


def test_another_editions_entry_and_month_are_not_shown(edition, officer, supervisor):
    elsewhere = factories.EditionFactory(number=9)
    row = looked(elsewhere, supervisor)

    assert officer.get(reverse("admin:look", args=[row.pk])).status_code == 404
    assert shown(officer.get(LOG)) == set()


# The log


def test_an_entry_is_found_by_the_number_of_a_visitor_a_ticket_or_a_reservation(
    edition, officer, supervisor
):
    registration = factories.RegistrationFactory(edition=edition)
    person = registration.person_id
    ticket = tickets.issue(
        edition, Order(TicketClass.VISITOR, person, registration.pk), at=scenes.NOON
    )
    mine = looked(edition, supervisor, people=(person, 10**9))
    looked(edition, supervisor, people=(10**9,))

    for number in [f"#{person}", f"{person}", ticket_text(ticket.pk), registration.number]:
        assert shown(officer.get(LOG, {"whose": number})) == {mine.pk}, number


def test_what_is_no_number_and_no_day_is_said_beside_its_field(officer):
    answer = officer.get(f"/en{LOG}", {"whose": "Kim", "first": "never", "address": "x"})

    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"whose", "first", "address"}
    assert "Nobody in this edition has that number." in words(answer)


def test_the_log_is_searched_by_account_act_time_and_address(edition, officer, supervisor):
    monday = last_month(edition)
    mine = looked(edition, supervisor, act=LookAct.EXPORT, when=monday)
    night = looked(edition, supervisor, when=monday + timedelta(hours=10))

    for query, found in [
        ({"account": supervisor.pk}, {mine.pk, night.pk}),
        ({"act": "export"}, {mine.pk}),
        ({"exports_only": "on"}, {mine.pk}),
        ({"outside_hours": "on", "place": "desk.card"}, {night.pk}),
        ({"begins": "11:00", "ends": "13:00", "place": "desk.card"}, {mine.pk}),
        ({"address": "192.0.2.1", "first": f"{monday:%Y-%m-%d}"}, {mine.pk, night.pk}),
        ({"last": f"{monday - timedelta(days=1):%Y-%m-%d}"}, set()),
    ]:
        assert shown(officer.get(LOG, query)) == found, query


def test_whoever_reads_the_log_is_in_it(edition, officer, supervisor):
    looked(edition, supervisor)

    officer.get(LOG)

    own = Look.objects.get(account=officer.account)
    assert (own.place, own.subject_kind) == ("privacy.access_log", "account")
    assert own.subjects == [supervisor.pk]
    assert own.pk in shown(officer.get(LOG))


def test_an_entry_is_told_in_words_and_by_numbers(edition, officer, supervisor):
    row = looked(edition, supervisor, people=range(1, 301))

    told = words(officer.get(f"/en{reverse('admin:look', args=[row.pk])}"))

    assert "Viewed: Desk: card" in told
    assert "박입구" in told
    assert "#200" in told
    assert "and 100 more" in told


def test_the_log_costs_the_same_for_one_entry_and_for_a_page(edition, officer, supervisor):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert officer.get(LOG).status_code == 200
        return len(queries)

    looked(edition, supervisor)
    one = cost()
    for _each in range(49):
        looked(edition, factories.AccountFactory())

    assert cost() == one


# Leaving


def test_the_log_leaves_as_a_table_for_a_reason_which_is_logged(edition, officer, supervisor):
    looked(edition, supervisor, people=(7, 8))
    address = f"{LOG}export.csv?place=desk.card"

    asked = officer.get(address)
    refused = officer.post(address, {"reason": "x"})
    answer = officer.post(address, {"reason": "Asked for by the auditors"})

    assert (asked.status_code, refused.status_code) == (200, 200)
    assert refused.context["form"].errors
    header, line = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    told = dict(zip(header.split(","), line.split(","), strict=True))
    assert (told["account"], told["keys"], told["act"]) == (supervisor.email, "7 8", "view")
    exported = Look.objects.get(act="export")
    assert (exported.account, exported.reason) == (officer.account, "Asked for by the auditors")


def test_a_log_that_is_too_long_is_narrowed_first(edition, officer, supervisor, monkeypatch):
    monkeypatch.setattr("expo.dashboard.privacy.log.MOST_EXPORTED", 1)
    for _each in range(2):
        looked(edition, supervisor)

    answer = officer.post(f"/en{LOG}export.csv", {"reason": "Asked for by the auditors"})

    assert "Narrow the search" in words(answer)
    assert not Look.objects.filter(act="export").exists()


# Reviews


def review(month=LAST_MONTH):
    return reverse("admin:look_review", args=[month.year, month.month])


def test_a_month_that_is_over_waits_and_is_signed(edition, officer, supervisor):
    looked(edition, supervisor, when=last_month(edition))
    tasks = officer.get("/admin/").context["tasks"]
    assert review() in tasks[0].address

    refused = officer.post(review(), {"note": " "})
    signed = officer.post(review(), {"note": "Nothing unusual."})

    assert (refused.status_code, signed.status_code) == (200, 302)
    assert LookReview.objects.get().entries == 1
    assert officer.get("/admin/privacy/").context["tasks"] == []
    assert "Nothing unusual." in words(officer.get("/admin/privacy/"))


def test_a_month_that_is_not_over_cannot_be_signed(edition, officer):
    month = timezone.now().astimezone(edition.tz).date()

    answer = officer.post(review(month), {"note": "Nothing unusual."})

    assert answer.status_code == 200
    assert not LookReview.objects.exists()


def test_what_is_unusual_leads_to_its_entries(edition, officer, supervisor):
    at = last_month(edition)
    night = looked(edition, supervisor, when=at + timedelta(hours=9))
    looked(edition, supervisor, when=at)

    unusual = officer.get(review()).context["oddities"]

    first = next(one for one in unusual if "outside_hours" in one.address)
    assert shown(officer.get(first.address)) == {night.pk}


@pytest.mark.parametrize("month", ["2026-13", "2026-0", "0-1"])
def test_what_is_no_month_is_not_found(officer, month):
    assert officer.get(f"{LOG}reviews/{month}/").status_code == 404


# Permissions


def test_roles_granted_and_ended_are_told_with_who_did_it(edition, officer):
    organiser = organisers.arrive(edition, RoleKind.ORGANISER, is_staff=True, name="이총괄")
    helper = factories.AccountFactory(name="최도움")
    role = access.grant(helper, edition, RoleKind.PLANNER)
    organiser.post(reverse("admin:expo_role_end", args=[role.pk]), {"_form_submitted": "True"})

    lines = officer.get(reverse("admin:permissions")).context["lines"]

    told = [(line["account"], line["act"], line["by"]) for line in lines[:2]]
    assert told == [(helper, "끝남", "이총괄"), (helper, "부여", "")]


# Incidents


def test_an_incident_alarms_organisers_and_the_officer_with_its_clock(edition, officer):
    known = timezone.now() - timedelta(hours=70, minutes=30)
    factories.IncidentFactory(edition=edition, known_at=known)
    organiser = organisers.arrive(edition, RoleKind.ORGANISER, is_staff=True)
    door = organisers.arrive(edition, RoleKind.DOOR_SUPERVISOR, is_staff=True)

    told = {
        client: [task.sentence for task in client.get("/en/admin/").context["tasks"]]
        for client in (officer, organiser, door)
    }

    assert told == {
        officer: ["Incident: 1 hour left of 72"],
        organiser: ["Incident: 1 hour left of 72"],
        door: [],
    }


@pytest.mark.parametrize(
    ("hours", "clock"),
    [
        (0, "72 hours left of 72"),
        (71.5, "less than an hour left of 72"),
        (73.5, "the 72 hours are over since 1 hour"),
        (100, "the 72 hours are over since 28 hours"),
    ],
)
def test_the_clock_says_what_is_left_of_seventy_two_hours(edition, hours, clock):
    at = timezone.now()
    incident = factories.IncidentFactory(edition=edition, known_at=at - timedelta(hours=hours))

    with translation.override("en"):
        assert incidents.clock(incident, at) == clock


def test_an_incident_is_closed_once_it_says_what_was_done(edition, officer):
    incident = factories.IncidentFactory(edition=edition)
    close = reverse("admin:expo_incident_close", args=[incident.pk])

    officer.post(close, {"_form_submitted": "True"})
    incident.refresh_from_db()
    assert incident.closed_at is None

    Incident.objects.update(measures="The list was fetched back and shredded.")
    officer.post(close, {"_form_submitted": "True"})
    incident.refresh_from_db()
    assert incident.closed_at is not None
    page = officer.get(reverse("admin:expo_incident_change", args=[incident.pk]))
    assert not page.context["has_change_permission"]


def test_an_incident_names_no_resident_number_and_no_moment_to_come(edition, officer):
    tomorrow = (timezone.now() + timedelta(days=1)).astimezone(edition.tz)
    typed = {
        "edition": edition.pk,
        "known_at_0": f"{tomorrow:%Y-%m-%d}",
        "known_at_1": f"{tomorrow:%H:%M}",
        "what": "900101-1234567 stood in a mail",
    }

    answer = officer.post(reverse("admin:expo_incident_add"), typed)

    assert set(answer.context["adminform"].errors) == {"known_at", "what"}
    assert not Incident.objects.exists()


def test_the_fairs_clock_is_not_the_incidents(edition, officer):
    """A rehearsal plays another day; a breach happens in real time."""
    editions.set_clock(edition, datetime(2023, 11, 23, tzinfo=edition.tz), 1)
    factories.IncidentFactory(edition=edition)

    assert "72" in officer.get("/en/admin/").context["tasks"][0].sentence
