import pytest
from django.urls import reverse

from tests.factories import (
    CoParticipationFactory,
    ListingChangeFactory,
    ListingFactory,
    MemberFactory,
    ParticipationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def main():
    return ParticipationFactory()


def read(client, participation):
    client.force_login(MemberFactory(exhibitor=participation.exhibitor).account)
    return client.get(reverse("portal_guests", args=[participation.exhibitor.uuid]))


def guest_of(main, **fields):
    return CoParticipationFactory(edition=main.edition, main=main, **fields)


def test_a_main_sees_how_far_the_listings_of_its_guests_are(client, main):
    co = guest_of(main, exhibitor__name_ko="가나다")
    guest_of(main, exhibitor__name_ko="라마바", role="represented")
    listing = ListingFactory(participation=co, summary_ko="짧게", summary_en="Short", text_ko="글")
    ListingChangeFactory.create_batch(2, listing=listing)

    first, second = read(client, main).context["guests"]

    assert (first.participation, first.missing, first.has_logo, first.waiting) == (co, 1, False, 2)
    assert (second.missing, second.waiting) == (4, 0)


def test_guests_of_others_and_those_who_withdrew_are_not_told(client, main):
    guest_of(ParticipationFactory(edition=main.edition))
    guest_of(main, withdrawn_at="2023-11-01T00:00:00Z")

    assert read(client, main).context["guests"] == []


def test_a_guest_reads_with_whom_it_stands_and_of_no_other_guest(client, main):
    guest, other = guest_of(main), guest_of(main)

    page = read(client, guest).content.decode()

    assert main.exhibitor.name_ko in page
    assert other.exhibitor.name_ko not in page


def test_a_stranger_finds_nothing(client, main):
    read(client, ParticipationFactory(edition=main.edition))

    assert client.get(reverse("portal_guests", args=[main.exhibitor.uuid])).status_code == 404
