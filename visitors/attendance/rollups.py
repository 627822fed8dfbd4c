"""Reading the rollups: a few rows, however long the history."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Case, QuerySet, Sum, When

from expo import editions
from expo.models import Edition
from visitors.attendance import freshness, headcounts
from visitors.attendance.persons import kept_in
from visitors.attendance.sums import (
    Changes,
    ClassRow,
    DayRow,
    FlowBy,
    FlowPart,
    FrequencyRow,
    Headcounts,
    PresentRow,
    SourceRow,
)
from visitors.figures import Flow, FlowKey, Rules, ShowDay
from visitors.models import (
    NO_DAY,
    Area,
    AreaClassDay,
    AreaDay,
    AreaFrequency,
    AreaKind,
    AreaMinute,
    Gate,
    GateQuarter,
    Observation,
    SourceDay,
)

FLOW = ("entries", "heads_in", "heads_out", "repeats", "conflicts", "refused", "voided")
LAST_SECOND = timedelta(seconds=59)
VERSIONS = """
    SELECT area_id, day, concat(xmin, ctid)
    FROM visitors_areaday
    WHERE edition_id = %s AND area_id = ANY(%s) AND day = ANY(%s)
"""
PRESENT = """
    SELECT badge_day.*
    FROM (
        SELECT DISTINCT gate.area_id, scan.ticket_id
        FROM visitors_checkin AS scan
        JOIN visitors_gate AS gate ON gate.id = scan.gate_id
        WHERE scan.gate_id = ANY(%(gates)s::bigint[]) AND scan.ticket_id IS NOT NULL
    ) AS badge
    CROSS JOIN LATERAL (
        SELECT area_id, ticket_id, person_id, came, day
        FROM visitors_badgeday
        WHERE edition_id = %(edition)s
            AND ticket_id = badge.ticket_id
            AND area_id = badge.area_id
            AND (came OR classes > 0 OR heads > 0)
        OFFSET 0  -- badge by badge through the key, whatever the planner believes of an area
    ) AS badge_day
"""


class Minute(NamedTuple):
    """What changed within one; each of its seconds where they were asked for."""

    minute: datetime
    change: int
    high: int
    high_at: datetime | None
    exact_seconds: list[int] | None
    exact_changes: list[int] | None

    def changes_until(self, at: datetime) -> Changes:
        if self.exact_seconds is None or self.exact_changes is None:
            return self._outline
        moments = (self.minute + timedelta(seconds=second) for second in self.exact_seconds)
        told = zip(moments, self.exact_changes, strict=True)
        return {moment: net for moment, net in told if moment <= at}

    @property
    def _outline(self) -> Changes:
        """The same sum and the same highest point as all the seconds, in two steps at most."""
        if self.high_at is None:
            return {}
        if self.change == self.high:
            return {self.high_at: self.high}
        return {self.high_at: self.high, self.minute + LAST_SECOND: self.change - self.high}


@dataclass(frozen=True)
class Counted:
    """The sums of some areas as counted by now: `Sums`."""

    edition: Edition
    rules: Rules
    areas: Sequence[Area]

    @cached_property
    def at(self) -> datetime:
        return editions.now(self.edition)

    @cached_property
    def as_of(self) -> datetime | None:
        return freshness.counted_to(self.edition)

    def days(self) -> list[DayRow]:
        rows = AreaDay.objects.filter(**self._here)
        return [DayRow(*row) for row in rows.values_list("area_id", *DayRow._fields[1:])]

    def frequencies(self) -> list[FrequencyRow]:
        rows = AreaFrequency.objects.filter(**self._here, persons__gt=0)
        return [FrequencyRow(*row) for row in rows.values_list("area_id", "days", "persons")]

    def classes(self) -> list[ClassRow]:
        rows = AreaClassDay.objects.filter(**self._here).exclude(persons=0)
        told = rows.values_list("area_id", "day", "ticket_class", "persons")
        return [ClassRow(*row) for row in told]

    def flows(self) -> dict[FlowKey, Flow]:
        here = GateQuarter.objects.filter(edition=self.edition, gate__area__in=self.areas)
        return _flows(here)

    def flow_sums(self, by: FlowBy, day: date | None, gate: str) -> dict[FlowPart, Flow]:
        """Summed by the database: gates may be many and days too."""
        rows = GateQuarter.objects.filter(edition=self.edition, gate__area__in=self.areas)
        rows = rows.filter(day=day) if day else rows
        rows = rows.filter(gate__code=gate) if gate else rows
        part = {FlowBy.GATE: "gate__code"}.get(by, by.value)
        summed = rows.order_by(part).values_list(part)
        summed = summed.annotate(**{f"sum_{name}": Sum(name) for name in FLOW})
        return {told: Flow(*sums) for told, *sums in summed}

    def sources(self) -> list[SourceRow]:
        rows = SourceDay.objects.filter(edition=self.edition)
        return [SourceRow(*row) for row in rows.values_list(*SourceRow._fields)]

    def present(self) -> list[PresentRow]:
        """Found by the scans at the doors: badge-days lie by ticket. The doors are named, so that
        the planner sees how few of all scans are theirs."""
        gates = list(Gate.objects.filter(area__in=self.areas).values_list("pk", flat=True))
        with connection.cursor() as cursor:
            cursor.execute(PRESENT, {"edition": self.edition.pk, "gates": gates})
            return [PresentRow(*row) for row in cursor.fetchall()]

    def headcounts(self, until: datetime) -> Headcounts:
        return headcounts.of(Observation.objects.standing(), self.areas, until)

    def kept(self) -> dict[int, int]:
        return kept_in(self.edition.pk)

    def changes(
        self, days: Iterable[ShowDay], until: datetime, exact: set[datetime]
    ) -> Mapping[tuple[int, date], Changes]:
        minutes = AreaMinute.objects.filter(
            **self._here, day__in=[day.day for day in days], minute__lte=until
        )
        changes: dict[tuple[int, date], Changes] = defaultdict(dict)
        rows = minutes.annotate(**_seconds_of(exact)).values_list("area_id", "day", *Minute._fields)
        for area, day, *told in rows:
            changes[area, day] |= Minute(*told).changes_until(until)
        return changes

    def versions(self, days: Iterable[date]) -> dict[tuple[int, date], str]:
        areas, days = [area.pk for area in self.areas], list(days)
        versions = dict.fromkeys(product(areas, days), "")
        if versions:
            with connection.cursor() as cursor:
                cursor.execute(VERSIONS, [self.edition.pk, areas, days])
                versions |= {(area, day): version for area, day, version in cursor.fetchall()}
        return versions

    @property
    def _here(self) -> dict[str, Any]:
        return {"edition": self.edition, "area__in": self.areas}


def flows_on(edition: Edition, day: date) -> dict[FlowKey, Flow]:
    """Through the entrances on one show day, in order."""
    entrances = GateQuarter.objects.filter(edition=edition, gate__area__kind=AreaKind.FAIR)
    return _flows(entrances.filter(day=day).order_by("quarter", "gate__code"))


def _flows(rows: QuerySet[GateQuarter]) -> dict[FlowKey, Flow]:
    return {
        FlowKey(gate, None if day == NO_DAY else day, quarter): Flow(*numbers)
        for gate, day, quarter, *numbers in rows.values_list("gate__code", "day", "quarter", *FLOW)
    }


def _seconds_of(exact: set[datetime]) -> dict[str, Case]:
    """Of other minutes None: they would be the most of what is read."""
    return {
        "exact_seconds": Case(When(minute__in=exact, then="seconds")),
        "exact_changes": Case(When(minute__in=exact, then="changes")),
    }
