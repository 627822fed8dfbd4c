"""What the scan log's chain costs: linking what is new, linking everything, walking all of it."""

from collections.abc import Callable, Iterator
from statistics import median

from tests.bench import histories, stages
from tests.bench.clocks import Taken, taken
from tests.bench.histories import History
from tests.bench.lines import Line
from visitors import seals
from visitors.models import CheckIn

SCANS = 100_000
NEW = 1000


class SealedOtherwise(AssertionError):
    """A run that did not link what it was told measured nothing."""


def measure(rounds: int, hear: Callable[[str], None]) -> Iterator[Line]:
    hear(f"sealing {SCANS:,} scans")
    stages.open_database("bench_sealed")
    history = histories.make(SCANS)
    beside = f"{SCANS:,} scans"
    yield _line(f"linking the first {beside}: CPU", [_seal(history, SCANS)])
    yield _line(f"verify_log of {beside}: CPU", [_verify(history) for _round in range(rounds)])
    yield _line(
        f"linking {NEW:,} new scans beside {beside}: CPU",
        [_seal_new(history) for _round in range(rounds)],
    )


def _seal_new(history: History) -> Taken:
    histories.add(history, NEW)
    return _seal(history, NEW)


def _seal(history: History, scans: int) -> Taken:
    with taken() as told:
        sealed = seals.seal_new(history.edition.pk)
    if sealed != scans:
        raise SealedOtherwise(f"{sealed} scans were linked, not {scans}")
    return told


def _verify(history: History) -> Taken:
    """Nobody signed these scans: each is found, and takes as long as one that is well."""
    with taken() as told:
        report = seals.verify(history.edition)
    if report.checkins != CheckIn.objects.filter(edition=history.edition).count():
        raise SealedOtherwise(f"{report.checkins} scans were looked at")
    return told


def _line(work: str, takes: list[Taken]) -> Line:
    each = {where: median(getattr(one, where) for one in takes) * 1000 for where in WHERE}
    beside = "database {database:.0f}, Python {python:.0f}, wall {wall:.0f} ms".format(**each)
    return Line(work, each["cpu"], "ms", len(takes), beside=beside)


WHERE = ("cpu", "database", "python", "wall")
