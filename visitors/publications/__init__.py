"""Published figures: counted by the engine, kept as they were told, compared with today's."""

from visitors.publications.differences import Difference, difference, remembered
from visitors.publications.explanations import LABELS, explained, signed
from visitors.publications.publishing import (
    Announcement,
    CountedDifferently,
    DayNotBegun,
    FigureHasNoDay,
    FigureNeedsADay,
    NotAShowDay,
    NotSettled,
    Proposal,
    PublishedDifferently,
    latest_moment,
    propose,
    publish,
)
from visitors.publications.reasons import Reason, ReasonKind, Source
from visitors.publications.sentences import Told, amount, sentence
from visitors.publications.todays import Today, today

__all__ = [
    "LABELS",
    "Announcement",
    "CountedDifferently",
    "DayNotBegun",
    "Difference",
    "FigureHasNoDay",
    "FigureNeedsADay",
    "NotAShowDay",
    "NotSettled",
    "Proposal",
    "PublishedDifferently",
    "Reason",
    "ReasonKind",
    "Source",
    "Today",
    "Told",
    "amount",
    "difference",
    "explained",
    "latest_moment",
    "propose",
    "publish",
    "remembered",
    "sentence",
    "signed",
    "today",
]
