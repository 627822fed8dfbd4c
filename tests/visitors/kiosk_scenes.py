"""A fair with a desk, entrances, people who registered, and kiosks."""

from datetime import datetime

from django.test import Client

from expo import editions
from expo.models import Edition
from tests.visitors import scenes
from visitors import devices, tickets
from visitors.classes import TicketClass
from visitors.models import Device, DeviceKind, Gate, Person, Registration, Ticket

NOW = scenes.at(24, 10, 2)


def fair(now: datetime = NOW, **fields) -> Edition:
    """Its second day, in the morning; the clock stands still."""
    made = scenes.edition(**fields)
    scenes.gate(made, "DESK", purpose="desk", area=None, name_ko="안내데스크")
    scenes.gate(made, "E1", name_ko="1번 출입구", name_en="Entrance 1")
    scenes.gate(made, "E2", name_ko="2번 출입구", name_en="Entrance 2")
    return editions.set_clock(made, to=now, rate=0)


def desk(made: Edition) -> Gate:
    return Gate.objects.get(edition=made, code="DESK")


def visitor(made: Edition, name: str = "홍길동", **fields) -> Ticket:
    """The ticket of somebody who registered; `fields` are its order's."""
    ticket_class = fields.pop("ticket_class", TicketClass.VISITOR)
    named = {"name": name, "name_en": fields.pop("name_en", "")}
    person = Person.objects.create(edition=made, email="hong@example.com", **named)
    registration = Registration.objects.create(
        edition=made,
        person=person,
        source="advance",
        ticket_class=ticket_class,
        registered_at=scenes.at(1, 9),
    )
    registration.refresh_from_db()
    holder = None if ticket_class is TicketClass.GROUP else person.pk
    order = tickets.Order(ticket_class, holder, registration.pk, **fields)
    return tickets.issue(made, order, at=scenes.at(1, 9))


def device(made: Edition, name: str = "키오스크 1") -> tuple[Device, str]:
    """A kiosk that waits for its code to be entered."""
    return devices.create(desk(made), name, kind=DeviceKind.KIOSK)


class KioskClient(Client):
    """A browser that is a kiosk."""

    def __init__(self, device: Device, code: str, **fields) -> None:
        super().__init__(**fields)
        self.device = device
        self.post("/desk/kiosk/enrolment/", {"code": code, "paper": "a6"})

    @classmethod
    def at(cls, made: Edition, **fields) -> "KioskClient":
        return cls(*device(made, **fields))

    def ask(self, address: str, method: str = "post", **body):
        return getattr(self, method)(
            f"/desk/kiosk/{address}/", body, content_type="application/json"
        )

    def look_up(self, ticket: Ticket):
        return self.ask("visits", code=tickets.code(ticket))

    def badge(self, ticket: Ticket) -> str:
        """The whole way to the address of the badge."""
        slip = self.look_up(ticket).json()["slip"]
        return self.ask("check-ins", slip=slip).json()["badge"]
