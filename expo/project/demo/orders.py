"""What most exhibitors have ordered, so that those who have not stand out. Invented, like them."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from booths import deadlines
from booths.models import Deadline, DeadlineKind, Participation, ServiceOrder
from booths.order_forms import FORMS, POWER, SLOTS
from expo import show_days
from expo.models import Edition

SILENT = 9
"""Every ninth exhibitor has not told a thing."""
EARLY = timedelta(days=2)
PHONE = "02-000-0000"


def create(edition: Edition) -> None:
    """Once; two days before each deadline, what is due last left open."""
    if not ServiceOrder.objects.filter(participation__edition=edition).exists():
        ServiceOrder.objects.bulk_create(_orders(edition))


def _orders(edition: Edition) -> Iterator[ServiceOrder]:
    first, last = show_days.first_and_last(edition)
    for deadline in Deadline.objects.of(edition).filter(kind__in=FORMS)[: len(FORMS) - 1]:
        asked = deadlines.asked(edition, deadline.kind).select_related("exhibitor").by_name()
        for number, participation in enumerate(asked, start=1):
            if number % SILENT:
                yield ServiceOrder(
                    participation=participation,
                    kind=deadline.kind,
                    details=_details(deadline.kind, participation, number, (first, last)),
                    told_at=deadline.due_at - EARLY,
                )


def _details(
    kind: str, participation: Participation, number: int, days: tuple[date, date]
) -> dict[str, Any]:
    """As the kind's form would store it."""
    exhibitor = participation.exhibitor
    match kind:
        case DeadlineKind.FASCIA_SIGN:
            return {"text_ko": exhibitor.name_ko[:20], "text_en": exhibitor.name_en[:36]}
        case DeadlineKind.POWER:
            power = POWER[number % len(POWER)]
            return {"kilowatts": power, "is_all_day": power >= 10}
        case DeadlineKind.NETWORK:
            lines = number % 4
            return {"kind": "wired" if lines else "none", "lines": lines or None}
    is_in = kind == DeadlineKind.MOVE_IN
    day = days[0] - timedelta(days=1 + number % 2) if is_in else days[1]
    slot, vehicle = SLOTS[number % len(SLOTS)], ("car", "truck_1t", "truck_5t")[number % 3]
    return {"day": day.isoformat(), "slot": slot, "vehicle": vehicle, "phone": PHONE}
