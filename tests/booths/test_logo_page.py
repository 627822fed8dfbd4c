"""Who sees a logo: everybody once it is live, before that its exhibitor and the organisers."""

from io import BytesIO

import pytest
from django.test import Client

from booths import logos
from booths.models import ChangeState
from expo.models import RoleKind
from tests import factories, pictures
from tests.organisers import arrive

pytestmark = pytest.mark.django_db


@pytest.fixture
def logo():
    content = pictures.file()
    return logos.read(BytesIO(content), size=len(content))


@pytest.fixture
def listing():
    return factories.ListingFactory()


@pytest.fixture
def proposal(listing, logo):
    return factories.ListingChangeFactory(
        listing=listing, field="logo", before=None, after=logo.digest
    )


def address(logo):
    return f"/logos/{logo.digest}.png"


def member_of(exhibitor):
    client = Client()
    client.force_login(factories.MemberFactory(exhibitor=exhibitor).account)
    return client


def show(listing, logo):
    listing.logo = logo
    listing.save()


def test_a_live_logo_is_for_everybody_and_for_ever(client, listing, logo):
    show(listing, logo)

    answer = client.get(address(logo))

    assert answer.status_code == 200
    assert answer.content == bytes(logo.png)
    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_proposed_logo_is_not_for_everybody(client, logo, proposal):
    assert client.get(address(logo)).status_code == 404


def test_a_proposed_logo_is_for_its_members_alone(listing, logo, proposal):
    other = factories.ExhibitorFactory(edition=listing.participation.edition)

    answer = member_of(listing.participation.exhibitor).get(address(logo))
    assert answer.status_code == 200
    assert answer["Cache-Control"].startswith("private")
    assert member_of(other).get(address(logo)).status_code == 404


def test_a_proposed_logo_is_for_the_organisers_of_its_edition(listing, logo, proposal):
    here = arrive(listing.participation.edition, RoleKind.ORGANISER)
    elsewhere = arrive(factories.EditionFactory(), RoleKind.ORGANISER)
    planner = arrive(listing.participation.edition, RoleKind.PLANNER)

    assert here.get(address(logo)).status_code == 200
    assert elsewhere.get(address(logo)).status_code == 404
    assert planner.get(address(logo)).status_code == 404


def test_a_logo_that_was_sent_back_is_still_for_its_members(listing, logo, proposal):
    proposal.state, proposal.reason = ChangeState.REFUSED, "흐림"
    proposal.decided_at = proposal.proposed_at
    proposal.save()

    assert member_of(listing.participation.exhibitor).get(address(logo)).status_code == 200


def test_an_edition_that_is_not_published_shows_no_logo(client, listing, logo):
    show(listing, logo)
    edition = listing.participation.edition
    edition.is_published = False
    edition.save()

    assert client.get(address(logo)).status_code == 404
    assert member_of(listing.participation.exhibitor).get(address(logo)).status_code == 200


def test_an_exhibitor_that_withdrew_shows_no_logo(client, listing, logo):
    show(listing, logo)
    listing.participation.withdrawn_at = "2023-11-20T03:00Z"
    listing.participation.save()

    assert client.get(address(logo)).status_code == 404


@pytest.mark.parametrize("name", ["x", "0" * 64, "0" * 5000, "../../etc/passwd", "%00", "가"])
def test_whatever_else_is_not_there(client, db, name):
    assert client.get(f"/logos/{name}.png").status_code == 404
