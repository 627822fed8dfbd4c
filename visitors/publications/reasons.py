"""Why a published figure is another one today."""

from dataclasses import dataclass
from enum import StrEnum


class ReasonKind(StrEnum):
    """In the order in which they are told.

    Late scans were scanned by the as-of and received after it, later scans made after it: the day
    went on. Headcounts move the peak alone. Unexplained is what the log no longer gives: the rules
    or the log itself changed."""

    LATE_SCANS = "late_scans"
    LATER_SCANS = "later_scans"
    VOIDS = "voids"
    MERGES = "merges"
    ADJUSTMENTS = "adjustments"
    HEADCOUNTS = "headcounts"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class Source:
    """So many of the scans came from one device at one gate."""

    gate: str
    device: str
    rows: int


@dataclass(frozen=True, slots=True)
class Reason:
    """By how much one kind of change moved the figure, and how many such rows there were."""

    kind: ReasonKind
    effect: int = 0
    rows: int = 0
    sources: tuple[Source, ...] = ()
