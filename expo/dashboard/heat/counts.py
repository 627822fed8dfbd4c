"""What was counted of each booth: visits of a day or of all days, entries of every hour.

Who is in a booth at half past ten is no figure, as nobody scans who leaves; so an hour is told by
the entries in it, a day by the visits, which count nobody twice."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from booths import downtimes
from booths.intervals import Stretch, shared, total
from expo.dashboard.heat import hours
from expo.dashboard.heat.hours import Hour
from expo.models import Edition
from expo.show_days import Hours
from visitors import attendance

Stops = dict[str, list[Stretch]]


@dataclass(frozen=True, slots=True)
class Counted:
    """One booth. `visits` of the time as a whole; by the hour its entries and for how many minutes
    it was suspended. None: nobody counts there, or the hour has not begun."""

    visits: int | None
    entries: Sequence[int | None] = ()
    stopped: int = 0
    stopped_hours: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Floor:
    """What is told of all booths, by their codes, in these hours; without hours of all days."""

    booths: dict[str, Counted]
    hours: Sequence[Hour] = ()


def of_day(edition: Edition, codes: Sequence[str], day: Hours, at: datetime) -> Floor:
    """Of one show day, as counted by now. `at` is the fair's time: what comes later is open."""
    date = day.opens.date()
    seen = attendance.booth_hours_on(edition, date)
    entries = Counter({(row.booth, row.hour): row.entries for row in seen})
    slots = hours.of_day(day, [row.hour for row in seen], edition.tz)
    whole = Stretch(slots[0].starts, slots[-1].ends)
    stops = downtimes.suspended(edition, whole, at)
    visits = Counter(
        {row.booth: row.visits for row in attendance.booth_days(edition) if row.day == date}
    )
    counted = set(attendance.booths(edition))

    def told(code: str) -> Counted:
        is_known = code in counted and day.opens.date() <= at.astimezone(day.opens.tzinfo).date()
        return Counted(
            visits=visits[code] if is_known else None,
            entries=[
                entries[code, slot.starts] if code in counted and slot.starts <= at else None
                for slot in slots
            ],
            stopped=_minutes(stops, code, whole),
            stopped_hours=[
                _minutes(stops, code, Stretch(slot.starts, slot.ends)) for slot in slots
            ],
        )

    return Floor({code: told(code) for code in codes}, slots)


def of_all_days(
    edition: Edition, codes: Sequence[str], days: Sequence[Hours], at: datetime
) -> Floor:
    """Of all show days together; suspended are only opening hours."""
    visits: Counter[str] = Counter()
    for row in attendance.booth_days(edition):
        visits[row.booth] += row.visits
    counted = set(attendance.booths(edition))
    opened = [Stretch(*day) for day in days]
    stops = downtimes.suspended(edition, Stretch(opened[0].start, opened[-1].end), at)
    return Floor(
        {
            code: Counted(
                visits=visits[code] if code in counted else None,
                stopped=sum(_minutes(stops, code, day) for day in opened),
            )
            for code in codes
        }
    )


def _minutes(stops: Stops, code: str, during: Stretch) -> int:
    """Begun minutes: a booth that stood still for seconds did stand still."""
    length = total(shared(stops.get(code, ()), [during]))
    return -int(-length.total_seconds() // 60)
