"""Several doors to one area are looked at and stored together, each as if it had come alone."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.visitors import scenes
from tests.visitors.scenes import NOON
from visitors import checkins, devices, doors, feeds, keys, rules, seals, signing, tickets
from visitors.classes import TicketClass
from visitors.clocks import Clock
from visitors.models import CheckIn, Gate, Presence
from visitors.scans import Decision, Scan
from visitors.signing import TicketClaims, ticket_text
from visitors.sittings import Delivery, Reading
from visitors.verdicts import Direction, Outcome

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fair():
    return scenes.edition()


@pytest.fixture
def entrances(fair):
    """Two doors to the fair, which know its key."""
    keys.current(fair)
    gates = [scenes.gate(fair, code=code) for code in ("E1", "E2")]
    return [doors.of_device(devices.enrol(devices.create(gate)[1])[0]) for gate in gates]


def scan_of(ticket, **fields):
    given = {"direction": Direction.IN, "scanned_at": NOON} | fields
    return Scan(id=uuid4(), code=tickets.code(ticket), **given)


def delivered(door, *scans, at=NOON, since=None):
    readings = [Reading(scan, rules.read(door.rules.keys, scan.code)) for scan in scans]
    return Delivery(door, Clock.of_upload(at, at), readings, since)


def taken(*deliveries):
    return [each.answers for each in checkins.take_together(deliveries)]


def told(answers):
    return [answer.stored.reason or "admitted" for [answer] in answers]


def test_each_scan_is_stored_as_its_own_doors(fair, entrances):
    first, second = entrances
    one, two = scan_of(scenes.ticket(fair)), scan_of(scenes.ticket(fair))
    later = NOON + timedelta(seconds=3)

    answers = taken(delivered(first, one), delivered(second, two, at=later))

    assert told(answers) == ["admitted", "admitted"]
    rows = CheckIn.objects.order_by("received_at").values_list(
        "id", "gate__code", "device", "received_at"
    )
    assert list(rows) == [
        (one.id, "E1", first.device, NOON),
        (two.id, "E2", second.device, later),
    ]
    assert set(Presence.objects.values_list("gate__code", flat=True)) == {"E1", "E2"}


def test_what_is_stored_together_is_signed_each_for_itself(fair, entrances):
    scans = [scan_of(scenes.ticket(fair)) for _door in entrances]
    taken(*(delivered(door, scan) for door, scan in zip(entrances, scans, strict=True)))

    seals.seal_new(fair.pk)

    report = seals.verify(fair)
    assert (report.checkins, report.findings) == (2, [])


def test_a_ticket_at_two_doors_at_once_is_admitted_at_one(fair, entrances):
    ticket = scenes.ticket(fair)

    answers = taken(*(delivered(door, scan_of(ticket)) for door in entrances))

    assert told(answers) == ["admitted", "already_used"]
    assert answers[1][0].stored.remark["seen"]["gate"] == "E1"
    assert Presence.objects.get().gate.code == "E1"


def test_who_goes_out_by_the_other_door_was_seen_there_last(fair, entrances):
    first, second = entrances
    ticket = scenes.ticket(fair)
    goes_out = scan_of(ticket, direction=Direction.OUT, scanned_at=NOON + timedelta(minutes=1))

    answers = taken(delivered(first, scan_of(ticket)), delivered(second, goes_out))

    assert told(answers) == ["admitted", "admitted"]
    presence = Presence.objects.get()
    assert (presence.direction, presence.gate.code) == ("out", "E2")


def test_the_same_scan_from_two_sides_is_stored_once(fair, entrances):
    scan = scan_of(scenes.ticket(fair))

    [[first], [again]] = taken(*(delivered(entrances[0], scan) for _time in range(2)))

    assert (first.is_new, again.is_new) == (True, False)
    assert CheckIn.objects.count() == 1


def test_each_door_hears_what_is_new_to_it(fair, entrances):
    first, second = entrances
    [alone] = checkins.take_together([delivered(first, scan_of(scenes.ticket(fair)))])
    since = alone.news[0]
    seen = scenes.ticket(fair)
    checkins.take(second, [scan_of(seen)], received_at=NOON)

    company = checkins.take_together(
        [
            delivered(first, scan_of(scenes.ticket(fair)), since=since),
            delivered(second, scan_of(scenes.ticket(fair))),
        ]
    )

    news = feeds.told(company[0].door, feeds._cursor(since, first), company[0].news)
    assert ticket_text(seen.pk) in [row["ticket"] for row in news["seen"]]
    assert company[1].news[2] is None


def test_a_stranger_makes_each_go_alone(fair, entrances):
    key = keys.current(fair)
    claims = TicketClaims(key.number, fair.number, 12345, TicketClass.VISITOR, 0, 2)
    code = signing.sign_with(claims, keys.private_key(key))
    stranger = Scan(uuid4(), code, Direction.IN, NOON)
    deliveries = [
        delivered(entrances[0], scan_of(scenes.ticket(fair))),
        delivered(entrances[1], stranger),
    ]

    with pytest.raises(checkins.Strangers):
        checkins.take_together(deliveries)
    assert not CheckIn.objects.exists()

    alone = [checkins.take_alone(delivery).answers for delivery in deliveries]
    assert told(alone) == ["admitted", "admitted"]


def test_a_door_that_has_changed_makes_each_go_alone(fair, entrances):
    [gate, _other] = Gate.objects.order_by("code")
    device, token = devices.enrol(devices.create(gate)[1])
    doors.of_token(token)
    changed = doors.remembered(devices.hash_of(token))
    devices.revoke(device)

    with pytest.raises(doors.Changed):
        taken(
            delivered(entrances[0], scan_of(scenes.ticket(fair))),
            delivered(changed, scan_of(scenes.ticket(fair))),
        )
    assert not CheckIn.objects.exists()


def test_a_revoked_device_is_told_no_names_in_company_either(fair, entrances):
    first, second = entrances
    revoked = replace(second, is_revoked=True)
    scan = replace(scan_of(scenes.ticket(fair)), decided=Decision(Outcome.ADMITTED))

    [[named], [nameless]] = taken(
        delivered(first, scan_of(scenes.ticket(fair))), delivered(revoked, scan)
    )

    assert (named.holder.name, nameless.holder) == ("김방문", None)
    assert CheckIn.objects.get(pk=scan.id).device_revoked


def test_a_company_asks_the_database_twice(fair, entrances):
    deliveries = [
        delivered(entrances[number % 2], scan_of(scenes.ticket(fair))) for number in range(8)
    ]

    with CaptureQueriesContext(connection) as asked:
        taken(*deliveries)

    assert len(asked) == 2
