"""Everything the live player needs of the crowd: the last day's passages, codes, and phones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from expo.errors import Refused
from expo.models import Edition
from visitors import crowd, devices
from visitors.crowd import Blackout, Headcount, OpenDay, Passage, Plan
from visitors.models import SimulatedCrowd
from visitors.simulation import registrations, scanners
from visitors.simulation.fairs import fair_of
from visitors.simulation.scanners import Scanner
from visitors.simulation.scripts import Script

BEFORE_OPENING = AFTER_CLOSING = timedelta(minutes=45)


class NoCrowd(Refused):
    code = "no_crowd"
    message = "The edition has no simulated crowd: run the simulate command first."


@dataclass(frozen=True, slots=True)
class Stage:
    """The last show day, ready to be played. `phones` leaves out those that somebody revoked."""

    edition: Edition
    day: OpenDay
    passages: tuple[Passage, ...]
    blackouts: tuple[Blackout, ...]
    headcounts: tuple[Headcount, ...]
    patient: frozenset[str]
    script: Script
    phones: Mapping[str, Scanner]

    @property
    def begins(self) -> datetime:
        return self.day.opens - BEFORE_OPENING

    @property
    def ends(self) -> datetime:
        return self.day.closes + AFTER_CLOSING


def crowd_of(edition: Edition) -> SimulatedCrowd:
    """Raises NoCrowd."""
    found = SimulatedCrowd.objects.filter(edition=edition, finished_at__isnull=False).first()
    if found is None:
        raise NoCrowd
    return found


def prepare(edition: Edition) -> Stage:
    """Plan the crowd anew, sign its codes, and give every phone a fresh token.

    Raises NoCrowd, NoShowDays and NoEntrances."""
    made, fair = crowd_of(edition), fair_of(edition)
    plan, day = crowd.plan(fair, made.visits, made.seed), fair.days[-1]
    return Stage(
        edition=edition,
        day=day,
        passages=plan.days[day.index],
        blackouts=tuple(dark for dark in plan.blackouts if dark.day == day.index),
        headcounts=tuple(count for count in plan.headcounts if count.day == day.index),
        patient=frozenset((*fair.booths, *fair.desks)),
        script=_script(edition, made, plan, day),
        phones=_phones(made, plan),
    )


def _script(edition: Edition, made: SimulatedCrowd, plan: Plan, day: OpenDay) -> Script:
    coming = {passage.guest for passage in plan.days[day.index]}
    guests = [plan.guests[number] for number in sorted(coming)]
    issued = registrations.tickets_of(edition, guests, made.seed)
    space = registrations.namespace(edition, made.seed)
    return Script(space, day.index, plan.days[day.index], issued)


@transaction.atomic
def _phones(made: SimulatedCrowd, plan: Plan) -> Mapping[str, Scanner]:
    phones = {phone.name: phone for phone in scanners.in_use(plan)}
    return {
        device.name: Scanner(phones[device.name], *devices.enrol(devices.renew(device)))
        for device in made.devices.filter(revoked_at=None).select_related("gate")
        if device.name in phones
    }
