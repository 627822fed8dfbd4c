"""The admin's door and its walls: log-in, roles, and the borders between editions."""

import pytest
from django.test import Client
from django.urls import reverse

from expo.models import Account, Role, RoleKind
from tests import factories, organisers

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return factories.EditionFactory()


@pytest.fixture
def organiser(edition):
    return organisers.arrive(edition, RoleKind.ORGANISER)


def test_the_admin_has_no_log_in_form_of_its_own():
    answer = Client().get("/admin/login/", {"next": "/admin/booths/space/"})

    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next=%2Fadmin%2Fbooths%2Fspace%2F"


def test_the_log_in_leads_to_no_other_host():
    answer = Client().get("/admin/login/", {"next": "https://elsewhere.example/admin/"})

    assert answer["Location"] == f"{reverse('account_login')}?next=%2Fadmin%2F"


def test_logging_out_of_the_admin_logs_out(organiser):
    organiser.post("/admin/logout/")

    assert organiser.get("/admin/").status_code == 302


def test_a_role_opens_the_admin_only_while_it_is_held(edition, organiser):
    assert organiser.get("/admin/").status_code == 200

    Role.objects.update(ended_at="2023-11-24T00:00Z")

    assert organiser.get("/admin/").status_code == 404


def test_a_row_cannot_be_added_to_somebody_elses_edition(edition, organiser):
    elsewhere = factories.EditionFactory()
    hall = {"code": "4B", "name_ko": "전시장", "x": 0, "y": 0, "width": 9, "depth": 9}

    answer = organiser.post("/admin/expo/hall/add/", {**hall, "edition": elsewhere.pk})

    assert answer.status_code == 200
    assert "edition" in answer.context["adminform"].form.errors
    assert not elsewhere.halls.exists()


def test_a_row_cannot_be_moved_to_another_edition_away_from_its_hall(edition, organiser):
    """The organiser holds both editions, and still a space stays with its hall."""
    other = factories.EditionFactory()
    factories.RoleFactory(account=organiser.account, edition=other)
    space = factories.SpaceFactory(edition=edition)
    fields = {"edition": other.pk, "hall": space.hall_id, "code": space.code, "kind": "raw"}
    inline = {"assignments-TOTAL_FORMS": 0, "assignments-INITIAL_FORMS": 0}

    answer = organiser.post(
        f"/admin/booths/space/{space.pk}/change/",
        {**fields, "x": 0, "y": 0, "width": 3, "depth": 3, **inline},
    )

    assert "다른 회차" in answer.content.decode() or "different editions" in answer.content.decode()
    space.refresh_from_db()
    assert space.edition == edition


def test_only_rows_of_ones_own_editions_are_offered(edition, organiser):
    mine = factories.HallFactory(edition=edition, code="MINE")
    factories.HallFactory(code="THEIRS")
    query = {"app_label": "booths", "model_name": "space", "field_name": "hall", "term": ""}

    offered = organiser.get("/admin/autocomplete/", query).json()["results"]

    assert [hall["text"] for hall in offered] == [mine.code]


def test_whoever_works_on_two_editions_sees_whose_hall_is_offered(edition, organiser):
    factories.RoleFactory(account=organiser.account, edition=factories.EditionFactory())
    factories.HallFactory(edition=edition, code="4B")
    query = {"app_label": "booths", "model_name": "space", "field_name": "hall", "term": ""}

    offered = organiser.get("/admin/autocomplete/", query).json()["results"]

    assert [hall["text"] for hall in offered] == [f"4B · {edition.slug}"]


def test_a_door_supervisor_meets_no_personal_data(edition):
    supervisor = organisers.arrive(edition, RoleKind.DOOR_SUPERVISOR)
    person = factories.PersonFactory(edition=edition, name="홍길동", email="hong@example.org")
    ticket = factories.TicketFactory(edition=edition, person=person)
    checkin = factories.CheckInFactory(edition=edition, ticket=ticket)
    query = {"app_label": "visitors", "model_name": "merge", "field_name": "kept", "term": "홍"}

    pages = [
        supervisor.get("/admin/visitors/checkin/"),
        supervisor.get(f"/admin/visitors/checkin/{checkin.pk}/change/"),
        supervisor.get("/admin/visitors/checkin/", {"q": str(ticket)}),
        supervisor.get("/admin/visitors/person/"),
        supervisor.get("/admin/visitors/ticket/"),
        supervisor.get("/admin/autocomplete/", query),
        supervisor.get("/admin/search/", {"s": "홍길동"}),
    ]

    assert [page.status_code for page in pages] == [200, 200, 200, 404, 404, 404, 200]
    for page in pages:
        assert "홍길동" not in page.content.decode()
        assert "hong@example.org" not in page.content.decode()


def test_a_filter_does_not_ask_what_one_may_not_see(edition):
    """Whether a list is empty would tell whether a name is among the visitors."""
    supervisor = organisers.arrive(edition, RoleKind.DOOR_SUPERVISOR)
    factories.CheckInFactory(edition=edition)

    answer = supervisor.get("/admin/visitors/checkin/", {"ticket__person__name": "홍길동"})

    assert answer.status_code == 400


def test_a_role_is_given_by_mail_address(edition, organiser):
    asked = {"email": "New@example.org", "name": "새 사람", "language": "ko", "edition": edition.pk}

    organiser.post("/admin/expo/role/add/", {**asked, "kind": RoleKind.DOOR_SUPERVISOR})

    account = Account.objects.get(email__iexact="new@example.org")
    assert account.name == "새 사람"
    assert account.is_staff
    assert not account.has_usable_password()
    assert [role.kind for role in account.roles.held()] == [RoleKind.DOOR_SUPERVISOR]


def test_a_role_outside_the_admin_does_not_open_it(edition, organiser):
    asked = {"email": "planner@example.org", "name": "", "language": "ko", "edition": edition.pk}

    organiser.post("/admin/expo/role/add/", {**asked, "kind": RoleKind.PLANNER})

    assert not Account.objects.get(email="planner@example.org").is_staff


def test_a_role_is_ended_and_stays_known(edition, organiser):
    role = factories.RoleFactory(edition=edition, kind=RoleKind.PLANNER)

    organiser.post(f"/admin/expo/role/{role.pk}/end/", {"_form_submitted": "True"})

    role.refresh_from_db()
    assert role.ended_at is not None
    assert organiser.post(f"/admin/expo/role/{role.pk}/delete/", {"post": "yes"}).status_code == 404


def test_nobody_becomes_a_superuser_by_a_role(edition, organiser):
    account = factories.RoleFactory(edition=edition, kind=RoleKind.PLANNER).account
    fields = {"email": account.email, "name": "", "is_active": "on", "is_superuser": "on"}

    answer = organiser.post(f"/admin/expo/account/{account.pk}/change/", fields)

    account.refresh_from_db()
    assert answer.status_code == 404
    assert not account.is_superuser


def test_acts_are_for_those_who_may_write(edition):
    """A privacy officer reads roles and ends none."""
    officer = organisers.arrive(edition, RoleKind.PRIVACY_OFFICER)
    role = factories.RoleFactory(edition=edition, kind=RoleKind.PLANNER)

    answer = officer.post(f"/admin/expo/role/{role.pk}/end/", {"_form_submitted": "True"})

    role.refresh_from_db()
    assert answer.status_code == 404
    assert role.ended_at is None


def test_an_organiser_does_not_learn_what_somebody_does_elsewhere(edition, organiser):
    account = factories.RoleFactory(edition=edition, kind=RoleKind.PLANNER).account
    elsewhere = factories.RoleFactory(account=account, kind=RoleKind.ORGANISER).edition

    page = organiser.get("/admin/expo/account/")

    assert account.email in page.content.decode()
    assert elsewhere.slug not in page.content.decode()


def policy(answer):
    """The Content-Security-Policy, directive by directive."""
    directives = answer["Content-Security-Policy"].split("; ")
    return {name: set(sources) for name, *sources in (line.split() for line in directives)}


def test_the_admin_allows_what_its_theme_needs_and_nothing_beyond(organiser):
    allowed = policy(organiser.get("/admin/"))

    assert allowed["script-src"] == {"'self'", "'unsafe-eval'"}
    assert allowed["style-src"] == {"'self'", "'unsafe-inline'"}
    assert allowed["default-src"] == {"'self'"}
    assert allowed["frame-ancestors"] == {"'none'"}


@pytest.mark.parametrize("address", ["/", "/accounts/login/"])
def test_pages_outside_the_admin_keep_the_strict_policy(address):
    answer = Client().get(address)

    assert "unsafe" not in answer["Content-Security-Policy"]
