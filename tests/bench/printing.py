"""What badges cost: one for whoever stands at the desk, a thousand in a run, and its memory."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from django.conf import settings
from django.test import override_settings

from tests.bench import stages
from tests.bench.clocks import Taken, taken
from tests.bench.lines import Line
from tests.factories import EditionFactory, PersonFactory, ShowDayFactory
from visitors import badge_runs, tickets
from visitors.badge_runs import MOST, Wanted
from visitors.classes import TicketClass
from visitors.models import BadgePaper, BadgeRun, Person, Ticket
from visitors.tickets import Order

BADGES = 1000
AT = datetime(2023, 11, 1, tzinfo=UTC)
FAMILY = "김이박최정강조윤장임한오서신권황안송류홍"
GIVEN = ("하늘", "민수", "서연", "도윤", "지우", "예준", "수아", "현우", "은별", "준서")
BODIES = (
    "행정안전부 디지털정부국",
    "한빛소프트",
    "부산광역시 스마트도시과",
    "누리데이터 주식회사",
    "",
)


class PrintedOtherwise(AssertionError):
    """A run that did not print what it was told measured nothing."""


def measure(rounds: int, hear: Callable[[str], None]) -> Iterator[Line]:
    stages.open_database("bench_badges")
    rows = _crowd(MOST)
    hear("printing one badge")
    yield _one(rows, rounds * 20)
    for badges in (BADGES, MOST):
        hear(f"printing {badges:,} badges")
        yield _many(rows[:badges], rounds if badges == BADGES else 1)


def _crowd(size: int) -> list[Ticket]:
    """With names of two hundred kinds, as a run's file has a part of each font in it."""
    edition = EditionFactory(
        name_ko="2023 대한민국 정부박람회", name_en="Korea Government Expo 2023"
    )
    for day in (23, 24, 25):
        ShowDayFactory(edition=edition, date=date(2023, 11, day))
    names = ["".join(parts) for parts in product(FAMILY, GIVEN)]
    people = Person.objects.bulk_create(
        PersonFactory.build(
            edition=edition,
            name=names[number % len(names)],
            name_en=f"Visitor {number}",
            organisation=BODIES[number % len(BODIES)],
        )
        for number in range(size)
    )
    orders = [Order(TicketClass.VISITOR, person=person.pk) for person in people]
    return tickets.issue_many(edition, orders, at=AT)


def _one(rows: list[Ticket], rounds: int) -> Line:
    badge_runs.one(rows[0], BadgePaper.A6)  # the fonts are loaded once in the life of a process
    takes = [_take(badge_runs.one, row, BadgePaper.A6) for row in rows[:rounds]]
    wall = [take.wall * 1000 for take in takes]
    beside = f"slowest {max(wall):.0f} ms, CPU {median(take.cpu for take in takes) * 1000:.1f} ms"
    return Line("one badge, warm", median(wall), "ms", rounds, goal=50, beside=beside)


def _many(rows: list[Ticket], rounds: int) -> Line:
    with TemporaryDirectory(prefix=stages.PREFIX) as folder, _stored_in(folder):
        takes = [_run(rows) for _round in range(rounds)]
        size = max(file.stat().st_size for file in Path(folder).rglob("*.pdf"))
    wall = median(take.wall for take in takes)
    beside = (
        f"CPU {median(take.cpu for take in takes):.1f} s, file {size / 1e6:.1f} MB, "
        f"most memory {_most_memory():.0f} MB"
    )
    goal = 15 if len(rows) == BADGES else None
    return Line(f"a run of {len(rows):,} badges, stored", wall, "s", rounds, goal, beside)


def _stored_in(folder: str) -> override_settings:
    """On a disk, as it is in use; the tests' storage is memory."""
    storages = {**settings.STORAGES, "default": FILES}
    return override_settings(MEDIA_ROOT=folder, STORAGES=storages)


def _run(rows: list[Ticket]) -> Taken:
    run = badge_runs.order(rows[0].edition, [row.pk for row in rows], Wanted(BadgePaper.A6))
    _forget_the_most()
    told = _take(badge_runs.print_due)
    run = BadgeRun.objects.get(pk=run.pk)
    if run.failure or run.printed != len(rows):
        raise PrintedOtherwise(f"{run.printed} badges were printed, {run.failure or 'no failure'}")
    return told


def _take(work: Callable[..., object], *args: object) -> Taken:
    with taken() as told:
        work(*args)
    return told


def _forget_the_most() -> None:
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _most_memory() -> float:
    """Megabytes of this process at most since that was last forgotten."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1000


FILES = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
