"""The lines of the dashboard: entries in each quarter of an hour of a day, gate by gate."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expo import editions
from expo.dashboard import comparisons
from expo.dashboard.comparisons import SoFar, since_midnight
from expo.models import Edition
from expo.show_days import Hours
from visitors import attendance
from visitors.attendance import Rhythm
from visitors.figures import quarter_of
from visitors.models import Gate

Document = dict[str, Any]
QUARTER = timedelta(minutes=15)
MOST_LINES = 6
"""More lines than that nobody tells apart: the others are one line, and all stand in the table."""


@dataclass(frozen=True, slots=True)
class Line:
    """One gate of the day: what came through it in which quarter."""

    name: str
    entries: dict[datetime, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.entries.values())


def of_day(edition: Edition, hours: Hours, at: datetime, so_far: SoFar) -> Document:
    """`quarters` in seconds since 1970, from opening to closing and wherever anybody came, the
    first so many of them `complete`; for every line its `entries`, null for what is still to come;
    `before` the same of the day before, of all gates and whole; `by_gate` every entrance."""
    gates = _gates(edition, hours.opens.date())
    used = [line for line in gates if line.entries]
    quarters = _quarters(hours, used)
    lines = _lines(used)
    return {
        "quarters": [int(quarter.timestamp()) for quarter in quarters],
        "complete": sum(quarter + QUARTER <= at for quarter in quarters),
        "gates": [
            {"name": line.name, "entries": _until(line.entries, quarters, at)} for line in lines
        ],
        "before": _before(edition, hours, quarters, so_far),
        "before_name": comparisons.day_word(so_far, editions.show_day(edition, at)),
        "by_gate": [_gate(edition, line, at) for line in gates],
        "summary": _summary(edition, used),
    }


def _gates(edition: Edition, day: date) -> list[Line]:
    """Every entrance, the busiest first."""
    lines = {
        gate.code: Line(str(gate.name or gate.code))
        for gate in Gate.objects.of(edition).entrances().order_by("code")
    }
    for row in attendance.quarters(edition, day):
        if row["entries"] and row["gate"] in lines:
            lines[row["gate"]].entries[row["quarter"]] = row["entries"]
    return list(lines.values())


def _lines(used: Sequence[Line]) -> list[Line]:
    """In the order of the gates; of many the busiest, and the others together."""
    if len(used) <= MOST_LINES + 1:
        return list(used)
    busiest = sorted(used, key=lambda line: -line.total)[:MOST_LINES]
    others = [line for line in used if line not in busiest]
    words = ngettext("The other %(gates)s gate", "The other %(gates)s gates", len(others))
    together = Line(words % {"gates": _number(len(others))}, _sum(others))
    return [*(line for line in used if line in busiest), together]


def _sum(lines: Sequence[Line]) -> dict[datetime, int]:
    sums: dict[datetime, int] = {}
    for line in lines:
        for quarter, entries in line.entries.items():
            sums[quarter] = sums.get(quarter, 0) + entries
    return sums


def _quarters(hours: Hours, used: Sequence[Line]) -> list[datetime]:
    came = [quarter for line in used for quarter in line.entries]
    first = min([hours.opens, *came])
    return list(_each_quarter(first, max([hours.closes - QUARTER, *came])))


def _each_quarter(first: datetime, last: datetime) -> Iterator[datetime]:
    quarter = quarter_of(first)
    while quarter <= last:
        yield quarter
        quarter += QUARTER


def _until(
    entries: Mapping[datetime, int], quarters: Sequence[datetime], at: datetime
) -> list[int | None]:
    return [entries.get(quarter, 0) if quarter <= at else None for quarter in quarters]


def _before(
    edition: Edition, hours: Hours, quarters: Sequence[datetime], so_far: SoFar
) -> list[int] | None:
    """By the clocks of the fair; none on the first day."""
    if so_far.before is None:
        return None
    day, before = hours.opens.date(), so_far.before
    rhythm: Rhythm = so_far.rhythms.get(before, {})
    then = {since_midnight(edition, before, quarter): told for quarter, told in rhythm.items()}
    return [then.get(since_midnight(edition, day, quarter), 0) for quarter in quarters]


def _gate(edition: Edition, line: Line, at: datetime) -> Document:
    """`last` is the last full quarter of an hour."""
    last = quarter_of(at) - QUARTER
    peak = _peak(line.entries)
    return {
        "name": line.name,
        "entries": line.total,
        "last": line.entries.get(last, 0),
        "peak": line.entries[peak] if peak else None,
        "peak_from": f"{_clock(edition, peak):%H:%M}" if peak else None,
    }


def _peak(entries: Mapping[datetime, int]) -> datetime | None:
    """The busiest quarter, of equal ones the first."""
    return min(entries, key=lambda quarter: (-entries[quarter], quarter), default=None)


def _summary(edition: Edition, used: Sequence[Line]) -> str:
    """What one sees at a glance, for those who do not."""
    together = _sum(used)
    peak = _peak(together)
    if peak is None:
        return ""
    busiest = max(used, key=lambda line: line.total)
    total = sum(together.values())
    return " ".join(
        [
            _("Most came from %(from)s to %(until)s: %(entries)s entries.")
            % {
                "from": f"{_clock(edition, peak):%H:%M}",
                "until": f"{_clock(edition, peak + QUARTER):%H:%M}",
                "entries": _number(together[peak]),
            },
            _("%(gate)s is the busiest: %(entries)s of %(total)s, %(share)s %%.")
            % {
                "gate": busiest.name,
                "entries": _number(busiest.total),
                "total": _number(total),
                "share": number_format(round(100 * busiest.total / total, 1), 1),
            },
        ]
    )


def _clock(edition: Edition, moment: datetime) -> time:
    return moment.astimezone(edition.tz).time()


def _number(number: int) -> str:
    return number_format(number, force_grouping=True)
