"""What the database knows of a batch of scans: read under a lock, and written back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import orjson
from django.db import OperationalError
from psycopg.errors import DeadlockDetected, SerializationFailure

from visitors import cursors, doors, sealing, signatures, statements
from visitors.doors import Door
from visitors.snapshots import Purpose, seen_from_json
from visitors.verdicts import Direction, Outcome, Seen

News = tuple[Any, ...]
COMMON = 4
"""The first columns of `statements.LOOK_…` are told once for all doors."""
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
    """`doors` are those that asked, each with what its device said last and its news, which are for
    `feeds.told` to read."""

    holders: dict[int, Holder]
    known: dict[UUID, Stored]
    inside: dict[date, int]
    kept: dict[date, int]
    doors: list[tuple[Door, News]]


@dataclass(frozen=True, slots=True)
class Sought:
    """What scans at doors to one area ask about. With each door goes a snapshot of the database
    (`feeds.since`): what is new there since then comes along. `early` are the days of the scans
    before the session begins."""

    doors: Sequence[tuple[Door, str | None]]
    tickets: Iterable[int]
    ids: Iterable[UUID]
    days: Iterable[date]
    early: Iterable[date] = ()


class Overtaken(Exception):
    """What was looked at has changed, or one of the scans is stored already, or two would have
    waited for each other."""


def needs_lock(door: Door) -> bool:
    """Whether the area's capacity or its reservations can refuse somebody here: then whoever goes
    in elsewhere may leave no place, and no version of a row tells of him."""
    limits = door.rules.gate.purpose in {Purpose.HALL, Purpose.SESSION}
    return limits and door.rules.capacity is not None


def hold(sought: Sought, *, locks: bool) -> Facts:
    """Read what the rules ask for, and lock the tickets until the transaction ends or only look.

    An area with a capacity is locked first, by a statement of its own: only a statement that begins
    after the wait sees who went in meanwhile, and then `full` is exact. Raises doors.Changed when
    a door is not as it was remembered, and Overtaken.
    """
    door = sought.doors[0][0]
    with _overtaken_by_others(), cursors.prepared() as cursor:
        if needs_lock(door):
            cursor.execute(statements.LOCK_AREA, [door.place.area])
        cursor.execute(
            _statement(door, locks=locks),
            {
                "devices": array(door.device for door, _since in sought.doors),
                "since": array(f'"{since}"' if since else "NULL" for _door, since in sought.doors),
                "fair": door.place.fair,
                "area": door.place.area,
                "session": door.place.session,
                "most": MOST_NEWS,
                "tickets": array(sought.tickets),
                "ids": array(sought.ids),
                "days": array(sought.days),
                "early": array(sought.early),
            },
        )
        told = cursor.fetchall()
    holders, known, inside, kept = told[0][:COMMON]
    return Facts(
        holders={row["ticket"]: _holder(row) for row in loaded(holders)},
        known={UUID(row["id"]): _stored(row) for row in loaded(known)},
        inside=_by_day(inside),
        kept=_by_day(kept),
        doors=[
            (doors.confirmed(door, row[COMMON]), row[COMMON + 1 :])
            for (door, _since), row in zip(sought.doors, told, strict=True)
        ],
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
    scans: Sequence[dict[str, Any]],
    moved: Mapping[int, tuple[Seen, int, str | None]],
) -> None:
    """Sign scans, write them and presences in one statement: all, or it raises Overtaken.

    They are of doors to one area, of which `door` is any. `moved` are presences as they are from
    now on, with the gate that moved them, and the versions that they were before."""
    passages = [
        {
            "ticket": ticket,
            "direction": seen.direction,
            "at": seen.at,
            "day": seen.day,
            "gate": gate,
            "entered": seen.entered,
            "heads": seen.heads,
            "version": version,
        }
        for ticket, (seen, gate, version) in moved.items()
    ]
    with _overtaken_by_others(), cursors.prepared() as cursor:
        cursor.execute(
            statements.STORE,
            {
                "edition": door.edition.pk,
                "area": door.place.area,
                "scans": orjson.dumps([_signed(scan, door) for scan in scans]).decode(),
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
        if isinstance(error.__cause__, DeadlockDetected | SerializationFailure):
            raise Overtaken from error
        raise


def _signed(scan: dict[str, Any], door: Door) -> dict[str, Any]:
    """The scan, and the server's signature under the row that `statements.STORE` makes of it."""
    line = sealing.Line(
        id=scan["id"],
        edition=door.edition.pk,
        gate=scan["gate"],
        ticket=scan["ticket"],
        direction=scan["direction"],
        scanned_at=sealing.microseconds(scan["scanned_at"]),
        received_at=sealing.microseconds(scan["received_at"]),
        outcome=scan["outcome"],
        reason=scan["reason"],
        ticket_class=scan["ticket_class"],
        heads=scan["heads"],
        decided_by_device=scan["decided_by_device"],
        server_reason=scan["server_reason"],
        override=scan["override"],
        overridden=scan["overridden"],
        exit_without_entry=scan["exit_without_entry"],
        device_revoked=scan["device_revoked"],
        remark=scan["remark"],
        voids=scan["voids"],
        device=scan["device"],
        operator=scan["operator"],
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
