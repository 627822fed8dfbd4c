"""The public home page: what, when, where; what is on; what to know today."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from expo import editions
from tests.factories import (
    AssignmentFactory,
    EditionFactory,
    OutageFactory,
    ServiceStatusFactory,
    SessionFactory,
    ShowDayFactory,
    SpaceFactory,
)

pytestmark = pytest.mark.django_db

SEOUL = ZoneInfo("Asia/Seoul")


def at(day, hour, minute=0):
    return datetime(2023, 11, day, hour, minute, tzinfo=SEOUL)


@pytest.fixture
def edition():
    edition = EditionFactory(name_ko="2023 정부박람회", name_en="2023 Expo", venue_ko="벡스코")
    for day in (23, 24):
        ShowDayFactory(edition=edition, date=date(2023, 11, day), opens=time(10), closes=time(18))
    return edition


def home(client, address="/"):
    return client.get(address).content.decode()


def stand_still(edition, moment):
    return editions.set_clock(edition, to=moment, rate=0)


def test_without_a_published_edition_the_page_says_what_will_appear(client):
    EditionFactory(is_published=False, name_ko="비밀 박람회")

    page = home(client)

    assert "아직 공개된 박람회가 없습니다" in page
    assert "비밀" not in page


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(20, 12), "개막까지 3일 남았습니다"),
        (at(23, 9), "1일차, 10:00에 문을 엽니다"),
        (at(23, 13), "1일차, 18:00에 문을 닫습니다"),
        (at(23, 19), "11월 24일 금요일 10:00에 다시 엽니다"),
        (at(24, 18), "박람회가 끝났습니다"),
    ],
)
def test_the_page_tells_by_the_fairs_clock_whether_the_doors_are_open(
    client, edition, moment, words
):
    stand_still(edition, moment)

    assert words in " ".join(home(client).split())


def test_an_edition_without_days_has_a_page(client):
    EditionFactory()

    assert "일정 미정" in home(client)


def test_the_programme_shows_what_runs_and_what_comes_next(client, edition):
    stand_still(edition, at(23, 11, 30))
    SessionFactory(edition=edition, title_ko="끝난 강연", starts_at=at(23, 10), ends_at=at(23, 11))
    SessionFactory(edition=edition, title_ko="하는 강연", starts_at=at(23, 11), ends_at=at(23, 12))
    SessionFactory(edition=edition, title_ko="다음 강연", starts_at=at(23, 14), ends_at=at(23, 15))

    page = home(client)

    assert page.index("하는 강연") < page.index("다음 강연")
    assert "끝난 강연" not in page


def test_a_booth_that_stopped_is_named_with_who_stands_there_and_since_when(client, edition):
    stand_still(edition, at(24, 16))
    space = SpaceFactory(edition=edition, code="A-17")
    AssignmentFactory(space=space, participation__exhibitor__name_ko="한빛신원청")
    outage = OutageFactory(edition=edition, start_is_estimated=True, started_at=at(24, 15, 25))
    ServiceStatusFactory(outage=outage, space=space)

    page = " ".join(home(client).split())

    assert "A-17" in page
    assert "한빛신원청" in page
    assert "11월 24일(금) 15:25경부터" in page
    assert "재개 시각 미정" in page


@pytest.mark.parametrize(("started_at", "ended_at"), [(at(24, 17), None), (at(24, 14), at(24, 15))])
def test_an_outage_that_has_not_begun_or_is_over_is_no_notice(
    client, edition, started_at, ended_at
):
    stand_still(edition, at(24, 16))
    OutageFactory(edition=edition, text_ko="멈춤", started_at=started_at, ended_at=ended_at)

    assert "멈춤" not in home(client)


def test_a_session_cancelled_today_is_a_notice_and_not_in_the_programme(client, edition):
    stand_still(edition, at(23, 11))
    SessionFactory(
        edition=edition,
        title_ko="취소된 강연",
        starts_at=at(23, 14),
        ends_at=at(23, 15),
        cancelled_at=at(23, 9),
    )

    page = home(client)

    assert page.count("취소된 강연") == 1
    assert "취소" in page


def test_english_is_one_prefix_away(client, edition):
    stand_still(edition, at(23, 13))

    page = " ".join(home(client, "/en/").split())

    assert '<html lang="en">' in page
    assert "2023 Expo" in page
    assert "Day 1: the doors close at 18:00." in page
    assert 'href="/" lang="ko"' in page


def test_an_unchanged_page_is_not_sent_twice(client, edition):
    stand_still(edition, at(23, 13))
    first = client.get("/")

    again = client.get("/", headers={"if-none-match": first["ETag"]})

    assert again.status_code == 304


@pytest.mark.parametrize("size", [1, 20])
def test_the_page_costs_the_same_for_any_number_of_booths_that_stopped(
    client, edition, size, django_assert_max_num_queries
):
    stand_still(edition, at(24, 16))
    outage = OutageFactory(edition=edition, started_at=at(24, 15))
    for space in SpaceFactory.create_batch(size, edition=edition):
        AssignmentFactory(space=space)
        ServiceStatusFactory(outage=outage, space=space)

    with django_assert_max_num_queries(13):
        client.get("/")
