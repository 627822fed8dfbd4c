"""When letting somebody in contradicts what is known: `is_conflict`, question by question."""

from tests.contracts.door_scenes import (
    FRESH,
    INSIDE,
    LEFT,
    REVOKED,
    STRAY,
    VISITOR,
    YESTERDAY,
    area,
    local,
    seen,
    snapshot,
)
from tests.contracts.ticket_vectors import code
from visitors.classes import TicketClass
from visitors.signing import ticket_text

TO_THE_MICROSECOND = "seen to the microsecond"
PRECISE = 108


def precise_snapshot():
    at = "2023-11-24T10:15:00.000500+09:00"
    document = snapshot("free")
    document["areas"]["fair"] = area(
        {ticket_text(PRECISE): seen("in", "24T10:15", "E2") | {"at": at}}
    )
    return document


def question(name, given, gate_code, at, *, conflict, **more):
    return {
        "name": name,
        "snapshot": "fair",
        "code": given,
        "gate": gate_code,
        "direction": "in",
        "at": local(at),
        "conflict": conflict,
    } | more


def against_the_rule():
    noon = "24T12:30"
    once = {"snapshot": "once a day"}
    free = {"snapshot": "free"}
    yield question("a first entry", VISITOR, "E1", noon, conflict=False)
    yield question("inside already", code(INSIDE), "E1", noon, conflict=True)
    yield question("inside already, at the same gate", code(INSIDE), "E2", noon, conflict=True)
    yield question(
        "inside already, staff", code(INSIDE, TicketClass.STAFF), "E1", noon, conflict=True
    )
    yield question("back after an exit", code(LEFT), "E1", noon, conflict=False)
    yield question("inside yesterday", code(YESTERDAY), "E1", noon, conflict=False)
    yield question("seen going out only", code(STRAY), "E1", noon, conflict=False)
    yield question("inside today, asked tomorrow", code(INSIDE), "E1", "25T12:30", conflict=False)
    yield question("a revoked one", code(REVOKED), "E1", noon, conflict=False)
    yield question("out of the fair", code(INSIDE), "E1", noon, conflict=False, direction="out")
    yield question("once a day, back", code(LEFT), "E1", noon, conflict=True, **once)
    yield question("once a day, out only", code(STRAY), "E1", noon, conflict=False, **once)
    yield question("free, hours later", code(INSIDE), "E1", noon, conflict=False, **free)
    yield from (
        question(f"inside, and at {place}", code(INSIDE), place, noon, conflict=False)
        for place in ("4B", "S1", "B01", "DESK")
    )


def read_elsewhere():
    free = {"snapshot": "free"}
    for name, at, conflict in (
        ("the same moment", "24T10:15", True),
        ("half a minute later", "24T10:15:30", True),
        ("a minute later", "24T10:16:00.000", True),
        ("a millisecond too late", "24T10:16:00.001", False),
        ("half a minute earlier", "24T10:14:30", True),
        ("a minute earlier", "24T10:14:00.000", True),
        ("a millisecond too early", "24T10:13:59.999", False),
    ):
        yield question(
            f"at another gate, {name}", code(INSIDE), "E1", at, conflict=conflict, **free
        )
    yield question(
        "at the same gate half a minute later",
        code(INSIDE),
        "E2",
        "24T10:15:30",
        conflict=False,
        **free,
    )
    yield question(
        "at another gate after an exit", code(LEFT), "E2", "24T12:00:30", conflict=False, **free
    )
    yield question(
        "out at another gate half a minute later",
        code(INSIDE),
        "E1",
        "24T10:15:30",
        conflict=False,
        direction="out",
        **free,
    )
    yield question(
        "somebody else at another gate",
        code(FRESH),
        "E1",
        "24T10:15:30",
        conflict=False,
        **free,
    )


def to_the_microsecond():
    precise = {"snapshot": TO_THE_MICROSECOND}
    for name, at, conflict in (
        ("the last millisecond after", "24T10:16:00.000", True),
        ("the next one", "24T10:16:00.001", False),
        ("the first millisecond before", "24T10:14:00.001", True),
        ("the one before it", "24T10:14:00.000", False),
    ):
        yield question(
            f"microseconds count: {name}", code(PRECISE), "E1", at, conflict=conflict, **precise
        )


def conflicts():
    yield from against_the_rule()
    yield from read_elsewhere()
    yield from to_the_microsecond()
