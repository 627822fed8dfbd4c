"""The definitions of STATISTICS.md as pure functions over scans: no database, no Django, no clock.

This is the oracle: every rollup must equal it, and an auditor recomputes published figures with it.
Read in this order: scans, days, readings, people, counts, flows, breakdowns, registered,
occupancy, stays.
"""

from visitors.figures.breakdowns import (
    UNKNOWN,
    BoothVisits,
    Hour,
    by_area,
    by_day,
    by_gate,
    by_hour,
    by_sector,
    hour_of,
)
from visitors.figures.counts import DayFigures, Figures, came, count
from visitors.figures.days import BadRules, OpenDay, Reentry, Rules, ShowDay
from visitors.figures.flows import Flow, FlowKey, quarter_of
from visitors.figures.occupancy import (
    Inside,
    changes,
    drift,
    most_within,
    occupancy,
    peak,
)
from visitors.figures.people import (
    Attendance,
    ClassFigures,
    Conversion,
    attendance,
    by_class,
    conversion,
)
from visitors.figures.readings import REPEAT_READING, People, Reading, read
from visitors.figures.registered import BySource, Registered, by_source
from visitors.figures.scans import Observation, Scan, ScanToldTwice, distinct
from visitors.figures.stays import Stays, stays

__all__ = [
    "REPEAT_READING",
    "UNKNOWN",
    "Attendance",
    "BadRules",
    "BoothVisits",
    "BySource",
    "ClassFigures",
    "Conversion",
    "DayFigures",
    "Figures",
    "Flow",
    "FlowKey",
    "Hour",
    "Inside",
    "Observation",
    "OpenDay",
    "People",
    "Reading",
    "Reentry",
    "Registered",
    "Rules",
    "Scan",
    "ScanToldTwice",
    "ShowDay",
    "Stays",
    "attendance",
    "by_area",
    "by_class",
    "by_day",
    "by_gate",
    "by_hour",
    "by_sector",
    "by_source",
    "came",
    "changes",
    "conversion",
    "count",
    "distinct",
    "drift",
    "hour_of",
    "most_within",
    "occupancy",
    "peak",
    "quarter_of",
    "read",
    "stays",
]
