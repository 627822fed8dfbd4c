"""Every list and form of the admin: who may open it, and what it costs."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from expo.models import Account, Hall, RoleKind
from tests import factories, organisers

pytestmark = pytest.mark.django_db

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
OUTSIDERS = [RoleKind.PLANNER, RoleKind.EXHIBITOR]


@pytest.fixture
def edition():
    edition = factories.EditionFactory()
    factories.ShowDayFactory(edition=edition)
    return edition


@pytest.fixture
def organiser(edition):
    return organisers.arrive(edition, RoleKind.ORGANISER)


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@every_model
def test_an_organiser_reads_every_list_and_row(model, edition, organiser):
    row = organisers.row_of(model, edition)

    pages = [
        organiser.get(address(model, "changelist")),
        organiser.get(address(model, "change", row.pk)),
        organiser.get(address(model, "history", row.pk)),
    ]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert f"/{row.pk}/change/" in pages[0].content.decode()


def test_a_list_is_searched_by_a_named_field_and_no_single_letter_is_a_command(edition, organiser):
    page = organiser.get(address(Hall, "changelist")).content.decode()

    assert 'id="searchbar"' in page
    assert page.count('aria-label="검색"') == 2, "the field and its button"
    assert "applyShortcut" not in page


@every_model
def test_a_row_is_added_where_its_admin_says_so(model, edition, organiser):
    by_hand = admin.site.get_model_admin(model).is_added and model not in {Account, type(edition)}

    page = organiser.get(address(model, "add"))

    assert page.status_code == (200 if by_hand else 404)


@every_model
def test_a_superuser_opens_everything(model, edition):
    client = organisers.arrive(edition, is_superuser=True)
    row = organisers.row_of(model, edition)

    assert client.get(address(model, "changelist")).status_code == 200
    assert client.get(address(model, "change", row.pk)).status_code == 200


@every_model
def test_a_stranger_finds_nothing(model, edition):
    row = organisers.row_of(model, edition)
    for client in [
        organisers.arrive(edition),
        *[organisers.arrive(edition, kind) for kind in OUTSIDERS],
        organisers.arrive(edition, RoleKind.ORGANISER, is_staff=False),
    ]:
        assert client.get(address(model, "changelist")).status_code == 404
        assert client.get(address(model, "change", row.pk)).status_code == 404


@every_model
def test_an_organiser_of_another_edition_sees_no_row(model, edition):
    elsewhere = organisers.arrive(factories.EditionFactory(), RoleKind.ORGANISER)
    row = organisers.row_of(model, edition)

    listed = elsewhere.get(address(model, "changelist") + "?edition=all")

    assert f"/{row.pk}/change/" not in listed.content.decode()
    assert elsewhere.get(address(model, "change", row.pk)).status_code == 404
    assert elsewhere.get(address(model, "history", row.pk)).status_code == 404
    assert elsewhere.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 404


@every_model
@pytest.mark.parametrize(
    ("kind", "seen"),
    [
        (RoleKind.DOOR_SUPERVISOR, organisers.DOOR),
        (RoleKind.PRIVACY_OFFICER, organisers.PRIVACY),
    ],
)
def test_others_see_what_their_work_needs_and_no_more(model, kind, seen, edition):
    client = organisers.arrive(edition, kind)
    row = organisers.row_of(model, edition)

    expected = 200 if model in seen else 404
    assert client.get(address(model, "changelist")).status_code == expected
    assert client.get(address(model, "change", row.pk)).status_code == expected


@every_model
def test_whoever_is_not_logged_in_is_asked_to(model):
    asked = Client().get(address(model, "changelist"), follow=True)

    assert asked.redirect_chain[-1][0].startswith(reverse("account_login"))


@every_model
def test_a_list_costs_the_same_for_one_row_and_for_fifty(model, edition, organiser):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            page = organiser.get(address(model, "changelist"))
        assert page.status_code == 200
        return len(queries)

    organisers.row_of(model, edition)
    organiser.get(address(model, "changelist"))  # whatever is cached is cached now
    for_one = cost()
    for _number in range(49):
        organisers.row_of(model, edition)

    assert cost() == for_one
