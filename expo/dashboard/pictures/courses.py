"""Charts of how a day went: by the hour, each day a line, and by the quarter, each gate a line."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo import editions, show_days
from expo.charts import Chart, ChartKind, Series
from expo.dashboard.pictures import forms, making, summaries
from expo.dashboard.pictures.summaries import Told
from expo.dashboard.tables import catalogue as tables
from expo.errors import Refused
from expo.models import Edition
from expo.show_days import Hours, NoShowDays
from visitors import attendance
from visitors.figures import quarter_of
from visitors.models import Gate

QUARTER = timedelta(minutes=15)
MOST_LINES = 8
"""More days than that are a grid."""

IN_AN_HOUR = gettext_lazy("The most in one hour: %(where)s, %(number)s.")
IN_A_QUARTER = gettext_lazy("The most in a quarter of an hour: %(where)s, %(number)s.")


class NoSuchDay(Refused):
    """`day` was asked for."""

    code = "no_such_day"
    message = gettext_lazy("That is no show day of this edition.")


def hours(edition: Edition, as_of: datetime | None = None) -> Chart:
    """Entries by the hours of the clock; raises what figures raise."""
    table = tables.table("hour", edition, as_of=as_of)
    entries: dict[date, dict[time, int]] = defaultdict(dict)
    for row in table.rows:
        if row["day"]:
            clock = row["hour"].time()
            entries[row["day"]][clock] = entries[row["day"]].get(clock, 0) + row["entries"]
    clocks = sorted({clock for day in entries.values() for clock in day})
    series = [
        Series(date_format(day, "m-d (D)"), [told.get(clock, 0) for clock in clocks])
        for day, told in sorted(entries.items())
    ]
    names = [f"{clock:%H:%M}" for clock in clocks]
    return Chart(
        kind=ChartKind.LINES if len(series) <= MOST_LINES else ChartKind.HEAT,
        title=_("Entries hour by hour, each day"),
        summary=summaries.of([Told(each, IN_AN_HOUR, sums_up=True) for each in series], names),
        categories=names,
        series=series,
        unit=str(forms.PASSAGES),
        is_ordered=True,
        note=making.note(edition, table.as_of),
    )


def quarters(edition: Edition, as_of: datetime | None = None, day: date | None = None) -> Chart:
    """Entries of one day by gate; without a day of the one that runs, or ran last.

    Raises NoSuchDay and what figures raise."""
    at = as_of or editions.now(edition)
    hours = _hours(edition, at, day)
    counted = {
        (row["gate"], row["quarter"]): row["entries"]
        for row in attendance.quarters(edition, hours.opens.date(), as_of)
        if row["entries"]
    }
    slots = _slots(hours, [quarter for _gate, quarter in counted])
    series = _by_gate(edition, counted, [slot if slot <= at else None for slot in slots])
    names = [f"{slot.astimezone(edition.tz):%H:%M}" for slot in slots]
    everybody = Series(_("Entries"), _sums(series, len(slots)))
    return Chart(
        kind=ChartKind.LINES,
        title=_("Entries by gate and quarter of an hour, %(day)s")
        % {"day": date_format(hours.opens, "Y-m-d (D)")},
        summary=summaries.of([Told(everybody, IN_A_QUARTER, sums_up=True)], names),
        categories=names,
        series=series,
        unit=str(forms.PASSAGES),
        is_ordered=True,
        note=making.note(edition, as_of or attendance.counted_to(edition)),
    )


def _hours(edition: Edition, at: datetime, day: date | None) -> Hours:
    """Of that day; else of the last that has begun, before all of the first."""
    every = {hours.opens.date(): hours for hours in show_days.opening_hours(edition)}
    if not every:
        raise NoShowDays
    if day is None:
        today = editions.show_day(edition, at)
        day = max((each for each in every if each <= today), default=min(every))
    if day not in every:
        raise NoSuchDay(day=day.isoformat())
    return every[day]


def _slots(hours: Hours, came: Sequence[datetime]) -> list[datetime]:
    """From opening to closing, and wherever anybody came."""
    first = quarter_of(min([hours.opens, *came]))
    last = max([hours.closes - QUARTER, *came])
    count = int((last - first) / QUARTER) + 1
    return [first + number * QUARTER for number in range(count)]


def _by_gate(
    edition: Edition,
    counted: Mapping[tuple[str, datetime], int],
    slots: Sequence[datetime | None],
) -> list[Series]:
    """Every entrance with an entry; nothing for what is still to come."""
    used = {gate for gate, _quarter in counted}
    return [
        Series(
            str(gate.name or gate.code),
            [None if slot is None else counted.get((gate.code, slot), 0) for slot in slots],
        )
        for gate in Gate.objects.of(edition).entrances().order_by("code")
        if gate.code in used
    ]


def _sums(series: Sequence[Series], length: int) -> list[float | None]:
    columns = [[each.values[at] for each in series] for at in range(length)]
    return [
        None if not column or None in column else sum(value or 0 for value in column)
        for column in columns
    ]
