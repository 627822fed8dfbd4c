"""A booth stops: whoever has a page open reads it within five seconds, and when it runs again."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from booths import outages
from booths.models import Cause
from expo import editions
from tests.dashboard.scenes import PASSWORD, planner
from tests.factories import (
    AssignmentFactory,
    EditionFactory,
    ListingFactory,
    ShowDayFactory,
)
from tests.journeys import pages
from tests.journeys.gates import Calls

pytestmark = pytest.mark.django_db(transaction=True)

WITHIN, STEP = 5_000, 250
"""Milliseconds of the pages' own clock: that a busy machine answers late counts for nothing."""


def at(hour, minute=0):
    return datetime(2023, 11, 24, hour, minute, tzinfo=ZoneInfo("Asia/Seoul"))


@pytest.fixture
def booth():
    """A-17 of an open fair, given to somebody who has a listing."""
    edition = editions.set_clock(EditionFactory(), to=at(15, 30), rate=1)
    ShowDayFactory(edition=edition, date=date(2023, 11, 24), opens=time(10), closes=time(18))
    given = AssignmentFactory(
        space__edition=edition, space__code="A-17", participation__exhibitor__code="hanbit"
    )
    ListingFactory(participation=given.participation)
    return given.space


@pytest.fixture
def screens(page, live_server, booth):
    """Every screen that tells of outages, open and quiet: its address, and where it tells.

    From now on time passes for them in `in_time` alone."""
    places = {
        "/": "#notices",
        "/plan/": "[data-live]",
        "/exhibitors/": "main li:has(h3)",
        "/exhibitors/hanbit/": "main",
        "/dashboard/": "[data-alarm-list]",
    }
    pages.log_in(page, live_server.url, planner(booth.edition).email, PASSWORD)
    expect(page.locator("[data-state]")).to_have_text("실시간")
    page.context.clock.install()
    opened = {}
    for address, place in places.items():
        tab = page.context.new_page()
        tab.goto(live_server.url + address)
        opened[address] = tab.locator(place)
    for place in opened.values():
        expect(place).not_to_contain_text("중단")
        place.evaluate("() => { window.isTheSamePage = true }")
    page.context.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))
    return opened


def in_time(screens, assertion):
    """Each of them, by what it asks for within five seconds; nothing was loaded anew."""
    let_pass(screens)
    for address, place in screens.items():
        assertion(place)
        assert place.evaluate("() => window.isTheSamePage"), f"{address} was loaded anew"


def let_pass(screens):
    """Five seconds, of which none passes while a page waits for an answer."""
    calls = [Calls(place.page) for place in screens.values()]
    clock = next(iter(screens.values())).page.context.clock
    for _step in range(0, WITHIN, STEP):
        clock.run_for(STEP)
        for each in calls:
            each.wait()


def test_every_open_page_tells_within_five_seconds_that_a_booth_stopped_and_reopened(
    booth, screens
):
    notice = outages.Notice(
        cause=Cause.GOVERNMENT_NETWORK, text_ko="발급을 멈췄습니다.", started_at=at(15, 25)
    )

    outage = outages.start(booth.edition, notice, [booth])
    in_time(screens, lambda place: expect(place).to_contain_text("중단"))

    outages.end(outage, at=at(15, 30))
    in_time(screens, lambda place: expect(place).not_to_contain_text("중단"))
