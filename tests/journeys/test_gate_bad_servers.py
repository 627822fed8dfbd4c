"""Whatever answers instead of the server, the scanner goes on, says what it met, and keeps all."""

import json
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Route, expect

from tests import browsers
from tests.journeys import films, gates
from tests.journeys.gates import ADMITTED, BY_DEVICE, phone
from tests.visitors import scenes
from visitors import devices, tickets
from visitors.models import CheckIn

pytestmark = pytest.mark.django_db(transaction=True)

API = "**/api/v1/**"
LOG_IN = "<!doctype html><title>Hotel</title><h1>Welcome to our Wi-Fi</h1>"


LATE: list[Route] = []
"""Questions that nobody has answered."""


def keep_waiting(route):
    LATE.append(route)


def answer(**response):
    return lambda route: route.fulfill(**response)


BAD = {
    "a hotel's log-in page": (answer(content_type="text/html", body=LOG_IN), "와이파이 로그인"),
    "a failed server": (
        answer(status=500, content_type="text/html", body="<h1>Server Error (500)</h1>"),
        "서버에 문제",
    ),
    "a server without an answer": (keep_waiting, "답이 늦습니다"),
    "a connection reset": (lambda route: route.abort("connectionreset"), "네트워크가 없습니다"),
    "half an answer": (answer(content_type="application/json", body='{"results": [{"id'), "끊겼"),
    "an answer to somebody else": (
        answer(content_type="application/json", body='{"results": []}'),
        "알아볼 수 없습니다",
    ),
}


IMPATIENT = """
    const later = setTimeout;
    window.setTimeout = (task, wait, ...more) => later(task, wait === 20_000 ? 1e3 : wait, ...more);
"""
"""An upload's deadline passes in a second: no test waits for it."""


@pytest.fixture
def held(fair, live_server, browser):
    _device, code = devices.create(scenes.gate(fair), name="E1-01")
    with phone(browser, live_server.url) as held:
        held.page.add_init_script(IMPATIENT)
        yield held.enrol(code)


def test_bad_servers_neither_stop_the_scanner_nor_cost_a_scan(fair, held):
    for name, (bad, words) in BAD.items():
        held.page.route(API, bad)
        verdict = held.scan(tickets.code(scenes.ticket(fair)))

        assert (verdict.word, verdict.decided) == (ADMITTED, BY_DEVICE), name
        held.wait_for_trouble(words)
        held.wait_for_unsent(1)
        recover(held)

    assert held.queue == []
    assert CheckIn.objects.filter(outcome="admitted").count() == len(BAD)
    assert CheckIn.objects.values("ticket").distinct().count() == len(BAD)


def recover(held):
    """The server is itself again; who still waits for an answer is told that there is none."""
    held.page.unroute(API)
    while LATE:
        with suppress(Error):  # it does not wait any more
            LATE.pop().abort()
    held.find_the_network()


def test_a_snapshot_cut_in_the_middle_replaces_nothing(fair, held):
    cut = []

    def half(route):
        text = route.fetch().text()
        cut.append(text)
        route.fulfill(content_type="application/json", body=text[: len(text) // 2])

    held.page.route("**/gate/snapshot/", half)
    held.page.route("**/gate/contact/", stale)
    held.notice_the_network()
    held.wait_for_trouble("도중에 끊겼습니다")
    held.page.unroute_all()
    held.lose_the_network()

    assert cut
    assert held.scan(tickets.code(scenes.ticket(fair))).word == ADMITTED
    held.reload()
    assert held.scan(tickets.code(scenes.ticket(fair))).word == ADMITTED


def stale(route):
    """The server's own answer, which asks for a new snapshot."""
    response = route.fetch()
    told = response.json()
    told["updates"]["is_stale"] = True
    route.fulfill(response=response, body=json.dumps(told))


def test_a_camera_reads_a_ticket(fair, live_server, browser, tmp_path):
    """The camera of the browser itself, which films a printed code."""
    films.write(tmp_path / "ticket.y4m", gates.modules(tickets.code(scenes.ticket(fair))))
    _device, code = devices.create(scenes.gate(fair), name="E1-01")
    switches = [
        *browsers.SWITCHES,
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={tmp_path / 'ticket.y4m'}",
    ]
    filming = browser.browser_type.launch(executable_path=browsers.program(), args=switches)
    page = filming.new_context(**gates.SCREEN).new_page()
    page.goto(f"{live_server.url}/gate/#code={code}")
    page.locator("#enrol-confirm").click()
    page.locator("#enrolled-confirm").click()

    expect(page.locator("#verdict-word")).to_have_text(ADMITTED)
    expect(page.locator("[data-fact=pending]")).to_have_text("미전송 0건")
    filming.close()
    assert CheckIn.objects.filter(outcome="admitted").count() == 1
