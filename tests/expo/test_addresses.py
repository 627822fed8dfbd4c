"""Addresses that can name nothing are not found: what comes from outside is never a defect."""

import pytest

from expo.models import RoleKind
from tests import factories
from tests.organisers import arrive

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return factories.EditionFactory(is_published=True)


@pytest.mark.parametrize(
    "address",
    [
        "/exhibitors/%00/",
        "/en/exhibitors/?q=%00",
        "/programme/a%00b/",
        "/programme/%00.ics",
        "/plan/?here=%00",
    ],
)
def test_no_page_is_found_with_a_nul_in_its_address(client, edition, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("room", ["listing", "status", "listing/changes"])
def test_the_api_says_so_in_its_own_words(edition, room):
    client = arrive(edition, RoleKind.ORGANISER)

    answer = client.get(f"/api/v1/portal/{room}/?exhibitor=%00")

    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


@pytest.mark.parametrize("address", ["/admin/plan/spaces/%00/", "/admin/booths/space/?hall=%00"])
def test_nor_is_anything_in_the_admin(edition, address):
    assert arrive(edition, RoleKind.ORGANISER).get(address).status_code == 404


def test_what_only_looks_like_a_nul_is_looked_for(client, edition):
    assert client.get("/exhibitors/?q=100%25").status_code == 200
