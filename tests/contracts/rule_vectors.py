"""Every rule of the door, its order and its edges. `python -m tests.contracts.rule_vectors` writes
the JSON file. Each line is a question and what the door must say to it, written by hand.
"""

from tests.contracts import (
    conflict_vectors,
    edge_vectors,
    passage_vectors,
    seat_vectors,
    two_rules,
)
from tests.contracts.door_scenes import (
    BAD,
    BOOKED,
    FAIR,
    FIRST_DAY,
    FORGED,
    FRESH,
    INSIDE,
    LEFT,
    REVOKED,
    SNAPSHOTS,
    STAFF,
    STRAY,
    UNKNOWN,
    VISITOR,
    YESTERDAY,
    line,
)
from tests.contracts.ticket_vectors import code, flipped, write
from visitors.classes import BY_NUMBER, TicketClass
from visitors.signing import ticket_text


def genuineness():
    noon = "24T12:00"
    yield line("a visitor comes in", VISITOR, "E1", noon, "")
    yield line("something else is shown", BAD, "E1", noon, "not_a_ticket")
    yield line("the device is out of date", UNKNOWN, "E1", noon, "unknown_key")
    yield line("a forgery", FORGED, "E1", noon, "forged")
    yield line("a key from before the rotation is still good", code(FRESH, key=2), "E1", noon, "")
    yield line("another edition's ticket", code(FRESH, edition=2), "E1", noon, "other_edition")
    yield line("a revoked ticket", code(REVOKED), "E1", noon, "revoked")
    yield line(
        "forged comes before other edition",
        flipped(code(FRESH, edition=2), 100),
        "E1",
        noon,
        "forged",
    )
    yield line("unknown key comes before forged", flipped(UNKNOWN, 100), "E1", noon, "unknown_key")
    yield line(
        "other edition comes before revoked", code(REVOKED, edition=2), "E1", noon, "other_edition"
    )
    yield line(
        "revoked comes before wrong gate", code(REVOKED, TicketClass.STAFF), "E2", noon, "revoked"
    )


def classes_and_days():
    first_only = {"days": ["2023-11-23", "2023-11-23"]}
    yield from (
        line(f"{name} at a gate for all", code(FRESH, name), "E1", "24T12:00", "")
        for name in BY_NUMBER
    )
    yield from (
        line(
            f"{name} at a gate for visitors and groups",
            code(FRESH, name),
            "E2",
            "24T12:00",
            "" if name in ("visitor", "group") else "wrong_gate",
        )
        for name in BY_NUMBER
    )
    yield line(
        "wrong gate comes before not today",
        code(FRESH, TicketClass.STAFF, first_day=0, last_day=0),
        "E2",
        "24T12:00",
        "wrong_gate",
    )
    yield line("on its only day", FIRST_DAY, "E1", "23T12:00", "")
    yield line("after its last day", FIRST_DAY, "E1", "24T12:00", "not_today", **first_only)
    yield line(
        "before its first day",
        code(FRESH, first_day=1, last_day=2),
        "E1",
        "23T12:00",
        "not_today",
        days=["2023-11-24", "2023-11-25"],
    )
    yield line(
        "on the last of its days", code(FRESH, first_day=1, last_day=2), "E1", "25T12:00", ""
    )
    yield line(
        "days beyond the edition are cut",
        code(FRESH, first_day=2, last_day=9),
        "E1",
        "24T12:00",
        "not_today",
        days=["2023-11-25", "2023-11-25"],
    )
    yield line(
        "days that the edition never has",
        code(FRESH, first_day=7, last_day=9),
        "E1",
        "24T12:00",
        "not_today",
    )
    yield line(
        "the day before the fair",
        VISITOR,
        "E1",
        "22T12:00",
        "not_today",
        days=["2023-11-23", "2023-11-25"],
    )
    yield line(
        "staff, too, have days",
        STAFF,
        "E1",
        "26T12:00",
        "not_today",
        days=["2023-11-23", "2023-11-25"],
    )
    yield line(
        "not today comes before closed", FIRST_DAY, "E1", "24T08:00", "not_today", **first_only
    )


def hours():
    yield line("at the very opening", VISITOR, "E1", "24T10:00", "")
    yield line("a moment before", VISITOR, "E1", "24T09:59:59.999", "closed")
    yield line("at the very closing", VISITOR, "E1", "24T18:00", "")
    yield line("a moment after", VISITOR, "E1", "24T18:00:00.001", "closed")
    yield line("the last day closes earlier", VISITOR, "E1", "25T17:30", "closed")
    yield line(
        "a group keeps hours as well", code(FRESH, TicketClass.GROUP), "E1", "24T09:00", "closed"
    )
    yield line("an exhibitor does not", code(FRESH, TicketClass.EXHIBITOR), "E1", "24T06:00", "")
    yield line("a gate with hours of its own", VISITOR, "E2", "24T08:40", "")
    yield line("and outside them", VISITOR, "E2", "24T08:29", "closed")
    yield line("the same moment in UTC", VISITOR, "E1", "2023-11-24T01:00:00+00:00", "")
    yield line(
        "the same clock in another zone is too early",
        VISITOR,
        "E1",
        "2023-11-24T09:59:00+10:00",
        "closed",
    )
    yield line("closed comes before already used", code(INSIDE), "E1", "24T18:30", "closed")
    yield line("a desk never closes", VISITOR, "DESK", "24T06:00", "")
    yield line("a hall keeps the day's hours", VISITOR, "4C", "24T09:00", "closed")


def midnight():
    yield line("before midnight at a night gate", VISITOR, "E3", "24T23:00", "")
    yield line("after midnight it is still that day", FIRST_DAY, "E3", "24T02:59", "")
    yield line("after the night gate closed", VISITOR, "E3", "25T03:01", "closed")
    yield line("just before the day boundary", FIRST_DAY, "E4", "24T03:59:59", "")
    yield line(
        "at the day boundary a new day begins",
        FIRST_DAY,
        "E4",
        "24T04:00",
        "not_today",
        days=["2023-11-23", "2023-11-23"],
    )
    yield line("the new day's gate is not open yet", VISITOR, "E4", "24T04:00", "closed")
    yield line("a staff badge at the boundary", STAFF, "E4", "24T04:00", "")
    yield line("the night after the last day is still the last day", VISITOR, "E3", "26T01:00", "")
    yield line(
        "inside since before midnight",
        code(INSIDE),
        "E3",
        "25T01:00",
        "already_used",
        seen=FAIR[ticket_text(INSIDE)],
    )
    yield line(
        "with the boundary at midnight it is the next day",
        FIRST_DAY,
        "E1",
        "24T00:00",
        "not_today",
        snapshot="boundary at midnight",
        days=["2023-11-23", "2023-11-23"],
    )
    yield line(
        "with the boundary at midnight yesterday ends there",
        code(INSIDE, TicketClass.STAFF),
        "E1",
        "25T00:00",
        "",
        snapshot="boundary at midnight",
    )
    yield line(
        "the hour that the clocks repeat, first time",
        VISITOR,
        "E1",
        "2023-11-05T01:30:00-04:00",
        "",
        snapshot="New York",
    )
    yield line(
        "the hour that the clocks repeat, second time",
        VISITOR,
        "E1",
        "2023-11-05T01:30:00-05:00",
        "",
        snapshot="New York",
    )
    yield line(
        "the night of the change ends by the wall clock",
        VISITOR,
        "E1",
        "2023-11-05T03:31:00-05:00",
        "closed",
        snapshot="New York",
    )
    yield line(
        "a day boundary by the wall clock",
        STAFF,
        "E1",
        "2023-11-06T03:59:00-05:00",
        "",
        snapshot="New York",
    )
    yield line(
        "and a day later",
        STAFF,
        "E1",
        "2023-11-06T04:00:00-05:00",
        "not_today",
        snapshot="New York",
        days=["2023-11-04", "2023-11-05"],
    )


def reentry():
    inside, left = FAIR[ticket_text(INSIDE)], FAIR[ticket_text(LEFT)]
    noon = "24T12:30"
    yield line("inside already", code(INSIDE), "E1", noon, "already_used", seen=inside)
    yield line(
        "inside already, another class",
        code(INSIDE, TicketClass.STAFF),
        "E1",
        noon,
        "already_used",
        seen=inside,
    )
    yield line(
        "inside already, a group",
        code(INSIDE, TicketClass.GROUP),
        "E1",
        noon,
        "already_used",
        seen=inside,
    )
    yield line("back after an exit", code(LEFT), "E1", noon, "")
    yield line("inside yesterday is not inside today", code(YESTERDAY), "E1", noon, "")
    yield line("seen going out only", code(STRAY), "E1", noon, "")
    yield line("free: inside already", code(INSIDE), "E1", noon, "", snapshot="free")
    yield line(
        "once a day: inside already",
        code(INSIDE),
        "E1",
        noon,
        "already_used",
        seen=inside,
        snapshot="once a day",
    )
    yield line(
        "once a day: not even after an exit",
        code(LEFT),
        "E1",
        noon,
        "already_used",
        seen=left,
        snapshot="once a day",
    )
    yield line(
        "once a day: an exit alone is no entry",
        code(STRAY),
        "E1",
        noon,
        "",
        snapshot="once a day",
    )
    yield line("once a day: another day", code(YESTERDAY), "E1", noon, "", snapshot="once a day")
    yield line("halls know no re-entry rule", code(INSIDE), "4C", noon, "", snapshot="once a day")
    yield line("the fair's capacity is a warning, no rule", VISITOR, "E1", noon, "")


def capacity_and_seats():
    noon = "24T12:30"
    yield line("a hall at its capacity, in heads", VISITOR, "4B", noon, "full")
    yield line("a hall with a place left", VISITOR, "4C", noon, "")
    yield line("whoever is inside takes no further place", code(INSIDE), "4B", noon, "")
    yield line("whoever left does", code(LEFT), "4B", noon, "full")
    yield line("staff take a place as well", STAFF, "4B", noon, "full")
    yield line("yesterday's people have gone home", VISITOR, "4B", "25T12:00", "")
    yield line("a capacity of nought", VISITOR, "4D", noon, "full")
    yield line("the server's count goes before the list", VISITOR, "S1", noon, "full")
    yield line("but only of its own day", VISITOR, "S1", "25T12:30", "")
    yield line("a reserved seat", code(BOOKED), "S2", noon, "")
    yield line("no reservation", VISITOR, "S2", noon, "reserved_only")
    yield line("full comes before reserved only", VISITOR, "S3", noon, "full")
    yield line("full comes before a reservation", code(BOOKED), "S3", noon, "full")


def ways_out():
    stray = {"flag": "exit_without_entry"}
    late = "24T23:00"
    out = {"direction": "out"}
    yield line("out", code(INSIDE), "E1", late, "", **out)
    yield line("out without an entry", VISITOR, "E1", late, "", **out, **stray)
    yield line("out twice", code(LEFT), "E1", late, "", **out, **stray)
    yield line("out with yesterday's entry only", code(YESTERDAY), "E1", late, "", **out, **stray)
    yield line("out with a revoked ticket", code(REVOKED), "E1", late, "", **out, **stray)
    yield line(
        "out at a gate for others on a wrong day",
        code(FRESH, TicketClass.STAFF, last_day=0),
        "E2",
        late,
        "",
        **out,
        **stray,
    )
    yield line("out of a full hall", code(INSIDE), "4B", late, "", **out)
    yield line("out at a desk", VISITOR, "DESK", late, "", **out)
    yield line("out with no ticket", BAD, "E1", late, "not_a_ticket", **out)
    yield line("out with an unknown key", UNKNOWN, "E1", late, "unknown_key", **out)
    yield line("out with a forgery", FORGED, "E1", late, "forged", **out)
    yield line(
        "out with another edition's ticket",
        code(FRESH, edition=2),
        "E1",
        late,
        "other_edition",
        **out,
    )


def booths():
    yield line("a booth visit", VISITOR, "B01", "24T12:00", "")
    yield line("a second one", code(INSIDE), "B01", "24T12:00", "")
    yield line("of any class, at any hour", STAFF, "B01", "24T23:00", "")
    yield line("on any day", FIRST_DAY, "B01", "25T12:00", "")
    yield line("not with a revoked ticket", code(REVOKED), "B01", "24T12:00", "revoked")
    yield line(
        "not with another edition's", code(FRESH, edition=2), "B01", "24T12:00", "other_edition"
    )
    yield line("not with a forgery", FORGED, "B01", "24T12:00", "forged")


def rule_document():
    sections = (
        genuineness,
        classes_and_days,
        hours,
        midnight,
        reentry,
        capacity_and_seats,
        ways_out,
        booths,
        edge_vectors.edges,
        two_rules.two_rules,
        seat_vectors.kept_seats,
    )
    return {
        "about": "decide(snapshot, code, gate, direction, at) → what the door must say. Frozen.",
        "snapshots": SNAPSHOTS
        | edge_vectors.SNAPSHOTS
        | {
            two_rules.SNAPSHOT: two_rules.strict_snapshot(),
            seat_vectors.SNAPSHOT: seat_vectors.seats_snapshot(),
            conflict_vectors.TO_THE_MICROSECOND: conflict_vectors.precise_snapshot(),
        },
        "vectors": [vector for section in sections for vector in section()],
        "conflicts": list(conflict_vectors.conflicts()),
        "passages": list(passage_vectors.passages()),
    }


if __name__ == "__main__":
    write("rule_vectors.json", rule_document())
