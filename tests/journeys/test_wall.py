"""A television opens its link: numbers move, a server that is away is said, and so is the end."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from expo import screens
from expo.models import Screen
from expo.screens import Wanted
from tests.dashboard.scenes import at, counted_fair
from tests.journeys import pages
from visitors import attendance

pytestmark = pytest.mark.django_db(transaction=True)

TELEVISION = {"width": 1920, "height": 1080}


def test_a_wall_lives_by_itself_until_it_is_unlinked(page, live_server, transactional_db):
    fair = counted_fair()
    wanted = Wanted(name="로비", language="ko")
    screen, token = screens.make(fair.edition, wanted, by=None, at=timezone.now())
    page.set_viewport_size(TELEVISION)
    page.goto(f"{live_server.url}/dashboard/wall/{token}/")
    visits = page.locator("[data-spot=visits]")
    expect(visits).to_have_text("7")
    expect(page.locator("[data-clock]")).to_have_text("13:02")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert (
        page.evaluate(
            "parseFloat(getComputedStyle(document.querySelector('.wall-large')).fontSize)"
        )
        >= 86
    )
    pages.check(page)

    fair.ticket("new", "somebody new")
    fair.scan("new", "E1", at(25, 12, 50))
    attendance.count_new(fair.edition.pk)
    expect(visits).to_have_text("8")

    page.route("**/feed/", lambda route: route.abort())
    state = page.locator("[data-state]")
    expect(state).to_have_text("13:02부터 연결이 끊겼습니다. 마지막 수치를 표시합니다.")
    expect(visits).to_have_text("8")
    page.unroute("**/feed/")
    expect(state).to_have_text("")

    screens.revoke(Screen.objects.get(pk=screen.pk), by=None, at=timezone.now())
    expect(state).to_have_text("이 화면은 연결이 해제되었습니다.")
    page.set_viewport_size(pages.PHONE)
    pages.fits(page)
