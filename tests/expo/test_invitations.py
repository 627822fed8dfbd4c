"""Whoever is invited chooses his own password, once, and nobody learns who is known."""

import re
import time
from datetime import timedelta

import pytest
from django.urls import reverse

from expo import access, invitations, mails
from expo.invitations import Choice, LinkNotValid
from expo.models import Account, Mail, MailState, RoleKind
from tests import factories
from tests.postbox import postbox, texts

__all__ = ["postbox"]

pytestmark = pytest.mark.django_db

NEW = "kim@body.example"
CHOICE = {"name": "김한빛", "language": "ko", "password": "hanok-and-river-9"}


@pytest.fixture
def edition():
    return factories.EditionFactory(name_ko="정부박람회", name_en="Government Expo")


@pytest.fixture
def link(postbox, edition):
    """What the invited finds in the mail, as a path."""
    invitations.invite(NEW, edition, RoleKind.EXHIBITOR)
    return sent_link(postbox)


def sent_link(postbox):
    mails.send_due()
    (address,) = set(re.findall(r"http://testserver(/\S+)", texts(postbox.mails[-1])[0]))
    return address


def account():
    return Account.objects.get(email=NEW)


def parts_of(link):
    uid, token = link.strip("/").split("/")[-2:]
    return uid, token


def later(monkeypatch, by):
    """As if the link had been made that long ago."""
    now = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + by.total_seconds())


def test_whoever_has_no_password_gets_a_link_to_choose_one(link):
    assert link.startswith("/invitations/")


def test_the_mail_is_in_the_language_of_whoever_gets_it(postbox, edition):
    invitations.invite(NEW, edition, RoleKind.ORGANISER, language="en")
    link = sent_link(postbox)

    mail = postbox.mails[0]
    assert "invited" in mail["Subject"]
    assert "Organiser" in texts(mail)[0]
    assert link.startswith("/en/invitations/")


def test_whoever_has_an_account_gets_a_plain_link(postbox, edition):
    Account.objects.create_user(NEW, "hanok-and-river-9")
    invitations.invite(NEW.upper(), edition, RoleKind.EXHIBITOR)

    assert sent_link(postbox) == "/portal/"
    assert Account.objects.count() == 1


def test_a_link_stands_in_no_row(link):
    uid, token = parts_of(link)

    kept = str(list(Mail.objects.values()))

    assert token not in kept
    assert f"/{uid}/" not in kept


def test_choosing_a_password_leads_into_the_portal(client, link):
    answer = client.post(link, CHOICE)

    assert answer["Location"] == "/portal/"
    assert int(client.session["_auth_user_id"]) == account().pk
    assert account().name == "김한빛"
    assert account().check_password("hanok-and-river-9")


def test_whoever_chooses_english_goes_on_in_english(client, link):
    answer = client.post(link, CHOICE | {"language": "en"})

    assert answer["Location"] == "/en/portal/"
    assert account().language == "en"


def test_an_organiser_is_led_to_the_administration(client, postbox, edition):
    invitations.invite(NEW, edition, RoleKind.ORGANISER)

    assert client.post(sent_link(postbox), CHOICE)["Location"] == "/admin/"


def test_looking_at_the_link_does_not_use_it_up(client, link):
    assert [client.get(link).status_code for _ in range(2)] == [200, 200]
    assert client.post(link, CHOICE).status_code == 302


def test_a_link_works_once(client, link):
    client.post(link, CHOICE)
    client.logout()

    assert client.get(link).status_code == 410
    assert client.post(link, CHOICE | {"password": "another-long-one"}).status_code == 410
    assert account().check_password("hanok-and-river-9")


def test_two_who_send_the_form_at_once_do_not_both_get_in(link):
    uid, token = parts_of(link)
    invitations.accept(uid, token, Choice("김한빛", "ko", "hanok-and-river-9"))

    with pytest.raises(LinkNotValid):
        invitations.accept(uid, token, Choice("남의 이름", "ko", "another-long-one"))


@pytest.mark.parametrize(
    ("age", "status"), [(timedelta(days=6, hours=23), 200), (timedelta(days=7, hours=1), 410)]
)
def test_a_link_works_for_seven_days(client, link, monkeypatch, age, status):
    later(monkeypatch, by=age)

    assert client.get(link).status_code == status


@pytest.mark.parametrize("change", [
    lambda uid, token: (uid, token[:-1] + ("A" if token[-1] != "A" else "B")),
    lambda uid, token: ("MTIzNDU2", token),
    lambda uid, token: ("%EA%B0%80", token),
    lambda uid, token: ("x" * 400, token),
    lambda uid, token: (uid, "new:x"),
])  # fmt: skip
def test_a_link_that_was_tampered_with_opens_nothing(client, link, change):
    uid, token = change(*parts_of(link))

    assert client.get(f"/invitations/{uid}/{token}/").status_code == 410


def test_a_link_is_void_once_every_role_has_ended(client, link):
    access.end(account().roles.get())

    assert client.get(link).status_code == 410


def test_a_link_is_void_for_a_blocked_account(client, link):
    Account.objects.filter(email=NEW).update(is_active=False)

    assert client.get(link).status_code == 410


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"password": ""}, "비밀번호를 정하세요"),
        ({"password": "short"}, "짧습니다"),
        ({"password": "12345678901234"}, "숫자"),
        ({"password": "kim@body.example"}, "유사"),
        ({"name": " "}, "이름을 입력하세요"),
        ({"language": "fr"}, "fr"),
    ],
)
def test_what_is_wrong_is_said_and_the_link_stays_good(client, link, wrong, word):
    page = client.post(link, CHOICE | wrong)

    assert page.status_code == 200
    assert word in page.content.decode()
    assert not account().has_usable_password()
    assert client.post(link, CHOICE).status_code == 302


def test_a_fresh_link_is_sent_to_the_old_address_alone_and_opens(client, link, postbox):
    uid, _token = parts_of(link)

    answer = client.post(reverse("fresh_invitation", args=[uid]))

    assert answer.status_code == 200
    fresh = sent_link(postbox)
    assert postbox.mails[-1]["To"] == NEW
    assert client.post(fresh, CHOICE).status_code == 302


def test_nobody_learns_from_asking_whether_there_is_anybody(client, link):
    known = client.post(reverse("fresh_invitation", args=[parts_of(link)[0]]))
    unknown = client.post(reverse("fresh_invitation", args=["MTIzNDU2"]))
    nonsense = client.post(reverse("fresh_invitation", args=["가"]))

    def without_language_links(page):
        return re.sub(r'href="/en/invitations/[^"]*"', "", page.content.decode())

    assert without_language_links(known) == without_language_links(unknown)
    assert without_language_links(known) == without_language_links(nonsense)


def test_fresh_links_are_sent_once_an_hour(client, link):
    for _ in range(5):
        client.post(reverse("fresh_invitation", args=[parts_of(link)[0]]))

    assert Mail.objects.filter(kind="fresh_link").count() == 1


def test_an_invitation_whose_role_ended_meanwhile_is_not_sent(postbox, edition):
    access.end(invitations.invite(NEW, edition, RoleKind.PLANNER))

    assert mails.send_due() == 0
    assert Mail.objects.get().state == MailState.FAILED


def test_nobody_is_invited_with_a_blocked_account(edition):
    Account.objects.create_user(NEW, is_active=False)

    with pytest.raises(invitations.AccountBlocked):
        invitations.invite(NEW, edition, RoleKind.EXHIBITOR)
