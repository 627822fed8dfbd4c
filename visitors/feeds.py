"""What scanners must know: a whole snapshot at first, then what has changed since a cursor.

A cursor is PostgreSQL's own word for what was visible (pg_snapshot) and the mark of the rules that
held. What a later look sees and that one did not is exactly what is sent: no clock is compared, so
a transaction that began early and committed late is not lost, and nothing is sent twice.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

import orjson

from visitors import cursors, facts, statements
from visitors.doors import Door
from visitors.facts import News
from visitors.signing import ticket_text

CURSOR = re.compile(
    r"(?P<since>(?P<least>\d{1,18}):(?P<next>\d{1,18}):(?P<running>(\d{1,18}(,\d{1,18})*)?))"
    r"~(?P<mark>[0-9a-f]{12})"
)
MOST = facts.MOST_NEWS - 1
"""More changes than this are sent as a new snapshot: it is no longer the smaller answer."""


def snapshot(door: Door, at: datetime) -> dict[str, Any]:
    """The document that `Snapshot.from_json` reads, for the one gate of this door.

    `at` is the fair's clock: only who was seen on its day is of interest.
    """
    place = door.place
    day = door.rules.edition.day_of(at)
    since, seen, revoked, reserved, groups = _row(
        statements.SNAPSHOT,
        {"area": place.area, "day": day, "edition": door.edition.pk, "session": place.session},
    )
    gate = door.rules.document["gate"]
    area = {
        "capacity": gate["capacity"],
        "inside": None,
        "seen": {ticket_text(row.pop("ticket")): row for row in facts.loaded(seen)},
        **_seats(reserved),
    }
    return {
        "cursor": _cursor(since, door),
        "server_time": at.astimezone(door.rules.edition.timezone).isoformat(),
        **_rules(door),
        "gates": [gate],
        "areas": {gate["area"]: area} if gate["area"] else {},
        "revoked": _texts(revoked),
        "groups": {ticket_text(ticket): heads for ticket, heads in orjson.loads(groups or "[]")},
    }


def updates(door: Door, cursor: str) -> dict[str, Any]:
    """What has changed since the cursor. `is_stale` asks the device to fetch a snapshot anew.

    A revoked device is told nothing more."""
    if door.is_revoked:
        return _nothing(cursor)
    return told(door, cursor, _news(door, since(cursor)))


def since(cursor: str) -> str | None:
    """The database's snapshot in a cursor; None for a text that PostgreSQL would not have written,
    and for none."""
    read = _read(cursor)
    return read["since"] if read else None


def told(door: Door, cursor: str, news: News) -> dict[str, Any]:
    """The same as `updates`, from what a statement has read along with other things."""
    if door.is_revoked:
        return _nothing(cursor)
    now, is_known, seen, revoked, seats = news
    if not cursor:
        return _nothing(_cursor(now, door))
    read, rows = _read(cursor), facts.loaded(seen)
    if read is None or not is_known or len(rows) > MOST:
        return _nothing("") | {"is_stale": True}
    for row in rows:
        row["ticket"] = ticket_text(row["ticket"])
    rules = _rules(door) | {"gate": door.rules.document["gate"]}
    return (
        _nothing(_cursor(now, door))
        | {"seen": rows, "revoked": _texts(revoked), "seats": _seats(seats) if seats else None}
        | ({} if read["mark"] == door.rules.mark else rules)
    )


@lru_cache(maxsize=256)
def _read(cursor: str) -> re.Match[str] | None:
    """Take a cursor apart. None for a text that PostgreSQL would not have written."""
    told = CURSOR.fullmatch(cursor)
    if told is None:
        return None
    least, following = int(told["least"]), int(told["next"])
    running = [int(number) for number in told["running"].split(",") if number]
    in_order = sorted(running) == running and all(least <= each < following for each in running)
    return told if 0 < least <= following and in_order else None


def has_changed(door: Door, cursor: str) -> bool:
    """Whether a snapshot with this cursor is out of date."""
    told = updates(door, cursor)
    news = [told[name] for name in ("is_stale", "seen", "revoked", "seats", "gate")]
    return bool(not cursor or any(news))


def _news(door: Door, since: str | None) -> News:
    place = door.place
    asked = {"area": place.area, "fair": place.fair, "session": place.session}
    return _row(statements.UPDATES, asked | {"since": since, "most": facts.MOST_NEWS})


def _nothing(cursor: str) -> dict[str, Any]:
    return {
        "cursor": cursor,
        "is_stale": False,
        "revoked": [],
        "seen": [],
        "seats": None,
        "gate": None,
        "keys": [],
        "edition": None,
        "days": [],
    }


def _rules(door: Door) -> dict[str, Any]:
    document = door.rules.document
    return {name: document[name] for name in ("edition", "days", "keys")}


def _cursor(since: str, door: Door) -> str:
    return f"{since}~{door.rules.mark}"


def _texts(tickets: str | None) -> list[str]:
    return [ticket_text(ticket) for ticket in orjson.loads(tickets or "[]")]


def _seats(seats: str | None) -> dict[str, Any]:
    """Whoever has reserved, and for how many heads where that is more than one."""
    rows = [(ticket_text(ticket), heads) for ticket, heads in orjson.loads(seats or "[]")]
    return {
        "reserved": [ticket for ticket, _heads in rows],
        "reserved_heads": {ticket: heads for ticket, heads in rows if heads > 1},
    }


def _row(statement: str, values: Mapping[str, Any]) -> tuple[Any, ...]:
    with cursors.prepared() as cursor:
        cursor.execute(statement, values)
        row: tuple[Any, ...] = cursor.fetchone()
        return row
