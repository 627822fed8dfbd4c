"""The fair that is soaked: the reference edition with a crowd, its scanners, tickets for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from django.core.management import call_command

from expo import editions
from expo.models import Edition
from visitors import attendance, devices, tickets
from visitors.classes import TicketClass
from visitors.models import Gate, Person

UNTIL = datetime.fromisoformat("2023-11-24T14:00+09:00")
ENTRANCES = ("E1", "E2", "E3", "E4")


@dataclass(frozen=True, slots=True)
class Clock:
    """The fair's clock, as a scanner that has heard of it once carries it on."""

    fair: datetime
    at: float

    def moment(self, at: float) -> str:
        return (self.fair + timedelta(seconds=at - self.at)).isoformat()


def open_fair(visitors: int) -> Edition:
    """In the middle of its second day, after so many visitors; its clock goes on."""
    call_command("seed", verbosity=0)
    call_command("simulate", visitors=visitors, until=UNTIL.isoformat(), verbosity=0)
    return Edition.objects.get(slug="2023")


def entries(edition: Edition) -> int:
    """As the figures show them."""
    attendance.catch_up(edition.pk)
    return sum(day.entries for day in attendance.figures(edition).days)


def start_clock(edition: Edition) -> Clock:
    editions.set_clock(edition, UNTIL, 1)
    return Clock(UNTIL, monotonic())


def tokens(edition: Edition, scanners: int) -> Iterator[str]:
    """Of scanners at every entrance in turn."""
    gates = [Gate.objects.get(edition=edition, code=code) for code in ENTRANCES]
    for number in range(scanners):
        gate = gates[number % len(gates)]
        _device, token = devices.enrol(devices.create(gate, f"soak {number}")[1])
        yield token


def codes(edition: Edition, number: int) -> list[str]:
    """Of tickets that nobody has used yet."""
    people = Person.objects.bulk_create(Person(edition=edition) for _ in range(number))
    orders = [tickets.Order(TicketClass.VISITOR, person.pk) for person in people]
    return tickets.codes(tickets.issue_many(edition, orders, at=UNTIL))
