"""Sending a ticket again: nobody learns who is registered, and nobody's mailbox is filled."""

import re

import pytest
from django.core.cache import cache

from expo.models import Mail
from tests.factories import EditionFactory, PersonFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/en/register/again/"


@pytest.fixture(autouse=True)
def nobody_asked_before():
    cache.clear()


@pytest.fixture
def edition():
    return EditionFactory()


def ask(client, email, **extra):
    return client.post(ADDRESS, {"email": email}, **extra)


def test_the_answer_is_the_same_whoever_is_registered(client, edition):
    person = PersonFactory(edition=edition, email="han@body.example")
    RegistrationFactory(edition=edition, person=person)

    known, unknown = ask(client, "han@body.example"), ask(client, "stranger@body.example")

    assert known.status_code == unknown.status_code == 200
    assert known.content == unknown.content
    assert known.headers.items() == unknown.headers.items()


def test_the_work_is_the_same_whoever_is_registered(client, edition, django_assert_num_queries):
    person = PersonFactory(edition=edition, email="han@body.example")
    RegistrationFactory(edition=edition, person=person)
    ask(client, "warm@body.example")

    with django_assert_num_queries(3) as known:
        ask(client, "han@body.example")
    with django_assert_num_queries(3) as unknown:
        ask(client, "stranger@body.example")

    assert shapes(known) == shapes(unknown)


def shapes(asked):
    """What was asked, without ids and values."""
    told = (query["sql"].partition(" VALUES")[0] for query in asked.captured_queries)
    return [re.sub(r"[0-9a-f-]{36}", "", sql) for sql in told]


def test_one_mailbox_gets_one_mail_in_ten_minutes_however_its_address_is_written(client, edition):
    first = ask(client, "han@body.example")
    again = ask(client, "HAN@body.example")

    assert Mail.objects.count() == 1
    assert again.content == first.content


def test_one_line_may_not_ask_for_all_the_world(client, edition):
    answers = [ask(client, f"visitor-{number}@body.example") for number in range(61)]

    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert 'value="visitor-60@body.example"' in answers[-1].content.decode()
    assert Mail.objects.count() == 60


@pytest.mark.parametrize("typed", ["", "han", "han@", "a b@body.example", "a" * 300 + "@b.example"])
def test_what_is_no_mail_address_is_asked_for_again(client, edition, typed):
    page = ask(client, typed).content.decode()

    assert 'role="alert"' in page
    assert Mail.objects.count() == 0


def test_it_works_before_there_is_a_fair(client):
    assert ask(client, "han@body.example").status_code == 200


def test_the_mail_speaks_the_language_of_the_page(client, edition):
    ask(client, "han@body.example")

    assert Mail.objects.get().language == "en"


def test_the_row_says_nothing_but_the_address(client, edition):
    ask(client, "han@body.example")

    mail = Mail.objects.get()
    assert (mail.facts, mail.subject, mail.about) == ({}, "", "")
