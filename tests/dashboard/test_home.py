"""The public home page: what, when, where; what is on; what to know today."""

import re
from datetime import date, datetime, time, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest

from booths import outages
from booths.models import Space
from expo import editions
from expo import programme as sessions
from expo.models import Edition
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

    with django_assert_max_num_queries(16):
        client.get("/")


def ask_for_notices(client, address="/notices/", **headers):
    return client.get(address, headers=headers)


def stop(edition, code="A-17", **told):
    outage = OutageFactory(edition=edition, **{"started_at": at(24, 15, 25), **told})
    ServiceStatusFactory(outage=outage, space=SpaceFactory(edition=edition, code=code))
    return outage


def test_the_page_carries_its_notices_and_their_tag_so_that_nothing_comes_twice(client, edition):
    stand_still(edition, at(24, 16))
    stop(edition)
    tag = re.search(r'data-etag="([^"]*)"', home(client))[1]

    assert ask_for_notices(client, **{"if-none-match": unescape(tag)}).status_code == 304


def test_a_booth_that_stops_and_reopens_is_news_for_an_open_page(client, edition):
    stand_still(edition, at(24, 16))
    quiet = ask_for_notices(client)
    assert "모든 부스가" in quiet.content.decode()

    outage = stop(edition)
    stopped = ask_for_notices(client, **{"if-none-match": quiet["ETag"]})
    outages.end(outage, at=at(24, 16))
    reopened = ask_for_notices(client, **{"if-none-match": stopped["ETag"]})

    assert "A-17" in stopped.content.decode()
    assert "A-17" not in reopened.content.decode()


def test_a_session_cancelled_today_is_news_for_an_open_page(client, edition):
    stand_still(edition, at(24, 10))
    talk = SessionFactory(
        edition=edition, title_ko="강연", starts_at=at(24, 14), ends_at=at(24, 15)
    )
    tag = ask_for_notices(client)["ETag"]

    sessions.cancel(talk, at=at(24, 10))

    news = ask_for_notices(client, **{"if-none-match": tag}).content.decode()
    assert "강연" in news


def test_who_stands_on_the_booth_is_part_of_the_news(client, edition):
    stand_still(edition, at(24, 16))
    stop(edition)
    tag = ask_for_notices(client)["ETag"]

    AssignmentFactory(space=Space.objects.get(), participation__exhibitor__name_ko="한빛신원청")

    assert "한빛신원청" in ask_for_notices(client, **{"if-none-match": tag}).content.decode()


def test_closing_time_is_news_and_the_suspended_booth_stays_suspended(client, edition):
    stop(edition)
    stand_still(edition, at(24, 17, 59))
    tag = ask_for_notices(client)["ETag"]

    stand_still(edition, at(24, 18))

    assert ask_for_notices(client, **{"if-none-match": tag}).status_code == 200


def test_a_notice_leads_to_the_booth_on_the_plan(client, edition):
    stand_still(edition, at(24, 16))
    stop(edition)

    assert 'href="/plan/?booth=A-17"' in home(client)
    assert 'href="/en/plan/?booth=A-17"' in home(client, "/en/notices/")


def test_a_text_in_one_language_only_is_marked_as_that_language(client, edition):
    stand_still(edition, at(24, 16))
    stop(edition, text_en="")

    assert '<p lang="ko">' in home(client, "/en/notices/")


def test_without_an_edition_there_are_no_notices(client):
    assert ask_for_notices(client).status_code == 404


def test_the_page_has_doors_to_plan_programme_and_exhibitors_and_a_search(client, edition):
    page = home(client)

    for address in ("/plan/", "/programme/", "/exhibitors/"):
        assert f'href="{address}"' in page
    assert '<form class="home-search" role="search" action="/exhibitors/">' in page
    assert 'name="q"' in page


@pytest.mark.parametrize("size", [1, 20])
def test_unchanged_notices_cost_the_same_for_any_number_of_booths(
    client, edition, size, django_assert_max_num_queries
):
    stand_still(edition, at(24, 16))
    outage = OutageFactory(edition=edition, started_at=at(24, 15))
    for space in SpaceFactory.create_batch(size, edition=edition):
        ServiceStatusFactory(outage=outage, space=space)
    tag = ask_for_notices(client)["ETag"]

    with django_assert_max_num_queries(5):
        assert ask_for_notices(client, **{"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "1분이면 입장권이 나옵니다"),
        ({"registration_opens_at": at(23, 12)}, "11월 23일"),
        ({"registration_closes_at": at(22, 12)}, "마감: 현장 안내 데스크에서 등록합니다"),
    ],
)
def test_the_first_door_says_whether_one_can_register(client, edition, fields, words):
    stand_still(edition, at(23, 11))
    Edition.objects.update(**fields)

    page = home(client)
    doors = page[page.index("doors") :]

    assert doors.index('href="/register/"') < doors.index('href="/plan/"')
    assert words in doors


def test_the_first_door_closes_in_the_second_in_which_registration_does(client, edition):
    Edition.objects.update(registration_closes_at=at(23, 11) + timedelta(seconds=30))
    stand_still(edition, at(23, 11))
    first = client.get("/")

    stand_still(edition, at(23, 11) + timedelta(seconds=30))
    later = client.get("/", headers={"If-None-Match": first.headers["ETag"]})

    assert later.status_code == 200
    assert "마감: 현장" in later.content.decode()
