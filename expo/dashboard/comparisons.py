"""A show day against those before it, like with like: all of them up to the same time of day."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from expo import editions
from expo.models import Edition
from expo.pages import keeping
from expo.show_days import Hours
from visitors import attendance
from visitors.attendance import Rhythm
from visitors.figures import DayFigures, quarter_of

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SoFar:
    """The entries of the days up to the shown one, each until the same time of day.

    `until`: the end of the last full quarter of an hour; None: the days are told as a whole."""

    day: date
    until: time | None
    entries: Mapping[date, int]
    rhythms: Mapping[date, Rhythm]

    @property
    def before(self) -> date | None:
        """The show day before the shown one; None for the first."""
        return max((day for day in self.entries if day < self.day), default=None)

    @property
    def change(self) -> float | None:
        """In per cent of the day before; None where there is none, or nobody had come by then."""
        then = self.entries[self.before] if self.before else 0
        return 100 * (self.entries[self.day] - then) / then if then else None


def so_far(edition: Edition, days: Sequence[DayFigures], shown: Hours, at: datetime) -> SoFar:
    """`days` as counted by now."""
    begun = [day for day in days if day.day <= shown.opens.date()]
    reached = _reached(edition, shown, at)
    told = _rhythms(edition, begun)
    return SoFar(
        day=shown.opens.date(),
        until=None if reached is None else (datetime.combine(shown.opens, time()) + reached).time(),
        entries={day.day: _until(edition, day, told.get(day.day, {}), reached) for day in begun},
        rhythms=told,
    )


def document(edition: Edition, so_far: SoFar, at: datetime) -> Document:
    """The day against the one before it; `text` and `change_text` are what people read."""
    entries = so_far.entries[so_far.day]
    then = so_far.entries[so_far.before] if so_far.before else None
    return {
        "until": so_far.until and f"{so_far.until:%H:%M}",
        "entries": entries,
        "day": so_far.before and so_far.before.isoformat(),
        "before": then,
        "change": so_far.change and round(so_far.change, 1),
        "text": _entries_text(so_far, entries),
        "change_text": _change_text(so_far, then, editions.show_day(edition, at)),
    }


def _entries_text(so_far: SoFar, entries: int) -> str:
    told = {"entries": _number(entries)}
    if so_far.until is None:
        return _("%(entries)s entries on the whole day") % told
    return _("%(entries)s entries by %(time)s") % {**told, "time": f"{so_far.until:%H:%M}"}


def _change_text(so_far: SoFar, then: int | None, today: date) -> str:
    if so_far.before is None or then is None:
        return _("The first day: no other to compare it with")
    told = {
        "day": day_word(so_far, today),
        "entries": _number(then),
        "change": _change(so_far.change),
    }
    if so_far.until is None:
        return _("the whole of %(day)s: %(entries)s (%(change)s)") % told
    return _("%(day)s at this hour: %(entries)s (%(change)s)") % told


def day_word(so_far: SoFar, today: date) -> str:
    """What people call the day before."""
    if so_far.before is None:
        return ""
    is_yesterday = so_far.day == today and (today - so_far.before).days == 1
    return _("yesterday") if is_yesterday else date_format(so_far.before, _("D, j F"))


def _change(change: float | None) -> str:
    if change is None:
        return _("no share of nothing")
    sign = "−" if change < 0 else "+"
    return _("%(change)s %%") % {"change": f"{sign}{number_format(round(abs(change), 1), 1)}"}


def _reached(edition: Edition, shown: Hours, at: datetime) -> timedelta | None:
    """How far the shown day is, by the clocks of the fair; None once it has closed."""
    is_running = editions.show_day(edition, at) == shown.opens.date() and at < shown.closes
    return since_midnight(edition, shown.opens.date(), quarter_of(at)) if is_running else None


def _until(edition: Edition, day: DayFigures, rhythm: Rhythm, reached: timedelta | None) -> int:
    if reached is None:
        return day.entries
    return sum(
        entries
        for quarter, entries in rhythm.items()
        if since_midnight(edition, day.day, quarter) < reached
    )


def since_midnight(edition: Edition, day: date, moment: datetime) -> timedelta:
    """What the clocks of the fair have gone on since the midnight at which the day began."""
    return moment.astimezone(edition.tz).replace(tzinfo=None) - datetime.combine(day, time())


def _rhythms(edition: Edition, begun: Sequence[DayFigures]) -> dict[date, Rhythm]:
    """Days that are over hardly change: they are read again when one of their figures is another,
    and every few minutes."""
    *over, today = begun
    fresh = attendance.rhythms(edition, [today.day])
    if not over:
        return fresh
    known = hashlib.sha256(repr((edition.pk, edition.slug, over)).encode()).hexdigest()
    past = keeping.once(
        f"rhythms:{known}", lambda: attendance.rhythms(edition, [day.day for day in over])
    )
    return {**past, **fresh}


def _number(number: int) -> str:
    return number_format(number, force_grouping=True)
