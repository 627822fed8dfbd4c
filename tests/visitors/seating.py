"""A small programme, and people with tickets who would like to sit in it."""

from datetime import timedelta

from expo.models import Hall, Session
from tests.visitors import scenes
from visitors.classes import TicketClass
from visitors.models import Person, Registration, Reservation, Ticket

MORNING = scenes.at(24, 9)


def session(edition, code="T1", hour=14, *, capacity=1, **fields) -> Session:
    """An hour in a room of its own, on the 24th unless said otherwise."""
    size = {"width": 10, "depth": 10}
    hall = Hall.objects.get_or_create(edition=edition, code="4B", name_ko="4B홀", **size)[0]
    starts = fields.pop("starts_at", scenes.at(24, hour))
    fields = {"takes_reservations": True, "ends_at": starts + timedelta(hours=1)} | fields
    return Session.objects.create(
        edition=edition,
        code=code,
        hall=hall,
        room=code,
        kind="talk",
        title_ko=f"강연 {code}",
        title_en=f"Talk {code}",
        starts_at=starts,
        capacity=capacity,
        **fields,
    )


def registration(edition, name="김방문", email="kim@example.org", **fields) -> Registration:
    person = Person.objects.create(edition=edition, name=name, email=email)
    return Registration.objects.create(
        edition=edition, person=person, source="advance", registered_at=scenes.at(1, 9), **fields
    )


def ticket(edition, name="김방문", email="kim@example.org", **fields) -> Ticket:
    """Of somebody who registered; with `heads` a group's."""
    heads = fields.get("heads", 1)
    kind = TicketClass.GROUP if heads > 1 else TicketClass.VISITOR
    row = registration(edition, name, email, ticket_class=kind, heads=heads)
    issued = scenes.ticket(edition, kind, registration=row.pk, **fields)
    Ticket.objects.filter(pk=issued.pk).update(person=None if heads > 1 else row.person)
    issued.refresh_from_db()
    return issued


def standing(session: Session) -> list[tuple[int, str]]:
    """Ticket and state of every place, in the order in which they were asked for."""
    rows = Reservation.objects.standing().filter(session=session).order_by("asked_at", "pk")
    return list(rows.values_list("ticket", "state"))
