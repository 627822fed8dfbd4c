"""What a published figure is today, and why: one as-of count for each kind of change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import sha256

from django.core.cache import cache

from expo import editions
from visitors import attendance
from visitors.attendance import Knowledge
from visitors.models import FigureName, PublishedFigure
from visitors.publications import news
from visitors.publications.news import News
from visitors.publications.reasons import Reason, ReasonKind
from visitors.publications.values import value_of
from visitors.transactions import one_view

REMEMBERED = 60 * 60  # seconds
LATE, LATER = ReasonKind.LATE_SCANS, ReasonKind.LATER_SCANS

Count = Callable[[Knowledge], int]
Effects = dict[ReasonKind, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """A published figure, what the log gives for its as-of (`then`) and for `at` (`now`).

    The effects of the reasons sum to now − value."""

    published: PublishedFigure
    then: int
    now: int
    at: datetime
    reasons: tuple[Reason, ...]

    @property
    def value(self) -> int:
        return self.published.value

    @property
    def change(self) -> int:
        return self.now - self.value

    @property
    def is_reproduced(self) -> bool:
        """Whether the log still gives what was published."""
        return self.then == self.value


def difference(published: PublishedFigure) -> Difference:
    """Count the figure again as of then and as of now, one kind of change after the other.

    Raises NoShowDays and ContradictoryRules."""
    at = max(editions.now(published.edition), published.as_of)
    with one_view():
        learnt = news.since(published, at)
        then, effects = _effects(published, at, learnt)
    reasons = tuple(
        Reason(kind, effects.get(kind, 0), learnt[kind].rows, learnt[kind].sources)
        for kind in ReasonKind
    )
    now = published.value + sum(effects.values())
    return Difference(published, then, now, at, reasons)


def remembered(published: PublishedFigure) -> Difference:
    """The same, counted again only when a figure of the edition may have changed."""
    edition = published.edition
    known = published.uuid, attendance.version(edition), attendance.headcounts_version(edition)
    key = f"difference:{sha256(repr(known).encode()).hexdigest()}"
    found: Difference | None = cache.get(key)
    if found is None:
        found = difference(published)
        cache.set(key, found, timeout=REMEMBERED)
    return found


def _effects(
    published: PublishedFigure, at: datetime, learnt: Mapping[ReasonKind, News]
) -> tuple[int, Effects]:
    """The figure as of then, and what each kind of change did to it when it came on top.

    A kind of which there are no rows is not counted again."""
    count, known = _counter(published), Knowledge.at(published.as_of)
    is_peak = published.figure == FigureName.PEAK  # and ends with the scans, whether some came
    then = last = count(known)
    effects = {ReasonKind.UNEXPLAINED: then - published.value}
    for kinds, more in _steps(known, at):
        if any(learnt[kind].rows for kind in kinds) or (is_peak and LATER in kinds):
            counted = count(more)
            effects[kinds[-1]], last = counted - last, counted
    if learnt[LATE].rows:
        is_all = not learnt[LATER].rows and not is_peak
        effects[LATE] = effects[LATER] if is_all else _late(published, at, count, then)
        effects[LATER] -= effects[LATE]
    return then, effects


def _steps(known: Knowledge, at: datetime) -> list[tuple[tuple[ReasonKind, ...], Knowledge]]:
    """One kind of change after the other becomes known up to `at`; scans are told apart later."""
    scans = replace(known, scans=at)
    voids = replace(scans, voids=at)
    merges = replace(voids, merges=at)
    adjustments = replace(merges, adjustments=at)
    return [
        ((LATE, LATER), scans),
        ((ReasonKind.VOIDS,), voids),
        ((ReasonKind.MERGES,), merges),
        ((ReasonKind.ADJUSTMENTS,), adjustments),
        ((ReasonKind.HEADCOUNTS,), Knowledge.at(at)),
    ]


def _late(published: PublishedFigure, at: datetime, count: Count, then: int) -> int:
    """What late scans did by themselves, before the day went on."""
    until = replace(Knowledge.at(published.as_of), scanned_until=published.as_of)
    before = count(until) if news.has_scans_ahead(published) else then
    return count(replace(until, scans=at)) - before


def _counter(published: PublishedFigure) -> Count:
    figure = FigureName(published.figure)
    return partial(value_of, published.edition, figure, published.day)
