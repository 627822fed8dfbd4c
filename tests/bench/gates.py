"""The goals of the door, each beside its yardsticks, in rounds that take turns."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median
from uuid import uuid4

import orjson

from tests.bench import doors, grounds, inserts, servers
from tests.bench.doors import ADDRESS, Run, Scanner, StoredOtherwise, Tickets
from tests.bench.lines import Line
from tests.bench.servers import Server, Unanswered
from tests.bench.wires import Crowd, Wire, request
from visitors.models import CheckIn

ROUNDS = 3
SECONDS = 4.0
CLIENTS = (1, 8, 32)
AMONG = 8
BATCH, BATCHERS = 100, 4
OFFLINE, LARGEST = 30_000, 500
IDIOMATIC = {
    "application": "tests.bench.idiomatic.wsgi:application",
    "DJANGO_SETTINGS_MODULE": "tests.bench.idiomatic.settings",
}

Hear = Callable[[str], None]


def measure(sizes: Iterable[int], hear: Hear) -> Iterator[Line]:
    """The first history has all the yardsticks beside it, the others tell what grows."""
    first, *others = sizes
    measured = _at(first, hear)
    yield from _lines(measured)
    runs = {first: measured.scans[AMONG]}
    for scans in others:
        hear(f"scans at {scans:,} scans of history")
        runs[scans] = _alone(scans)
    for scans, told in runs.items():
        yield Line(
            f"one scan, {AMONG} clients, {scans:,} scans of history: CPU",
            median(one.cpu for one in told),
            "ms",
            len(told),
            beside=f"at most {max(one.cpu for one in told):.2f} ms",
            operation="one scan",
            history=scans,
        )
    hear(f"{OFFLINE:,} scans of a day without a network")
    yield from _offline(first)


class Measured:
    """Runs by the number of clients, rates of the yardsticks by the same."""

    def __init__(self) -> None:
        self.scans: dict[int, list[Run]] = defaultdict(list)
        self.inserts: dict[int, list[float]] = defaultdict(list)
        self.batches: list[Run] = []
        self.bare: list[float] = []
        self.idiomatic: list[Run] = []


def _at(scans: int, hear: Hear) -> Measured:
    measured, history = Measured(), grounds.ground(scans)
    tickets = Tickets.of(history)
    with ExitStack() as stack:
        server = stack.enter_context(servers.served())
        bare = stack.enter_context(servers.served("tests.bench.bare:application"))
        idiomatic = stack.enter_context(servers.served(**IDIOMATIC))
        scanners = [Scanner(server.port, tickets) for _client in range(max(CLIENTS))]
        batchers = [Scanner(server.port, tickets, BATCH) for _client in range(BATCHERS)]
        plain = [PlainScanner(idiomatic.port, tickets) for _client in range(AMONG)]
        for everybody, where in ((scanners, server), (batchers, server), (plain, idiomatic)):
            doors.run(where, everybody, SECONDS / 4)  # whatever is loaded once is loaded
        for number in range(ROUNDS):
            hear(f"the door, {number + 1} of {ROUNDS}")
            for clients in CLIENTS:
                measured.inserts[clients].append(inserts.rate(history, clients))
                measured.scans[clients].append(doors.run(server, scanners[:clients], SECONDS))
            measured.batches.append(doors.run(server, batchers, SECONDS))
            measured.bare.append(_bare(bare))
            measured.idiomatic.append(doors.run(idiomatic, plain, SECONDS))
    return measured


def _alone(scans: int) -> list[Run]:
    tickets = Tickets.of(grounds.ground(scans))
    with servers.served() as server:
        scanners = [Scanner(server.port, tickets) for _client in range(AMONG)]
        doors.run(server, scanners, SECONDS / 4)
        return [doors.run(server, scanners, SECONDS) for _round in range(ROUNDS)]


class PlainScanner(Scanner):
    """Speaks with the yardstick: one scan each, and nothing around it."""

    def say(self) -> bytes:
        return request("POST", "/checkins/", orjson.dumps(self.tickets.scan()), **self.headers)

    def hear(self, status: int, answer: bytes) -> None:
        if status != 201 or orjson.loads(answer)["outcome"] != "admitted":
            raise Unanswered(answer)
        self.admitted += 1


@dataclass(eq=False)
class Caller:
    """Says the same over and over, and listens to nothing."""

    wire: Wire
    said: bytes

    def say(self) -> bytes:
        return self.said

    def hear(self, _status: int, _answer: bytes) -> None:
        pass


def _bare(server: Server) -> float:
    body = orjson.dumps({"scans": [{"id": str(uuid4())}]})
    said = request("POST", ADDRESS, body, Content_Type="application/json")
    crowd = Crowd()
    crowd.work([Caller(Wire(server.port), said) for _client in range(AMONG)], SECONDS / 2)
    return crowd.rate


def _lines(measured: Measured) -> Iterator[Line]:
    inserted = {clients: median(rates) for clients, rates in measured.inserts.items()}
    among = measured.scans[AMONG]
    for clients, runs in measured.scans.items():
        yield Line(
            f"one scan, whole stack, {_clients(clients)}",
            median(one.rate for one in runs),
            "/s",
            len(runs),
            goal=1100 if clients == AMONG else None,
            is_least=True,
            yardstick=inserted[clients],
            beside="yardstick: pgbench, durable inserts of the row; refused "
            f"{sum(one.refused for one in runs)}",
        )
    yield Line(
        f"one scan ÷ one insert by pgbench, {_clients(AMONG)}",
        median(one.rate for one in among) / inserted[AMONG],
        "×",
        len(among),
        goal=0.10,
        is_least=True,
    )
    yield Line(
        f"one scan, {_clients(AMONG)}: CPU",
        median(one.cpu for one in among),
        "ms",
        len(among),
        goal=1.3,
        yardstick=median(one.cpu for one in measured.idiomatic),
        beside=f"{_apart(among)}; yardstick: a ViewSet, {_apart(measured.idiomatic)}, "
        f"{median(one.rate for one in measured.idiomatic):,.0f}/s",
    )
    yield Line(
        f"one scan, {_clients(AMONG)}: p99",
        median(one.p99 for one in among),
        "ms",
        len(among),
        goal=25,
        yardstick=median(one.p99 for one in measured.idiomatic),
        beside="yardstick: the same ViewSet",
    )
    yield Line(
        f"a server that does nothing, {_clients(AMONG)}",
        median(measured.bare),
        "/s",
        len(measured.bare),
    )
    yield Line(
        f"batches of {BATCH} scans, {_clients(BATCHERS)}, in scans",
        median(one.rate for one in measured.batches),
        "/s",
        len(measured.batches),
        yardstick=inserted[AMONG],
        beside=_apart(measured.batches),
    )
    yield Line(
        f"scans in batches of {BATCH} ÷ inserts by pgbench, {_clients(AMONG)}",
        median(one.rate for one in measured.batches) / inserted[AMONG],
        "×",
        len(measured.batches),
        goal=0.6,
        is_least=True,
    )


def _clients(number: int) -> str:
    return "1 client" if number == 1 else f"{number} clients"


def _apart(runs: list[Run]) -> str:
    web, database = median(one.web for one in runs), median(one.database for one in runs)
    return f"web {web:.2f}, database {database:.2f} ms"


def _offline(scans: int) -> Iterator[Line]:
    """What scanners decided alone, in uploads as large as they may be; then all of it again."""
    times: dict[bool, list[float]] = {False: [], True: []}
    tickets = Tickets.of(grounds.ground(scans))
    with servers.served() as server:
        for _round in range(ROUNDS):
            keepers = [Keeper(server.port, tickets, LARGEST) for _client in range(AMONG)]
            for keeper in keepers:
                keeper.keep(OFFLINE // AMONG)
            for is_again in (False, True):
                times[is_again].append(_synced(keepers, is_again=is_again))
    for is_again, goal in ((False, 5), (True, 3)):
        how = "sent again" if is_again else "synced"
        yield Line(f"{OFFLINE:,} offline scans {how}", median(times[is_again]), "s", ROUNDS, goal)


class Keeper(Scanner):
    """A scanner that decided by itself all day."""

    def keep(self, scans: int) -> None:
        decided = {"decided": {"outcome": "admitted", "reason": ""}}
        self.kept = [self.tickets.scan() | decided for _number in range(scans)]
        self.waiting = []

    def begin(self) -> None:
        self.waiting = [
            self.kept[first : first + self.size] for first in range(0, len(self.kept), self.size)
        ]

    def fresh(self) -> list[dict[str, object]]:
        return self.waiting.pop()


def _synced(keepers: list[Keeper], *, is_again: bool) -> float:
    before, crowd = CheckIn.objects.count(), Crowd()
    for keeper in keepers:
        keeper.begin()
    crowd.work_off(keepers, lambda keeper: bool(keeper.waiting))
    wanted = 0 if is_again else sum(len(keeper.kept) for keeper in keepers)
    if CheckIn.objects.count() - before != wanted:
        raise StoredOtherwise(f"{CheckIn.objects.count() - before} are stored, not {wanted}")
    return crowd.seconds
