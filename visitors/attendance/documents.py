"""Counting what was known at a past moment: by the same statement as the rollups, stored nowhere.

What is counted comes as one document, whose parts read as the rollups do. It takes as long as
counting every scan of the areas takes.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from expo.models import Edition
from visitors.attendance import calendars, headcounts, statements
from visitors.attendance.knowledge import Knowledge
from visitors.attendance.sums import (
    Changes,
    ClassRow,
    DayRow,
    FlowBy,
    FlowPart,
    FrequencyRow,
    Headcounts,
    Part,
    PresentRow,
    SourceRow,
)
from visitors.figures import Flow, FlowKey, Rules, ShowDay
from visitors.models import NO_DAY, Area, Gate, Merge, Observation


@dataclass(frozen=True)
class Known:
    """The sums of some areas from what is taken as known: `Sums`, in the parts asked for."""

    edition: Edition
    rules: Rules
    areas: Sequence[Area]
    knowledge: Knowledge
    told: Mapping[str, Any]

    @classmethod
    def count(
        cls,
        edition: Edition,
        areas: Sequence[Area],
        knowledge: Knowledge,
        parts: Iterable[Part],
    ) -> "Known":
        """Raises NoShowDays and ContradictoryRules."""
        rules = calendars.rules_of(edition)
        given = calendars.parameters(edition, rules)
        given |= knowledge.parameters()
        given |= {
            "areas": [area.pk for area in areas],
            "parts": list(parts),
            "registered_by": knowledge.moment,
        }
        return cls(edition, rules, areas, knowledge, _document(given))

    @property
    def at(self) -> datetime:
        return self.knowledge.moment

    @property
    def as_of(self) -> datetime:
        return self.knowledge.scans.astimezone(self.edition.tz)

    def days(self) -> list[DayRow]:
        return [
            DayRow(area, date.fromisoformat(day), *numbers)
            for area, day, *numbers in self._part(Part.DAYS)
        ]

    def frequencies(self) -> list[FrequencyRow]:
        return [FrequencyRow(*row) for row in self._part(Part.FREQUENCIES)]

    def classes(self) -> list[ClassRow]:
        return [
            ClassRow(area, date.fromisoformat(day), *told)
            for area, day, *told in self._part(Part.CLASSES)
        ]

    def flows(self) -> dict[FlowKey, Flow]:
        codes = dict(Gate.objects.filter(area__in=self.areas).values_list("pk", "code"))
        return {
            FlowKey(codes[gate], _day(day), datetime.fromisoformat(quarter)): Flow(*numbers)
            for gate, day, quarter, *numbers in self._part(Part.FLOWS)
        }

    def flow_sums(self, by: FlowBy, day: date | None, gate: str) -> dict[FlowPart, Flow]:
        sums: dict[FlowPart, Flow] = defaultdict(Flow)
        for key, flow in self.flows().items():
            if day in {None, key.day or NO_DAY} and gate in {"", key.gate}:
                sums[_part_of(key, by)] += flow
        return dict(sums)

    def sources(self) -> list[SourceRow]:
        return [
            SourceRow(date.fromisoformat(day), *told) for day, *told in self._part(Part.SOURCES)
        ]

    def present(self) -> list[PresentRow]:
        return [
            PresentRow(area, ticket, person, is_visit, date.fromisoformat(day))
            for area, ticket, person, is_visit, day in self._part(Part.PRESENT)
        ]

    def headcounts(self, until: datetime) -> Headcounts:
        known = Observation.objects.known_at(self.knowledge.headcounts)
        return headcounts.of(known, self.areas, until)

    def kept(self) -> dict[int, int]:
        moment = self.knowledge.merges
        stood = Merge.objects.filter(Q(undone_at=None) | Q(undone_at__gt=moment))
        known = stood.filter(edition=self.edition, merged_at__lte=moment).order_by("pk")
        return dict(known.values_list("merged_id", "kept_id"))

    def changes(
        self, days: Iterable[ShowDay], until: datetime, exact: set[datetime]
    ) -> dict[tuple[int, date], Changes]:
        """Second by second everywhere."""
        wanted = {day.day for day in days}
        return {
            (area, date.fromisoformat(day)): _by_second(moments, changes, until)
            for area, day, moments, changes in self._part(Part.SECONDS)
            if date.fromisoformat(day) in wanted
        }

    def versions(self, _days: Iterable[date]) -> dict[tuple[int, date], str]:
        return {}

    def _part(self, part: Part) -> list[Any]:
        return self.told[part] or []


def _document(given: dict[str, Any]) -> dict[str, Any]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit = off; SET LOCAL work_mem = '128MB'")
        cursor.execute(statements.count_known(), given)
        (document,) = cursor.fetchone()
    told: dict[str, Any] = json.loads(document)
    return told


def _part_of(key: FlowKey, by: FlowBy) -> FlowPart:
    if by is FlowBy.GATE:
        return key.gate
    return key.quarter if by is FlowBy.QUARTER else key.day or NO_DAY


def _day(text: str) -> date | None:
    day = date.fromisoformat(text)
    return None if day == NO_DAY else day


def _by_second(moments: list[int], changes: list[int], until: datetime) -> Changes:
    seconds = (datetime.fromtimestamp(moment, UTC) for moment in moments)
    return {
        second: net for second, net in zip(seconds, changes, strict=True) if second <= until and net
    }
