"""A role is a row, held in one edition, ended and never deleted."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from expo import access
from expo.models import Account, Role, RoleKind
from tests.factories import EditionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    return Account.objects.create_user("somebody@example.com", "correct horse battery")


def test_a_role_holds_in_its_own_edition_only(account):
    here, elsewhere = EditionFactory(), EditionFactory()
    access.grant(account, here, RoleKind.PLANNER)

    assert access.may(account, here, RoleKind.PLANNER)
    assert not access.may(account, elsewhere, RoleKind.PLANNER)
    assert not access.may(account, here, RoleKind.ORGANISER)


def test_a_role_granted_twice_is_held_once(account):
    edition = EditionFactory()

    assert access.grant(account, edition, RoleKind.ORGANISER) == access.grant(
        account, edition, RoleKind.ORGANISER
    )


def test_an_ended_role_opens_nothing_and_stays_known(account):
    edition = EditionFactory()
    access.end(access.grant(account, edition, RoleKind.ORGANISER))

    assert not access.may(account, edition, RoleKind.ORGANISER)
    assert Role.objects.get().ended_at is not None


def test_a_stranger_learns_nothing_of_an_edition(account):
    EditionFactory(slug="2023")

    for asker in (account, AnonymousUser()):
        with pytest.raises(Http404):
            access.edition_for(asker, "2023", RoleKind.PLANNER)


def test_an_edition_is_public_once_it_is_published():
    EditionFactory(slug="2023", is_published=False)

    with pytest.raises(Http404):
        access.public_edition("2023")


def test_two_accounts_never_share_an_address_whatever_its_case(account):
    with pytest.raises(Exception, match="expo_one_account_per_mail_address"):
        Account.objects.create_user("SOMEBODY@example.com", "correct horse battery")
