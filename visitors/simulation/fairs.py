"""An edition as the crowd sees it."""

from datetime import UTC, datetime, time

from expo.errors import Refused
from expo.models import Edition, ShowDay
from expo.show_days import NoShowDays
from visitors.crowd import Ceremony, Fair, OpenDay
from visitors.models import Gate, GatePurpose


class NoEntrances(Refused):
    code = "no_entrances"
    message = "The edition has no entrance gates: nobody could come in."


def fair_of(edition: Edition) -> Fair:
    """Raises NoShowDays and NoEntrances."""
    days = tuple(
        _open_day(edition, index, day)
        for index, day in enumerate(edition.show_days.order_by("date"))
    )
    if not days:
        raise NoShowDays
    gates = list(Gate.objects.of(edition).order_by("code").select_related("area__session"))
    if not (entrances := _codes(gates, GatePurpose.ENTRANCE)):
        raise NoEntrances
    return Fair(
        days=days,
        entrances=entrances,
        halls=_codes(gates, GatePurpose.HALL),
        booths=_codes(gates, GatePurpose.BOOTH),
        desks=_codes(gates, GatePurpose.DESK),
        ceremonies=_ceremonies(gates, days),
    )


def _open_day(edition: Edition, index: int, day: ShowDay) -> OpenDay:
    def at(local: time) -> datetime:
        return datetime.combine(day.date, local, edition.tz).astimezone(UTC)

    return OpenDay(index, day.date, at(day.opens), at(day.closes))


def _codes(gates: list[Gate], purpose: GatePurpose) -> tuple[str, ...]:
    return tuple(gate.code for gate in gates if gate.purpose == purpose)


def _ceremonies(gates: list[Gate], days: tuple[OpenDay, ...]) -> tuple[Ceremony, ...]:
    return tuple(
        ceremony
        for gate in gates
        if gate.purpose == GatePurpose.SESSION
        for day in days
        if (ceremony := _ceremony(gate, day))
    )


def _ceremony(gate: Gate, day: OpenDay) -> Ceremony | None:
    """The session behind the gate, if it takes place within the opening time of the day."""
    session = gate.area.session if gate.area else None
    if session is None or session.cancelled_at:
        return None
    if not day.opens <= session.starts_at < session.ends_at <= day.closes:
        return None
    return Ceremony(
        gate=gate.code,
        session=session.code,
        day=day.index,
        starts=session.starts_at,
        ends=session.ends_at,
        capacity=session.capacity,
        takes_reservations=session.takes_reservations,
        reservations_only=session.reservations_only,
    )
