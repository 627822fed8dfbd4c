"""Any ticket before any gate at any moment, as hypothesis makes them up: mostly near an edge."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any

from hypothesis import strategies as st

from tests.visitors.any_fair import FIRST_DAYS
from visitors.classes import BY_NUMBER, TicketClass
from visitors.signing import TicketClaims, ticket_text
from visitors.snapshots import Purpose, Reentry
from visitors.verdicts import Direction

TICKET, OTHER = 0x1234, -5
RESERVED = [ticket_text(TICKET), ticket_text(OTHER)]
GATES = ("E1", "E2")
TIMES = ["00:00", "00:30", "02:30", "03:59:59.999999", "04:00", "10:00", "18:00:00.000500", "23:59"]
BOUNDARIES = ["00:00", "01:45", "04:00"]
NUDGES = [timedelta(milliseconds=number) for number in (-60_000, -1, 0, 1, 60_000)]


@dataclass(frozen=True)
class Passage:
    document: dict[str, Any]
    claims: TicketClaims
    gate: str
    direction: Direction
    at: datetime

    @property
    def question(self):
        return self.claims, self.gate, self.direction, self.at

    @property
    def asked(self):
        """The same question as the scanner's JavaScript puts it."""
        made = self.claims
        return {
            "document": self.document,
            "claims": {
                "key": made.key,
                "edition": made.edition,
                "ticket": ticket_text(made.ticket),
                "ticketClass": made.ticket_class.value,
                "firstDay": made.first_day,
                "lastDay": made.last_day,
            },
            "gate": self.gate,
            "direction": self.direction.value,
            "at": (self.at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1),
        }

    @property
    def seen(self):
        [area] = self.document["areas"].values()
        return area["seen"][ticket_text(self.claims.ticket)]


def hours(*, may_be_missing):
    times = st.sampled_from([None, *TIMES] if may_be_missing else TIMES)
    return st.fixed_dictionaries({"opens": times, "closes": times})


@st.composite
def any_passage(draw):
    zone, first = draw(st.sampled_from(FIRST_DAYS))
    at = draw(moments(first))
    claims = draw(any_claims())
    gate = draw(gates(at))
    document = {
        "edition": {
            "number": 1,
            "timezone": zone,
            "day_boundary": draw(st.sampled_from(BOUNDARIES)),
            "reentry": draw(st.sampled_from([*Reentry])).value,
        },
        "days": [
            {"day": (first + timedelta(days=day)).isoformat()} | draw(hours(may_be_missing=False))
            for day in range(3)
        ],
        "keys": [],
        "gates": [gate],
        "areas": {"here": draw(areas(at, first))},
        "revoked": draw(st.sampled_from([[], [], [ticket_text(TICKET)]])),
    }
    return Passage(document, claims, gate["code"], draw(st.sampled_from([*Direction])), at)


def moments(first):
    """Whole milliseconds, as devices have them, within the four days from the first one on."""
    whole = st.integers(0, 4 * 24 * 4).map(lambda quarters: timedelta(minutes=15 * quarters))
    midnight = datetime.combine(first, time(), UTC) - timedelta(hours=14)
    return st.tuples(whole, st.sampled_from(NUDGES)).map(
        lambda parts: midnight + sum(parts, timedelta())
    )


def any_claims():
    return st.builds(
        TicketClaims,
        key=st.just(1),
        edition=st.sampled_from([1, 1, 1, 1, 2]),
        ticket=st.just(TICKET),
        ticket_class=st.sampled_from(TicketClass),
        first_day=st.sampled_from([0, 0, 0, 1, 2]),
        last_day=st.sampled_from([2, 2, 2, 1, 255]),
    )


@st.composite
def gates(draw, at):
    purpose = draw(st.sampled_from([*Purpose, Purpose.ENTRANCE, Purpose.HALL]))
    everybody = [ticket_class.value for ticket_class in BY_NUMBER]
    return {
        "code": draw(st.sampled_from(GATES)),
        "purpose": purpose.value,
        "area": None if purpose is Purpose.DESK else "here",
        "classes": draw(st.sampled_from([everybody, everybody, ["visitor", "staff"]])),
        "reservations_only": draw(st.sampled_from([False, False, True])),
        "starts": draw(st.one_of(st.none(), st.sampled_from(NUDGES).map(partial(shifted, at)))),
    } | draw(st.one_of(st.just({"opens": None, "closes": None}), hours(may_be_missing=True)))


@st.composite
def areas(draw, at, first):
    people = {
        ticket_text(ticket): draw(passages(at, first))
        for ticket in draw(st.sets(st.sampled_from([TICKET, OTHER]), max_size=2))
    }
    heads = st.fixed_dictionaries({first.isoformat(): st.integers(0, 3)})
    return {
        "capacity": draw(st.sampled_from([None, 0, 1, 2, 4])),
        "inside": draw(st.one_of(st.none(), heads)),
        "seen": people,
        "reserved": draw(st.lists(st.sampled_from(RESERVED), unique=True)),
        "reserved_heads": draw(st.sampled_from([{}, {RESERVED[1]: 2}])),
        "kept": draw(st.one_of(st.none(), heads)),
    }


def shifted(at, nudge):
    return (at + nudge).isoformat()


@st.composite
def passages(draw, at, first):
    apart = timedelta(microseconds=draw(st.sampled_from([0, 1, 59_999_999, 60_000_001, 10**9])))
    day = first + timedelta(days=draw(st.integers(0, 2)))
    return {
        "direction": draw(st.sampled_from([*Direction])).value,
        "at": (at + draw(st.sampled_from([-1, 1])) * apart).isoformat(),
        "day": day.isoformat(),
        "gate": draw(st.sampled_from(GATES)),
        "entered": draw(st.booleans()),
        "heads": draw(st.integers(1, 3)),
    }
