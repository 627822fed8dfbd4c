"""Nobody stays logged in where nobody works, and nobody is logged off who does."""

from types import SimpleNamespace

import pytest
from django.test import Client

from expo import idling
from expo.models import RoleKind
from expo.project.settings import base
from tests import organisers
from tests.visitors import scenes

pytestmark = pytest.mark.django_db

LIMIT = 30 * 60
DESK, DEVICES, ROWS = "/desk/", "/desk/devices/", "/desk/devices/rows/"


@pytest.fixture(autouse=True)
def as_installed(settings):
    settings.IDLE_FOR = dict.fromkeys(base.IDLE_FOR, LIMIT)


class Clock:
    now = 1_700_000_000

    def time(self):
        return self.now

    def passes(self, seconds):
        self.now += seconds


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(idling, "time", SimpleNamespace(time=clock.time))
    return clock


@pytest.fixture
def edition():
    return scenes.edition()


@pytest.fixture
def worker(edition):
    return organisers.arrive(edition, RoleKind.ORGANISER, is_staff=True)


def is_logged_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("page", [DESK, "/en/desk/", "/admin/", "/accounts/stay/"])
def test_whoever_does_nothing_for_the_whole_time_is_logged_off(worker, clock, page):
    worker.get(DESK)
    clock.passes(LIMIT + 1)

    answer = worker.get(page)

    assert answer.status_code in {302, 401}
    assert not is_logged_in(worker)


def test_whoever_works_stays(worker, clock):
    for _each in range(4):
        clock.passes(LIMIT - 1)
        assert worker.get(DESK).status_code == 200


def test_staying_is_asked_for_and_brings_the_token_of_the_forms(worker, clock):
    worker.get(DESK)
    clock.passes(LIMIT - 1)
    answer = worker.get("/accounts/stay/")
    clock.passes(LIMIT - 1)

    assert worker.get(DESK).status_code == 200
    assert answer.json()["csrf"]
    assert answer["Cache-Control"].startswith("max-age=0")


@pytest.mark.parametrize(
    ("page", "headers"),
    [(ROWS, {}), ("/accounts/warning/", {}), ("/desk/badge-runs/", {"HX-Request": "true"})],
)
def test_what_a_page_asks_for_by_itself_keeps_nobody_logged_in(worker, clock, page, headers):
    worker.get(DEVICES)
    for _each in range(2):
        clock.passes(LIMIT // 2 + 1)
        worker.get(page, headers=headers)

    assert worker.get(DESK).status_code == 302


def test_what_htmx_sends_was_typed_by_somebody(worker, clock):
    worker.get(DESK)
    clock.passes(LIMIT - 1)
    worker.post(DESK, {"q": "김"}, headers={"HX-Request": "true"})
    clock.passes(LIMIT - 1)

    assert worker.get(DESK).status_code == 200


def test_an_act_is_noted_twice_a_minute_at_most(worker, clock, django_assert_num_queries):
    worker.get("/accounts/stay/")
    clock.passes(idling.NOTED_EVERY - 1)

    with django_assert_num_queries(2):  # the session, the account
        worker.get("/accounts/stay/")


def test_a_dashboard_on_a_wall_ends_with_its_session_alone(edition, clock):
    planner = organisers.arrive(edition, RoleKind.PLANNER)
    planner.get("/dashboard/")
    clock.passes(LIMIT * 3)

    assert planner.get("/dashboard/").status_code == 200
    assert idling.limit_of("/dashboard/2023/feed/") is None


@pytest.mark.parametrize("path", ["/gate/", "/desk/kiosk/", "/en/desk/kiosk/", "/", "/ticket/x/"])
def test_visitors_gates_and_kiosks_are_not_concerned(path):
    assert idling.limit_of(path) is None


def test_a_stranger_is_told_that_nobody_is_logged_in():
    assert Client().get("/accounts/stay/").status_code == 401


def test_the_script_that_warns_is_where_somebody_can_be_logged_off(worker):
    pages = {
        path: worker.get(path).content.decode() for path in (DESK, "/en/admin/", "/programme/")
    }

    assert [f"#{LIMIT}" in page for page in pages.values()] == [True, True, False]
    assert "idle" not in Client().get("/accounts/login/").content.decode()
