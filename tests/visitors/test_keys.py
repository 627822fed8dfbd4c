"""Signing keys: one in use per edition, numbered over all of them, encrypted at rest."""

import pytest

from tests.visitors import scenes
from tests.visitors.scenes import Phone
from visitors import keys, signing, tickets
from visitors.models import SigningKey

pytestmark = pytest.mark.django_db


def test_an_edition_has_its_key_when_it_needs_one():
    fair = scenes.edition()

    assert keys.current(fair) == keys.current(fair)
    assert SigningKey.objects.count() == 1


def test_numbers_are_unique_over_all_editions():
    first, second = scenes.edition(number=1), scenes.edition(number=2)

    assert keys.current(first).number != keys.current(second).number


def test_what_an_earlier_key_signed_stays_genuine():
    fair = scenes.edition()
    phone, before = Phone.at(scenes.gate(fair)), scenes.ticket(fair)

    fresh = keys.rotate(fair)
    after = scenes.ticket(fair)

    assert (before.key, after.key) != (fresh, fresh)
    assert after.key == fresh
    assert [phone.show(ticket)["outcome"] for ticket in (before, after)] == ["admitted"] * 2


def test_a_private_key_is_unreadable_without_the_secret(settings):
    key = keys.current(scenes.edition())
    seed = keys.private_key(key)[:32]
    assert seed not in bytes(key.private_key)

    settings.SIGNING_KEYS_SECRET = "another " * 4

    with pytest.raises(keys.KeyUnreadable):
        keys.private_key(key)


def test_a_ticket_has_the_same_code_each_time():
    visitor = scenes.ticket(scenes.edition())
    code = tickets.code(visitor)

    claims = signing.verify(signing.read(code), bytes(visitor.key.public_key))

    assert tickets.code(visitor) == code
    assert claims == tickets.claims_of(visitor)


def test_there_are_256_numbers_and_no_more():
    fair = scenes.edition()
    keys.current(fair)
    SigningKey.objects.update(number=255)

    with pytest.raises(keys.NoKeyLeft):
        keys.rotate(fair)
