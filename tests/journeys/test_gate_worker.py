"""The scanner's service worker: a whole version or none of it, and no network to start."""

from dataclasses import replace

import pytest

from tests.journeys.test_gate_engine import Gate, code, device, fair
from visitors.gate import shell

__all__ = ["code", "device", "fair"]

pytestmark = pytest.mark.django_db(transaction=True)

WORKER = {"worker": "/gate/sw.js"}
FIRST, SECOND = "111111111111", "222222222222"
CACHES = "caches.keys()"


@pytest.fixture
def offered(monkeypatch):
    """Which shell the server has: `offered(SECOND)` is the next release."""
    real = shell.current

    def offer(version, **spoilt):
        def current():
            made = real()
            files = made.files | spoilt
            return replace(made, version=version, files=files, worker=shell._worker(version, files))

        monkeypatch.setattr(shell, "current", current)

    offer(FIRST)
    return offer


@pytest.fixture
def gate(page, live_server, offered, device):
    return Gate(page, live_server.url).open(**WORKER, version=FIRST)


@pytest.fixture
def ready(gate, device):
    gate.enrol(device)
    gate.wait("state.ready.app")
    return gate


def test_the_scanner_starts_and_decides_without_a_network(ready, code):
    ready.page.context.set_offline(True)

    ready.restart(**WORKER, version=FIRST)

    assert ready.scan(code())["decidedBy"] == "device"
    ready.wait("state.ready.app && state.ready.keys && state.ready.snapshot")
    ready.go_online()


def test_the_page_itself_starts_without_a_network(ready, live_server):
    ready.page.context.set_offline(True)

    answer = ready.page.goto(f"{live_server.url}/gate/?language=en#code=ABCD")

    assert (answer.status, answer.from_service_worker) == (200, True)
    assert ready.page.evaluate("document.body.dataset.version") == shell._build().version


def test_one_wrong_file_and_nothing_is_ready(page, live_server, offered):
    """A hotel's network answers everything, with its own page."""
    offered(FIRST, **{"/static/gate/store.js": "sha256-" + "A" * 43 + "="})

    gate = Gate(page, live_server.url).open(version=FIRST)
    ended = page.evaluate("""async () => {
      const { installing } = await navigator.serviceWorker.register("/gate/sw.js");
      while (!["redundant", "activated"].includes(installing.state)) {
        await new Promise((again) => installing.addEventListener("statechange", again));
      }
      return installing.state;
    }""")

    assert ended == "redundant"
    assert gate.state["ready"]["app"] is False
    assert page.evaluate("navigator.serviceWorker.controller") is None


def test_a_newer_version_waits_and_interrupts_nothing(ready, offered, code):
    offered(SECOND)

    ready.call("readiness.look")
    ready.wait("state.hasUpdate")

    assert ready.scan(code())["outcome"] == "admitted"
    assert ready.state["version"] == FIRST
    assert len(ready.page.evaluate(CACHES)) == 2  # the old one is what runs


def test_a_newer_version_takes_over_when_told_and_keeps_the_queue(ready, offered, code):
    ready.page.route("**/checkins/", lambda route: route.abort())
    ready.scan(code())
    offered(SECOND)
    ready.call("readiness.look")
    ready.wait("state.hasUpdate")

    with ready.page.expect_navigation():
        ready.call("applyUpdate")
    ready.open(**WORKER, version=SECOND)

    assert (ready.state["pending"], ready.state["phase"]) == (1, "ready")
    ready.wait("state.ready.app && !state.hasUpdate")
    ready.page.evaluate("""async () => {
      while ((await caches.keys()).length > 1) await new Promise((again) => setTimeout(again, 50));
    }""")
    assert ready.page.evaluate(CACHES) == [f"gate-shell-{SECOND}"]


def test_a_file_that_went_missing_is_seen_and_fetched_again(ready):
    lose = f"caches.open('gate-shell-{FIRST}').then((kept) => kept.delete('/static/gate/store.js'))"
    ready.page.evaluate(lose)

    ready.call("readiness.check")
    assert ready.state["ready"]["app"] is False

    ready.call("readiness.look")
    ready.wait("state.ready.app")


def test_the_door_is_never_answered_from_the_cache(ready):
    kept = ready.page.evaluate("""async () => {
      const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
      const requests = await Promise.all(caches_.map((each) => each.keys()));
      return requests.flat().map((request) => new URL(request.url).pathname);
    }""")

    assert not [address for address in kept if address.startswith("/api/")]
