"""The snapshots that the vectors of the door ask about, and the words they are written in."""

from base64 import b64encode

from tests.contracts.ticket_vectors import PUBLIC, code, flipped
from visitors.classes import BY_NUMBER, TicketClass
from visitors.signing import ticket_text

ALL = [ticket_class.value for ticket_class in BY_NUMBER]
REVOKED, INSIDE, LEFT, YESTERDAY, STRAY, BOOKED, GUEST = range(101, 108)
FRESH = 200


def seen(direction, at, gate="E1", *, entered=True, heads=1):
    return {
        "direction": direction,
        "at": local(at),
        "day": f"2023-11-{at[:2]}",
        "gate": gate,
        "entered": entered,
        "heads": heads,
    }


def local(at):
    """`24T10:30` is that time on that November day at the fair; longer texts are left alone."""
    if len(at) > len("24T10:30:00.000"):
        return at
    seconds = "" if at.count(":") > 1 else ":00"
    return f"2023-11-{at}{seconds}+09:00"


def gate(name, purpose, area, classes=ALL, **more):
    fields = {"opens": None, "closes": None, "reservations_only": False} | more
    return {"code": name, "purpose": purpose, "area": area, "classes": classes} | fields


FAIR = {
    ticket_text(INSIDE): seen("in", "24T10:15", "E2"),
    ticket_text(LEFT): seen("out", "24T12:00", "E1"),
    ticket_text(YESTERDAY): seen("in", "23T16:00", "E3"),
    ticket_text(STRAY): seen("out", "24T12:00", "E1", entered=False),
}
HALL = {
    ticket_text(INSIDE): seen("in", "24T10:30", "4B"),
    ticket_text(GUEST): seen("in", "24T10:40", "4B", heads=2),
    ticket_text(LEFT): seen("out", "24T11:00", "4B"),
    ticket_text(YESTERDAY): seen("in", "23T11:00", "4B", heads=50),
}


def area(people=None, *, capacity=None, inside=None, reserved=(), **more):
    return {
        "capacity": capacity,
        "inside": inside,
        "seen": people or {},
        "reserved": [ticket_text(ticket) for ticket in reserved],
    } | more


def snapshot(reentry="after_exit", days=None, gates=(), **edition):
    return {
        "edition": {
            "slug": "2023",
            "number": 1,
            "timezone": "Asia/Seoul",
            "day_boundary": "04:00",
            "reentry": reentry,
        }
        | edition,
        "days": days
        or [
            {"day": "2023-11-23", "opens": "10:00", "closes": "18:00"},
            {"day": "2023-11-24", "opens": "10:00", "closes": "18:00"},
            {"day": "2023-11-25", "opens": "10:00", "closes": "17:00"},
        ],
        "keys": [{"number": key, "public": b64encode(PUBLIC[key]).decode()} for key in (1, 2)],
        "gates": [
            gate("E1", "entrance", "fair"),
            gate("E2", "entrance", "fair", ["visitor", "group"], opens="08:30", closes="18:30"),
            gate("E3", "entrance", "fair", opens="20:00", closes="03:00"),
            gate("E4", "entrance", "fair", opens="08:00", closes="04:00"),
            gate("4B", "hall", "4B"),
            gate("4C", "hall", "4C"),
            gate("4D", "hall", "4D"),
            gate("S1", "session", "S1"),
            gate("S2", "session", "S2", reservations_only=True),
            gate("S3", "session", "S3", reservations_only=True),
            gate("B01", "booth", "B01", ["visitor"]),
            gate("DESK", "desk", None),
            *gates,
        ],
        "areas": {
            "fair": area(FAIR, capacity=1),
            "4B": area(HALL, capacity=3),
            "4C": area(HALL, capacity=4),
            "4D": area(capacity=0),
            "S1": area(capacity=80, inside={"2023-11-24": 80}),
            "S2": area(capacity=80, inside={"2023-11-24": 79}, reserved=[BOOKED]),
            "S3": area(capacity=80, inside={"2023-11-24": 80}, reserved=[BOOKED]),
            "B01": area({ticket_text(INSIDE): seen("in", "24T10:30", "B01")}, capacity=0),
        },
        "revoked": [ticket_text(REVOKED)],
    }


SNAPSHOTS = {
    "fair": snapshot(),
    "free": snapshot("free"),
    "once a day": snapshot("once_a_day"),
    "boundary at midnight": snapshot(day_boundary="00:00"),
    "New York": snapshot(
        timezone="America/New_York",
        days=[
            {"day": "2023-11-04", "opens": "10:00", "closes": "03:30"},
            {"day": "2023-11-05", "opens": "10:00", "closes": "18:00"},
        ],
    ),
}

BAD = "K1 no ticket"
VISITOR = code(FRESH)
STAFF = code(FRESH, TicketClass.STAFF)
FIRST_DAY = code(FRESH, first_day=0, last_day=0)
UNKNOWN = code(FRESH, key=9)
FORGED = flipped(VISITOR, 100)


def line(name, given, gate_code, at, expected, **more):
    outcome = "admitted" if expected == "" else "refused"
    return {
        "name": name,
        "snapshot": "fair",
        "code": given,
        "gate": gate_code,
        "direction": "in",
        "at": local(at),
        "outcome": outcome,
        "reason": expected,
        "seen": None,
        "days": None,
        "flag": None,
    } | more
