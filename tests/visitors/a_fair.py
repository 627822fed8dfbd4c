"""A small fair with stored scans: three days, two entrances, a hall, a session's door, a booth."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from expo.models import Edition, ShowDay
from tests.factories import EditionFactory, HallFactory, SessionFactory
from tests.signed import signed
from tests.visitors.worked_example import PEOPLE, SCANS
from visitors.models import (
    Area,
    AreaKind,
    CheckIn,
    Device,
    Gate,
    GatePurpose,
    Merge,
    Person,
    SigningKey,
    Ticket,
)

DAYS = [date(2023, 11, 23), date(2023, 11, 24), date(2023, 11, 25)]


@dataclass
class Fair:
    edition: Edition
    gates: dict[str, Gate] = field(default_factory=dict)
    devices: dict[str, Device] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    tickets: dict[str, Ticket] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def ticket(self, badge, person="", ticket_class="visitor", heads=1):
        """A ticket under a name of the test's; without a person a nameless group's."""
        self.tickets[badge] = Ticket.objects.create(
            id=int.from_bytes(uuid.uuid4().bytes[:8], signed=True),
            edition=self.edition,
            key=SigningKey.objects.get(edition=self.edition),
            person=self.person(person) if person else None,
            ticket_class=ticket_class if person else "group",
            first_day=0,
            last_day=2,
            heads=heads,
            issued_at=datetime(2023, 11, 1, tzinfo=UTC),
        )
        return self.tickets[badge]

    def person(self, name):
        if name not in self.people:
            self.people[name] = Person.objects.create(edition=self.edition)
        return self.people[name]

    def row(self, badge, gate, moment, direction="in", **changes):
        """A check-in that is not stored yet; `moment` is of November 2023, UTC."""
        at = moment if isinstance(moment, datetime) else utc(moment)
        ticket = self.tickets[badge] if badge else None
        refused = changes.get("outcome") == "refused"
        row = CheckIn(
            **{
                "id": uuid.uuid4(),
                "edition": self.edition,
                "gate": self.gates[gate],
                "device": self.devices[gate],
                "ticket": ticket,
                "direction": direction,
                "scanned_at": at,
                "received_at": at + timedelta(seconds=1),
                "outcome": "admitted",
                "reason": "revoked" if refused else "",
                "ticket_class": ticket.ticket_class if ticket else "",
                "heads": ticket.heads if ticket else 1,
                "content_hash": b"",
                **changes,
            }
        )
        return signed(row)

    def scan(self, *told, **changes):
        row = self.row(*told, **changes)
        row.save(force_insert=True)
        return row

    def void_row(self, voided, received_at=None):
        """The row that takes another one back, not stored yet."""
        row = CheckIn(
            id=uuid.uuid4(),
            edition=self.edition,
            gate_id=voided.gate_id,
            device_id=voided.device_id,
            ticket_id=voided.ticket_id,
            direction=voided.direction,
            scanned_at=voided.scanned_at + timedelta(minutes=3),
            received_at=received_at or voided.received_at + timedelta(minutes=3),
            outcome=voided.outcome,
            reason=voided.reason,
            ticket_class=voided.ticket_class,
            heads=voided.heads,
            content_hash=b"",
            voids_id=voided.pk,
        )
        return signed(row)

    def void(self, voided, received_at=None):
        row = self.void_row(voided, received_at)
        row.save(force_insert=True)
        return row

    def merge(self, merged, kept, at="26T00:00"):
        return Merge.objects.create(
            edition=self.edition,
            merged=self.person(merged),
            kept=self.person(kept),
            merged_at=utc(at),
        )


def store_worked_example(fair, *, one_by_one=False):
    """Store the scans of STATISTICS.md; one by one: a generator that stores each when asked on."""
    told = _worked_example(fair)
    return told if one_by_one else list(told)


def _worked_example(fair):
    for badge, person in PEOPLE.items():
        scan = next(scan for scan in SCANS if scan.badge == badge)
        registered = "p2, registered again" if badge == "B2" else person
        fair.ticket(badge, registered, scan.badge_class, scan.heads)
    for scan in SCANS:
        yield _store(fair, scan)
    fair.merge("p2, registered again", "p2")


def _store(fair, scan):
    row = fair.scan(
        scan.badge,
        scan.gate,
        scan.scanned_at,
        scan.direction,
        received_at=scan.received_at,
        outcome=scan.outcome,
        reason=scan.reason,
    )
    if scan.voided:
        fair.void(row)
    return row


def utc(moment):
    """'23T01:05' → that moment of November 2023."""
    return datetime.fromisoformat(f"2023-11-{moment}").replace(tzinfo=UTC)


def open_fair(reentry="after_exit"):
    edition = EditionFactory(reentry=reentry)
    for day in DAYS:
        closes = time(17) if day == DAYS[-1] else time(18)
        ShowDay.objects.create(edition=edition, date=day, opens=time(10), closes=closes)
    SigningKey.objects.create(
        number=edition.number % 128, edition=edition, public_key=b"", private_key=b""
    )
    fair = Fair(edition)
    hall = HallFactory(edition=edition, code="4B")
    session = SessionFactory(edition=edition, hall=hall, code="S1")
    fair.areas = {
        "fair": Area.objects.create(edition=edition, kind=AreaKind.FAIR),
        "hall": Area.objects.create(edition=edition, kind=AreaKind.HALL, code="4B", hall=hall),
        "session": Area.objects.create(
            edition=edition, kind=AreaKind.SESSION, code="S1", session=session
        ),
        "booth": Area.objects.create(edition=edition, kind=AreaKind.BOOTH, code="A-01"),
    }
    for code, purpose, area in (
        ("E1", GatePurpose.ENTRANCE, "fair"),
        ("E2", GatePurpose.ENTRANCE, "fair"),
        ("4B", GatePurpose.HALL, "hall"),
        ("S1", GatePurpose.SESSION, "session"),
        ("A-01", GatePurpose.BOOTH, "booth"),
        ("DESK", GatePurpose.DESK, None),
    ):
        gate = Gate.objects.create(
            edition=edition, code=code, purpose=purpose, area=area and fair.areas[area]
        )
        fair.gates[code] = gate
        fair.devices[code] = Device.objects.create(edition=edition, gate=gate, name=code)
    return fair
