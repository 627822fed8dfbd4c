"""What a door knows when it decides: keys, days, gates, and who is inside.

JSON-shaped, the same on server and scanner: the document is what `GET /api/v1/gate/snapshot/`
answers, and `docs/checkins.md` describes it field by field. Tickets are 16 hexadecimal digits there
and signed numbers here.
"""

from base64 import b64decode
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, Self
from zoneinfo import ZoneInfo

from visitors.classes import TicketClass
from visitors.signing import ticket_number
from visitors.verdicts import Direction, Seen

Document = Mapping[str, Any]

DAY = timedelta(days=1)


class Reentry(StrEnum):
    """What a second entry on a show day needs: nothing, an exit before it, or another day."""

    FREE = "free"
    AFTER_EXIT = "after_exit"
    ONCE_A_DAY = "once_a_day"


class Purpose(StrEnum):
    """What a gate is for. Only an entrance makes entries and visits; a desk never counts."""

    ENTRANCE = "entrance"
    HALL = "hall"
    SESSION = "session"
    BOOTH = "booth"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Hours:
    """Local times of one show day, ends included. May run past midnight, up to the boundary."""

    opens: time
    closes: time

    @classmethod
    def from_json(cls, document: Document) -> Self | None:
        if document.get("opens") is None or document.get("closes") is None:
            return None
        return cls(time.fromisoformat(document["opens"]), time.fromisoformat(document["closes"]))


@dataclass(frozen=True, slots=True)
class EditionRules:
    """The edition's number, its calendar (date → hours, in order) and its re-entry rule."""

    number: int
    timezone: ZoneInfo
    day_boundary: time
    reentry: Reentry
    calendar: Mapping[date, Hours]
    days: tuple[date, ...]

    @classmethod
    def from_json(cls, edition: Document, days: Collection[Document]) -> Self:
        calendar = {
            date.fromisoformat(day["day"]): Hours(
                time.fromisoformat(day["opens"]), time.fromisoformat(day["closes"])
            )
            for day in days
        }
        return cls(
            number=edition["number"],
            timezone=ZoneInfo(edition["timezone"]),
            day_boundary=time.fromisoformat(edition["day_boundary"]),
            reentry=Reentry(edition["reentry"]),
            calendar=calendar,
            days=tuple(sorted(calendar)),
        )

    def day_of(self, at: datetime) -> date:
        """The fair's day of a moment: what is before the boundary belongs to the day before."""
        local = at.astimezone(self.timezone).replace(tzinfo=None)
        return (local - since_midnight(self.day_boundary)).date()

    def index_of(self, day: date) -> int | None:
        return self.days.index(day) if day in self.calendar else None

    def are_open(self, hours: Hours, at: datetime) -> bool:
        """Compare wall-clock times counted from the day boundary: a night ends after midnight."""
        boundary = since_midnight(self.day_boundary)
        opens = (since_midnight(hours.opens) - boundary) % DAY
        closes = (since_midnight(hours.closes) - boundary) % DAY or DAY
        local = at.astimezone(self.timezone).replace(tzinfo=None)
        now = (local - datetime.combine(local, time.min) - boundary) % DAY
        return opens <= now <= closes


@lru_cache(maxsize=256)
def since_midnight(moment: time) -> timedelta:
    return timedelta(
        hours=moment.hour,
        minutes=moment.minute,
        seconds=moment.second,
        microseconds=moment.microsecond,
    )


@dataclass(frozen=True, slots=True)
class GateRules:
    """What one gate admits. A desk has no area: nobody is inside a desk. `starts` is when the
    session behind a session's door begins."""

    code: str
    purpose: Purpose
    area: str | None
    classes: frozenset[TicketClass]
    hours: Hours | None = None
    reservations_only: bool = False
    starts: datetime | None = None

    @classmethod
    def from_json(cls, document: Document) -> Self:
        starts = document.get("starts")
        return cls(
            code=document["code"],
            purpose=Purpose(document["purpose"]),
            area=document.get("area"),
            classes=frozenset(map(TicketClass, document["classes"])),
            hours=Hours.from_json(document),
            reservations_only=document.get("reservations_only", False),
            starts=datetime.fromisoformat(starts) if starts else None,
        )


@dataclass(frozen=True, slots=True)
class AreaState:
    """Who is in one area, and who has reserved a place there: ticket → heads. Where `seen` and
    `reserved` are only a part, `inside` counts heads by day, and `kept` the seats whose holders are
    not inside; else both are None.

    `seen` is the one thing here that moves: intake and scanner write each admitted passage into it.
    """

    capacity: int | None = None
    inside: Mapping[date, int] | None = None
    seen: dict[int, Seen] = field(default_factory=dict)
    reserved: Mapping[int, int] = field(default_factory=dict)
    kept: Mapping[date, int] | None = None

    @classmethod
    def from_json(cls, document: Document) -> Self:
        several = document.get("reserved_heads", {})
        return cls(
            capacity=document.get("capacity"),
            inside=_heads_by_day(document.get("inside")),
            seen={
                ticket_number(ticket): seen_from_json(seen)
                for ticket, seen in document.get("seen", {}).items()
            },
            reserved={
                ticket_number(ticket): several.get(ticket, 1)
                for ticket in document.get("reserved", ())
            },
            kept=_heads_by_day(document.get("kept")),
        )


def _heads_by_day(document: Mapping[str, int] | None) -> Mapping[date, int] | None:
    if document is None:
        return None
    return {date.fromisoformat(day): heads for day, heads in document.items()}


NO_AREA = AreaState()


@dataclass(frozen=True, slots=True)
class Snapshot:
    edition: EditionRules
    keys: Mapping[int, bytes]
    gates: Mapping[str, GateRules]
    areas: Mapping[str, AreaState]
    revoked: Collection[int] = frozenset()

    @classmethod
    def from_json(cls, document: Document) -> Self:
        return cls(
            edition=EditionRules.from_json(document["edition"], document["days"]),
            keys=keys_from_json(document["keys"]),
            gates={gate["code"]: GateRules.from_json(gate) for gate in document["gates"]},
            areas={code: AreaState.from_json(area) for code, area in document["areas"].items()},
            revoked=frozenset(map(ticket_number, document["revoked"])),
        )

    def area_of(self, gate: GateRules) -> AreaState:
        return NO_AREA if gate.area is None else self.areas[gate.area]


def keys_from_json(document: Collection[Document]) -> dict[int, bytes]:
    return {key["number"]: b64decode(key["public"]) for key in document}


def seen_from_json(document: Document) -> Seen:
    return Seen(
        direction=Direction(document["direction"]),
        at=datetime.fromisoformat(document["at"]),
        day=date.fromisoformat(document["day"]),
        gate=document["gate"],
        entered=document["entered"],
        heads=document["heads"],
    )


def seen_to_json(seen: Seen) -> dict[str, Any]:
    return {
        "direction": seen.direction.value,
        "at": seen.at.isoformat(),
        "day": seen.day.isoformat(),
        "gate": seen.gate,
        "entered": seen.entered,
        "heads": seen.heads,
    }
