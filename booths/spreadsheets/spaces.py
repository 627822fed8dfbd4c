"""Exhibition spaces as a table: one row a space, in metres from the upper left of its hall."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booths.models import Space, SpaceKind
from booths.spreadsheets import floors, values
from booths.spreadsheets.columns import Column, Columns
from booths.spreadsheets.floors import Rectangle
from booths.spreadsheets.forms import ROWS_AT_ONCE, Draft, Form, change, differing
from booths.spreadsheets.lines import Line
from booths.spreadsheets.values import Reader
from expo.constraints import checked_at_the_end
from expo.models import Edition, Hall

SIDES = ("x", "y", "width", "depth")

NO_HALL = gettext_lazy("This edition has no such hall.")
OUTSIDE = gettext_lazy("The space would end outside its hall.")
ON_ANOTHER = gettext_lazy("Another space of the hall already lies there.")


class SpaceTable(Form):
    model = Space
    key = ("code",)
    columns = Columns(
        Column("code", gettext_lazy("Code of the space"), is_needed=True),
        Column("hall", gettext_lazy("Code of the hall"), is_needed=True),
        Column("hall_name", gettext_lazy("Name of the hall"), is_read=False),
        Column("kind", gettext_lazy("Kind of space")),
        Column("kind_label", gettext_lazy("Kind of space, in words"), is_read=False),
        Column("x", gettext_lazy("From the left (m)"), is_needed=True),
        Column("y", gettext_lazy("From the top (m)"), is_needed=True),
        Column("width", gettext_lazy("Width (m)"), is_needed=True),
        Column("depth", gettext_lazy("Depth (m)"), is_needed=True),
    )

    def __init__(self, edition: Edition, *, is_held: bool = False) -> None:
        super().__init__(edition, is_held=is_held)
        self.halls = {hall.code: hall for hall in Hall.objects.filter(edition=edition)}
        rows = self.held(Space.objects.of(edition).select_related("hall"))
        self.known: dict[str, Space] = {space.code: space for space in rows}

    def readers(self) -> Mapping[str, Reader]:
        return {
            "code": values.code(12),
            "hall": values.one_of(self.halls, NO_HALL),
            "kind": values.choice(SpaceKind),
            "x": values.at_least_zero,
            "y": values.at_least_zero,
            "width": values.extent,
            "depth": values.extent,
        }

    def judge(self, lines: Sequence[Line]) -> None:
        for line in lines:
            _check_ends_inside(line)
        sound = {line.number: line for line in lines if line.is_sound}
        for floor in self._floors(sound.values()):
            for later, earlier in floors.collisions(floor):
                if later.row in sound:
                    sound[later.row].refuse("code", ON_ANOTHER, _named(earlier))

    def drafts(self, lines: Sequence[Line]) -> list[Draft]:
        return [self._draft(line) for line in lines]

    def store(self, drafts: Sequence[Draft], at: datetime) -> None:
        """Where they lie is checked at the end: some may come to lie where others have been."""
        with checked_at_the_end("booths_no_two_spaces_lie_on_the_same_floor"):
            self._store(drafts)

    def _store(self, drafts: Sequence[Draft]) -> None:
        moved = [draft for draft in drafts if draft.after and not draft.is_new]
        change([draft.row for draft in moved], {name for draft in moved for name in draft.after})
        new = [draft.row for draft in drafts if draft.is_new]
        Space.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)

    def _draft(self, line: Line) -> Draft:
        known = self.known.get(line.values["code"])
        if known is None:
            new = Space(edition=self.edition, **line.values)
            return Draft(line, new, {}, line.values, is_new=True)
        before, after = differing(known, line.values)
        for name, value in after.items():
            setattr(known, name, value)
        return Draft(line, known, before, after)

    def _floors(self, lines: Iterable[Line]) -> Iterable[list[Rectangle]]:
        """Hall by hall, the floor as it would be."""
        floor: dict[str, list[Rectangle]] = defaultdict(list)
        told = set()
        for line in lines:
            told.add(line.values["code"])
            sides = (line.values[side] for side in SIDES)
            found = floors.rectangle(line.values["code"], line.number, *sides)
            floor[line.values["hall"].code].append(found)
        for code, space in self.known.items():
            if code not in told:
                sides = (getattr(space, side) for side in SIDES)
                floor[space.hall.code].append(floors.rectangle(code, 0, *sides))
        return floor.values()


def _check_ends_inside(line: Line) -> None:
    hall = line.values["hall"]
    size = _("The hall is %(width)s m wide and %(depth)s m deep.") % {
        "width": f"{hall.width.normalize():f}",
        "depth": f"{hall.depth.normalize():f}",
    }
    if line.values["x"] + line.values["width"] > hall.width:
        line.refuse("width", OUTSIDE, size)
    if line.values["y"] + line.values["depth"] > hall.depth:
        line.refuse("depth", OUTSIDE, size)


def _named(earlier: Rectangle) -> str:
    if earlier.row:
        return _("It is %(space)s in row %(row)s.") % {"space": earlier.code, "row": earlier.row}
    return _("It is %(space)s.") % {"space": earlier.code}
