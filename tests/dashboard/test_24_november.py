"""24 November 2023, lived again from the seeds: what each screen said, hour by hour."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from booths import downtimes
from booths.models import Space
from expo import editions
from expo.models import Edition
from tests.dashboard.scenes import planner

pytestmark = pytest.mark.django_db

SINCE = "11월 24일(금) 15:25경부터 · 재개 시각 미정"


def at(hour, minute=0, day=24):
    return datetime(2023, 11, day, hour, minute, tzinfo=ZoneInfo("Asia/Seoul"))


@pytest.fixture
def edition():
    call_command("seed")
    return Edition.objects.get()


def live(edition, moment):
    editions.set_clock(edition, to=moment, rate=0)


def screens(client):
    """What everybody is told, by address: the notices, the states and the dashboard's alarms."""
    told = client.get("/states/").json()["spaces"]
    return {
        "/notices/": " ".join(client.get("/notices/").content.decode().split()),
        "/states/": {code: trouble["when"] for code, trouble in told.items()},
        "alarms": [
            (alarm["where"], alarm["when"])
            for alarm in client.get("/dashboard/2023/feed/").json()["alarms"]
        ],
    }


def test_at_1524_every_booth_runs(client, edition):
    live(edition, at(15, 24))
    client.force_login(planner(edition))

    told = screens(client)

    assert "모든 부스가" in told["/notices/"]
    assert (told["/states/"], told["alarms"]) == ({}, [])


@pytest.mark.parametrize("moment", [at(15, 25), at(16, 25), at(17, 59), at(18)])
def test_from_about_1525_until_closing_the_mobile_id_booth_is_suspended(client, edition, moment):
    live(edition, moment)
    client.force_login(planner(edition))

    told = screens(client)

    assert "A-17" in told["/notices/"]
    assert SINCE in told["/notices/"]
    assert told["/states/"] == {"A-17": SINCE}
    assert told["alarms"] == [("A-17 한빛신원청", SINCE)]


def test_its_downtime_is_cut_at_closing_time_and_stays_a_guess(edition):
    booth = Space.objects.get(code="A-17")

    for evening in (at(18), at(23)):
        (record,) = downtimes.records([booth], edition, evening)
        of_the_day = record.days[1]
        assert of_the_day.suspended == timedelta(hours=2, minutes=35)
        assert of_the_day.opened == timedelta(hours=8)
        assert of_the_day.is_estimated
        assert of_the_day.availability == pytest.approx(1 - 155 / 480)
        assert record.total.availability == pytest.approx(1 - 155 / 960)


def test_the_next_day_the_home_page_still_knows_since_when(client, edition):
    live(edition, at(10, day=25))

    assert SINCE in client.get("/").content.decode()
