"""Links to tickets: a token is written in one way only, and nobody else can write one."""

import string
from uuid import UUID

import pytest

from tests.factories import RegistrationFactory
from visitors import links
from visitors.models import Registration

ALPHABET = string.ascii_letters + string.digits + "-_"
SOMEBODYS = UUID("0b1d6a9e-5a57-4c8e-9f0a-7b3c2d1e4f50")


def somebodys(number=0):
    return Registration(uuid=SOMEBODYS, link_number=number)


def test_a_token_names_its_registration_and_says_nothing_else():
    token = links.token(somebodys(3))

    assert len(token) == 48
    assert set(token) <= set(ALPHABET)
    assert links.read(token) == links.Claim(SOMEBODYS, 3)


def test_the_same_registration_has_the_same_token_until_its_number_is_raised():
    assert links.token(somebodys()) == links.token(somebodys())
    assert links.token(somebodys()) != links.token(somebodys(1))


def test_every_change_of_one_character_is_refused():
    token = links.token(somebodys())
    changed = [
        token[:place] + letter + token[place + 1 :]
        for place in range(len(token))
        for letter in ALPHABET + "+/= é"
        if letter != token[place]
    ]

    assert len(changed) > 48 * 63
    assert [one for one in changed if links.read(one)] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A" * 48,
        "한" * 48,
        "\0" * 48,
        "=" * 48,
        "A" * 47,
        "A" * 10_000,
    ],
)
def test_what_is_no_token_is_refused(text):
    assert links.read(text) is None


def test_a_token_with_something_around_it_is_refused():
    token = links.token(somebodys())

    for wrapped in (f"{token}=", f" {token}", f"{token}A", token[:-1], token[1:], token.lower()):
        assert links.read(wrapped) is None


def test_another_installations_token_is_refused(settings):
    token = links.token(somebodys())
    settings.SECRET_KEY = "another secret that is long enough to be one"

    assert links.read(token) is None


def test_links_outlive_a_change_of_the_secret(settings):
    token = links.token(somebodys())
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret that is long enough to be one"

    assert links.read(token) == links.Claim(SOMEBODYS, 0)
    assert links.token(somebodys()) != token


def test_a_newer_number_closes_the_links_before_it():
    claim = links.read(links.token(somebodys(1)))

    assert claim.opens(somebodys(1))
    assert not claim.opens(somebodys(2))
    assert not claim.opens(somebodys(0))


@pytest.mark.parametrize(("language", "start"), [("ko", "/ticket/"), ("en", "/en/ticket/")])
def test_the_address_speaks_the_language_of_its_reader(language, start):
    assert links.address(somebodys(), language) == f"{start}{links.token(somebodys())}/"


@pytest.mark.django_db
def test_asking_for_a_token_asks_no_database(django_assert_num_queries):
    registration = RegistrationFactory()

    with django_assert_num_queries(0):
        assert links.read(links.token(registration)).opens(registration)
