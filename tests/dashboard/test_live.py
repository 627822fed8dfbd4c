"""The live room: how full, against other days, what to know; whatever the edition is like."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from expo import editions
from expo.models import ShowDay
from tests.dashboard.scenes import at, counted_fair, planner
from tests.factories import HallFactory, ReservationFactory, SessionFactory, TicketFactory
from tests.visitors import a_fair
from visitors import attendance, capacity_warnings
from visitors.models import Area, AreaKind, Device, DeviceContact, Gate, GatePurpose

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair():
    return counted_fair()


@pytest.fixture
def edition(fair):
    return fair.edition


@pytest.fixture
def told(client, edition):
    """The document that a planner's dashboard shows now."""
    client.force_login(planner(edition))

    def ask(language=""):
        return client.get(f"{language}/dashboard/{edition.slug}/feed/").json()

    return ask


def page(client, address="/dashboard/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def change(edition, **fields):
    type(edition).objects.filter(pk=edition.pk).update(**fields)


def somebody_comes(fair, gate, moment, name="somebody new"):
    fair.ticket(name, name)
    fair.scan(name, gate, moment)
    attendance.count_new(fair.edition.pk)


# How full


@pytest.mark.parametrize(
    ("capacity", "level", "word"),
    [(1, "stop", "입장 중지"), (2, "calm", "여유")],
)
def test_the_people_inside_have_a_level_and_its_word(told, edition, capacity, level, word):
    change(edition, capacity=capacity)

    assert told()["values"]["occupancy"] == 1
    assert told()["level"] == {"value": level, "word": word}


def test_without_a_capacity_there_is_no_level_and_the_page_says_so(client, told, edition):
    change(edition, capacity=0)

    assert told()["level"] is None
    assert "정원이 입력되지 않아" in page(client)


def test_the_page_tells_from_how_many_people_on_each_level_holds(client, told, edition):
    change(edition, capacity=1001, warning_percent=80, stop_percent=95)

    words = page(client)

    assert "주의 801명부터 (80%)" in words
    assert "입장 중지 951명부터 (95%)" in words


def test_a_stop_beyond_the_capacity_still_stands_on_the_bar(client, told, edition):
    change(edition, capacity=100, warning_percent=90, stop_percent=120)

    assert 'viewBox="0 0 120 12"' in page(client)


# Against other days


def test_a_day_is_compared_with_the_one_before_up_to_the_same_quarter(told, edition):
    editions.set_clock(edition, to=at(24, 12, 2), rate=0)

    compared = told()["compared"]

    assert (compared["until"], compared["entries"], compared["before"]) == ("12:00", 3, 2)
    assert compared["change"] == 50.0
    assert compared["text"] == "12:00까지 입장 3회"
    assert compared["change_text"] == "어제 같은 시각 2 (+50.0%)"


def test_days_that_are_over_are_compared_as_a_whole(told, edition):
    editions.set_clock(edition, to=at(28, 12), rate=0)

    compared = told("/en")["compared"]

    assert (compared["until"], compared["entries"], compared["before"]) == (None, 1, 3)
    assert compared["change_text"] == "the whole of Fri, 24 November: 3 (−66.7 %)"


def test_the_first_day_is_compared_with_none(told, edition):
    editions.set_clock(edition, to=at(23, 12, 2), rate=0)

    compared = told()["compared"]

    assert (compared["before"], compared["change"]) == (None, None)
    assert compared["change_text"] == "첫날이라 비교할 날이 없습니다"


def test_against_nobody_there_is_no_share(told, edition):
    editions.set_clock(edition, to=at(24, 9, 2), rate=0)  # one was early, none the day before

    compared = told()["compared"]

    assert (compared["entries"], compared["before"], compared["change"]) == (1, 0, None)
    assert "비율 없음" in compared["change_text"]


def test_a_day_without_anybody_is_compared_like_any_other(told, fair):
    day = fair.edition.show_days.create(date=at(26, 0).date(), opens=time(10), closes=time(18))
    fair.edition.show_days.create(date=at(27, 0).date(), opens=time(10), closes=time(18))
    editions.set_clock(fair.edition, to=at(27, 12), rate=0)
    attendance.count_new(fair.edition.pk)

    news = told()

    assert (news["compared"]["day"], news["compared"]["before"]) == (day.date.isoformat(), 0)
    assert [row["entries"] for row in news["days"]] == [4, 3, 1, 0, 0]
    assert set(news["flow"]["before"] or [0]) == {0}


def test_each_day_tells_what_it_had_by_the_same_time(told, edition):
    editions.set_clock(edition, to=at(25, 13, 2), rate=0)

    assert [(row["by_now"], row["entries"]) for row in told()["days"]] == [(3, 4), (3, 3), (1, 1)]


def test_days_to_come_have_no_row_and_are_counted(told, edition):
    editions.set_clock(edition, to=at(23, 13), rate=0)

    news = told()

    assert [row["day"] for row in news["days"]] == ["2023-11-23"]
    assert news["days_ahead"] == 2


def test_a_late_scan_of_yesterday_changes_the_comparison_at_once(told, fair):
    editions.set_clock(fair.edition, to=at(24, 12, 2), rate=0)
    assert told()["compared"]["before"] == 2

    somebody_comes(fair, "E1", "23T01:20")

    assert told()["compared"]["before"] == 3


def test_the_lines_stand_on_those_of_the_day_before(told, edition):
    editions.set_clock(edition, to=at(24, 12, 2), rate=0)

    flow = told()["flow"]

    assert flow["before_name"] == "어제"
    at_ten = flow["quarters"].index(int(at(24, 10).timestamp()))
    assert flow["before"][at_ten] == 2
    assert sum(flow["before"]) == 4


def test_the_lines_are_told_in_words_too(told, edition):
    editions.set_clock(edition, to=at(24, 12, 2), rate=0)

    assert told("/en")["flow"]["summary"] == (
        "Most came from 10:30 to 10:45: 2 entries. E1 is the busiest: 3 of 3, 100.0 %."
    )


# Halls and sessions


def test_halls_tell_who_is_inside_against_what_they_hold(told, fair):
    HallFactory._meta.model.objects.filter(edition=fair.edition, code="4B").update(capacity=1)
    somebody_comes(fair, "4B", "25T03:30")

    (hall,) = told()["halls"]

    assert hall == {
        "code": "4B",
        "name": "전시장",
        "people": 1,
        "capacity": 1,
        "share": 100,
        "level": {"value": "stop", "word": "입장 중지"},
    }


@pytest.mark.parametrize("capacity", [None, 0])
def test_a_hall_without_a_capacity_has_people_and_no_share(told, fair, capacity):
    HallFactory._meta.model.objects.filter(edition=fair.edition).update(capacity=capacity)
    somebody_comes(fair, "4B", "25T03:30")

    (hall,) = told()["halls"]

    assert (hall["people"], hall["capacity"], hall["share"], hall["level"]) == (1, None, None, None)


def test_a_hall_that_is_renamed_at_noon_is_told_by_its_new_name(told, edition):
    editions.set_clock(edition, to=at(25, 11, 59), rate=0)
    before = told()["halls"][0]["name"]
    edition.halls.update(name_ko="새 전시장")

    editions.set_clock(edition, to=at(25, 12), rate=0)

    assert (before, told()["halls"][0]["name"]) == ("전시장", "새 전시장")


def session_of(fair, **changes):
    plain = {"title_ko": "대국민보고대회", "starts_at": at(25, 13), "ends_at": at(25, 14)}
    fair.areas["session"].session.__class__.objects.filter(
        pk=fair.areas["session"].session_id
    ).update(**(plain | changes))


def test_a_session_that_runs_tells_who_is_in_the_room(told, fair):
    session_of(fair, capacity=2, room="주무대")
    somebody_comes(fair, "S1", "25T04:01")

    (session,) = told()["sessions"]

    assert (session["people"], session["reserved"], session["capacity"]) == (1, None, 2)
    assert (session["share"], session["full"], session["state"]) == (50, "", "running")
    assert (session["when"], session["where"]) == ("13:00–14:00", "전시장 · 주무대")


def test_a_room_that_holds_more_than_it_may_is_told_among_what_to_know(told, fair):
    session_of(fair, capacity=1)
    somebody_comes(fair, "S1", "25T04:01", "one")
    somebody_comes(fair, "S1", "25T04:01:30", "another")

    news = told()

    assert news["sessions"][0]["full"] == "정원 초과"
    assert [(alarm["state"], alarm["where"]) for alarm in news["alarms"]] == [
        ("full", "대국민보고대회")
    ]


def test_a_session_to_come_tells_its_reserved_seats(told, fair):
    session_of(
        fair,
        starts_at=at(25, 15),
        ends_at=at(25, 16),
        capacity=1,
        takes_reservations=True,
    )
    session = fair.areas["session"].session
    for state in ("seat", "waiting"):
        ticket = TicketFactory(edition=fair.edition)
        ReservationFactory(edition=fair.edition, session=session, ticket=ticket, state=state)

    (row,) = told()["sessions"]

    assert (row["reserved"], row["waiting"], row["people"]) == (1, 1, None)
    assert (row["state"], row["full"]) == ("upcoming", "마감")


def test_a_session_without_a_capacity_is_no_error(told, fair):
    session_of(fair, capacity=0)

    (session,) = told()["sessions"]

    assert (session["capacity"], session["share"], session["full"]) == (None, None, "")


def test_sessions_of_other_days_are_not_told(told, fair):
    session_of(fair, starts_at=at(26, 10), ends_at=at(26, 11))

    assert told()["sessions"] == []


def test_a_session_without_doors_of_its_own_tells_no_people(told, fair):
    hall = fair.areas["hall"].hall
    SessionFactory(
        edition=fair.edition, hall=hall, code="T9", starts_at=at(25, 13), ends_at=at(25, 14)
    )

    (session,) = told()["sessions"]

    assert (session["people"], session["reserved"], session["share"]) == (None, None, None)


# To know now


def test_a_place_that_came_up_to_a_level_is_told_once_by_its_gravest(told, edition):
    change(edition, capacity=1)
    capacity_warnings.watch(edition.pk)

    (alarm,) = told()["alarms"]

    assert (alarm["state"], alarm["word"]) == ("stop", "입장 중지")
    assert alarm["address"] == f"/dashboard/{edition.slug}/safety/"
    assert alarm["cause"] == "확인한 사람 없음"


def silent(fair, code="E1", minutes=12):
    device = Device.objects.get(pk=fair.devices[code].pk)
    Device.objects.filter(pk=device.pk).update(enrolled_at=at(23, 8))
    seen_at = timezone.now() - timedelta(minutes=minutes, seconds=20)
    return DeviceContact.objects.create(device=device, seen_at=seen_at)


def test_a_scanner_that_is_not_heard_is_named_while_the_doors_are_open(told, fair):
    silent(fair)

    (alarm,) = told("/en")["alarms"]

    assert (alarm["state"], alarm["where"]) == ("silent", "E1 E1")
    assert alarm["when"] == "E1 not heard for 12 minutes"


def test_a_scanner_that_was_never_heard_is_named_too(told, fair):
    Device.objects.filter(pk=fair.devices["E1"].pk).update(enrolled_at=at(23, 8))

    (alarm,) = told("/en")["alarms"]

    assert alarm["when"] == "E1 was never heard"


def test_of_many_silent_scanners_two_are_named(told, fair):
    for code in ("E1", "E2", "4B", "S1"):
        silent(fair, code)

    (alarm,) = told("/en")["alarms"]

    assert alarm["where"] == "4B 4B, E1 E1"
    assert alarm["when"].endswith("and 2 more")


def test_at_night_scanners_may_be_silent(told, fair):
    silent(fair)
    editions.set_clock(fair.edition, to=at(25, 22), rate=0)

    assert told()["alarms"] == []
    assert told()["values"]["silent"] == 1


def test_scans_that_nobody_has_yet_are_told_with_their_scanners(told, fair):
    contact = silent(fair, minutes=0)
    DeviceContact.objects.filter(pk=contact.pk).update(pending=42, seen_at=timezone.now())

    (alarm,) = told("/en")["alarms"]

    assert (alarm["state"], alarm["cause"]) == ("unsent", "42 scans")
    assert alarm["when"] == "held by 1 scanner; the figures lack them until then"


# Whatever the edition is like


def test_an_edition_with_one_gate_and_no_scan_has_a_readable_page(client):
    fair = a_fair.open_fair()
    Device.objects.filter(edition=fair.edition).delete()
    Gate.objects.filter(edition=fair.edition).exclude(code="E1").delete()
    editions.set_clock(fair.edition, to=at(23, 11), rate=0)
    client.force_login(planner(fair.edition))

    document = client.get(f"/dashboard/{fair.edition.slug}/feed/").json()

    assert [gate["name"] for gate in document["flow"]["by_gate"]] == ["E1"]
    assert (document["flow"]["gates"], document["flow"]["summary"]) == ([], "")
    assert "<div data-flow hidden>" in page(client)


def test_an_edition_without_any_door_has_a_readable_page(client):
    fair = a_fair.open_fair()
    Device.objects.filter(edition=fair.edition).delete()
    Gate.objects.filter(edition=fair.edition).delete()
    Area.objects.filter(edition=fair.edition).delete()
    editions.set_clock(fair.edition, to=at(23, 11), rate=0)
    client.force_login(planner(fair.edition))

    assert client.get(f"/dashboard/{fair.edition.slug}/feed/").json()["halls"] == []
    assert "전시장 게이트에 스캐너가 없어" in page(client)


def test_sixty_days_show_those_that_have_begun(client, fair):
    first = at(27, 0).date()
    ShowDay.objects.bulk_create(
        ShowDay(
            edition=fair.edition,
            date=first + timedelta(days=number),
            opens=time(10),
            closes=time(18),
        )
        for number in range(57)
    )
    editions.set_clock(fair.edition, to=at(25, 13, 2) + timedelta(days=30), rate=0)
    attendance.count_new(fair.edition.pk)
    client.force_login(planner(fair.edition))

    words = page(client)

    assert words.count("<tr data-day=") == 32
    assert "전시일이 28일 남아 있습니다" in words
    assert words.count("<li data-day=") == 3  # beside the sum only the latest


def test_four_hundred_gates_are_six_lines_and_one(told, fair):
    many(fair, gates=400, used=10)

    flow = told("/en")["flow"]

    assert [gate["name"] for gate in flow["gates"]][-1] == "The other 5 gates"
    assert len(flow["gates"]) == 7
    assert len(flow["by_gate"]) == 402
    entries = [number for gate in flow["gates"] for number in gate["entries"]]
    assert sum(number or 0 for number in entries) == told()["values"]["entries"]


def many(fair, gates, used):
    """So many gates more, and one entry at each of the first of them."""
    area = Area.objects.get(edition=fair.edition, kind=AreaKind.FAIR)
    made = Gate.objects.bulk_create(
        Gate(edition=fair.edition, code=f"G{number:03}", purpose=GatePurpose.ENTRANCE, area=area)
        for number in range(gates)
    )
    for number, gate in enumerate(made[:used]):
        fair.gates[gate.code] = gate
        fair.devices[gate.code] = Device.objects.create(
            edition=fair.edition, gate=gate, name=gate.code
        )
        fair.ticket(f"v{number}", f"visitor {number}")
        fair.scan(f"v{number}", gate.code, "25T02:30")
    attendance.count_new(fair.edition.pk)
