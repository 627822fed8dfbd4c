"""What the desk shows of each place: people inside, and today's headcounts beside the doors."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Q
from django.utils.translation import gettext as _

from expo.models import Edition, Session
from visitors import areas, attendance, drifts
from visitors.attendance import DayInside
from visitors.drifts import Drift
from visitors.figures import ShowDay
from visitors.models import Area, AreaKind, Observation

JUST_OVER = timedelta(minutes=30)
"""So long after its end a session's room may still be swept."""


@dataclass(frozen=True, slots=True)
class Line:
    """A headcount as people read it."""

    drift: Drift

    @property
    def observation(self) -> Observation:
        return self.drift.observation

    @property
    def place(self) -> str:
        return areas.title(self.observation.area)

    @property
    def sentence(self) -> str:
        """What the doors said, what was counted, and which of the two was more."""
        if self.drift.people is None:
            return ""
        said = {
            "doors": intcomma(self.drift.estimate or 0),
            "counted": intcomma(self.observation.count),
            "people": intcomma(abs(self.drift.people)),
        }
        return self._format % said

    @property
    def difference(self) -> str:
        """In few words: `160 too many`."""
        people = self.drift.people or 0
        if people == 0:
            return _("no difference")
        told = _("%(people)s too many") if people > 0 else _("%(people)s too few")
        return told % {"people": intcomma(abs(people))}

    @property
    def _format(self) -> str:
        people = self.drift.people or 0
        if people > 0:
            return _(
                "The doors said %(doors)s; you counted %(counted)s: "
                "the doors had %(people)s more than were there."
            )
        if people < 0:
            return _(
                "The doors said %(doors)s; you counted %(counted)s: "
                "the doors had %(people)s fewer than were there."
            )
        return _("The doors said %(doors)s, and you counted as many.")


@dataclass(frozen=True, slots=True)
class Place:
    """`is_observed`: a headcount of today supports the number of people."""

    title: str
    people: int
    is_observed: bool
    lines: list[Line]


def offered(edition: Edition, at: datetime) -> list[Area]:
    """The fair, its halls, and the sessions that run or have just ended."""
    sessions = Session.objects.of(edition)
    near = Q(session__in=sessions.running(at)) | Q(session__in=sessions.running(at - JUST_OVER))
    wanted = Q(kind__in=[AreaKind.FAIR, AreaKind.HALL]) | near
    return list(edition.areas.with_names().filter(wanted))


def on(day: ShowDay, offered: list[Area], at: datetime) -> list[Place]:
    """Those places, and others that were counted on the day, as they are at that moment."""
    if not offered:
        return []
    edition = offered[0].edition
    lines = _lines(edition, day)
    shown = {area.pk: area for area in offered}
    for line in lines:
        shown.setdefault(line.observation.area_id, line.observation.area)
    there = attendance.inside_each(edition, list(shown.values()), at)
    return [_place(area, there.get(key), lines) for key, area in shown.items()]


def told(edition: Edition, uuid: str) -> Line | None:
    """The headcount of the edition by its id, which may be any text."""
    try:
        known = Observation.objects.of(edition).filter(uuid=UUID(uuid))
    except ValueError:
        return None
    return next((Line(drift) for drift in drifts.of(edition, known.latest_first())), None)


def _lines(edition: Edition, day: ShowDay) -> list[Line]:
    counted = Observation.objects.of(edition).between(day.starts, day.ends)
    return [Line(drift) for drift in drifts.of(edition, counted.latest_first())]


def _place(area: Area, there: DayInside | None, lines: list[Line]) -> Place:
    return Place(
        title=areas.title(area),
        people=there.people if there else 0,
        is_observed=bool(there and there.is_observed),
        lines=[line for line in lines if line.observation.area_id == area.pk],
    )
