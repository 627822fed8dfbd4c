"""How long a door waits for one scan while people register, all of them from one address.

A real server of two workers and a real worker that writes the mails with their tickets. Slices with
and without registrations take turns, so that whatever else the machine does falls on both.
"""

import json
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from http.client import HTTPConnection
from statistics import median, quantiles
from threading import Event
from uuid import uuid4

from django.core.cache import cache

from expo import editions
from expo.models import Edition
from tests import factories
from tests.bench import servers, stages, visibility
from tests.bench.clocks import taken
from tests.bench.lines import Line
from tests.bench.meanwhile import meanwhile
from tests.bench.servers import Unanswered
from tests.bench.wires import Wire, request
from tests.visitors import scenes
from visitors import devices, mailings, tickets
from visitors.classes import TicketClass
from visitors.models import Registration
from visitors.tickets import Order

A_MINUTE = 200
SLICE = 10.0
BETWEEN_SCANS = 0.02
READERS = 30_000


def measure(running, rounds: int, hear: Callable[[str], None]) -> Iterator[Line]:
    stages.open_database("bench_registering")
    cache.clear()
    edition = _fair()
    door = Door(edition, rounds)
    alone, beside = [], []
    with visibility.worker(running), servers.served() as server:
        port = server.port
        door.scan_for(port, SLICE / 2)  # whatever is loaded once is loaded
        for number in range(rounds):
            hear(f"a door beside {A_MINUTE} registrations a minute, {number + 1} of {rounds}")
            alone += door.scan_for(port, SLICE)
            with meanwhile([partial(_register_until, port, edition.slug)]):
                beside += door.scan_for(port, SLICE)
    yield from _lines(alone, beside, rounds)
    yield from _mailing(edition, hear)


def _lines(alone: list[float], beside: list[float], rounds: int) -> Iterator[Line]:
    work = f"one scan at a door, beside {A_MINUTE} registrations a minute"
    for name, of in (("median", median), ("p99", lambda took: quantiles(took, n=100)[-1])):
        without, with_ = of(alone) * 1000, of(beside) * 1000
        told = f"{with_ / without:.2f} × without ({without:.1f} ms); {len(beside)} scans"
        goal = 25.0 if name == "p99" else None
        yield Line(f"{work}, {name}", with_, "ms", rounds, goal, told)
    made = Registration.objects.filter(source="advance", person__email__startswith="bench").count()
    yield Line("registrations that came in meanwhile", made, "", rounds)


def _mailing(edition: Edition, hear: Callable[[str], None]) -> Iterator[Line]:
    """A mail to everybody, queued in one go."""
    hear(f"a mailing to {READERS:,} visitors")
    people = factories.PersonFactory._meta.model.objects.bulk_create(
        factories.PersonFactory.build(edition=edition, email=f"reader-{number}@fair.example")
        for number in range(READERS)
    )
    Registration.objects.bulk_create(
        factories.RegistrationFactory.build(edition=edition, person=person) for person in people
    )
    draft = mailings.Draft(subject_ko="안내", text_ko="내일 뵙겠습니다.")
    wanted = mailings.Wanted(purpose=mailings.Purpose.SERVICE)
    by = factories.AccountFactory()
    with taken() as counted:
        found = len(mailings.audience(edition, wanted).readers)
    with taken() as queued:
        mailings.send(uuid4(), edition, draft, wanted, by=by)
    yield Line(f"a mailing: {found:,} readers counted (CPU)", counted.cpu * 1000, "ms", 1)
    yield Line(f"a mailing: {found:,} mails queued (CPU)", queued.cpu * 1000, "ms", 1)


def _fair() -> Edition:
    """The second show day at noon, standing still; one notice to agree to."""
    edition = scenes.edition(slug="bench")
    editions.set_clock(edition, scenes.NOON, 0)
    factories.ConsentTextFactory(edition=edition, version=1)
    return edition


class Door:
    """A scanner that shows one ticket after the other, and waits for each answer."""

    def __init__(self, edition: Edition, rounds: int) -> None:
        gate = scenes.gate(edition)
        _device, self.token = devices.enrol(devices.create(gate)[1])
        wanted = int((2 * rounds + 1) * SLICE / BETWEEN_SCANS)
        person = factories.PersonFactory(edition=edition)
        order = Order(TicketClass.STAFF, person.pk)
        issued = tickets.issue_many(edition, [order] * wanted, at=scenes.at(20, 9))
        self.codes = iter(tickets.codes(issued))

    def scan_for(self, port: int, seconds: float) -> list[float]:
        """The seconds that each answer took."""
        wire, took = Wire(port), []
        ends = time.perf_counter() + seconds
        while time.perf_counter() < ends:
            began = time.perf_counter()
            self._scan(wire)
            took.append(time.perf_counter() - began)
            time.sleep(BETWEEN_SCANS)
        wire.close()
        return took

    def _scan(self, wire: Wire) -> None:
        at = scenes.NOON.isoformat()
        scan = {"id": str(uuid4()), "code": next(self.codes), "direction": "in", "scanned_at": at}
        body = {"scans": [scan], "sent_at": at, "pending": 0, "cursor": ""}
        headers = {"Authorization": f"Device {self.token}", "Content_Type": "application/json"}
        asked = request("POST", "/api/v1/checkins/", json.dumps(body).encode(), **headers)
        status, answer = wire.ask(asked)
        told = json.loads(answer)
        if status != 200 or told["results"][0]["outcome"] != "admitted":
            raise Unanswered(told)


def _register_until(port: int, slug: str, over: Event) -> None:
    """People register at their pace."""
    pause = timedelta(minutes=1).total_seconds() / A_MINUTE
    due = time.monotonic()
    while not over.is_set():
        _register(port, slug)
        due += pause
        over.wait(max(0.0, due - time.monotonic()))


def _register(port: int, slug: str) -> None:
    body = {
        "name": "김민수",
        "email": f"bench-{uuid4().hex}@visitor.example",
        "consents": [{"kind": "collection", "version": 1, "language": "ko"}],
    }
    http = HTTPConnection("127.0.0.1", port)
    address = f"/api/v1/editions/{slug}/registrations/"
    http.request("POST", address, json.dumps(body), {"Content-Type": "application/json"})
    answer = http.getresponse()
    told = answer.read()
    http.close()
    if answer.status != 201:
        raise Unanswered(told)
