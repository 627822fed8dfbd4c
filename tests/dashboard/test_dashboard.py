"""The planners' dashboard and its feed: the engine's figures, for whom they are meant."""

from datetime import timedelta

import pgtrigger
import pytest
from django.utils import timezone

from booths import outages
from expo import access, editions
from expo.models import RoleKind
from tests.dashboard.scenes import account, at, counted_fair, planner
from tests.factories import (
    AssignmentFactory,
    EditionFactory,
    OutageFactory,
    ServiceStatusFactory,
    SpaceFactory,
)
from tests.visitors import a_fair
from visitors import attendance
from visitors.models import CapacityWatch, Device, DeviceContact, Rollup

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair():
    return counted_fair()


@pytest.fixture
def edition(fair):
    return fair.edition


def feed(client, edition, **headers):
    return client.get(f"/dashboard/{edition.slug}/feed/", headers=headers)


def test_a_stranger_is_led_to_the_log_in(client, edition):
    assert client.get("/dashboard/")["Location"] == "/accounts/login/?next=/dashboard/"


def test_the_feed_tells_a_stranger_so_instead_of_leading_a_script_away(client, edition):
    assert feed(client, edition).status_code == 401


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (RoleKind.PLANNER, 200),
        (RoleKind.ORGANISER, 200),
        (RoleKind.EXHIBITOR, 404),
        (RoleKind.DOOR_SUPERVISOR, 404),
    ],
)
def test_planners_and_organisers_see_the_figures_and_nobody_else(client, edition, kind, status):
    client.force_login(account(edition, kind))

    assert client.get("/dashboard/").status_code == status
    assert feed(client, edition).status_code == status


def test_a_planner_of_one_edition_sees_no_other(client, edition):
    client.force_login(planner(edition))

    assert feed(client, EditionFactory(slug="another")).status_code == 404


def test_the_figures_are_those_of_the_worked_example(client, edition):
    client.force_login(planner(edition))

    told = feed(client, edition).json()

    values = told["values"]
    assert {name: values[name] for name in ("visits", "visitors", "repeat", "repeat_share")} == {
        "visits": 7,
        "visitors": 4,
        "repeat": 3,
        "repeat_share": 42.9,
    }
    assert (values["entries"], values["daily_unique"]) == (1, 1)  # of the third day
    assert [day["entries"] for day in told["days"]] == [4, 3, 1]
    assert [day["unidentified"] for day in told["days"]] == [12, 0, 0]


def test_page_and_feed_show_one_document(client, edition):
    client.force_login(planner(edition))

    assert client.get("/dashboard/").context["board"] == feed(client, edition).json()


def test_the_lines_sum_to_the_entries_of_the_day(client, edition):
    client.force_login(planner(edition))

    told = feed(client, edition).json()

    entries = [number for gate in told["flow"]["gates"] for number in gate["entries"]]
    assert sum(number or 0 for number in entries) == told["values"]["entries"]


def test_quarters_reach_from_opening_to_closing_and_the_future_is_empty(client, edition):
    client.force_login(planner(edition))

    flow = feed(client, edition).json()["flow"]

    assert flow["quarters"][0] == at(25, 10).timestamp()
    assert flow["quarters"][-1] == at(25, 16, 45).timestamp()
    assert flow["complete"] == 12  # 10:00 to 12:45; the quarter from 13:00 still runs
    assert flow["gates"][0]["entries"][12:14] == [0, None]


def test_the_feed_is_not_sent_again_until_something_is_counted(client, fair):
    edition = fair.edition
    client.force_login(planner(edition))
    tag = feed(client, edition)["ETag"]

    assert feed(client, edition, **{"If-None-Match": tag}).status_code == 304
    fair.ticket("new", "somebody new")
    fair.scan("new", "E1", "25T03:30")
    attendance.count_new(edition.pk)
    news = feed(client, edition, **{"If-None-Match": tag})

    assert news.status_code == 200
    assert news.json()["values"]["entries"] == 2


def test_scans_that_a_device_still_holds_are_told_at_once(client, fair):
    edition = fair.edition
    client.force_login(planner(edition))
    tag = feed(client, edition)["ETag"]
    device = Device.objects.get(pk=fair.devices["E2"].pk)
    Device.objects.filter(pk=device.pk).update(enrolled_at=at(23, 8))
    DeviceContact.objects.create(device=device, seen_at=at(25, 13), pending=42)

    values = feed(client, edition, **{"If-None-Match": tag}).json()["values"]

    assert (values["unsent"], values["devices"]) == (42, 1)


def test_a_device_that_falls_silent_is_told_without_a_word_from_it(client, fair):
    edition = fair.edition
    client.force_login(planner(edition))
    device = Device.objects.get(pk=fair.devices["E2"].pk)
    Device.objects.filter(pk=device.pk).update(enrolled_at=at(23, 8))
    contact = DeviceContact.objects.create(device=device, seen_at=timezone.now())
    first = feed(client, edition)
    assert first.json()["values"]["silent"] == 0

    DeviceContact.objects.filter(pk=contact.pk).update(
        seen_at=timezone.now() - timedelta(minutes=1)
    )
    news = feed(client, edition, **{"If-None-Match": first["ETag"]})

    assert news.json()["values"]["silent"] == 1


def test_a_booth_that_stops_and_reopens_is_told_at_once(client, edition):
    client.force_login(planner(edition))
    tag = feed(client, edition)["ETag"]
    space = SpaceFactory(edition=edition, code="A-17")
    AssignmentFactory(space=space, participation__exhibitor__name_ko="한빛신원청")
    outage = OutageFactory(edition=edition, started_at=at(25, 12, 40), start_is_estimated=True)
    ServiceStatusFactory(outage=outage, space=space)

    stopped = feed(client, edition, **{"If-None-Match": tag})
    outages.end(outage, at=at(25, 13))
    reopened = feed(client, edition, **{"If-None-Match": stopped["ETag"]})

    assert stopped.json()["alarms"] == [
        {
            "state": "suspended",
            "word": "중단",
            "where": "A-17 한빛신원청",
            "booths": 1,
            "more": 0,
            "text": "서비스를 중단했습니다.",
            "cause": "행정 전산망",
            "when": "11월 25일(토) 12:40경부터 · 재개 시각 미정",
            "address": "/plan/?booth=A-17",
        }
    ]
    assert reopened.json()["alarms"] == []


def test_one_outage_over_many_booths_is_one_line(client, edition):
    client.force_login(planner(edition))
    outage = OutageFactory(edition=edition, started_at=at(25, 12))
    for space in SpaceFactory.create_batch(20, edition=edition):
        ServiceStatusFactory(outage=outage, space=space)

    (alarm,) = feed(client, edition).json()["alarms"]

    assert (alarm["booths"], alarm["more"]) == (20, 18)


def test_another_word_on_a_standing_outage_is_told_too(client, edition):
    client.force_login(planner(edition))
    outage = OutageFactory(edition=edition, started_at=at(25, 12))
    ServiceStatusFactory(outage=outage)
    tag = feed(client, edition)["ETag"]

    outage.expected_until = at(25, 14)
    outage.save(update_fields=["expected_until"])

    (alarm,) = feed(client, edition, **{"If-None-Match": tag}).json()["alarms"]
    assert alarm["when"].endswith("11월 25일(토) 14:00 재개 예정")


def test_the_devices_are_a_link_for_those_who_may_go_there(client, edition):
    asker = planner(edition)
    client.force_login(asker)
    assert "/desk/devices/" not in client.get("/dashboard/").content.decode()

    access.grant(asker, edition, RoleKind.DOOR_SUPERVISOR)
    assert "/desk/devices/" in client.get("/dashboard/").content.decode()


def test_the_page_shows_every_number_with_its_definition(client, edition):
    client.force_login(planner(edition))

    page = client.get("/dashboard/").content.decode()

    for words in ("한 사람을 하루에 한 번 셉니다", "한 사람을 박람회 전체에서 한 번 셉니다"):
        assert words in page


def test_after_the_fair_its_last_day_is_shown_and_called_by_its_date(client, fair):
    editions.set_clock(fair.edition, to=at(28, 12), rate=0)
    client.force_login(planner(fair.edition))

    page = client.get("/dashboard/")

    assert page.context["day_words"] == "11월 25일"
    assert page.context["board"]["values"]["entries"] == 1
    assert page.context["board"]["values"]["occupancy"] == 0


def test_in_the_evening_the_page_still_tells_of_the_day_that_was(client, fair):
    editions.set_clock(fair.edition, to=at(24, 19), rate=0)
    client.force_login(planner(fair.edition))

    page = client.get("/dashboard/")

    words = " ".join(page.content.decode().split())
    assert page.context["board"]["values"]["entries"] == 3
    assert "2일차 11월 24일(금)" in words
    assert "오늘은 마감" in words


def test_before_the_first_scan_the_page_says_what_will_appear_and_when(client):
    edition = a_fair.open_fair().edition
    editions.set_clock(edition, to=at(20, 12), rate=0)
    client.force_login(planner(edition))

    page = client.get("/dashboard/")

    words = " ".join(page.content.decode().split())
    assert page.context["board"]["flow"]["gates"] == []
    assert "<div data-flow hidden>" in words
    assert "11월 23일(목) 10:00에 문을 엽니다" in words


def test_an_edition_without_days_or_capacity_is_no_error(client):
    edition = EditionFactory(capacity=0)
    client.force_login(planner(edition))

    page = client.get("/dashboard/")

    assert page.status_code == 200
    assert "아직 전시일이 없습니다" in page.content.decode()
    assert feed(client, edition).status_code == 422


def test_show_days_that_contradict_one_another_are_said_and_no_error(client, edition):
    with pgtrigger.ignore("expo.ShowDay:hours_outside_boundary"):  # else no such day can stand
        edition.show_days.filter(date=at(25, 0).date()).update(opens="02:00", closes="05:00")
    client.force_login(planner(edition))

    assert client.get("/dashboard/").status_code == 200


def test_names_of_gates_speak_the_readers_language(client, fair):
    gate = fair.gates["E1"]
    gate.name_ko, gate.name_en = "1번 출입구", "Entrance 1"
    gate.save()
    client.force_login(planner(fair.edition))

    korean = feed(client, fair.edition).json()["flow"]["gates"]
    english = client.get(f"/en/dashboard/{fair.edition.slug}/feed/").json()["flow"]["gates"]

    assert (korean[0]["name"], english[0]["name"]) == ("1번 출입구", "Entrance 1")


@pytest.mark.parametrize("visitors", [1, 30])
def test_the_feed_costs_the_same_for_any_number_of_scans(
    client, fair, visitors, django_assert_max_num_queries
):
    for number in range(visitors):
        fair.ticket(f"v{number}", f"visitor {number}")
        moment = at(25, 10, 1) + timedelta(minutes=number)
        fair.scan(f"v{number}", "E1", moment)
    attendance.count_new(fair.edition.pk)
    client.force_login(planner(fair.edition))
    nothing_is_stale(fair.edition)

    with django_assert_max_num_queries(38):
        tag = feed(client, fair.edition)["ETag"]
    with django_assert_max_num_queries(11):
        assert feed(client, fair.edition, **{"If-None-Match": tag}).status_code == 304


def nothing_is_stale(edition):
    """So that no slow test counts or watches while its questions are counted."""
    later = timezone.now() + timedelta(hours=1)
    Rollup.objects.filter(pk=edition.pk).update(counted_at=later)
    CapacityWatch.objects.update_or_create(edition=edition, defaults={"watched_at": later})
