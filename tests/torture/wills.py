"""What one writer can lay hands on, and its choices: the same ones again from the same seed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cached_property
from random import Random
from typing import TypeVar

from expo.models import Edition
from tests.visitors.scenes import DAYS, at
from visitors import tickets
from visitors.models import Device, Person, Ticket
from visitors.verdicts import Direction

Thing = TypeVar("Thing")


class Will:
    def __init__(self, edition: Edition, number: int, seed: int) -> None:
        self.edition = edition
        self.random = Random(f"{seed} {number}")
        self.devices = list(Device.objects.of(edition).filter(name=number).order_by("pk"))
        issued = Ticket.objects.of(edition).select_related("key", "edition")
        self.tickets = list(issued.order_by("ticket_class", "person", "pk"))
        self.groups = [each for each in self.tickets if each.ticket_class == "group"]
        self.people = list(Person.objects.of(edition).order_by("pk").values_list("pk", flat=True))

    @cached_property
    def _codes(self) -> dict[int, str]:
        keys = [ticket.pk for ticket in self.tickets]
        return dict(zip(keys, tickets.codes(self.tickets), strict=True))

    def code_of(self, ticket: int | None) -> str:
        return "no ticket of ours" if ticket is None else self._codes[ticket]

    def pick(self, things: Sequence[Thing]) -> Thing:
        return self.random.choice(things)

    def ticket(self) -> Ticket:
        return self.pick(self.tickets)

    def device(self) -> Device:
        return self.pick(self.devices)

    def direction(self) -> Direction:
        return self.pick([Direction.IN, Direction.IN, Direction.OUT])

    def few(self) -> int:
        return self.random.randrange(1, 7)

    def is_so(self, likelihood: float) -> bool:
        return self.random.random() < likelihood

    def delay(self) -> timedelta:
        """How late what was seen is told."""
        return timedelta(seconds=self.random.randrange(3600, 3 * 24 * 3600))

    def moment(self) -> datetime:
        """Mostly in the day; at times about a day's boundary, or when there is no fair."""
        day = self.pick(DAYS)
        if self.is_so(0.1):
            return at(day, 3, 59, self.random.randrange(60)) + timedelta(seconds=self.few())
        if self.is_so(0.05):
            return at(27, 11, self.random.randrange(60))
        return at(day, 8) + timedelta(seconds=self.random.randrange(12 * 3600))
