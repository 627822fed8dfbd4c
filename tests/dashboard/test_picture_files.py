"""Charts as files: what a press officer saves, and what is asked wrongly."""

import pytest

from expo.dashboard.pictures import catalogue
from tests.dashboard.scenes import account, counted_fair, planner

pytestmark = pytest.mark.django_db

ADDRESS = "/dashboard/fair/charts"


@pytest.fixture
def edition():
    made = counted_fair().edition
    made.slug = "fair"
    made.save(update_fields=["slug"])
    return made


@pytest.fixture
def office(client, edition):
    client.force_login(planner(edition))
    return client


def test_every_chart_of_the_catalogue_is_a_file_of_both_kinds(office):
    answers = {
        (name, ending): office.get(f"{ADDRESS}/{name}.{ending}")
        for name in catalogue.NAMES
        for ending in ("svg", "png")
    }

    assert {each for each, answer in answers.items() if answer.status_code != 200} == set()
    begins = {"svg": b"<svg ", "png": b"\x89PNG"}
    assert {
        each for each, answer in answers.items() if not answer.content.startswith(begins[each[1]])
    } == set()


def test_a_file_tells_the_edition_and_the_moment_in_its_name_and_below_the_chart(office):
    answer = office.get(f"{ADDRESS}/day.svg?as_of=2023-11-24T18:00:00%2B09:00")

    assert answer["Content-Disposition"] == 'attachment; filename="fair-day-20231124T1800.svg"'
    assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert "2023-11-24 18:00 기준" in answer.content.decode()


def test_a_file_speaks_the_language_of_its_address(office):
    told = office.get(f"/en{ADDRESS}/gate.svg").content.decode()

    assert "Entries by gate" in told
    assert 'xml:lang="en"' in told


def test_a_chart_of_a_day_is_of_the_day_asked_for(office):
    told = office.get(f"{ADDRESS}/quarters.svg?day=2023-11-23").content.decode()

    assert "2023-11-23 (목)" in told


def test_a_file_asked_for_twice_is_the_same(office):
    address = f"{ADDRESS}/day.png?as_of=2023-11-24T18:00:00%2B09:00"

    assert office.get(address).content == office.get(address).content


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("quarters.svg?day=tomorrow", 400),
        ("quarters.svg?day=2001-01-01", 422),
        ("day.svg?as_of=now", 400),
        ("day.png?as_of=2001-01-01T00:00:00%2B09:00", 422),
        ("day.gif", 404),
        ("nothing.svg", 404),
    ],
)
def test_what_is_asked_wrongly_is_answered_in_words(office, asked, status):
    assert office.get(f"{ADDRESS}/{asked}").status_code == status


def test_an_edition_without_days_says_so(client, edition):
    edition.show_days.all().delete()
    client.force_login(account(edition, is_superuser=True, email="lee@expo.example"))

    assert client.get(f"{ADDRESS}/quarters.svg").status_code == 422
