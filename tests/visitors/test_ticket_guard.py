"""Whoever has the link is let in, and nobody else learns anything."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from expo.project.log_lines import Lines
from tests.factories import EditionFactory, RegistrationFactory
from visitors import links
from visitors.models import Person, Registration

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_guessed_before():
    cache.clear()


def a_link(**fields):
    return links.address(RegistrationFactory(**fields))


def test_the_link_opens_the_ticket(client):
    registration = RegistrationFactory()

    answer = client.get(links.address(registration))

    assert answer.status_code == 200
    assert registration.person.name in answer.content.decode()


def test_a_guess_asks_no_database_and_gets_words(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get(f"/ticket/{'A' * 48}/")

    assert answer.status_code == 404
    assert "/register/again/" in answer.content.decode()


def test_ten_thousand_guesses_open_nothing_and_ask_no_database(django_assert_num_queries):
    guesses = [f"{number:048}" for number in range(10_000)]

    with django_assert_num_queries(0):
        opened = [guess for guess in guesses if links.read(guess)]

    assert opened == []


def test_whoever_guesses_on_soon_gets_no_words(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answers = [client.get(f"/ticket/{number:048}/") for number in range(80)]

    assert {answer.status_code for answer in answers} == {404}
    assert answers[-1].content == b""
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_whoever_guesses_keeps_nobody_with_a_link_from_his_ticket(client):
    for number in range(100):
        client.get(f"/ticket/{number:048}/")

    assert client.get(a_link()).status_code == 200


def test_a_link_is_closed_by_a_newer_one(client):
    registration = RegistrationFactory()
    older = links.address(registration)
    Registration.objects.update(link_number=1)
    registration.refresh_from_db()

    assert client.get(older).status_code == 410
    assert client.get(links.address(registration)).status_code == 200


def test_a_link_after_erasure_says_what_remains_and_names_nobody(client):
    registration = RegistrationFactory()
    Person.objects.update(name="", email="", erased_at=timezone.now())

    answer = client.get(links.address(registration))

    assert answer.status_code == 410
    assert registration.number not in answer.content.decode()


def test_a_link_to_a_registration_that_was_never_stored_is_unknown(client):
    nobodys = Registration()

    assert client.get(links.address(nobodys)).status_code == 404


def test_a_ticket_stands_at_its_own_edition_and_not_at_the_public_one(client):
    earlier = EditionFactory(name_ko="첫 박람회")
    EditionFactory(name_ko="다음 박람회")

    page = client.get(a_link(edition=earlier)).content.decode()

    assert "첫 박람회" in page
    assert "다음 박람회" not in page


def test_nobody_between_keeps_compresses_or_finds_the_page(client):
    answer = client.get(a_link(), headers={"Accept-Encoding": "gzip"})

    kept = {part.strip() for part in answer.headers["Cache-Control"].split(",")}
    assert kept == {"private", "no-cache", "no-transform"}
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("address", [f"/ticket/{'A' * 48}/", f"/en/ticket/{'A' * 48}/"])
def test_a_wrong_link_is_as_private_as_a_right_one(client, address):
    answer = client.get(address)

    assert "private" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_no_line_of_the_log_tells_the_link(client, caplog):
    caplog.handler.setFormatter(Lines("{message}", style="{"))
    registration = RegistrationFactory()
    address = links.address(registration)
    strict = Client(enforce_csrf_checks=True)

    client.post(address)
    strict.post(f"{address}renewal/")
    Registration.objects.update(link_number=1)
    client.get(address)

    assert caplog.text.count("/ticket/…") == 3
    assert links.token(registration) not in caplog.text
