"""What stands around every page, and the pages that say what went wrong."""

import pytest
from django.test import Client, RequestFactory

from expo.pages import errors
from tests.factories import EditionFactory

pytestmark = pytest.mark.django_db


def test_the_official_masthead_is_off_by_default_and_a_setting(client, settings):
    assert "krds-masthead" not in client.get("/").content.decode()

    settings.GOVERNMENT_MASTHEAD = True

    assert "krds-masthead" in client.get("/").content.decode()


def test_the_footer_says_that_names_are_generated_only_where_they_are(client, settings):
    settings.DEMONSTRATION = False
    assert "지어낸" not in client.get("/").content.decode()

    settings.DEMONSTRATION = True

    assert "지어낸" in client.get("/").content.decode()


def test_the_menu_leads_everybody_to_exhibitors_plan_and_programme_once_there_is_a_fair(client):
    ways = ('href="/exhibitors/"', 'href="/plan/"', 'href="/programme/"')
    before = client.get("/").content.decode()
    assert not any(way in before for way in ways)

    EditionFactory()

    page = client.get("/accounts/login/").content.decode()
    assert all(way in page for way in ways)


def test_a_page_at_no_address_says_so_in_the_readers_language(client):
    EditionFactory()

    korean, english = client.get("/nowhere/"), client.get("/en/nowhere/")

    assert korean.status_code == english.status_code == 404
    assert "이 주소에는 화면이 없습니다" in korean.content.decode()
    assert "There is no page at this address" in english.content.decode()


def test_an_api_address_that_is_none_answers_as_the_api_does(client):
    answer = client.get("/api/v1/nowhere/")

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "not_found"


def test_a_form_from_elsewhere_is_refused_in_words():
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@b.kr"})

    assert answer.status_code == 403
    assert "양식을 받지 못했습니다" in answer.content.decode()


def test_a_defect_is_told_without_asking_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = errors.server_error(RequestFactory().get("/"))

    assert answer.status_code == 500
    assert "서버에 문제가 생겼습니다" in answer.content.decode()


def test_a_defect_of_the_api_is_told_as_the_api_does():
    answer = errors.server_error(RequestFactory().get("/api/v1/editions/2023/spaces/"))

    assert answer.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"
