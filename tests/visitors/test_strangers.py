"""Whoever knows a name and a mail address can register with them, and has a link at once: nothing
of whoever really has that name and address may be seen or changed with it."""

import re

import pytest
from django.core.cache import cache

from expo.models import Mail, MailState
from tests.factories import AccountFactory
from tests.visitors import registering, ticket_scenes
from tests.visitors.registering import Visitor
from tests.visitors.ticket_scenes import EVE, address, companions, fresh
from visitors import (
    corrections,
    erasure_requests,
    links,
    merges,
    registrations,
    unsubscriptions,
)
from visitors.corrections import Correction
from visitors.models import RegistrationDraft
from visitors.registrations import Details

pytestmark = pytest.mark.django_db

EVERYTHING = {"understood": "on", "gives_up": "on"}


@pytest.fixture(autouse=True)
def _full_buckets():
    cache.clear()


@pytest.fixture
def edition():
    return ticket_scenes.fair()


@pytest.fixture
def row(edition):
    return ticket_scenes.register(edition)


@pytest.fixture
def stranger(edition, row):
    """Somebody else under the same name and mail address: counted as the same human."""
    return ticket_scenes.register(edition)


def test_the_link_of_a_namesake_erases_nobody_else(client, row, stranger):
    client.post(address(stranger, "ticket_erasure"), EVERYTHING)

    assert fresh(stranger).person.erased_at is not None
    assert fresh(row).person.erased_at is None
    assert Mail.objects.get(key=f"ticket:{row.uuid}").state == MailState.WAITING


def test_organisers_who_serve_a_person_erase_both(row, stranger):
    erasure_requests.fulfil([stranger], at=EVE, by=AccountFactory())

    assert fresh(row).person.erased_at is not None


@pytest.mark.parametrize("name", ["ticket_data", "ticket_data_file"])
def test_the_link_of_a_namesake_tells_of_no_other_registration(client, row, stranger, name):
    answer = client.get(address(stranger, name))

    assert row.number not in answer.content.decode()
    assert stranger.number in answer.content.decode()


def test_what_organisers_counted_as_one_person_is_told(client, edition, row):
    other = ticket_scenes.register(edition, Details(name="홍길동", email="hong@else.example"))
    merges.merge(other.person, row.person, at=EVE, by=AccountFactory())

    assert other.number in client.get(address(row, "ticket_data_file")).content.decode()


def test_mails_about_somebody_else_at_the_same_address_still_go_out(edition, row):
    child = ticket_scenes.register(edition, Details(name="홍아이", email="hong@people.example"))

    erasure_requests.fulfil([row], at=EVE, by=AccountFactory())

    assert Mail.objects.get(key=f"ticket:{child.uuid}").state == MailState.WAITING


def test_each_of_a_family_with_one_address_is_told_of_the_erasure(client, edition):
    row = ticket_scenes.register(edition, companions=(Details(name="홍아이"),))
    [child] = companions(row)
    child.person.email = row.person.email
    child.person.save()
    told = {"myself": "on", "companions": [str(child.uuid)], "understood": "on"}

    client.post(address(row, "ticket_erasure"), told)

    letters = Mail.objects.filter(kind="erased", state=MailState.WAITING)
    assert [mail.recipient for mail in letters] == [row.person.email] * 2


def test_erasing_somebody_destroys_no_draft_of_a_longer_address(edition, row):
    other = RegistrationDraft.objects.create(
        edition=edition, told={"who": {"email": "kim-hong@people.example"}}
    )
    own = RegistrationDraft.objects.create(
        edition=edition, told={"who": {"email": " ＨONG@people.example"}}
    )

    erasure_requests.fulfil([row], at=EVE)

    assert RegistrationDraft.objects.filter(pk=other.pk).exists()
    assert not RegistrationDraft.objects.filter(pk=own.pk).exists()


def test_a_second_press_erases_nobody_who_was_not_chosen(client, edition):
    row = ticket_scenes.register(edition, companions=(Details(name="홍아이"),))
    [child] = companions(row)
    told = {"companions": [str(child.uuid)], "understood": "on"}  # and not "myself"

    first, second = (client.post(address(row, "ticket_erasure"), told) for _ in range(2))

    assert fresh(child).person.erased_at is not None
    assert fresh(row).person.erased_at is None
    assert (first.status_code, second.status_code) == (200, 200)
    assert second.context["form"].has_error("companions", "invalid_choice")


# The page at the end of a registration


def test_the_last_page_shows_no_link_that_was_sent_to_replace_it(client, settings):
    visitor = Visitor(client, registering.fair())
    visitor.register()
    visitor.draft.refresh_from_db()
    done = f"/register/{visitor.draft.pk}/done/"
    assert client.get(done).status_code == 200

    row = registrations.close_links(visitor.draft.registration)

    answer = client.get(done)
    assert answer.status_code == 404
    assert links.token(row) not in answer.content.decode()


def test_the_last_page_shows_nothing_of_whoever_was_erased(client):
    visitor = Visitor(client, registering.fair())
    visitor.register()
    visitor.draft.refresh_from_db()
    row = visitor.draft.registration

    erasure_requests.fulfil([row], at=registering.NOW)

    answer = client.get(f"/register/{visitor.draft.pk}/done/")
    assert answer.status_code == 404
    assert not re.search(row.number, answer.content.decode())


# The link that ends news


def test_the_link_that_ends_news_does_not_tell_the_id_of_the_registration(row):
    told = unsubscriptions.address(row, "ko")

    assert row.uuid.hex not in told
    assert unsubscriptions.read(told.rstrip("/").rpartition("/")[2]) == row


def test_writing_ones_address_with_other_capitals_loses_no_mail(row):
    shouted = Correction({"email": "hong@people.example"}, {"email": "Hong@people.example"})
    corrected = corrections.correct(row, shouted)

    assert (corrected.fields, corrected.left) == (["email"], "")
    assert Mail.objects.get(key=f"ticket:{row.uuid}").state == MailState.WAITING
    assert not Mail.objects.filter(kind="address_left").exists()


def test_a_form_that_lies_about_what_it_showed_is_answered(client, row):
    told = {"name": "홍판서", "email": row.person.email, "language": "ko", "seen": "[" * 9000}

    assert client.post(address(row, "ticket_details"), told).status_code < 500
