"""Who is inside what at a moment, from one look: the fair, its halls, the rooms of sessions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from expo.models import Edition, Session
from visitors import attendance
from visitors.attendance import DayInside
from visitors.models import Area, AreaKind


@dataclass(frozen=True, slots=True)
class Places:
    """`rooms` by the key of their session: those with doors of their own."""

    fair: DayInside | None = None
    halls: list[tuple[Area, DayInside | None]] = field(default_factory=list)
    rooms: dict[int, DayInside | None] = field(default_factory=dict)


def at(edition: Edition, sessions: Iterable[Session], moment: datetime) -> Places:
    """Raises NoShowDays and ContradictoryRules."""
    rooms = Q(kind=AreaKind.SESSION, session__in=[session.pk for session in sessions])
    wanted = Q(kind__in=[AreaKind.FAIR, AreaKind.HALL]) | rooms
    areas = list(edition.areas.filter(wanted).with_names().order_by("kind", "code"))
    inside = attendance.inside_each(edition, areas, moment) if areas else {}
    found = Places(next((inside.get(one.pk) for one in areas if one.kind == AreaKind.FAIR), None))
    for area in areas:
        if area.kind == AreaKind.HALL:
            found.halls.append((area, inside.get(area.pk)))
        elif area.session_id:
            found.rooms[area.session_id] = inside.get(area.pk)
    return found
