"""A database that would fail silently is refused at start-up."""

import pytest
from django.core import checks
from django.db import connection

from expo.project.checks import NO_KOREAN_TRIGRAMS, OLD_POSTGRESQL, is_recent, speaks_korean


@pytest.mark.django_db
def test_our_own_database_passes_every_check():
    found = checks.run_checks(databases=["default"])

    assert [message for message in found if not message.is_silenced()] == []


@pytest.mark.django_db
def test_trigrams_of_korean_words_are_not_empty():
    with connection.cursor() as cursor:
        cursor.execute("SELECT show_trgm('정부박람회')")
        (trigrams,) = cursor.fetchone()

    assert len(trigrams) > 3


def test_a_database_without_korean_letters_is_refused(monkeypatch):
    monkeypatch.setattr("expo.project.checks._ask", lambda alias, question: False)

    assert speaks_korean(["default"]) == [NO_KOREAN_TRIGRAMS]


def test_an_old_server_is_refused(monkeypatch):
    monkeypatch.setattr("expo.project.checks._ask", lambda alias, question: "140009")

    assert is_recent(["default"]) == [OLD_POSTGRESQL]
