"""The lines of the table."""

from collections import Counter
from collections.abc import Iterator

from tests.bench.lines import Line
from tests.soak import gauges
from tests.soak.gauges import Gauges, Reading
from tests.soak.onlookers import Onlooker, Planner
from tests.soak.phases import Phase, at
from tests.soak.scanners import Scanner

CURRENT, PAGE = 1000, 200
"""Milliseconds, at p95."""
FLAT = 1.0
"""MB a minute that a process may grow at most; told for runs of LONG seconds and more."""
LONG = 300.0
MOMENTS = 12
"""Seconds of refusals that are told apart."""
TOO_LATE = 0.4
"""Seconds after which a scanner has decided by itself."""


def of_steady(load: Phase, rate: float) -> Iterator[Line]:
    late = [asked.late for asked in load.single]
    yield Line("scans answered", load.rate, "/s", len(load.answered), beside=f"offered {rate:,.0f}")
    for hundredth in (50, 95, 99):
        work = f"a single scan due → answered, p{hundredth}"
        yield Line(work, at(late, hundredth), "ms", len(late))
    batches = [asked.took for asked in load.answered if asked.scans > 1]
    yield Line("several scans sent → answered, p95", at(batches, 95), "ms", len(batches))
    slow = sum(one > TOO_LATE for one in late)
    yield Line("scans that the device decided meanwhile", slow, "", len(late))
    yield Line("uploads refused", len(load.refused), "", len(load.asked), 0, _moments(load))


def _moments(load: Phase) -> str:
    """A machine that stops for a moment refuses many at once."""
    seconds = Counter(int(asked.at - load.began) for asked in load.refused)
    told = ", ".join(f"{second} ({times})" for second, times in sorted(seconds.items())[:MOMENTS])
    return f"in {len(seconds)} seconds: {told}" if told else ""


def of_planner(planner: Planner, scanners: list[Scanner]) -> Iterator[Line]:
    lags = planner.lags(scanners)
    yield Line("answered → in the figures, p50", at(lags, 50), "ms", len(lags))
    yield Line("answered → in the figures, p95", at(lags, 95), "ms", len(lags), goal=CURRENT)


def of_onlookers(who: str, onlookers: list[Onlooker], goal: float | None = None) -> Iterator[Line]:
    took = [one for onlooker in onlookers for one in onlooker.took]
    troubles = sum((each.troubles for each in onlookers), Counter[int]())
    beside = f"other answers: {dict(troubles)}" if troubles else ""
    yield Line(f"{who}, p50", at(took, 50), "ms", len(took))
    yield Line(f"{who}, p95", at(took, 95), "ms", len(took), goal, beside)


def of_gauges(told: Gauges, seconds: float) -> Iterator[Line]:
    goal = FLAT if seconds >= LONG else None
    for name, readings in told.memory.items():
        yield _growth(f"{name} grows", readings, goal)
    yield _growth("PostgreSQL, all grows", told.postgresql, None)
    most = max(told.lasting, key=gauges.slope)
    yield _growth("PostgreSQL: its process that grows most", most, goal)
    found = told.connections
    beside = f"at the start {found[0]}, at the end {found[-1]}"
    yield Line("connections to PostgreSQL, most", max(found), "", len(found), beside=beside)


def _growth(work: str, readings: list[Reading], goal: float | None) -> Line:
    own = [megabytes for _at, megabytes in readings]
    beside = f"own memory {own[0]:.0f} → {own[len(own) // 2]:.0f} → {own[-1]:.0f} MB"
    return Line(work, gauges.slope(readings), "MB/min", len(own), goal, beside)


def of_overload(load: Phase, capacity: float, handed_in: float) -> Iterator[Line]:
    yield Line("single scans that the machine takes", capacity, "/s", 1)
    offered = sum(asked.scans == 1 for asked in load.asked)
    beside = f"{2 * capacity:,.0f}/s were due, {offered:,} uploads were of a single scan"
    yield Line("twice as much: scans stored", load.rate, "/s", len(load.answered), beside=beside)
    share = 100 * len(load.refused) / max(1, len(load.asked))
    yield Line("twice as much: uploads refused", share, "%", len(load.asked))
    for words, asked in (("taken", load.single), ("refused", load.refused)):
        took = [one.took for one in asked]
        goal = 1000 * TOO_LATE
        yield Line(f"twice as much: until {words}, p95", at(took, 95), "ms", len(took), goal)
    most = max(scanner.most_held for scanner in load.scanners)
    yield Line("most scans that a scanner held", most, "", len(load.scanners))
    yield Line("all of it handed in after the load fell", handed_in, "s", 1)
