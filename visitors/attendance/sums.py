"""What figures are read from: rows of sums, from the rollups or from a count of what was known.

Whoever shapes figures asks for rows here, and reads both in the same way.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from expo.models import Edition
from visitors.figures import Flow, FlowKey, Observation, Rules, ShowDay
from visitors.models import Area

Changes = dict[datetime, int]
"""second → heads in − heads out."""
FlowPart = str | date | datetime
"""A gate's code, a show day or NO_DAY, a quarter of an hour."""
Headcounts = dict[int, list[Observation]]
"""area → those of one or several days, in order."""


class Part(StrEnum):
    """What a count of a past moment is asked to tell."""

    DAYS = "days"
    FREQUENCIES = "frequencies"
    CLASSES = "classes"
    FLOWS = "flows"
    SECONDS = "seconds"
    SOURCES = "sources"
    PRESENT = "present"


class FlowBy(StrEnum):
    """What flows are summed by."""

    DAY = "day"
    QUARTER = "quarter"
    GATE = "gate"


class DayRow(NamedTuple):
    """The sums of an area on a show day; on NO_DAY those of scans outside the show days."""

    area: int
    day: date
    entries: int
    daily_unique: int
    unidentified: int
    conflicts: int
    refused: int
    voided: int
    first_visits: int
    people_in: int
    stays: int
    stay_seconds: int


class FrequencyRow(NamedTuple):
    """So many persons came to the area on exactly so many days."""

    area: int
    days: int
    persons: int


class ClassRow(NamedTuple):
    """Person-days of a class in an area on a show day; of a visitor class these are visits."""

    area: int
    day: date
    ticket_class: str
    persons: int


class SourceRow(NamedTuple):
    """The visits to the fair on a show day of those who had registered by that source first; on
    NO_DAY how many registered by it, cancelled, and registered and came."""

    day: date
    source: str
    visits: int
    first_visits: int
    registered: int
    cancelled: int
    converted: int


class PresentRow(NamedTuple):
    """A badge that was in an area on a show day; without a person it is a nameless group's."""

    area: int
    ticket: int
    person: int | None
    is_visit: bool
    day: date


class Sums(Protocol):
    """The sums of some areas of one edition, as known by now or at some moment."""

    @property
    def edition(self) -> Edition: ...
    @property
    def areas(self) -> Sequence[Area]: ...
    @property
    def rules(self) -> Rules: ...
    @property
    def at(self) -> datetime:
        """The moment that is told of."""

    @property
    def as_of(self) -> datetime | None:
        """Up to when all is counted, in the fair's zone; None: nothing has been."""

    def days(self) -> Sequence[DayRow]: ...
    def frequencies(self) -> Sequence[FrequencyRow]: ...
    def classes(self) -> Sequence[ClassRow]: ...
    def flows(self) -> Mapping[FlowKey, Flow]: ...
    def flow_sums(self, by: FlowBy, day: date | None, gate: str) -> Mapping[FlowPart, Flow]:
        """Of a day (NO_DAY: outside the show days; None: of all) and a gate (empty: of all)."""

    def sources(self) -> Sequence[SourceRow]: ...
    def present(self) -> Sequence[PresentRow]: ...
    def headcounts(self, until: datetime) -> Headcounts:
        """Those that were observed by then."""

    def kept(self) -> Mapping[int, int]:
        """person merged → person kept."""

    def changes(
        self, days: Iterable[ShowDay], until: datetime, exact: set[datetime]
    ) -> Mapping[tuple[int, date], Changes]:
        """By area and day what changed by then: second by second in the `exact` minutes, in others
        perhaps an outline with the same sum and the same highest point."""

    def versions(self, days: Iterable[date]) -> Mapping[tuple[int, date], str]:
        """By area and day another one whenever anything may have changed there, "" while nothing
        ever happened; of what is counted for one answer only, none."""
