"""The log tells what happened and not to whom."""

import logging
import sys

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.utils.module_loading import import_string

from expo.project.log_lines import Lines, without_anybody
from tests.factories import PersonFactory
from visitors.models import Person


def written(error):
    try:
        raise error
    except type(error):
        record = logging.LogRecord("expo", logging.ERROR, "", 0, "Broken.", None, sys.exc_info())
    return Lines("{message}", style="{").format(record)


def test_a_mail_address_is_left_out():
    assert without_anybody("550 <kim.minsu+x@body.example.kr> unknown") == "550 <…@…> unknown"


def test_an_address_that_opens_a_ticket_is_left_out():
    path = "/en/ticket/2lqvXb1pTzq0ZKQm3Kf1xSgWcJ8u0a2bQ7rE5nYt9Vw/details/"

    assert without_anybody(f"Not Found: {path}") == "Not Found: /en/ticket/…/details/"


def test_an_address_that_goes_on_with_somebodys_registration_is_left_out():
    path = "/register/0b1d6a9e-5a57-4c8e-9f0a-7b3c2d1e4f50/who/"

    assert without_anybody(f"Forbidden: {path}") == "Forbidden: /register/…/who/"


def test_an_address_that_opens_a_wall_is_left_out():
    path = "/en/dashboard/wall/tqH0mC1o-9T8bqXzYw_3kLsA7dF5gJ2e/feed/"

    assert without_anybody(f"Not Found: {path}") == "Not Found: /en/dashboard/wall/…/feed/"


def test_other_addresses_stay_as_they_are():
    line = (
        "Not Found: /dashboard/wall/feed/ /ticket/sw.js /register/again/ /exhibitors/moleg/ "
        "/api/v1/checkins/"
    )

    assert without_anybody(line) == line


@pytest.mark.django_db
def test_a_row_that_the_database_refuses_is_not_repeated():
    person = PersonFactory(name="무지개구름")
    with pytest.raises(DatabaseError, match="무지개구름") as refused:  # which is why
        Person.objects.filter(pk=person.pk).update(erased_at="2023-11-23T00:00:00Z")

    line = written(refused.value)

    assert "무지개구름" not in line
    assert "visitors_an_erased_person_has_no_personal_data" in line


def test_every_line_of_the_installation_is_written_so():
    formatters = settings.LOGGING["formatters"].values()

    assert {import_string(one["()"]) for one in formatters} == {Lines}
