"""Tickets that break two rules at once: the first in the table is what the door says."""

from itertools import combinations

from tests.contracts.door_scenes import FAIR, INSIDE, REVOKED, area, gate, line, seen, snapshot
from tests.contracts.ticket_vectors import code
from visitors.classes import TicketClass
from visitors.signing import ticket_text

IN_ORDER = (
    "other_edition",
    "revoked",
    "wrong_gate",
    "not_today",
    "closed",
    "already_used",
    "full",
    "reserved_only",
)
NEVER_TOGETHER = {"already_used", "full"}
"""The one is asked at entrances, the other inside."""
NEW, REVOKED_INSIDE = 300, 301
SNAPSHOT = "every rule at once"


def strict(name, purpose, area_code):
    return [
        gate(name, purpose, area_code, ["visitor"]),
        gate(f"{name}-SEATS", purpose, area_code, ["visitor"], reservations_only=True),
    ]


def strict_snapshot():
    document = snapshot(gates=[*strict("IN", "entrance", "fair"), *strict("HALL", "hall", "4D")])
    inside = {ticket_text(REVOKED_INSIDE): seen("in", "24T10:15", "E2")}
    document["areas"]["fair"] = area(FAIR | inside, capacity=1)
    document["revoked"].append(ticket_text(REVOKED_INSIDE))
    return document


def ticket_that_is(broken):
    return {
        (False, False): NEW,
        (True, False): REVOKED,
        (False, True): INSIDE,
        (True, True): REVOKED_INSIDE,
    }["revoked" in broken, "already_used" in broken]


def badge(broken):
    return code(
        ticket_that_is(broken),
        TicketClass.GROUP if "wrong_gate" in broken else TicketClass.VISITOR,
        edition=2 if "other_edition" in broken else 1,
        last_day=0 if "not_today" in broken else 2,
    )


def place(broken):
    return ("HALL" if "full" in broken else "IN") + ("-SEATS" if "reserved_only" in broken else "")


def explanation(broken):
    """What comes with the answer."""
    if broken[0] == "not_today":
        return {"days": ["2023-11-23", "2023-11-23"]}
    if broken[0] == "already_used":
        return {"seen": FAIR[ticket_text(INSIDE)]}
    return {}


def two_rules():
    for broken in combinations(IN_ORDER, 2):
        if set(broken) != NEVER_TOGETHER:
            yield line(
                f"{broken[0]} is said and {broken[1]} is not",
                badge(broken),
                place(broken),
                "24T19:00" if "closed" in broken else "24T12:30",
                broken[0],
                snapshot=SNAPSHOT,
                **explanation(broken),
            )
