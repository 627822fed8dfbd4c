"""What the server learnt about a published figure after its as-of: rows of each kind."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet

from visitors import attendance
from visitors.attendance.calendars import rules_of
from visitors.figures import REPEAT_READING
from visitors.models import (
    Adjustment,
    CheckIn,
    FigureName,
    Merge,
    Observation,
    Outcome,
    PublishedFigure,
)
from visitors.publications.reasons import ReasonKind, Source

OF_PERSONS = (
    FigureName.VISITS,
    FigureName.VISITORS,
    FigureName.REPEAT,
    FigureName.DAILY_UNIQUE,
)


@dataclass(frozen=True, slots=True)
class News:
    """Rows of one kind: how many, and where scans are meant, from which devices, most first."""

    rows: int = 0
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """What was received after the as-of of a published figure, up to `upto`, and was scanned on
    its show day, or on any."""

    published: PublishedFigure
    upto: datetime

    def received(self, path: str = "received_at") -> Q:
        return Q(**{f"{path}__gt": self.published.as_of, f"{path}__lte": self.upto})

    def scans(self) -> Q:
        """The peak ends at its as-of: it learns later of scans by a clock that was ahead."""
        as_of = self.published.as_of
        ahead = Q(received_at__lte=as_of, scanned_at__gt=as_of)
        is_peak = self.published.figure == FigureName.PEAK
        return self.received() | ahead if is_peak else self.received()

    def scanned(self, path: str = "scanned_at") -> Q:
        """A reading of the minute before a day may make its first one a repeat reading."""
        shown = rules_of(self.published.edition).show_days
        days = [day for day in shown if self.published.day in (None, day.day)]
        if not days:
            return Q(pk=None)
        first = days[0].starts - REPEAT_READING
        return Q(**{f"{path}__gte": first, f"{path}__lt": days[-1].ends})


def since(published: PublishedFigure, upto: datetime) -> Mapping[ReasonKind, News]:
    """Raises NoShowDays and ContradictoryRules."""
    period = Period(published, upto)
    adjustments = Adjustment.objects.filter(edition=published.edition)
    return {
        **dict.fromkeys(ReasonKind, News()),
        **_scans(period),
        ReasonKind.MERGES: _made_or_undone(period, _merges(published), "merged_at", "undone_at"),
        ReasonKind.ADJUSTMENTS: _made_or_undone(period, adjustments, "adjusted_at", "undone_at"),
        ReasonKind.HEADCOUNTS: _made_or_undone(
            period, _headcounts(period), "received_at", "withdrawn_at"
        ),
    }


def has_scans_ahead(published: PublishedFigure) -> bool:
    """Whether some device's clock was ahead: its scans were received before they were made."""
    as_of = published.as_of
    return _admitted(published).filter(received_at__lte=as_of, scanned_at__gt=as_of).exists()


def _scans(period: Period) -> dict[ReasonKind, News]:
    by_kind: dict[ReasonKind, list[Source]] = defaultdict(list)
    for kind, source in (*_received(period), *_voided(period)):
        by_kind[kind].append(source)
    return {
        kind: News(sum(source.rows for source in sources), _most_first(sources))
        for kind, sources in by_kind.items()
    }


def _received(period: Period) -> Iterator[tuple[ReasonKind, Source]]:
    late = ExpressionWrapper(Q(scanned_at__lte=period.published.as_of), BooleanField())
    scans = _admitted(period.published).filter(period.scans(), period.scanned(), voids=None)
    for is_late, source in _by_device(scans.annotate(late=late), "late"):
        yield ReasonKind.LATE_SCANS if is_late else ReasonKind.LATER_SCANS, source


def _voided(period: Period) -> Iterator[tuple[ReasonKind, Source]]:
    voids = _admitted(period.published).filter(voids__isnull=False)
    scans = voids.filter(period.received(), period.scanned("voids__scanned_at"))
    for (source,) in _by_device(scans):
        yield ReasonKind.VOIDS, source


def _admitted(published: PublishedFigure) -> QuerySet[CheckIn]:
    """What may count at all: refusals are part of no figure that is published."""
    fair = attendance.fair_of(published.edition)
    return CheckIn.objects.filter(gate__area=fair, outcome=Outcome.ADMITTED)


def _by_device(scans: QuerySet[CheckIn], *also: str) -> Iterator[tuple[Any, ...]]:
    counted = scans.values_list(*also, "gate__code", "device__name").annotate(Count("pk"))
    for *values, gate, device, rows in counted.order_by():
        yield *values, Source(gate, device, rows)


def _most_first(sources: list[Source]) -> tuple[Source, ...]:
    return tuple(sorted(sources, key=lambda one: (-one.rows, one.gate, one.device)))


def _merges(published: PublishedFigure) -> QuerySet[Merge]:
    """They change who came, and never how often a badge did."""
    if published.figure not in OF_PERSONS:
        return Merge.objects.none()
    return Merge.objects.filter(edition=published.edition)


def _headcounts(period: Period) -> QuerySet[Observation]:
    """Of the day, and of the fair as a whole; they are part of no figure but the peak."""
    if period.published.figure != FigureName.PEAK:
        return Observation.objects.none()
    fair = attendance.fair_of(period.published.edition)
    return Observation.objects.filter(period.scanned("observed_at"), area=fair)


def _made_or_undone(period: Period, rows: QuerySet[Any], made: str, undone: str) -> News:
    """Those made and undone again in between changed nothing."""
    return News(rows.filter(period.received(made) ^ period.received(undone)).count())
