"""What counting costs: the rollup, the rebuild, and reading what was counted."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from expo.dashboard import feed
from expo.models import Account, Role, RoleKind
from tests.bench import grounds, histories
from tests.bench.clocks import Taken, taken
from tests.bench.histories import History
from tests.bench.lines import Line
from visitors import attendance
from visitors.models import AreaDay, CheckIn, GateQuarter

NEW = 1000
SHORT = 1_000_000
DRAWN = {"figures", "dashboard"}
FEW = 8
PAGES = {
    "figures": "/api/v1/editions/{slug}/figures/",
    "dashboard": "/dashboard/{slug}/feed/",
    "live page": "/dashboard/{slug}/",
    "safety": "/dashboard/{slug}/safety/",
    "safety's feed": "/dashboard/{slug}/safety/feed/",
    "heat": "/dashboard/{slug}/heat/",
    "explore": "/dashboard/{slug}/explore/",
    "wall": "/dashboard/wall/",
    "by gate": "/api/v1/editions/{slug}/attendance/?by=gate",
    "by hour": "/api/v1/editions/{slug}/attendance/?by=hour",
    "by day": "/api/v1/editions/{slug}/attendance/?by=day",
    "by hall": "/api/v1/editions/{slug}/attendance/?by=hall",
    "by session": "/api/v1/editions/{slug}/attendance/?by=session",
    "by class": "/api/v1/editions/{slug}/attendance/?by=class",
    "by registration": "/api/v1/editions/{slug}/attendance/?by=registration",
    "by visit": "/api/v1/editions/{slug}/attendance/?by=visit",
}

# A visit is a person in an area on a show day: one GROUP BY by just that.
GROUP_BY = """
SELECT count(*), sum(passages) FROM (
    SELECT ticket.person_id, gate.area_id,
        (scan.scanned_at AT TIME ZONE 'Asia/Seoul' - time '04:00')::date AS day,
        count(*) AS passages, min(scan.scanned_at), max(scan.scanned_at)
    FROM visitors_checkin AS scan
    JOIN visitors_gate AS gate ON gate.id = scan.gate_id
    JOIN visitors_ticket AS ticket ON ticket.id = scan.ticket_id
    WHERE scan.edition_id = %s
    GROUP BY 1, 2, 3
) AS visits
"""


class StoredOtherwise(AssertionError):
    """A run that did not do what it was told measured nothing."""


@dataclass
class Counting:
    """One history in its own database, and what was measured of it, in seconds."""

    history: History
    rollups: list[Taken] = field(default_factory=list)
    rebuilds: list[Taken] = field(default_factory=list)
    yardsticks: list[Taken] = field(default_factory=list)
    pages: dict[str, list[Taken]] = field(default_factory=lambda: {page: [] for page in PAGES})
    cold: dict[str, list[Taken]] = field(default_factory=lambda: {page: [] for page in PAGES})

    @classmethod
    def of(cls, scans: int) -> "Counting":
        return cls(grounds.ground(scans))

    @property
    def is_short(self) -> bool:
        """Counted anew in less than a minute; a longer history is counted anew once."""
        return self.history.scans <= SHORT

    def roll_up(self) -> None:
        grounds.ground(self.history.scans)
        edition = self.history.edition.pk
        self._count_more()  # a worker keeps its connection, and what the server has read for it
        before = _entries(edition)
        histories.add(self.history, NEW)
        with taken() as told:
            attendance.count_new(edition)
        self.rollups.append(told)
        added = _entries(edition) - before
        if added != NEW // 4:  # every fourth scan is an entry of a badge that was not there yet
            raise StoredOtherwise(f"{added} entries were counted, not {NEW // 4}")

    def rebuild(self) -> None:
        grounds.ground(self.history.scans)
        grounds.one_processor()
        with taken() as told, connection.cursor() as cursor:
            cursor.execute(GROUP_BY, [self.history.edition.pk])
            _visits, passages = cursor.fetchone()
        self.yardsticks.append(told)
        if passages != CheckIn.objects.filter(edition=self.history.edition).count():
            raise StoredOtherwise(f"the yardstick saw {passages} scans")
        with taken() as told:
            attendance.rebuild(self.history.edition.pk)
        self.rebuilds.append(told)
        grounds.tidy()

    def read(self) -> None:
        grounds.ground(self.history.scans)
        client = planner(self.history)
        for page, pattern in PAGES.items():
            address = pattern.format(slug=self.history.edition.slug)
            client.get(address)  # warms the connection up, and keeps what may be kept
            self._count_more()
            self.pages[page].append(_visit(client, address))
            cache.clear()
            feed._last.clear()
            self.cold[page].append(_visit(client, address))

    def _count_more(self) -> None:
        histories.add(self.history, FEW)
        attendance.count_new(self.history.edition.pk)

    def check(self) -> None:
        """The rollups hold as many passages as there are scans."""
        grounds.ground(self.history.scans)
        edition = self.history.edition
        flows = GateQuarter.objects.filter(edition=edition)
        counted = sum(_sum(flows, name) for name in ("heads_in", "heads_out", "repeats"))
        stored = CheckIn.objects.filter(edition=edition).count()
        if counted != stored:
            raise StoredOtherwise(f"{stored} scans are stored, {counted} are counted")

    def lines(self) -> Iterator[Line]:
        history = f"{self.history.scans:,} scans of history"
        yield Line(
            f"rollup of {NEW:,} new scans, {history}: CPU",
            _ms(self.rollups, "cpu"),
            "ms",
            len(self.rollups),
            goal=60,
            beside=_apart(self.rollups),
            operation=f"rollup of {NEW:,} scans",
            history=self.history.scans,
        )
        yield Line(
            f"full rebuild ÷ one GROUP BY, {history}",
            median(one.cpu for one in self.rebuilds) / median(one.cpu for one in self.yardsticks),
            "×",
            len(self.rebuilds),
            goal=8,
            beside=f"CPU: {_s(self.rebuilds)} ÷ {_s(self.yardsticks)}",
        )
        for page, takes in self.pages.items():
            yield Line(
                f"{page} from rollups, after a new count, {history}: CPU of the database",
                _ms(takes, "database"),
                "ms",
                len(takes),
                goal=10,
                beside=f"{_apart(takes)}; nothing kept: {_apart(self.cold[page])}",
                operation=f"{page} (database)" if page in DRAWN else "",
                history=self.history.scans,
            )


def measure(sizes: Iterable[int], rounds: int, hear: Callable[[str], None]) -> Iterator[Line]:
    """Rounds go through all sizes in turn, so that a noisy neighbour disturbs each alike."""
    countings = []
    for scans in sizes:
        hear(f"making {scans:,} scans")
        countings.append(Counting.of(scans))
    for act in (Counting.roll_up, Counting.read, Counting.rebuild):
        hear(act.__name__.replace("_", " "))
        for number in range(rounds):
            for counting in countings:
                if act is not Counting.rebuild or number == 0 or counting.is_short:
                    act(counting)
    for counting in countings:
        counting.check()
        yield from counting.lines()
    if len(countings) > 1:
        yield _growth(countings[0], countings[-1])


def _growth(small: Counting, large: Counting) -> Line:
    return Line(
        f"rollup at {large.history.scans:,} ÷ at {small.history.scans:,} scans of history: CPU",
        median(one.cpu for one in large.rollups) / median(one.cpu for one in small.rollups),
        "×",
        len(large.rollups),
        goal=2,
    )


def _ms(takes: list[Taken], where: str) -> float:
    return median(getattr(one, where) for one in takes) * 1000


def _apart(takes: list[Taken]) -> str:
    told = {where: f"{_ms(takes, where):.1f}" for where in ("database", "python", "wall")}
    return "database {database}, Python {python}, wall {wall} ms".format(**told)


def _s(takes: list[Taken]) -> str:
    return f"{median(one.cpu for one in takes):.2f} s"


def _visit(client: Client, address: str) -> Taken:
    with taken() as told, CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    if answer.status_code != 200 or len(queries) < 3:
        raise StoredOtherwise(f"{address}: {answer.status_code} after {len(queries)} statements")
    return told


def planner(history: History) -> Client:
    account, _made = Account.objects.get_or_create(email="planner@bench.example")
    Role.objects.get_or_create(account=account, edition=history.edition, kind=RoleKind.PLANNER)
    client = Client()
    client.force_login(account)
    return client


def _entries(edition: int) -> int:
    return _sum(AreaDay.objects.filter(edition=edition, area__kind="fair"), "entries")


def _sum(rows, name: str) -> int:
    return sum(rows.values_list(name, flat=True))
