"""What comes next for whoever has his badge: which days, which hours, which entrance."""

from datetime import datetime
from typing import Any

from expo import editions
from expo.models import Edition, ShowDay
from visitors.kiosks import Visitor
from visitors.models import Gate


def after(visitor: Visitor, at: datetime) -> dict[str, Any]:
    """Dates and times of day as texts; `day` is the next one on which the ticket admits."""
    edition = visitor.ticket.edition
    today = editions.show_day(edition, at)
    day = edition.show_days.filter(date__range=visitor.days, date__gte=today).first()
    return {
        "days": [each.isoformat() for each in visitor.days],
        "today": today.isoformat(),
        "day": day and hours(day),
        "entrances": _entrances(edition, visitor.ticket.ticket_class),
    }


def today(edition: Edition, at: datetime) -> dict[str, str] | None:
    """The hours of the fair's day; None where it is no day of the fair."""
    day = edition.show_days.filter(date=editions.show_day(edition, at)).first()
    return hours(day) if day else None


def hours(day: ShowDay) -> dict[str, str]:
    return {
        "date": day.date.isoformat(),
        "opens": f"{day.opens:%H:%M}",
        "closes": f"{day.closes:%H:%M}",
    }


def _entrances(edition: Edition, ticket_class: str) -> list[dict[str, str]]:
    gates = Gate.objects.of(edition).entrances().filter(classes__contains=[ticket_class])
    return [
        {"code": gate.code, "ko": gate.name_ko or gate.code, "en": gate.name_en or gate.code}
        for gate in gates
    ]
