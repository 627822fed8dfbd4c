"""Who stands where as a table: a space, a main exhibitor, from the first to the last day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booths.models import Assignment, Exhibitor, Participation, ParticipationRole, Space
from booths.spreadsheets import values
from booths.spreadsheets.columns import Column, Columns
from booths.spreadsheets.faults import CellFault
from booths.spreadsheets.forms import ROWS_AT_ONCE, Draft, Form
from booths.spreadsheets.lines import Line
from booths.spreadsheets.values import Reader
from expo import show_days
from expo.models import Edition

FIRST, LAST = "first_day", "last_day"

NO_SPACE = gettext_lazy("This edition has no such space.")
NO_EXHIBITOR = gettext_lazy("This edition has no such exhibitor.")
NOT_TAKING_PART = gettext_lazy("This exhibitor does not take part.")
NOT_A_MAIN = gettext_lazy(
    "Only a main exhibitor is given a space: a co-exhibitor stands on its main's, "
    "a represented company on none."
)
HALF_A_RANGE = gettext_lazy("Name both days, or none for all show days.")
BACKWARDS = gettext_lazy("The last day is before the first.")
OUTSIDE = gettext_lazy("This is no show day of the edition.")
TAKEN = gettext_lazy("This space is already given away for part of that time.")


class AssignmentTable(Form):
    """A row that overlaps with what the exhibitor holds of the space changes its days."""

    model = Assignment
    key = ("space", "exhibitor")
    is_key_unique = False
    columns = Columns(
        Column("space", gettext_lazy("Code of the space"), is_needed=True),
        Column("hall", gettext_lazy("Code of the hall"), is_read=False),
        Column("exhibitor", gettext_lazy("Code of the exhibitor"), is_needed=True),
        Column("exhibitor_name", gettext_lazy("Name of the exhibitor"), is_read=False),
        Column(FIRST, gettext_lazy("First day")),
        Column(LAST, gettext_lazy("Last day")),
    )

    def __init__(self, edition: Edition, *, is_held: bool = False) -> None:
        """Raises NoShowDays."""
        super().__init__(edition, is_held=is_held)
        self.first, self.last = show_days.first_and_last(edition)
        self.spaces = {space.code: space for space in self.held(Space.objects.of(edition))}
        standing = Participation.objects.of(edition).standing().select_related("exhibitor")
        self.parts = {part.exhibitor.code: part for part in self.held(standing)}
        self.bodies = set(Exhibitor.objects.of(edition).values_list("code", flat=True))
        self.held_by: dict[int, list[Assignment]] = defaultdict(list)
        for given in Assignment.objects.standing().filter(space__edition=edition).order_by("days"):
            self.held_by[given.space_id].append(given)
        self.replaced: dict[int, Assignment] = {}

    def readers(self) -> Mapping[str, Reader]:
        return {
            "space": values.one_of(self.spaces, NO_SPACE),
            "exhibitor": self._main,
            FIRST: self._show_day,
            LAST: self._show_day,
        }

    def judge(self, lines: Sequence[Line]) -> None:
        for line in lines:
            self._complete(line)
        by_space: dict[Space, list[Line]] = defaultdict(list)
        for line in lines:
            if line.is_sound:
                by_space[line.values["space"]].append(line)
        for space, wanted in by_space.items():
            self._check_space(space, wanted)

    def drafts(self, lines: Sequence[Line]) -> list[Draft]:
        return [self._draft(line) for line in lines]

    def store(self, drafts: Sequence[Draft], at: datetime) -> None:
        """What changes its days is taken back and given anew: both stay known."""
        given = [draft for draft in drafts if draft.changes]
        old = [draft.row.pk for draft in given if not draft.is_new]
        Assignment.objects.filter(pk__in=old).update(released_at=at)
        for draft in given:
            draft.row = self._new(draft.line)
        Assignment.objects.bulk_create([d.row for d in given], batch_size=ROWS_AT_ONCE)

    # Reading

    def _main(self, typed: str) -> Participation:
        part: Participation | None = self.parts.get(typed)
        if part is None:
            raise CellFault(NOT_TAKING_PART if typed in self.bodies else NO_EXHIBITOR)
        if part.role != ParticipationRole.MAIN:
            raise CellFault(NOT_A_MAIN)
        return part

    def _show_day(self, typed: str) -> date:
        day = values.day(typed)
        if not self.first <= day <= self.last:
            told = _("The first is %(first)s, the last %(last)s.")
            raise CellFault(OUTSIDE, told % {"first": self.first, "last": self.last})
        return day

    def _complete(self, line: Line) -> None:
        """All show days where none is named."""
        if (FIRST in line.values) != (LAST in line.values):
            line.refuse(LAST if FIRST in line.values else FIRST, HALF_A_RANGE)
            return
        first = line.values.setdefault(FIRST, self.first)
        if line.values.setdefault(LAST, self.last) < first:
            line.refuse(LAST, BACKWARDS)

    # Judging

    def _check_space(self, space: Space, lines: Sequence[Line]) -> None:
        """Day by day, who is there: first those who stand and are not replaced, then the lines."""
        standing = self._match(self.held_by.get(space.pk, []), lines)
        there: dict[date, Any] = {
            day: given for given in standing for day in self._days(given.days.lower, _last(given))
        }
        for line in lines:
            wanted = list(self._days(line.values[FIRST], line.values[LAST]))
            holder = next((there[day] for day in wanted if day in there), None)
            if holder is not None:
                line.refuse("space", TAKEN, self._holder(holder))
            else:
                there |= dict.fromkeys(wanted, line)

    def _match(self, standing: Sequence[Assignment], lines: Iterable[Line]) -> list[Assignment]:
        """Find for each line the row that it tells of; return the rows of which none tells.

        Rows that a line repeats are found first, whatever stands above it."""
        rest = list(standing)
        for is_same in (_is_repeated, _is_changed):
            for line in lines:
                if line.number not in self.replaced:
                    found = next((given for given in rest if is_same(given, line)), None)
                    if found is not None:
                        self.replaced[line.number] = found
                        rest.remove(found)
        return rest

    def _days(self, first: date, last: date) -> Iterator[date]:
        start, end = max(first, self.first), min(last, self.last)
        return (start + timedelta(days=n) for n in range((end - start).days + 1))

    def _holder(self, holder: "Line | Assignment") -> str:
        if isinstance(holder, Line):
            return _("It is given away in row %(row)s.") % {"row": holder.number}
        by_key = {part.pk: part for part in self.parts.values()}
        return _("%(exhibitor)s stands there from %(first)s to %(last)s.") % {
            "exhibitor": by_key[holder.participation_id].exhibitor,
            "first": holder.days.lower,
            "last": _last(holder),
        }

    # What changes

    def _draft(self, line: Line) -> Draft:
        after = {FIRST: line.values[FIRST], LAST: line.values[LAST]}
        known = self.replaced.get(line.number)
        if known is None:
            return Draft(line, self._new(line), {}, after, is_new=True)
        before = {FIRST: known.days.lower, LAST: _last(known)}
        changed = [name for name in after if before[name] != after[name]]
        return Draft(line, known, {n: before[n] for n in changed}, {n: after[n] for n in changed})

    def _new(self, line: Line) -> Assignment:
        return Assignment(
            space=line.values["space"],
            participation=line.values["exhibitor"],
            days=DateRange(line.values[FIRST], line.values[LAST] + timedelta(days=1)),
        )


def _last(given: Assignment) -> date:
    after: date = given.days.upper
    return after - timedelta(days=1)


def _is_repeated(given: Assignment, line: Line) -> bool:
    told = (line.values["exhibitor"].pk, line.values[FIRST], line.values[LAST])
    return (given.participation_id, given.days.lower, _last(given)) == told


def _is_changed(given: Assignment, line: Line) -> bool:
    is_own = given.participation_id == line.values["exhibitor"].pk
    first, last = line.values[FIRST], line.values[LAST]
    return is_own and bool(given.days.lower <= last and _last(given) >= first)
