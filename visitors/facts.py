"""What the database knows of a batch of scans: read under a lock, and written back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import OperationalError
from psycopg.errors import SerializationFailure

from visitors import cursors, doors, sealing, signatures, statements
from visitors.doors import Door
from visitors.snapshots import Purpose, seen_from_json
from visitors.verdicts import Direction, Outcome, Seen

News = tuple[Any, ...]
MOST_NEWS = 5001
"""One more than a device is told of at once: more are sent as a new snapshot."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A ticket that the database knows. `seen` is its presence in the gate's area, `version` that
    of the row it stands in, `seats` how many it has reserved there."""

    name: str
    is_revoked: bool
    seats: int
    seen: Seen | None
    version: str | None


@dataclass(frozen=True, slots=True)
class Stored:
    """A scan that is stored already, or is about to be: enough to answer it again."""

    content: str
    ticket: int | None
    direction: Direction
    ticket_class: str
    heads: int
    outcome: Outcome
    reason: str
    decided_by_device: bool
    overridden: str
    exit_without_entry: bool
    skew_ms: int | None
    remark: Mapping[str, Any] | None
    device: int
    area: int | None
    device_revoked: bool = False
    voids: UUID | None = None
    is_voided: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """`door` has what the device said last, `news` is for `feeds.told` to read."""

    holders: dict[int, Holder]
    known: dict[UUID, Stored]
    inside: dict[date, int]
    kept: dict[date, int]
    door: Door
    news: News


@dataclass(frozen=True, slots=True)
class Sought:
    """What a batch of scans asks about. `early` are the days of those before the session begins."""

    tickets: Iterable[int]
    ids: Iterable[UUID]
    days: Iterable[date]
    early: Iterable[date] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """`locks` the tickets until the transaction ends, or only looks at them. `since` is a snapshot
    of the database (`feeds.since`): what is new since then comes along."""

    locks: bool = True
    since: str | None = None


class Overtaken(Exception):
    """What was looked at has changed, or one of the scans is stored already."""


def needs_lock(door: Door) -> bool:
    """Whether the area's capacity or its reservations can refuse somebody here: then whoever goes
    in elsewhere may leave no place, and no version of a row tells of him."""
    limits = door.rules.gate.purpose in {Purpose.HALL, Purpose.SESSION}
    return limits and door.rules.capacity is not None


def hold(door: Door, sought: Sought, look: Look) -> Facts:
    """Read what the rules ask for.

    An area with a capacity is locked first, by a statement of its own: only a statement that begins
    after the wait sees who went in meanwhile, and then `full` is exact. Raises doors.Changed when
    the door is not as it was remembered.
    """
    with cursors.prepared() as cursor:
        if needs_lock(door):
            cursor.execute(statements.LOCK_AREA, [door.place.area])
        cursor.execute(
            _statement(door, locks=look.locks),
            {
                "device": door.device,
                "fair": door.place.fair,
                "area": door.place.area,
                "session": door.place.session,
                "since": look.since,
                "most": MOST_NEWS,
                "tickets": array(sought.tickets),
                "ids": array(sought.ids),
                "days": array(sought.days),
                "early": array(sought.early),
            },
        )
        state, holders, known, inside, kept, *news = cursor.fetchone()
    return Facts(
        door=doors.confirmed(door, state),
        news=tuple(news),
        holders={row["ticket"]: _holder(row) for row in loaded(holders)},
        known={UUID(row["id"]): _stored(row) for row in loaded(known)},
        inside=_by_day(inside),
        kept=_by_day(kept),
    )


def _by_day(text: str | None) -> dict[date, int]:
    return {date.fromisoformat(day): heads for day, heads in orjson.loads(text or "{}").items()}


def _statement(door: Door, *, locks: bool) -> str:
    if door.place.area == door.place.fair:
        return statements.HOLD_AT_THE_FAIR if locks else statements.LOOK_AT_THE_FAIR
    if needs_lock(door):
        return statements.HOLD_WHERE_PLACES_ARE_FEW
    return statements.HOLD_IN_AN_AREA if locks else statements.LOOK_IN_AN_AREA


def _holder(row: dict[str, Any]) -> Holder:
    return Holder(
        name=row["name"],
        is_revoked=row["revoked"],
        seats=row["reserved"],
        seen=seen_from_json(row) if row["direction"] else None,
        version=row["version"],
    )


def _stored(row: dict[str, Any]) -> Stored:
    return Stored(
        content=row["content"],
        ticket=row["ticket"],
        direction=Direction(row["direction"]),
        ticket_class=row["ticket_class"],
        heads=row["heads"],
        outcome=Outcome(row["outcome"]),
        reason=row["reason"],
        decided_by_device=row["decided_by_device"],
        overridden=row["overridden"],
        exit_without_entry=row["exit_without_entry"],
        skew_ms=row["skew_ms"],
        remark=row["remark"],
        device=row["device"],
        area=row["area"],
        device_revoked=row["device_revoked"],
        voids=row["voids"] and UUID(row["voids"]),
        is_voided=row["voided"],
    )


def store(
    door: Door,
    received_at: datetime,
    scans: Sequence[dict[str, Any]],
    moved: Mapping[int, tuple[Seen, str | None]],
) -> None:
    """Sign scans, write them and presences in one statement: all, or it raises Overtaken.

    `moved` are presences as they are from now on, and the versions that they were before."""
    received = sealing.microseconds(received_at)
    passages = [
        {
            "ticket": ticket,
            "direction": seen.direction,
            "at": seen.at,
            "day": seen.day,
            "entered": seen.entered,
            "heads": seen.heads,
            "version": version,
        }
        for ticket, (seen, version) in moved.items()
    ]
    with _overtaken_by_others(), cursors.prepared() as cursor:
        cursor.execute(
            statements.STORE,
            {
                "edition": door.edition.pk,
                "gate": door.place.gate,
                "area": door.place.area,
                "device": door.device,
                "operator": door.operator,
                "revoked": door.is_revoked,
                "received_at": received_at,
                "scans": orjson.dumps([_signed(scan, door, received) for scan in scans]).decode(),
                "moved": orjson.dumps(passages).decode(),
                "coming": len(scans),
                "going": len(passages),
            },
        )


@contextmanager
def _overtaken_by_others() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        if isinstance(error.__cause__, SerializationFailure):
            raise Overtaken from error
        raise


def _signed(scan: dict[str, Any], door: Door, received: str) -> dict[str, Any]:
    """The scan, and the server's signature under the row that `statements.STORE` makes of it."""
    line = sealing.Line(
        id=scan["id"],
        edition=door.edition.pk,
        gate=door.place.gate,
        ticket=scan["ticket"],
        direction=scan["direction"],
        scanned_at=sealing.microseconds(scan["scanned_at"]),
        received_at=received,
        outcome=scan["outcome"],
        reason=scan["reason"],
        ticket_class=scan["ticket_class"],
        heads=scan["heads"],
        decided_by_device=scan["decided_by_device"],
        server_reason=scan["server_reason"],
        override=scan["override"],
        overridden=scan["overridden"],
        exit_without_entry=scan["exit_without_entry"],
        device_revoked=door.is_revoked,
        remark=scan["remark"],
        voids=scan["voids"],
        device=door.device,
        operator=door.operator,
        skew_ms=scan["skew_ms"],
        content=scan["content"],
    )
    return scan | {"signature": signatures.CHECKINS.sign(sealing.canonical(line)).hex()}


def array(values: Iterable[object]) -> str:
    """PostgreSQL's text of an array of numbers, ids or dates: nothing in them needs quoting."""
    return "{" + ",".join(map(str, values)) + "}"


def loaded(text: str | None) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = orjson.loads(text or "[]")
    return rows
