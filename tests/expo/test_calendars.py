"""The programme as iCalendar: read back by another parser, it says what the rows say."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from icalendar import Calendar

from expo import programme
from expo.models import Session
from tests.factories import EditionFactory, PartyFactory, SessionFactory, ShowDayFactory

pytestmark = pytest.mark.django_db

FEED = "/programme.ics"


def at(hour, minute=0, day=25):
    """A moment of November 2023 in Korea."""
    return datetime(2023, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=9)


@pytest.fixture
def edition():
    return EditionFactory(slug="2023", name_ko="2023 정부박람회", venue_ko="벡스코")


def ceremony(edition, **fields):
    told = {"code": "S2", "title_ko": "민관협력 선포식", "hall__name_ko": "4E 전시장"}
    hours = {"starts_at": at(13), "ends_at": at(13, 30)}
    return SessionFactory(edition=edition, **{**told, **hours, **fields})


def events(answer):
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_an_event_says_what_when_and_where(client, edition):
    session = ceremony(edition, room="주무대", summary_ko="여덟 명이 서명합니다.")
    PartyFactory(session=session, order=1, role="signatory", name_ko="고진")
    PartyFactory(session=session, order=2, role="signatory", name_ko="", name_en="")

    (event,) = events(client.get(FEED))

    assert event["summary"] == "민관협력 선포식"
    assert event["dtstart"].dt == session.starts_at
    assert event["dtend"].dt == session.ends_at
    assert event["location"] == "주무대, 4E 전시장, 벡스코"
    assert event["uid"] == str(session.uuid)
    assert event["status"] == "CONFIRMED"
    assert event["url"] == "http://testserver/programme/S2/"
    assert event["description"] == (
        "여덟 명이 서명합니다.\n서명자: 고진, 2명 중 1명은 이름이 공개되지 않음"
    )


def test_times_are_in_utc_and_so_need_no_rules_of_a_time_zone(client, edition):
    ceremony(edition)

    lines = client.get(FEED).content.decode().split("\r\n")

    assert "DTSTART:20231125T040000Z" in lines
    assert "DTEND:20231125T043000Z" in lines


def test_no_line_is_longer_than_75_octets_and_no_syllable_is_cut(client, edition):
    ceremony(edition, title_ko="정부혁신" * 40, summary_ko="가나다라, 마; 바\n사\\아 " * 60)

    answer = client.get(FEED)

    lines = answer.content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() == line.decode("utf-8", "replace") for line in lines)
    (event,) = events(answer)
    assert event["summary"] == "정부혁신" * 40
    assert event["description"].split("\n")[:2] == ["가나다라, 마; 바", "사\\아 가나다라, 마; 바"]


def test_what_somebody_typed_cannot_add_a_line_of_its_own(client, edition):
    ceremony(edition, title_ko="끝\r\nEND:VEVENT\r\nSTATUS:CANCELLED", room="a\rSTATUS:CANCELLED")

    (event,) = events(client.get(FEED))

    assert event["status"] == "CONFIRMED"


def test_a_cancelled_session_stays_in_the_calendar_and_is_called_cancelled(client, edition):
    programme.cancel(ceremony(edition), at=at(9))

    (event,) = events(client.get(FEED))

    assert event["status"] == "CANCELLED"


def test_the_same_rows_give_the_same_bytes_and_are_not_sent_twice(client, edition):
    ceremony(edition)
    first = client.get(FEED)

    again = client.get(FEED, headers={"if-none-match": first["ETag"]})

    assert client.get(FEED).content == first.content
    assert again.status_code == 304


def test_a_change_raises_the_sequence_and_keeps_the_id(client, edition):
    session = ceremony(edition)
    (before,) = events(client.get(FEED))

    session.ends_at = at(14)
    session.save(update_fields=["ends_at"])
    PartyFactory(session=session)
    (after,) = events(client.get(FEED))

    assert after["uid"] == before["uid"]
    assert after["sequence"] == before["sequence"] + 2
    assert after["last-modified"].dt == after["dtstamp"].dt >= before["dtstamp"].dt


def test_a_party_that_is_gone_is_a_change_too(client, edition):
    party = PartyFactory(session=ceremony(edition))
    (before,) = events(client.get(FEED))

    party.delete()
    (after,) = events(client.get(FEED))

    assert after["sequence"] > before["sequence"]


def test_a_programme_without_sessions_is_a_calendar_without_events(client, edition):
    answer = client.get(FEED)

    assert events(answer) == []
    assert Calendar.from_ical(answer.content)["x-wr-calname"] == "2023 정부박람회"


def test_a_session_over_midnight_ends_on_the_next_day(client, edition):
    ceremony(edition, starts_at=at(23), ends_at=at(1, day=26))

    (event,) = events(client.get(FEED))

    assert event["dtend"].dt - event["dtstart"].dt == timedelta(hours=2)


def test_the_feed_takes_the_filters_of_the_page(client, edition):
    ShowDayFactory(edition=edition)
    first = ceremony(
        edition, code="A", kind="talk", starts_at=at(10, day=24), ends_at=at(11, day=24)
    )
    second = ceremony(edition, code="B", kind="ceremony")

    def codes(query):
        return [event["uid"] for event in events(client.get(FEED + query))]

    assert codes("?day=2023-11-24") == [str(first.uuid)]
    assert codes(f"?hall={second.hall.code}") == [str(second.uuid)]
    assert codes("?kind=talk") == [str(first.uuid)]
    assert codes("?day=2023-11-23") == []


@pytest.mark.parametrize("query", ["?day=2024-01-01", "?day=never", "?hall=9Z", "?kind=party"])
def test_a_filter_of_nothing_is_refused_with_a_code(client, edition, query):
    ceremony(edition)

    answer = client.get(FEED + query)

    assert answer.status_code == 422
    assert answer.json()["code"] == "unknown_filter"
    assert answer.json()["detail"] == "프로그램에 없는 날짜, 전시장 또는 종류입니다."


def test_one_session_is_a_calendar_of_its_own(client, edition):
    session = ceremony(edition)
    ceremony(edition, code="S3")

    (event,) = events(client.get("/programme/S2.ics"))

    assert event["uid"] == str(session.uuid)
    assert client.get("/programme/S9.ics").status_code == 404


def test_the_english_address_gives_english_words(client, edition):
    ceremony(edition, title_en="Declaration")

    (event,) = events(client.get("/en/programme.ics"))

    assert event["summary"] == "Declaration"
    assert event["url"] == "http://testserver/en/programme/S2/"


def test_the_reference_event_reads_back_whole(client):
    call_command("seed")

    found = events(client.get(FEED))

    assert len(found) == Session.objects.count() == 10
    assert len({event["uid"] for event in found}) == 10
    assert "8명 중 4명은 이름이 공개되지 않음" in found[7]["description"]


@pytest.mark.parametrize("size", [1, 30])
def test_a_feed_costs_the_same_for_any_number_of_sessions(
    client, edition, size, django_assert_num_queries
):
    for session in SessionFactory.create_batch(size, edition=edition):
        PartyFactory(session=session)

    with django_assert_num_queries(8):
        assert len(events(client.get(FEED))) == size


def test_a_subscriber_who_has_it_costs_no_drawing(client, edition, django_assert_num_queries):
    ceremony(edition)
    tag = client.get(FEED)["ETag"]

    with django_assert_num_queries(3):
        again = client.get(FEED, headers={"if-none-match": tag})

    assert again.status_code == 304
