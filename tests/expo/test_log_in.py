"""The one log-in of the house: where it leads, what it refuses, and when it locks."""

import re

import pytest
from django.core import mail
from django.core.cache import cache

from expo import access, mails
from expo.models import Account, RoleKind
from tests.factories import EditionFactory
from tests.postbox import no_mail_server

__all__ = ["no_mail_server"]

pytestmark = pytest.mark.django_db

PASSWORD = "hanok-and-river-9"


@pytest.fixture(autouse=True)
def _no_failures_remembered():
    cache.clear()


def account(*kinds, **fields):
    made = Account.objects.create_user("kim@expo.example", PASSWORD, **fields)
    for kind in kinds:
        access.grant(made, EditionFactory(), kind)
    return made


def log_in(client, password=PASSWORD, address="/accounts/login/"):
    return client.post(address, {"login": "kim@expo.example", "password": password})


@pytest.mark.parametrize(
    ("kinds", "is_staff", "leads_to"),
    [
        ([RoleKind.ORGANISER], True, "/admin/"),
        ([RoleKind.PLANNER], False, "/dashboard/"),
        ([RoleKind.ORGANISER], False, "/dashboard/"),
        ([RoleKind.EXHIBITOR], False, "/portal/"),
        ([], True, "/"),
    ],
)
def test_log_in_leads_to_where_ones_work_is(client, kinds, is_staff, leads_to):
    account(*kinds, is_staff=is_staff)

    assert log_in(client)["Location"] == leads_to


def test_log_in_leads_back_to_the_page_that_was_asked_for(client):
    account(RoleKind.PLANNER)

    asked = client.get("/dashboard/")

    assert asked["Location"] == "/accounts/login/?next=/dashboard/"
    assert log_in(client, address=asked["Location"])["Location"] == "/dashboard/"


def test_log_in_never_leads_to_another_house(client):
    account()

    assert (
        log_in(client, address="/accounts/login/?next=https://elsewhere.example/")["Location"]
        == "/"
    )


def test_a_wrong_password_is_said_without_telling_whether_the_address_exists(client):
    account()

    wrong = log_in(client, "not-this-one").content.decode()
    unknown = client.post("/accounts/login/", {"login": "no@expo.example", "password": PASSWORD})

    assert "이메일 주소 또는 비밀번호가 맞지 않습니다" in wrong
    assert "이메일 주소 또는 비밀번호가 맞지 않습니다" in unknown.content.decode()


def test_after_five_wrong_passwords_even_the_right_one_waits(client):
    account()
    for _ in range(5):
        log_in(client, "not-this-one")

    locked = log_in(client)

    assert "5분 동안 로그인을 잠갔습니다" in locked.content.decode()
    assert "_auth_user_id" not in client.session


def test_errors_are_listed_above_and_tied_to_their_fields(client):
    page = client.post("/accounts/login/", {"login": "", "password": ""}).content.decode()

    assert 'role="alert"' in page
    assert 'href="#id_login"' in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_login_error"' in page
    assert 'id="id_login_error"' in page


@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/email/"])
def test_nobody_signs_himself_up_or_changes_his_address(client, address):
    client.force_login(account())

    assert client.get(address).status_code == 404
    assert client.post(address, {"email": "new@expo.example"}).status_code == 404


def test_a_forgotten_password_is_reset_by_mail_and_an_unknown_address_learns_nothing(client):
    account()

    known = client.post("/accounts/password/reset/", {"email": "kim@expo.example"})
    unknown = client.post("/accounts/password/reset/", {"email": "no@expo.example"})

    assert known["Location"] == unknown["Location"]
    assert mails.send_due() == 1
    assert "/accounts/password/reset/key/" in mail.outbox[0].body
    assert all("signup" not in letter.body for letter in mail.outbox)


def test_the_link_in_the_mail_leads_to_a_new_password(client):
    made = account()
    client.post("/accounts/password/reset/", {"email": "kim@expo.example"})
    mails.send_due()
    (link,) = set(re.findall(r"http://testserver(/\S+)", mail.outbox[0].body))

    form = client.get(link, follow=True).redirect_chain[-1][0]
    new = {"password1": "river-and-hanok-8", "password2": "river-and-hanok-8"}
    client.post(form, new)

    made.refresh_from_db()
    assert made.check_password("river-and-hanok-8")


def test_whoever_never_chose_a_password_is_sent_the_link_to_begin(client):
    access.grant(
        Account.objects.create_user("kim@expo.example"), EditionFactory(), RoleKind.PLANNER
    )
    client.post("/accounts/password/reset/", {"email": "kim@expo.example"})
    mails.send_due()

    assert "/invitations/" in mail.outbox[0].body


def test_a_forgotten_password_is_no_error_without_a_mail_server(client, no_mail_server):
    account()

    assert (
        client.post("/accounts/password/reset/", {"email": "kim@expo.example"}).status_code == 302
    )


def test_logging_out_asks_first_and_then_ends_the_session(client):
    client.force_login(account())

    assert "로그아웃하시겠습니까" in client.get("/accounts/logout/").content.decode()
    client.post("/accounts/logout/")

    assert "_auth_user_id" not in client.session
