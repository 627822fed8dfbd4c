"""Who comes into the portal, and when he is out again."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from booths import members
from booths.models import MemberRole
from expo import access
from expo.models import RoleKind
from tests import factories, organisers

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return factories.MemberFactory()


def home_of(exhibitor):
    return reverse("portal_exhibitor", args=[exhibitor.uuid])


def test_a_member_comes_to_his_only_exhibitor(client, owner):
    client.force_login(owner.account)

    answer = client.get("/portal/", follow=True)

    assert answer.redirect_chain == [(home_of(owner.exhibitor), 302)]
    assert owner.exhibitor.name_ko in answer.content.decode()


def test_a_member_of_several_exhibitors_chooses(client, owner):
    other = factories.MemberFactory(
        account=owner.account, exhibitor__edition=owner.exhibitor.edition
    )
    client.force_login(owner.account)

    page = client.get("/portal/").content.decode()

    assert home_of(owner.exhibitor) in page
    assert home_of(other.exhibitor) in page


def test_whoever_is_not_logged_in_comes_back_after_the_log_in(client, owner):
    address = home_of(owner.exhibitor)

    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


def test_a_member_of_another_exhibitor_gets_404(client, owner):
    client.force_login(factories.MemberFactory(exhibitor__edition=owner.exhibitor.edition).account)

    assert client.get(home_of(owner.exhibitor)).status_code == 404


def test_an_organiser_is_no_member(owner):
    client = organisers.arrive(owner.exhibitor.edition, RoleKind.ORGANISER)

    assert client.get(home_of(owner.exhibitor)).status_code == 404
    assert client.get("/portal/").status_code == 404


def test_an_exhibitor_that_does_not_exist_is_404(client, owner):
    client.force_login(owner.account)

    assert client.get(reverse("portal_exhibitor", args=[uuid4()])).status_code == 404


def test_an_exhibitor_that_withdrew_has_no_portal(client, owner):
    client.force_login(owner.account)
    owner.exhibitor.participations.update(withdrawn_at=timezone.now())

    assert client.get(home_of(owner.exhibitor)).status_code == 404
    assert "참가기관이 없습니다" in client.get("/portal/").content.decode()


def test_an_ended_member_is_out_with_the_next_request(client, owner):
    editor = factories.MemberFactory(exhibitor=owner.exhibitor, role=MemberRole.EDITOR)
    client.force_login(editor.account)
    before = client.get(home_of(owner.exhibitor)).status_code

    members.end(editor, by=owner.account)

    assert before == 200
    assert client.get(home_of(owner.exhibitor)).status_code == 404
    assert client.get("/portal/").status_code == 404


def test_whoever_lost_the_role_is_out_with_the_next_request(client, owner):
    client.force_login(owner.account)

    access.end(owner.account.roles.get())

    assert client.get(home_of(owner.exhibitor)).status_code == 404


def test_a_deactivated_account_is_out_with_the_next_request(client, owner):
    client.force_login(owner.account)
    owner.account.is_active = False
    owner.account.save()

    assert client.get(home_of(owner.exhibitor)).status_code == 302


def refused(listing, field, reason):
    return factories.ListingChangeFactory(
        listing=listing,
        field=field,
        state="refused",
        reason=reason,
        decided_at=timezone.now(),
    )


def test_the_first_page_says_what_waits_and_what_came_back_and_why(client, owner):
    participation = owner.exhibitor.participations.get()
    listing = factories.ListingFactory(participation=participation)
    factories.ListingChangeFactory(listing=listing, field="text_ko")
    refused(listing, "logo", "<b>흐릿합니다</b>")
    client.force_login(owner.account)

    page = client.get(home_of(owner.exhibitor)).content.decode()

    assert "반려" in page
    assert "&lt;b&gt;흐릿합니다" in page
    assert "변경 1건이 승인을 기다립니다" in page


def test_a_refusal_that_was_answered_is_no_longer_shown(client, owner):
    participation = owner.exhibitor.participations.get()
    listing = factories.ListingFactory(participation=participation)
    refused(listing, "logo", "흐림")
    factories.ListingChangeFactory(listing=listing, field="logo")
    client.force_login(owner.account)

    page = client.get(home_of(owner.exhibitor)).content.decode()

    assert "흐림" not in page
    assert "승인 대기" in page


def test_the_first_page_of_an_exhibitor_with_nothing_yet_says_what_to_do(client, owner):
    client.force_login(owner.account)

    page = client.get(home_of(owner.exhibitor)).content.decode()

    assert "작성 중" in page
    assert "모두 출입증이 있어야" in page
    assert '<strong class="portal-number">1</strong>명' in page
