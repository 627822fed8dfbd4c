"""The figures that were told to the press: one that held, and one that late scans changed."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from visitors import publications
from visitors.crowd import Fair, OpenDay, Plan
from visitors.models import FigureName
from visitors.publications import Announcement
from visitors.simulation.history import History

WRITTEN_IN = timedelta(minutes=20)  # somebody writes the sentence and somebody else reads it


def announce(history: History, *, until: datetime) -> None:
    """Tell what would have been told by then of the days that were lived."""
    for day, as_of in _moments(history.fair, history.plan):
        at = as_of + WRITTEN_IN
        if day.index in history.intakes and at <= until:
            told = Announcement(figure=FigureName.DAILY_UNIQUE, day=day.date, as_of=as_of)
            publications.publish(history.edition, told, by=None, at=at)


def _moments(fair: Fair, plan: Plan) -> Iterator[tuple[OpenDay, datetime]]:
    """The first day's at its closing; another's while a gate without network keeps its scans."""
    first, blackout = fair.days[0], plan.blackouts[0]
    yield first, first.closes
    yield fair.days[blackout.day], blackout.ends
