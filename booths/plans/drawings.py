"""A floor plan made of rows: where the halls and spaces lie, who is found there, what stopped."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from booths import floorplan
from booths.models import Assignment, Operation, Participation, Space
from booths.plans.faces import Inscription, face
from booths.plans.geometry import Box, Line
from booths.plans.lettering import width
from booths.plans.shapes import Drawing, HallShape, Holder, Tile
from expo import editions
from expo.models import Edition, Hall

MARGIN = 1.0
"""Metres that are left free around the halls."""
HALL_NAME = 1.9
NUMBERS = re.compile(r"(\d+)")

Address = Callable[[Space], str]


def drawing(edition: Edition, at: datetime, address: Address) -> Drawing:
    """The edition's plan in the reader's language as of that moment; each booth leads to its
    `address`."""
    day = editions.show_day(edition, at)
    return drawn(halls(edition), floorplan.spaces(edition, at), day, address)


def drawn(halls: Sequence[Hall], spaces: Iterable[Space], day: date, address: Address) -> Drawing:
    """The plan of rows at hand; spaces as `floorplan.spaces` gives them, in whatever order."""
    sheet = extent(halls)
    return Drawing(
        halls=[
            _hall(hall, sheet, [_tile(space, sheet, day, address(space)) for space in group])
            for hall, group in zip(halls, by_hall(halls, spaces), strict=True)
        ],
        width=sheet.width,
        height=sheet.height,
    )


def extent(halls: Sequence[Hall]) -> Box:
    """What the halls take of the edition's floor, with a margin: the sheet the plan is drawn on."""
    boxes = [_box(hall) for hall in halls]
    left = min((box.x for box in boxes), default=0.0) - MARGIN
    top = min((box.y for box in boxes), default=0.0) - MARGIN
    right = max((box.right for box in boxes), default=0.0) + MARGIN
    bottom = max((box.bottom for box in boxes), default=0.0) + MARGIN
    return Box(left, top, round(right - left, 2), round(bottom - top, 2))


def place(space: Space, sheet: Box) -> Box:
    """Where the space lies on the sheet."""
    own = Box(float(space.x), float(space.y), float(space.width), float(space.depth))
    return own.moved(float(space.hall.x) - sheet.x, float(space.hall.y) - sheet.y)


def halls(edition: Edition) -> list[Hall]:
    """In the order in which a plan is read: from the upper left."""
    return sorted(edition.halls.all(), key=lambda hall: (hall.y, hall.x, hall.code))


def by_hall(halls: Sequence[Hall], spaces: Iterable[Space]) -> list[list[Space]]:
    """For each hall its spaces by code, with the numbers in it as numbers: A-2 before A-10."""
    groups: dict[int, list[Space]] = {hall.pk: [] for hall in halls}
    for space in sorted(spaces, key=lambda space: _natural(space.code)):
        groups[space.hall_id].append(space)
    return list(groups.values())


def shown_assignment(space: Space, day: date) -> Assignment | None:
    """Whose name stands on the booth that day: else who comes next, else who was there last."""
    given = list(space.assignments.all())
    today = (row for row in given if day in row.days)
    coming = (row for row in given if row.days.lower is not None and row.days.lower > day)
    return next(today, None) or next(coming, None) or (given[-1] if given else None)


def _natural(code: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in NUMBERS.split(code)]


def _box(hall: Hall) -> Box:
    return Box(float(hall.x), float(hall.y), float(hall.width), float(hall.depth))


def _hall(hall: Hall, sheet: Box, tiles: Sequence[Tile]) -> HallShape:
    box = _box(hall).moved(-sheet.x, -sheet.y)
    label = _label(str(hall.name), box, [tile.box for tile in tiles])
    return HallShape(hall.code, label.words, box, label, tiles)


def _label(name: str, box: Box, taken: Sequence[Box]) -> Line:
    """At the upper edge, else at the lower one; across the upper line where both are taken."""
    wide = max(width(name), 1)
    size = round(min(HALL_NAME, (box.width - 2) / wide, box.height / 4), 2)
    inset = size * 0.5
    for y in (box.y + inset, box.bottom - inset - size):
        if not any(Box(box.x + inset, y, size * wide, size).overlaps(tile) for tile in taken):
            return Line(round(box.x + inset, 2), round(y + size * 0.86, 2), size, name)
    return Line(round(box.x + inset, 2), round(box.y + size * 0.36, 2), size, name)


def _tile(space: Space, sheet: Box, day: date, href: str) -> Tile:
    box, shown = place(space, sheet), shown_assignment(space, day)
    body = shown.participation.exhibitor if shown else None
    state = Operation(space.state)  # type: ignore[attr-defined]  # added by the query
    words = Inscription(
        code=space.code,
        name=str(body.name) if body else _("Free"),
        sector=str(body.get_sector_display()) if body else "",
        state=str(state.label),
        states=tuple(str(label) for label in Operation.labels),
    )
    return Tile(
        box=box,
        kind=space.kind,
        area=float(space.area),
        sector=body.sector if body else "",
        state=state.value,
        href=href,
        holders=_holders(space),
        words=words,
        face=face(box, words),
    )


def _holders(space: Space) -> tuple[Holder, ...]:
    """Everybody who is found there on some day: each main, and after it who stands with it."""
    found = {
        participation.pk: _holder(participation)
        for assignment in space.assignments.all()
        for participation in (assignment.participation, *assignment.participation.guests.all())
    }
    return tuple(found.values())


def _holder(participation: Participation) -> Holder:
    body = participation.exhibitor
    return Holder(body.code, str(body.name), body.sector, participation.role)
