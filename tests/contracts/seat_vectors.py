"""A session's door keeps the seats that are reserved, until the session begins."""

from tests.contracts.door_scenes import area, gate, line, seen, snapshot
from tests.contracts.ticket_vectors import code
from visitors.classes import TicketClass
from visitors.signing import ticket_text

SEATED, COMING, AWAY, GROUP, GUEST, WALK_IN = range(401, 407)
STARTS = "2023-11-24T13:00:00+09:00"
SNAPSHOT = "seats are kept"
BEFORE, LAST_MOMENT, AT_THE_START, LATER = "24T12:30", "24T12:59:59.999", "24T13:00", "24T14:00"

PEOPLE = {
    ticket_text(SEATED): seen("in", "24T12:20", "KEPT"),
    ticket_text(AWAY): seen("out", "24T12:25", "KEPT"),
    ticket_text(GUEST): seen("in", "24T12:10", "KEPT"),
}
RESERVED = [SEATED, COMING, AWAY, GROUP]
"""Seats for one each, and three for the group. Two people are inside, one of them on a seat: so
five seats are kept."""


def room(**more):
    return area(
        PEOPLE, reserved=RESERVED, reserved_heads={ticket_text(GROUP): 3}, **{"capacity": 7} | more
    )


def door(name, **more):
    return gate(name, "session", name, starts=STARTS, **more)


def seats_snapshot():
    """`KEPT` has no free seat but those that are kept, `SPARE` one more. `COUNTED` is as the server
    sees it, who looks up only those before the door. `NOBODY` has reservations of nobody."""
    doors = [
        door("KEPT"),
        door("SPARE"),
        door("COUNTED"),
        door("NOBODY"),
        door("ONLY", reservations_only=True),
        gate("NO-START", "session", "KEPT", starts=None),
        gate("ROOM", "hall", "KEPT", starts=None),
    ]
    counted = area(capacity=7, inside={"2023-11-24": 2}, kept={"2023-11-24": 5}, reserved=[COMING])
    document = snapshot(gates=doors)
    document["areas"] |= {
        "KEPT": room(),
        "SPARE": room(capacity=8),
        "COUNTED": counted,
        "NOBODY": area(PEOPLE, capacity=3),
        "ONLY": room(),
    }
    return document


def ask(name, ticket, gate_code, at, expected, **more):
    return line(name, ticket, gate_code, at, expected, snapshot=SNAPSHOT, **more)


def kept_seats():
    walk_in, coming = code(WALK_IN), code(COMING)
    yield ask("before the start the free seats are kept", walk_in, "KEPT", BEFORE, "full")
    yield ask(
        "staff, too, take no kept seat", code(WALK_IN, TicketClass.STAFF), "KEPT", BEFORE, "full"
    )
    yield ask("whoever has reserved comes in", coming, "KEPT", BEFORE, "")
    yield ask("and comes back to a seat that was kept", code(AWAY), "KEPT", BEFORE, "")
    yield ask("a group has its seats", code(GROUP, TicketClass.GROUP), "KEPT", BEFORE, "")
    yield ask("whoever is inside takes no further seat", code(GUEST), "KEPT", BEFORE, "")
    yield ask("a place beside the kept ones is free", walk_in, "SPARE", BEFORE, "")
    yield ask("the last moment before the start", walk_in, "KEPT", LAST_MOMENT, "full")
    yield ask("at the start nothing is kept any more", walk_in, "KEPT", AT_THE_START, "")
    yield ask("nor later", walk_in, "KEPT", LATER, "")
    yield ask("the start in another zone", walk_in, "KEPT", "2023-11-24T05:00:00+01:00", "")
    yield ask("of another day nobody is inside", walk_in, "KEPT", "23T12:30", "")
    yield ask("the server's count of kept seats", walk_in, "COUNTED", BEFORE, "full")
    yield ask("and its reservations", coming, "COUNTED", BEFORE, "")
    yield ask("its count is of its own day", walk_in, "COUNTED", "23T12:30", "")
    yield ask("a session that nobody reserved keeps nothing", walk_in, "NOBODY", BEFORE, "")
    yield ask("a door that knows no start keeps nothing", walk_in, "NO-START", BEFORE, "")
    yield ask("a hall keeps nothing", walk_in, "ROOM", BEFORE, "")
    yield ask("kept seats come before reservations only", walk_in, "ONLY", BEFORE, "full")
    yield ask("reservations only goes on after the start", walk_in, "ONLY", LATER, "reserved_only")
    yield ask("out before the start", code(SEATED), "KEPT", BEFORE, "", direction="out")
