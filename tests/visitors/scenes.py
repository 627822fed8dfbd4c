"""A small fair with doors, tickets and devices, made by the same actions as the real one."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from expo.models import Edition, Hall, Session, ShowDay
from visitors import areas, checkins, devices, doors, tickets
from visitors.classes import TicketClass
from visitors.models import Area, Device, Gate, Person, Ticket
from visitors.scans import Scan
from visitors.verdicts import Direction

SEOUL = ZoneInfo("Asia/Seoul")
DAYS = (23, 24, 25)


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2023, 11, day, hour, minute, second, tzinfo=SEOUL)


NOON = at(24, 12)


def edition(**fields) -> Edition:
    fields = {"number": 1, "name_ko": "박람회", "is_published": True} | fields
    fields.setdefault("slug", f"fair-{fields['number']}")
    made = Edition.objects.create(**fields)
    ShowDay.objects.bulk_create(
        ShowDay(edition=made, date=date(2023, 11, day), opens=time(10), closes=time(18))
        for day in DAYS
    )
    return made


def gate(made: Edition, code: str = "E1", **fields) -> Gate:
    fields = {"purpose": "entrance", "area": areas.fair(made)} | fields
    return Gate.objects.create(edition=made, code=code, **fields)


def hall_gate(made: Edition, code: str = "4B", capacity: int | None = None) -> Gate:
    hall = Hall.objects.create(edition=made, code=code, width=10, depth=10, capacity=capacity)
    area = Area.objects.create(edition=made, kind="hall", code=code, hall=hall)
    return gate(made, code, purpose="hall", area=area)


def session_gate(made: Edition, code: str = "S1", **fields) -> Gate:
    hall = Hall.objects.create(edition=made, code=f"hall {code}"[:12], width=10, depth=10)
    fields = {"capacity": 100, "takes_reservations": True} | fields
    session = Session.objects.create(
        edition=made,
        code=code,
        hall=hall,
        kind="talk",
        title_ko="강연",
        starts_at=at(24, 11),
        ends_at=at(24, 13),
        **fields,
    )
    area = Area.objects.create(edition=made, kind="session", code=code, session=session)
    return gate(made, code, purpose="session", area=area)


def booth_gate(made: Edition, code: str = "B-01") -> Gate:
    area = Area.objects.create(edition=made, kind="booth", code=code)
    return gate(made, code, purpose="booth", area=area)


def ticket(made: Edition, ticket_class: TicketClass = TicketClass.VISITOR, **fields) -> Ticket:
    person = None
    if ticket_class is not TicketClass.GROUP:
        person = Person.objects.create(edition=made, name="김방문").pk
    order = tickets.Order(ticket_class, person, **fields)
    return tickets.issue(made, order, at=at(1, 9))


def scan(code: str | Ticket, when: datetime = NOON, direction: str = "in", **fields) -> Scan:
    shown = tickets.code(code) if isinstance(code, Ticket) else code
    return Scan(uuid4(), shown, Direction(direction), when, **fields)


@dataclass
class Phone:
    """A device in somebody's hand."""

    device: Device

    @classmethod
    def at(cls, at_gate: Gate) -> "Phone":
        return cls(devices.create(at_gate)[0])

    def upload(self, *scans: Scan, received_at: datetime | None = None, **clock):
        """Send scans two seconds after the last of them, by a clock that is right."""
        received_at = received_at or max(each.scanned_at for each in scans) + timedelta(seconds=2)
        door = doors.of_device(self.device)
        return checkins.take(door, scans, received_at=received_at, **clock)

    def show(self, *arguments, **fields) -> dict:
        """Scan one code and return the answer as JSON."""
        [answer] = self.upload(scan(*arguments, **fields))
        return answer.to_json()
