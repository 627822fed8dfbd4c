"""The frame of the dashboard's rooms: who sees which editions, and where each leads."""

import pytest

from expo import access
from expo.models import RoleKind
from tests.dashboard.scenes import account, counted_fair, planner
from tests.factories import EditionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return counted_fair().edition


def page(client, address):
    return " ".join(client.get(address).content.decode().split())


def test_who_plans_one_edition_is_offered_no_other(client, edition):
    EditionFactory(slug="not-mine")
    client.force_login(planner(edition))

    assert "rooms-editions" not in page(client, "/dashboard/")


def test_who_plans_several_editions_goes_from_one_to_the_other(client, edition):
    other = EditionFactory(slug="next-year", name_ko="다음 박람회")
    asker = planner(edition)
    access.grant(asker, other, RoleKind.ORGANISER)
    client.force_login(asker)

    words = page(client, f"/dashboard/{edition.slug}/")

    assert '<a href="/dashboard/next-year/">다음 박람회</a>' in words


def test_another_role_in_an_edition_offers_nothing(client, edition):
    asker = planner(edition)
    access.grant(asker, EditionFactory(slug="elsewhere"), RoleKind.EXHIBITOR)
    client.force_login(asker)

    assert "rooms-editions" not in page(client, "/dashboard/")


def test_the_room_in_which_one_is_has_the_mark(client, edition):
    client.force_login(account(edition, RoleKind.ORGANISER))

    words = page(client, "/dashboard/")

    assert f'<a href="/dashboard/{edition.slug}/" aria-current="page">' in words
