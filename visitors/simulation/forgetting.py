"""Taking back a crowd whose simulation broke off, so that it can begin again."""

from collections.abc import Iterator

import pgtrigger
from django.db import transaction
from django.db.models import Model, QuerySet

from expo.models import Edition
from visitors import seals
from visitors.attendance import rebuild
from visitors.crowd.names import DOMAIN
from visitors.models import (
    Acknowledgement,
    Adjustment,
    CapacityWarning,
    CheckIn,
    Consent,
    Device,
    DeviceContact,
    Merge,
    Observation,
    Person,
    Presence,
    PublishedFigure,
    Registration,
    Reservation,
    SimulatedCrowd,
    Ticket,
)


@transaction.atomic
def forget(edition: Edition) -> None:
    """Remove the crowd of the edition and everything it left, if it has one."""
    begun = SimulatedCrowd.objects.filter(edition=edition).first()
    if begun is None:
        return
    with seals.reopened(edition, _scans(begun)):
        for rows in _everything(begun):
            _remove(rows)
    begun.delete()
    rebuild(edition.pk)


def _everything(begun: SimulatedCrowd) -> Iterator[QuerySet[Model]]:
    """Its rows, those that name others before those that are named."""
    edition, devices = begun.edition, _devices(begun)
    people = Person.objects.of(edition).filter(email__endswith=f"@{DOMAIN}")
    signed_up = Registration.objects.filter(person__in=people)
    issued = Ticket.objects.filter(registration__in=signed_up)
    yield _scans(begun)
    yield Observation.objects.filter(edition=edition, observed_by=None)
    yield Acknowledgement.objects.filter(warning__edition=edition)
    yield CapacityWarning.objects.of(edition)
    yield PublishedFigure.objects.filter(edition=edition, published_by=None)
    yield Reservation.objects.filter(ticket__in=issued)
    yield Presence.objects.filter(ticket__in=issued)
    yield Merge.objects.filter(merged__in=people)
    yield Adjustment.objects.filter(ticket__in=issued)
    yield issued
    yield Consent.objects.filter(registration__in=signed_up)
    yield signed_up
    yield people
    yield DeviceContact.objects.filter(device__in=devices)
    begun.devices.clear()
    yield Device.objects.filter(pk__in=devices)


def _devices(begun: SimulatedCrowd) -> list[int]:
    return list(begun.devices.values_list("pk", flat=True))


def _scans(begun: SimulatedCrowd) -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(device__in=_devices(begun))


def _remove(rows: QuerySet[Model]) -> None:
    """One DELETE, without loading the rows and without a trigger: a check-in is append-only and a
    registration leaves a history, save for those that never were. The simulation made them up."""
    with pgtrigger.ignore():
        rows._raw_delete(rows.db)
