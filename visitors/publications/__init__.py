"""Published figures: counted by the engine, kept as they were told, compared with today's."""

from visitors.publications.differences import Difference, difference, remembered
from visitors.publications.explanations import LABELS, explained, signed
from visitors.publications.publishing import (
    Announcement,
    DayNotBegun,
    FigureHasNoDay,
    FigureNeedsADay,
    NotAShowDay,
    NotSettled,
    PublishedDifferently,
    latest_moment,
    publish,
)
from visitors.publications.reasons import Reason, ReasonKind, Source
from visitors.publications.sentences import Told, amount, sentence

__all__ = [
    "LABELS",
    "Announcement",
    "DayNotBegun",
    "Difference",
    "FigureHasNoDay",
    "FigureNeedsADay",
    "NotAShowDay",
    "NotSettled",
    "PublishedDifferently",
    "Reason",
    "ReasonKind",
    "Source",
    "Told",
    "amount",
    "difference",
    "explained",
    "latest_moment",
    "publish",
    "remembered",
    "sentence",
    "signed",
]
