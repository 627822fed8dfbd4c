"""The definitions of STATISTICS.md as pure functions over scans: no database, no Django, no clock.

This is the oracle: every rollup must equal it, and an auditor recomputes published figures with it.
Read in this order: scans, days, readings, counts, flows, occupancy.
"""

from visitors.figures.counts import DayFigures, Figures, count
from visitors.figures.days import BadRules, OpenDay, Reentry, Rules, ShowDay
from visitors.figures.flows import Flow, FlowKey, quarter_of
from visitors.figures.occupancy import Inside, changes, occupancy, peak
from visitors.figures.readings import REPEAT_READING, People, Reading, read
from visitors.figures.scans import Observation, Scan, ScanToldTwice, distinct

__all__ = [
    "REPEAT_READING",
    "BadRules",
    "DayFigures",
    "Figures",
    "Flow",
    "FlowKey",
    "Inside",
    "Observation",
    "OpenDay",
    "People",
    "Reading",
    "Reentry",
    "Rules",
    "Scan",
    "ScanToldTwice",
    "ShowDay",
    "changes",
    "count",
    "distinct",
    "occupancy",
    "peak",
    "quarter_of",
    "read",
]
