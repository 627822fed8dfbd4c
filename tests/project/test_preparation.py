import pytest

from booths import listings, moderation
from booths.listings import fields
from booths.models import Listing, ListingChange, Outage
from expo.models import Edition
from expo.project.demo import accounts, applicants, preparation, proposals
from visitors.models import Ticket
from visitors.registrations import approvals

pytestmark = pytest.mark.django_db


def test_what_an_organiser_changed_outlives_a_restart_of_the_demo():
    preparation.seed()
    Outage.objects.update(ended_at="2023-11-24T17:00:00+09:00")

    preparation.seed()

    assert Outage.objects.get().ended_at is not None


def test_organisers_of_the_demo_find_proposals_to_decide_and_find_them_once():
    preparation.seed()
    edition = Edition.objects.get(slug=preparation.SLUG)
    accounts.create(edition)

    for _time in range(2):
        proposals.create(edition)

    waiting = moderation.waiting(edition).values_list("field", flat=True)
    assert sorted(waiting) == ["contact_phone", "logo", "summary_en", "summary_ko", "tags"]
    assert ListingChange.objects.get(state="refused").reason


def test_organisers_of_the_demo_find_registrations_to_decide_and_find_them_once():
    preparation.seed()
    edition = Edition.objects.get(slug=preparation.SLUG)

    for _time in range(2):
        applicants.create(edition)

    assert {row.ticket_class for row in approvals.waiting(edition)} == {"media"}
    assert approvals.waiting(edition).count() == 3
    assert not Ticket.objects.exists()


def test_what_the_reference_fair_says_of_itself_is_what_an_exhibitor_could_type():
    preparation.seed()

    for listing in Listing.objects.select_related("participation__exhibitor"):
        values = listings.values(listing)
        assert fields.clean(values) == values
