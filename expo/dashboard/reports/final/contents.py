"""The parts of the final report, in their order. Each is counted by itself, as of the moment."""

from collections.abc import Callable

from expo.dashboard.reports.documents import Part
from expo.dashboard.reports.final import (
    attendance,
    exhibitors,
    floor,
    key_figures,
    method,
    programme,
    published,
    quality,
    safety,
    service,
)
from expo.dashboard.reports.final.moments import Moment

PARTS: tuple[Callable[[Moment], Part], ...] = (
    key_figures.part,
    attendance.days,
    attendance.hours,
    attendance.entrances,
    attendance.visitors,
    attendance.halls,
    programme.part,
    exhibitors.part,
    floor.part,
    exhibitors.visits,
    service.part,
    safety.part,
    published.part,
    quality.part,
    exhibitors.everybody,
    method.part,
)
