"""What each scan was: an entry, a repeat reading, a conflict, somebody there in opening hours.

The scans of a badge are ordered by (scanned_at, id). Voided and refused scans have no place in
that order.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from visitors.figures.days import Rules, ShowDay
from visitors.figures.scans import Scan

REPEAT_READING = timedelta(seconds=60)

People = Mapping[str, str | None]
"""badge → person after merges; None for a nameless group's badge."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A standing admitted scan on its show day (none: outside the show days), and what it was.

    `until` is when the person left again: the next `out` of the badge on that show day, else the
    day's end.
    """

    scan: Scan
    day: ShowDay | None
    person: str | None
    is_visitor: bool
    is_repeat: bool = False
    is_conflict: bool = False
    until: datetime | None = None

    @property
    def is_passage_in(self) -> bool:
        """Somebody walked in on a show day: of any class, and not the same passage read twice."""
        return self.day is not None and self.scan.direction == "in" and not self.is_repeat

    @property
    def is_passage_out(self) -> bool:
        return self.day is not None and self.scan.direction == "out"

    @property
    def counts(self) -> bool:
        """An entry: in, admitted, not voided, no repeat reading, a visitor class, and a person."""
        return self.is_passage_in and self.is_visitor and self.person is not None

    @property
    def counts_unidentified(self) -> bool:
        return self.is_passage_in and self.is_visitor and self.person is None

    @property
    def is_present(self) -> bool:
        """Makes a person-day, or heads of one: visitors in opening hours, others at any hour."""
        if self.is_visitor:
            return self.is_passage_in and self.is_countable
        return self.is_passage_in and self.person is not None

    @property
    def is_countable(self) -> bool:
        """The person was inside at some moment of [open, close], both scans' moments included."""
        if self.day is None or self.until is None:
            return False
        return self.scan.scanned_at <= self.day.closes and self.until >= self.day.opens


def read(scans: Iterable[Scan], people: People, rules: Rules) -> list[Reading]:
    """Every standing admitted scan, badge by badge in order.

    Raises KeyError for a badge that is not in `people`.
    """
    badges: dict[str, list[Scan]] = defaultdict(list)
    for scan in scans:
        if scan.is_standing_admission:
            badges[scan.badge].append(scan)
    return [
        reading
        for badge, seen in badges.items()
        for reading in _read_badge(sorted(seen, key=lambda scan: scan.order), people[badge], rules)
    ]


def _read_badge(scans: Sequence[Scan], person: str | None, rules: Rules) -> Iterator[Reading]:
    last: Reading | None = None
    came: ShowDay | None = None  # the day of the badge's last `in`
    for scan, until in zip(scans, _departures(scans, rules), strict=True):
        day = rules.day_of(scan.scanned_at)
        reading = Reading(
            scan=scan,
            day=day,
            person=person,
            is_visitor=scan.badge_class in rules.visitor_classes,
            is_repeat=person is not None and _is_repeat(scan, last),
            until=until,
        )
        is_conflict = _is_conflict(reading, last, rules, came_today=came == day)
        last = replace(reading, is_conflict=is_conflict)
        yield last
        came = day if scan.direction == "in" else came


def _is_repeat(scan: Scan, last: Reading | None) -> bool:
    """An `in` at most 60 s after the previous `in` of the badge, with no `out` between."""
    return (
        last is not None
        and scan.direction == last.scan.direction == "in"
        and scan.scanned_at - last.scan.scanned_at <= REPEAT_READING
    )


def _is_conflict(reading: Reading, last: Reading | None, rules: Rules, *, came_today: bool) -> bool:
    """(a) A repeat reading at another gate, or (b) an entry that the re-entry rule would have
    refused, had every scan of the badge on that show day been known in order."""
    if reading.person is None or reading.day is None or reading.scan.direction == "out":
        return False
    if reading.is_repeat:
        return last is not None and last.scan.gate != reading.scan.gate
    match rules.reentry:
        case "after_exit":
            return last is not None and last.day == reading.day and last.scan.direction == "in"
        case "once_a_day":
            return came_today
        case "free":
            return False


def _departures(scans: Sequence[Scan], rules: Rules) -> list[datetime | None]:
    """For each scan when the badge next left on that show day, else the day's end."""
    untils: list[datetime | None] = []
    left: Scan | None = None
    for scan in reversed(scans):
        day = rules.day_of(scan.scanned_at)
        if left is not None and rules.day_of(left.scanned_at) == day:
            untils.append(left.scanned_at)
        else:
            untils.append(day.ends if day else None)
        left = scan if scan.direction == "out" else left
    return untils[::-1]
