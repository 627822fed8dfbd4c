"""Acts at the doors, and past them: scans in time, late, twice, and taken back."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from tests.torture.ledgers import Told, What
from tests.torture.wills import Will
from tests.visitors.scenes import at
from visitors import checkins, doors
from visitors.answers import Answer
from visitors.models import CheckIn, Device
from visitors.scans import Decision, Scan
from visitors.verdicts import Direction, Outcome

ON_TIME = timedelta(seconds=2)


def pass_the_door(will: Will) -> Told:
    """A few badges at one door, decided by the server or by the device."""
    return {What.SCANS: _upload(will.device(), _scans(will, will.moment()), ON_TIME)}


def send_late(will: Will) -> Told:
    """A phone that was offline sends what it saw hours or days ago."""
    stored = _upload(will.device(), _scans(will, will.moment()), will.delay())
    return {What.SCANS: stored, What.LATE: stored}


def send_again(will: Will) -> Told:
    """The answer got lost on the way, so the same batch comes twice."""
    device, scans = will.device(), _scans(will, will.moment())
    stored = _upload(device, scans, ON_TIME)
    assert _upload(device, scans, ON_TIME) == []
    return {What.SCANS: stored, What.AGAIN: stored}


def write_rows(will: Will) -> Told:
    """Rows past the door, which lets two open transactions write scans of one badge.

    Some are written in a savepoint that is rolled back: never theirs, whatever becomes of all."""
    device = will.device()
    rows = [_row(will, device, will.moment()) for _ in range(will.few())]
    with transaction.atomic():
        CheckIn.objects.bulk_create(rows)
        with suppress(InterruptedError), transaction.atomic():
            CheckIn.objects.bulk_create([_row(will, device, will.moment())])
            raise InterruptedError
    stored = [str(row.pk) for row in rows]
    return {What.SCANS: stored, What.LATE: stored}


def take_back(will: Will) -> Told:
    """A scan by one of the writer's own devices is voided, as at the door."""
    scan = _standing(will)
    if scan is None:
        return {}
    void = Scan(
        uuid4(),
        will.code_of(scan.ticket_id),
        Direction(scan.direction),
        scan.scanned_at + timedelta(minutes=3),
        voids=scan.pk,
    )
    stored = _upload(scan.device, [void], ON_TIME)
    return {What.SCANS: stored, What.VOIDS: stored}


def _upload(device: Device, scans: list[Scan], delay: timedelta) -> list[str]:
    """Send scans to the door and return the ids of those it stored; none may be at fault."""
    received_at = max(scan.scanned_at for scan in scans) + delay
    answers = checkins.take(doors.of_device(device), scans, received_at=received_at)
    assert all(isinstance(answer, Answer) for answer in answers), answers
    return [str(answer.id) for answer in answers if answer.is_new]


def _scans(will: Will, moment: datetime) -> list[Scan]:
    return [_scan(will, moment + timedelta(seconds=will.few() * 7)) for _ in range(will.few())]


def _scan(will: Will, moment: datetime) -> Scan:
    if will.is_so(0.05):
        return Scan(uuid4(), will.code_of(None), will.direction(), moment)
    ticket = will.ticket()
    is_group = ticket.ticket_class == "group"
    return Scan(
        uuid4(),
        will.code_of(ticket.pk),
        will.direction(),
        moment,
        decided=Decision(Outcome.ADMITTED) if will.is_so(0.7) else None,
        heads=will.few() if is_group else 1,
    )


def _standing(will: Will) -> CheckIn | None:
    """Any scan of a badge, or without one, that the writer may take back."""
    badge = None if will.is_so(0.1) else will.ticket()
    scans = CheckIn.objects.filter(
        ticket=badge, device__in=will.devices, voids=None, voided_by=None
    ).select_related("device")
    found = list(scans.order_by("scanned_at", "id")[:20])
    return will.pick(found) if found else None


def _row(will: Will, device: Device, moment: datetime) -> CheckIn:
    ticket = will.ticket()
    return CheckIn(
        id=uuid4(),
        edition=will.edition,
        gate_id=device.gate_id,
        device=device,
        ticket=ticket,
        direction=will.direction(),
        scanned_at=moment,
        received_at=max(moment + will.delay(), at(25, 12)),
        outcome="admitted",
        ticket_class=ticket.ticket_class,
        heads=will.few() if ticket.ticket_class == "group" else 1,
        content_hash=b"",
    )
