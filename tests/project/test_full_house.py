"""Too many at once are refused at once, told when to come again, and let in as soon as they fit."""

import json
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field

import pytest

from expo.project import full_house
from expo.project.demo import children
from expo.project.embedded import postgres, processes
from expo.project.full_house import FullHouse, Room

SCANS, PAGE = "/api/v1/checkins/", "/plan/"
PATIENCE = 30.0


@dataclass
class Slow:
    """An application whose every answer waits until it is let go."""

    begun: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    let_go: threading.Event = field(default_factory=threading.Event)

    def __call__(self, environ, start_response):
        self.begun.release()
        assert self.let_go.wait(PATIENCE)
        start_response("200 OK", [])
        return [environ["PATH_INFO"].encode()]


@dataclass
class Heard:
    status: str
    headers: dict[str, str]
    body: bytes


def ask(house, path=PAGE, method="GET", **more):
    told = []
    environ = {"PATH_INFO": path, "REQUEST_METHOD": method, **more}
    body = house(environ, lambda *answer: told.append(answer))
    [(status, headers)] = told
    return Heard(status, dict(headers), b"".join(body))


def house_of(django, *, places=1, chairs=0, patience=PATIENCE, lend=nullcontext):
    return FullHouse(
        django,
        lend=lend,
        doors=Room("doors", places, chairs, patience),
        pages=Room("pages", places, chairs, patience),
    )


@contextmanager
def filled(house, path=PAGE):
    """Somebody sits on its only place until the block ends."""
    with ThreadPoolExecutor(1) as pool:
        served: Future[Heard] = pool.submit(ask, house, path)
        assert house.django.begun.acquire(timeout=PATIENCE)
        try:
            yield served
        finally:
            house.django.let_go.set()


def test_whoever_comes_too_many_is_refused_and_told_when_to_come_again():
    house = house_of(Slow())

    with filled(house, SCANS) as served:
        refused = ask(house, SCANS, "POST")

    assert refused.status == "503 Service Unavailable"
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert json.loads(refused.body)["code"] == "busy"
    assert full_house.SOONEST <= int(refused.headers["Retry-After"]) <= full_house.LATEST
    assert int(refused.headers["Content-Length"]) == len(refused.body)
    assert "Refresh" not in refused.headers
    assert served.result().status == "200 OK"
    assert house.doors.refused == 1


def test_a_house_that_was_full_takes_again():
    house = house_of(Slow())
    with filled(house) as served:
        assert ask(house).status.startswith("503")
    assert served.result().status == "200 OK"

    assert ask(house).body == b"/plan/"


def test_a_failure_leaves_its_place_too():
    def failing(environ, start_response):
        raise ZeroDivisionError

    house = house_of(failing)
    for _time in range(3):
        with pytest.raises(ZeroDivisionError):
            ask(house)


def test_pages_take_no_places_of_the_doors():
    house = house_of(Slow())

    with filled(house, PAGE), ThreadPoolExecutor(1) as pool:
        scan = pool.submit(ask, house, SCANS, "POST")
        assert house.django.begun.acquire(timeout=PATIENCE)  # it is served beside the page
        house.django.let_go.set()

        assert scan.result().status == "200 OK"


def test_who_looks_after_the_house_is_never_refused():
    house = house_of(Slow())

    with filled(house) as served:
        house.django.let_go.set()
        told = [ask(house, path).status for path in ("/healthz", "/metrics", "/static/x.css")]

    assert told == ["200 OK"] * 3
    assert served.result().status == "200 OK"


def test_who_waits_on_a_chair_is_served_in_time():
    house = house_of(Slow(), chairs=1)

    with filled(house), ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(ask, house)
        assert processes.wait_until(lambda: house.pages.waiting == 1, PATIENCE)
        assert ask(house).status.startswith("503")  # there is one chair
        house.django.let_go.set()

        assert waiting.result().status == "200 OK"
    assert (house.pages.served, house.pages.waiting) == (0, 0)


def test_nobody_waits_longer_than_he_has_patience():
    house = house_of(Slow(), chairs=1, patience=0.01)

    with filled(house):
        assert ask(house).status.startswith("503")
    assert house.pages.waiting == 0


def test_all_of_a_crowd_are_served_when_there_are_chairs_for_all():
    quick = house_of(lambda environ, start: start("200 OK", []) or [b""], places=2, chairs=64)

    with ThreadPoolExecutor(32) as pool:
        told = [each.status for each in pool.map(lambda _n: ask(quick), range(2000))]

    assert told == ["200 OK"] * 2000
    assert (quick.pages.served, quick.pages.waiting) == (0, 0)


@pytest.mark.parametrize(
    ("path", "words", "opens", "was_lost"),
    [
        (PAGE, "지금 이용하시는 분이 많습니다", "저절로 열립니다", "저장되지 않았습니다"),
        ("/en/plan/", "Many people are here", "opens by itself", "was not stored"),
    ],
)
def test_a_page_says_so_in_its_language_and_asks_again_by_itself(path, words, opens, was_lost):
    house = house_of(Slow())

    with filled(house):
        refused = ask(house, path)
        sent = ask(house, path, "POST")

    assert words in refused.body.decode()
    assert refused.headers["Refresh"] == refused.headers["Retry-After"]
    assert opens in refused.body.decode()
    assert was_lost not in refused.body.decode()
    assert "Refresh" not in sent.headers  # a form would be lost
    assert was_lost in sent.body.decode()
    assert opens not in sent.body.decode()


def test_the_detail_is_in_the_language_that_the_client_asks_for():
    house = house_of(Slow())

    with filled(house, SCANS):
        refused = ask(house, SCANS, "POST", HTTP_ACCEPT_LANGUAGE="en-GB")

    assert json.loads(refused.body)["detail"].startswith("Too many")


def test_refusing_asks_no_database(django_assert_num_queries, db):
    house = house_of(Slow(), places=0)

    with django_assert_num_queries(0):
        assert ask(house).status.startswith("503")
        assert ask(house, SCANS, "POST").status.startswith("503")


def test_who_is_served_has_a_connection_and_who_is_refused_has_none():
    lent = []

    @contextmanager
    def lend():
        lent.append("begun")
        yield
        lent.append("over")

    house = house_of(lambda environ, start: start("200 OK", []) or [str(lent).encode()], lend=lend)

    assert ask(house).body.decode() == "['begun']"
    assert lent == ["begun", "over"]
    house.pages.places = 0
    assert ask(house).status.startswith("503")
    assert lent == ["begun", "over"]


def test_somebody_is_always_there_to_refuse():
    assert sum(room.places + room.chairs for room in full_house.ROOMS) < full_house.THREADS


def test_the_threads_of_all_web_workers_have_connections_to_the_database():
    most = int(postgres.SETTINGS["max_connections"].split()[0])

    assert most > 4 * full_house.THREADS
    assert f"--blocking-threads={full_house.THREADS}" in children._web("127.0.0.1", 8000)
