"""`manage.py issue_tickets --class visitor --count N`: print one JSON line for each new ticket."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from expo import editions
from expo.models import Edition
from visitors import tickets
from visitors.classes import TicketClass
from visitors.management.door_command import DoorCommand
from visitors.models import Person
from visitors.signing import ticket_text
from visitors.tickets import Order

MOST = 100_000


class Command(DoorCommand):
    help = "Issue tickets for people without names and print each as one line of JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--class",
            dest="ticket_class",
            default=TicketClass.VISITOR.value,
            choices=[name.value for name in TicketClass],
        )
        parser.add_argument("--count", type=int, default=1, help=f"1 to {MOST}.")
        parser.add_argument("--first-day", type=int, default=0, help="Show day, from 0.")
        parser.add_argument("--last-day", type=int, help="Show day, from 0; else the last.")

    def run(self, edition: Edition, options: dict[str, Any]) -> None:
        if not 1 <= options["count"] <= MOST:
            raise CommandError(f"--count is a number from 1 to {MOST}.")
        issued = tickets.issue_many(edition, _orders(edition, options), at=editions.now(edition))
        for ticket, code in zip(issued, tickets.codes(issued), strict=True):
            line = {
                "ticket": ticket_text(ticket.pk),
                "code": code,
                "class": ticket.ticket_class,
            }
            self.stdout.write(json.dumps(line))


def _orders(edition: Edition, options: dict[str, Any]) -> list[Order]:
    """One order for each ticket; everybody but a nameless group is a person of his own."""
    ticket_class, count = TicketClass(options["ticket_class"]), options["count"]
    people: list[int | None] = [None] * count
    if ticket_class is not TicketClass.GROUP:
        made = Person.objects.bulk_create(Person(edition=edition) for _ in range(count))
        people = [person.pk for person in made]
    days = {"first_day": options["first_day"], "last_day": options["last_day"]}
    return [Order(ticket_class, person, **days) for person in people]
