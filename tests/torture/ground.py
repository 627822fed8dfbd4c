"""The fair that is tortured: doors, tickets, scanners, made by the same actions as a real one."""

from datetime import date, time

from expo.models import Edition
from tests.visitors import scenes
from visitors import attendance, devices, tickets
from visitors.classes import TicketClass
from visitors.figures import OpenDay, Rules
from visitors.models import Area, AreaFrequency, Gate, Person

RULES = Rules(
    timezone="Asia/Seoul",
    reentry="after_exit",
    days=[OpenDay(date(2023, 11, day), time(10), time(18)) for day in scenes.DAYS],
)
CLASSES = [
    *([TicketClass.VISITOR] * 5),
    *([TicketClass.GROUP] * 2),
    TicketClass.EXHIBITOR,
    TicketClass.MEDIA,
    TicketClass.STAFF,
]
MARK = -1
"""A number of days that nobody comes on: only a rebuild would sweep a row with it away."""


def open_fair(*, writers: int, badges: int) -> Edition:
    """A fair counted once, by a full count as every first one; what comes is new to it."""
    edition = scenes.edition()
    for gate in _gates(edition):
        for number in range(writers):
            devices.create(gate, name=str(number))
    _issue(edition, badges)
    attendance.catch_up(edition.pk)
    fair = Area.objects.get(edition=edition, kind="fair")
    AreaFrequency.objects.create(edition=edition, area=fair, days=MARK, persons=0)
    return edition


def _gates(edition: Edition) -> list[Gate]:
    return [
        scenes.gate(edition, "E1"),
        scenes.gate(edition, "E2"),
        scenes.hall_gate(edition),
        scenes.session_gate(edition, capacity=30),
        scenes.booth_gate(edition),
    ]


def _issue(edition: Edition, badges: int) -> None:
    classes = [CLASSES[number % len(CLASSES)] for number in range(badges)]
    named = [kind is not TicketClass.GROUP for kind in classes]
    people = iter(Person.objects.bulk_create(Person(edition=edition) for _ in range(sum(named))))
    orders = [
        tickets.Order(kind, next(people).pk if is_named else None)
        for kind, is_named in zip(classes, named, strict=True)
    ]
    tickets.issue_many(edition, orders, at=scenes.at(1, 9))


def was_rebuilt(edition: Edition) -> bool:
    return not AreaFrequency.objects.filter(edition=edition, days=MARK).exists()
