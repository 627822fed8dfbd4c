"""The programme for everybody: by day and hour, by the fair's clock, in both languages."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from expo import editions, programme
from expo.models import Edition
from tests.factories import (
    EditionFactory,
    HallFactory,
    PartyFactory,
    SessionFactory,
    ShowDayFactory,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/programme/"


def at(hour, minute=0, day=25):
    """A moment of November 2023 in Korea."""
    return datetime(2023, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=9)


@pytest.fixture
def edition():
    edition = EditionFactory(slug="2023", name_ko="2023 정부박람회")
    return editions.set_clock(edition, to=at(12), rate=0)


def session(edition, title, starts, ends, **fields):
    return SessionFactory(
        edition=edition, title_ko=title, title_en="", starts_at=starts, ends_at=ends, **fields
    )


def read(client, address=ADDRESS, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def linked_data(page):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])


def test_before_an_edition_is_published_there_is_no_programme(client):
    EditionFactory(is_published=False)

    read(client, status=404)
    read(client, "/programme.ics", status=404)


def test_a_programme_without_sessions_says_what_will_appear(client, edition):
    assert "정해지는 대로 여기에 나타납니다" in read(client)


def test_sessions_stand_by_day_and_hour_whatever_order_they_were_made_in(client, edition):
    session(edition, "셋째", at(11), at(12))
    session(edition, "첫째", at(15, day=23), at(16, day=23))
    session(edition, "둘째", at(10), at(11))

    page = read(client)

    order = ["11월 23일 목요일", "첫째", "11월 25일 토요일", "둘째", "셋째"]
    places = [page.index(words, page.index("<main")) for words in order[:1]]
    for words in order[1:]:
        places.append(page.index(words, places[-1]))
    assert places == sorted(places)


def test_the_day_is_the_fairs_own_and_not_the_servers(client, edition):
    session(edition, "새벽", at(0, 30), at(1))  # still the 24th in UTC

    assert "11월 25일 토요일" in read(client)


def test_a_session_over_midnight_stands_on_its_first_day_and_says_so(client, edition):
    session(edition, "밤샘", at(23), at(1, day=26))

    page = read(client)

    assert "11월 25일 토요일" in page
    assert "11월 26일 일요일" not in page
    assert "(1일 뒤)" in page


def test_what_is_on_now_is_said_and_can_be_jumped_to(client, edition):
    session(edition, "끝난 강연", at(10), at(11))
    running = session(edition, "하는 강연", at(11, 30), at(12, 30))
    session(edition, "다음 강연", at(14), at(15))

    page = read(client)

    assert 'href="#now"' in page
    (landmark,) = re.findall(r'id="now"[^>]*aria-labelledby="([^"]*)"', page)
    assert landmark == f"session-{running.pk}"
    assert "지금 하는 순서로" in page


def test_between_two_sessions_the_jump_leads_to_the_next(client, edition):
    session(edition, "끝난 강연", at(10), at(11))
    session(edition, "다음 강연", at(14), at(15))

    assert "다음 순서로" in read(client)


def test_after_the_last_session_there_is_nowhere_to_jump(client, edition):
    session(edition, "끝난 강연", at(10), at(11))

    assert 'href="#now"' not in read(client)


def test_a_cancelled_session_is_struck_and_said_and_never_on_now(client, edition):
    programme.cancel(session(edition, "취소된 강연", at(11), at(13)), at=at(9))

    page = read(client)

    assert "<s>취소된 강연</s>" in page
    assert "이 프로그램은 열리지 않습니다." in page
    assert 'id="now"' not in page


def test_parties_stand_in_order_and_those_not_named_are_counted(client, edition):
    signing = session(edition, "선포식", at(13), at(14))
    PartyFactory(session=signing, order=2, role="signatory", name_ko="", name_en="")
    PartyFactory(session=signing, order=1, role="signatory", name_ko="고진", function_ko="위원장")

    page = read(client)

    assert page.index("서명자") < page.index("고진") < page.index("위원장")
    assert "2명 중 1명은 이름이 공개되지 않음" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"takes_reservations": True, "reservations_only": True}, "예약자만 입장"),
        ({"takes_reservations": True}, "예약 가능"),
        ({}, "예약 없이 입장"),
    ],
)
def test_it_is_said_whether_a_session_takes_reservations(client, edition, fields, words):
    session(edition, "강연", at(13), at(14), capacity=1200, **fields)

    assert f"{words} · 1,200석" in read(client)


def test_a_day_a_hall_and_a_kind_narrow_what_is_shown(client, edition):
    hall = HallFactory(edition=edition, code="4E", name_ko="4E 전시장")
    session(edition, "어제 강연", at(10, day=24), at(11, day=24), hall=hall)
    session(edition, "오늘 행사", at(10), at(11), kind="ceremony", hall=hall)
    session(edition, "오늘 강연", at(13), at(14))

    def shown(query):
        page = read(client, ADDRESS + query)
        return [title for title in ("어제 강연", "오늘 행사", "오늘 강연") if title in page]

    assert shown("?day=2023-11-25") == ["오늘 행사", "오늘 강연"]
    assert shown("?hall=4E") == ["어제 강연", "오늘 행사"]
    assert shown("?kind=talk") == ["어제 강연", "오늘 강연"]
    assert shown("?hall=4E&kind=talk") == ["어제 강연"]
    assert shown("?day=2023-11-24&kind=ceremony") == []
    assert "조건에 맞는 프로그램이 없습니다" in read(
        client, "/programme/?day=2023-11-24&kind=ceremony"
    )


def test_each_filter_keeps_the_others_and_so_does_the_feed(client, edition):
    session(edition, "강연", at(10), at(11))
    session(edition, "시연", at(10), at(11), kind="demonstration")

    page = read(client, "/programme/?day=2023-11-25&kind=talk")

    assert 'href="?day=2023-11-25&amp;kind=demonstration"' in page
    assert 'href="/programme.ics?day=2023-11-25&amp;kind=talk"' in page
    assert 'href="/en/programme/?day=2023-11-25&amp;kind=talk"' in page


@pytest.mark.parametrize("query", ["?day=2024-01-01", "?day=never", "?hall=<b>"])
def test_a_filter_of_nothing_is_said_and_leads_back(client, edition, query):
    session(edition, "강연", at(10), at(11))

    page = read(client, ADDRESS + query, status=404)

    assert "프로그램에 없는 날짜, 전시장 또는 종류입니다." in page
    assert 'href="/programme/"' in page
    assert "programme.ics" not in page
    assert "<b>" not in page


def test_a_show_day_without_sessions_can_be_chosen_and_says_so(client, edition):
    ShowDayFactory(edition=edition)
    session(edition, "강연", at(10), at(11))

    assert "조건에 맞는 프로그램이 없습니다" in read(client, "/programme/?day=2023-11-23")


def test_a_session_has_a_page_of_its_own_in_both_languages(client, edition):
    made = session(edition, "대국민보고대회", at(10, 30), at(11, 40), code="S1")
    made.title_en = "Public report"
    made.save()

    assert "대국민보고대회" in read(client, "/programme/S1/")
    assert "Public report" in read(client, "/en/programme/S1/")
    read(client, "/programme/S9/", status=404)


def test_a_text_without_translation_is_marked_as_what_it_is(client, edition):
    session(edition, "강연", at(10, 30), at(11, 40), code="S1")

    assert '<h1 lang="ko">' in read(client, "/en/programme/S1/")
    assert "<h1 >" in read(client, "/programme/S1/")


@pytest.mark.parametrize("code", ["개막 1", "A/B", "what?"])
def test_any_code_has_an_address(client, edition, code):
    made = session(edition, "강연", at(10), at(11), code=code)

    address = re.search(r'<h3[^>]*> <a href="([^"]*)"', read(client))[1]

    assert "강연" in read(client, address)
    assert str(made.uuid) in read(client, address.removesuffix("/") + ".ics")


def test_search_engines_read_an_event(client, edition):
    ShowDayFactory(edition=edition)
    made = session(
        edition, "선포식", at(13), at(13, 30), code="S2", hall__name_ko="4E", room="주무대"
    )
    PartyFactory(session=made, order=1, name_ko="고진")
    PartyFactory(session=made, order=2, name_ko="", name_en="")

    told = linked_data(read(client, "/programme/S2/"))

    assert told["@type"] == "Event"
    assert told["startDate"] == "2023-11-25T13:00:00+09:00"
    assert told["eventStatus"] == "https://schema.org/EventScheduled"
    assert told["location"]["name"] == "4E 주무대"
    assert told["performer"] == [{"@type": "Person", "name": "고진"}]
    assert told["superEvent"]["startDate"] == "2023-11-23"
    assert told["url"] == "http://testserver/programme/S2/"


def test_what_search_engines_read_cannot_leave_its_element(client, edition):
    session(edition, "</script><script>alert(1)</script>", at(13), at(14), code="S2")

    page = read(client, "/programme/S2/")

    assert linked_data(page)["name"] == "</script><script>alert(1)</script>"
    assert "<script>alert" not in page


def test_an_unchanged_page_is_not_sent_twice_and_a_cancelled_session_changes_it(client, edition):
    made = session(edition, "강연", at(13), at(14), code="S2")
    for address in (ADDRESS, "/programme/S2/"):
        tag = {"if-none-match": client.get(address)["ETag"]}
        assert client.get(address, headers=tag).status_code == 304

    programme.cancel(made, at=at(9))

    assert client.get(address, headers=tag).status_code == 200


def test_the_reference_events_ceremonies_name_whom_the_press_named(client):
    call_command("seed")
    editions.set_clock(Edition.objects.get(), to=at(13, 10), rate=0)

    page = read(client, "/programme/S2/")

    assert page.index("이상민") < page.index("고진") < page.index("오철호") < page.index("조준희")
    assert "8명 중 4명은 이름이 공개되지 않음" in page
    assert "10곳 모두 이름이 공개되지 않음" in read(client, "/programme/S3/")
    assert "민관협력 선포식" in read(client, "/programme/?day=2023-11-25&kind=ceremony")


@pytest.mark.parametrize("size", [1, 40])
def test_the_programme_costs_the_same_for_any_number_of_sessions(
    client, edition, size, django_assert_num_queries
):
    for made in SessionFactory.create_batch(size, edition=edition):
        PartyFactory(session=made)

    with django_assert_num_queries(6):
        read(client)
