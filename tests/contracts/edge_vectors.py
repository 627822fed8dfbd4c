"""The edges of the rules: each class, clocks all over the world, gates of an unusual make."""

from itertools import product

from tests.contracts.door_scenes import (
    FAIR,
    FIRST_DAY,
    FRESH,
    INSIDE,
    LEFT,
    REVOKED,
    STAFF,
    STRAY,
    VISITOR,
    YESTERDAY,
    gate,
    line,
    snapshot,
)
from tests.contracts.ticket_vectors import code
from visitors.classes import BY_NUMBER, VISITOR_CLASSES, TicketClass
from visitors.signing import ticket_text

ONE_DAY = ["2023-11-23", "2023-11-23"]


def two_days(first, second):
    return [
        {"day": first, "opens": "10:00", "closes": "18:00"},
        {"day": second, "opens": "10:00", "closes": "18:00"},
    ]


SNAPSHOTS = {
    "unusual gates": snapshot(
        gates=[
            gate("DESK-HOURS", "desk", None, ["visitor"], opens="09:00", closes="17:00"),
            gate("HALL-HOURS", "hall", "4C", opens="11:00", closes="12:00"),
            gate("ONLY-OPENS", "entrance", "fair", opens="06:00"),
            gate("NOBODY", "entrance", "fair", []),
            gate("SECONDS", "entrance", "fair", opens="08:00:30", closes="18:00:00.250500"),
        ],
    ),
    "a day from midnight to midnight": snapshot(
        day_boundary="00:00",
        gates=[gate("ALWAYS", "entrance", "fair", opens="00:00", closes="00:00")],
    ),
    "Kathmandu": snapshot(timezone="Asia/Kathmandu"),
    "New York in spring": snapshot(
        timezone="America/New_York", days=two_days("2023-03-11", "2023-03-12")
    ),
    "Lord Howe": snapshot(
        timezone="Australia/Lord_Howe",
        day_boundary="01:45",
        days=two_days("2023-03-31", "2023-04-01"),
    ),
}


def every_class():
    for name in BY_NUMBER:
        keeps_hours = name in VISITOR_CLASSES
        yield line(
            f"{name} after hours", code(FRESH, name), "E1", "24T19:00", "closed" * keeps_hours
        )
        yield line(
            f"{name} on a wrong day",
            code(FRESH, name, last_day=0),
            "E1",
            "24T12:00",
            "not_today",
            days=ONE_DAY,
        )
        yield line(
            f"{name} inside already",
            code(INSIDE, name),
            "E1",
            "24T12:00",
            "already_used",
            seen=FAIR[ticket_text(INSIDE)],
        )
        yield line(f"{name}, revoked", code(REVOKED, name), "E1", "24T12:00", "revoked")
        yield line(f"{name} before a full hall", code(FRESH, name), "4D", "24T12:00", "full")
        yield line(
            f"{name} without a reservation", code(FRESH, name), "S2", "24T12:00", "reserved_only"
        )
        yield line(
            f"{name} on the way out",
            code(INSIDE, name, last_day=0),
            "E2",
            "24T23:00",
            "",
            direction="out",
        )


def every_day_range():
    """Tickets of three days on each of three days, which are the indexes 0 to 2."""
    days = ("2023-11-23", "2023-11-24", "2023-11-25")
    for first, last, today in product(range(3), repeat=3):
        is_good = first <= today <= last
        admits_on = [days[first], days[last]] if first <= last else None
        yield line(
            f"days {first} to {last} on day {today}",
            code(FRESH, first_day=first, last_day=last),
            "E1",
            f"{23 + today}T12:00",
            "" if is_good else "not_today",
            days=None if is_good else admits_on,
        )


def every_reentry():
    refusals = {"fair": {INSIDE}, "free": set(), "once a day": {INSIDE, LEFT}}
    tickets = {
        INSIDE: "inside",
        LEFT: "gone",
        YESTERDAY: "inside yesterday",
        STRAY: "seen going out only",
        FRESH: "never seen",
    }
    for (name, refused), (ticket, state) in product(refusals.items(), tickets.items()):
        is_refused = ticket in refused
        yield line(
            f"re-entry by the rule of “{name}”: {state}",
            code(ticket, TicketClass.MEDIA),
            "E1",
            "24T13:00",
            "already_used" if is_refused else "",
            snapshot=name,
            seen=FAIR[ticket_text(ticket)] if is_refused else None,
        )


def unusual_gates():
    here = {"snapshot": "unusual gates"}
    yield line("a desk with hours", VISITOR, "DESK-HOURS", "24T08:59:59.999", "closed", **here)
    yield line("a desk within its hours", VISITOR, "DESK-HOURS", "24T17:00", "", **here)
    yield line("a desk for visitors only", STAFF, "DESK-HOURS", "24T12:00", "wrong_gate", **here)
    yield line(
        "a desk on a wrong day",
        FIRST_DAY,
        "DESK-HOURS",
        "24T12:00",
        "not_today",
        days=ONE_DAY,
        **here,
    )
    yield line("a revoked ticket at a desk", code(REVOKED), "DESK", "24T12:00", "revoked")
    yield line("a ticket used already at a desk", code(INSIDE), "DESK", "24T12:00", "")
    yield line("a hall with hours of its own", VISITOR, "HALL-HOURS", "24T12:00", "", **here)
    yield line(
        "a hall after its own hours", VISITOR, "HALL-HOURS", "24T12:00:00.001", "closed", **here
    )
    yield line(
        "half of its own hours are none", VISITOR, "ONLY-OPENS", "24T09:59", "closed", **here
    )
    yield line("a gate for no class", VISITOR, "NOBODY", "24T12:00", "wrong_gate", **here)
    yield line("before the half minute", VISITOR, "SECONDS", "24T08:00:29.999", "closed", **here)
    yield line("at the half minute", VISITOR, "SECONDS", "24T08:00:30.000", "", **here)
    yield line(
        "half a millisecond before closing", VISITOR, "SECONDS", "24T18:00:00.250", "", **here
    )
    yield line("half a millisecond after", VISITOR, "SECONDS", "24T18:00:00.251", "closed", **here)
    yield line(
        "a group where one place is left", code(FRESH, TicketClass.GROUP), "4C", "24T12:00", ""
    )
    yield line("out of a booth", code(INSIDE), "B01", "24T12:00", "", direction="out")
    yield line(
        "out of a booth nobody entered",
        VISITOR,
        "B01",
        "24T12:00",
        "",
        direction="out",
        flag="exit_without_entry",
    )


def clocks_of_the_world():
    always = {"snapshot": "a day from midnight to midnight"}
    yield line("open from midnight", VISITOR, "ALWAYS", "24T00:00", "", **always)
    yield line("to midnight", VISITOR, "ALWAYS", "24T23:59:59.999", "", **always)
    nepal = {"snapshot": "Kathmandu"}
    yield line("a quarter to six ahead", VISITOR, "E1", "2023-11-24T04:15:00+00:00", "", **nepal)
    yield line("and no sooner", VISITOR, "E1", "2023-11-24T04:14:59.999+00:00", "closed", **nepal)
    spring = {"snapshot": "New York in spring"}
    yield line("before the lost hour", VISITOR, "E3", "2023-03-12T01:59:59.999-05:00", "", **spring)
    yield line("after the lost hour", VISITOR, "E3", "2023-03-12T03:00:00-04:00", "", **spring)
    yield line("its end", VISITOR, "E3", "2023-03-12T03:00:00.001-04:00", "closed", **spring)
    yield line(
        "a boundary an hour sooner", FIRST_DAY, "E4", "2023-03-12T03:59:59.999-04:00", "", **spring
    )
    yield line(
        "the day after the lost hour",
        FIRST_DAY,
        "E4",
        "2023-03-12T04:00:00-04:00",
        "not_today",
        days=["2023-03-11", "2023-03-11"],
        **spring,
    )
    island = {"snapshot": "Lord Howe"}
    yield line(
        "before half an hour is repeated", STAFF, "E1", "2023-04-02T01:44:00+11:00", "", **island
    )
    yield line(
        "a boundary within the repeated half hour",
        STAFF,
        "E1",
        "2023-04-02T01:45:00+11:00",
        "not_today",
        days=["2023-03-31", "2023-04-01"],
        **island,
    )
    yield line(
        "the repeated half hour, before the boundary again",
        STAFF,
        "E1",
        "2023-04-02T01:44:00+10:30",
        "",
        **island,
    )


def edges():
    yield from every_class()
    yield from every_day_range()
    yield from every_reentry()
    yield from unusual_gates()
    yield from clocks_of_the_world()
