"""The intake under many hands at once: threads with connections of their own, a real database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection

from tests.visitors import scenes
from tests.visitors.scenes import NOON, Phone, at, scan
from visitors import checkins, keys, signing
from visitors.classes import TicketClass
from visitors.models import CheckIn, Person, Presence, Ticket
from visitors.scans import Scan
from visitors.verdicts import Direction

pytestmark = pytest.mark.django_db(transaction=True)

HANDS = 16


@pytest.fixture(autouse=True, params=["one process", "a process each"])
def _processes(request, monkeypatch):
    """Threads of one process act for each other; between processes the database alone decides."""
    if request.param == "a process each":
        alone = SimpleNamespace(take=lambda _area, delivery: checkins.take_alone(delivery))
        monkeypatch.setattr(checkins, "_together", alone)


@pytest.fixture
def fair():
    return scenes.edition()


@pytest.fixture
def phones(fair):
    gates = [scenes.gate(fair, f"E{number}") for number in range(1, 5)]
    return [Phone.at(gates[number % 4]) for number in range(HANDS)]


def at_once(*jobs):
    """Run each job in a thread of its own, from one starting shot; return what they returned."""
    start = Barrier(len(jobs))

    def run(job):
        try:
            connection.ensure_connection()
            start.wait(60)
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as hands:
        return [each.result(60) for each in [hands.submit(run, job) for job in jobs]]


def uploading(phone, *scans, **clock):
    return lambda: phone.upload(*scans, **clock)


def answered(uploads):
    return [answer.to_json() for answers in uploads for answer in answers]


def test_sixteen_simultaneous_entries_of_one_ticket_admit_one(fair, phones):
    visitor = scenes.ticket(fair)

    answers = answered(at_once(*(uploading(phone, scan(visitor)) for phone in phones)))

    assert sorted(answer["reason"] for answer in answers) == ["", *["already_used"] * 15]
    assert CheckIn.objects.filter(outcome="admitted").count() == 1


def test_a_wrong_clock_lets_no_second_one_in(fair, phones):
    """Order of receipt decides: with the last scan by `scanned_at` all sixteen would get in."""
    visitor = scenes.ticket(fair)
    wrong = scan(visitor, at(24, 17))
    uploads = [uploading(phones[0], wrong, received_at=NOON, sent_at=at(24, 17))]
    uploads += [uploading(phone, scan(visitor), received_at=NOON) for phone in phones[1:]]

    answers = answered(at_once(*uploads))

    assert sum(answer["outcome"] == "admitted" for answer in answers) == 1


def test_the_same_scan_sixteen_times_is_one_row_and_one_answer(fair, phones):
    sent = scan(scenes.ticket(fair))

    answers = answered(at_once(*(uploading(phones[0], sent) for _ in phones)))

    assert sum(answer.pop("stored") for answer in answers) == 1
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["outcome"] == "admitted"
    assert CheckIn.objects.count() == 1


def test_the_same_nonsense_sixteen_times_is_one_row(phones):
    sent = [scan(f"nonsense {number}") for number in range(20)]

    answers = answered(
        at_once(
            *(uploading(phone, *sent[:: 1 if odd % 2 else -1]) for odd, phone in enumerate(phones))
        )
    )

    assert sum(answer["stored"] for answer in answers) == 20
    assert CheckIn.objects.count() == 20


def test_one_id_for_sixteen_different_scans_is_one_row(fair, phones):
    same = uuid4()
    sent = [Scan(same, f"nonsense {number}", Direction.IN, NOON) for number in range(HANDS)]

    uploads = at_once(*(uploading(phone, each) for phone, each in zip(phones, sent, strict=True)))

    faults = [fault.code for [fault] in uploads if not hasattr(fault, "stored")]
    assert faults == ["id_reused"] * 15
    assert CheckIn.objects.count() == 1


def test_batches_in_opposite_order_do_not_wait_for_each_other_for_ever(fair, phones):
    everybody = [scenes.ticket(fair) for _ in range(40)]
    there = [scan(ticket) for ticket in everybody]
    back = [scan(ticket) for ticket in reversed(everybody)]

    answers = answered(
        at_once(
            *(uploading(phones[number], *batch) for number, batch in enumerate([there, back] * 4))
        )
    )

    assert sum(answer["stored"] for answer in answers) == 80
    admitted = CheckIn.objects.filter(outcome="admitted")
    assert admitted.count() == admitted.values("ticket").distinct().count() == 40


def test_a_hall_never_holds_more_than_its_capacity(fair):
    gate = scenes.hall_gate(fair, capacity=5)
    doors = [Phone.at(gate) for _ in range(HANDS)]

    answers = answered(at_once(*(uploading(door, scan(scenes.ticket(fair))) for door in doors)))

    assert sorted(answer["reason"] for answer in answers) == ["", "", "", "", "", *["full"] * 11]
    assert Presence.objects.filter(area=gate.area, direction="in").count() == 5


def test_an_unknown_genuine_ticket_is_adopted_once(fair, phones):
    key = keys.current(fair)
    claims = signing.TicketClaims(key.number, fair.number, 4711, TicketClass.VISITOR, 0, 2)
    code = signing.sign_with(claims, keys.private_key(key))

    answers = answered(at_once(*(uploading(phone, scan(code)) for phone in phones)))

    assert sum(answer["outcome"] == "admitted" for answer in answers) == 1
    assert (Ticket.objects.count(), Person.objects.count()) == (1, 1)


def test_a_scan_is_taken_back_by_one_of_sixteen_hands(fair, phones):
    visitor, phone = scenes.ticket(fair), phones[0]
    entry = scan(visitor)
    phone.upload(entry)

    uploads = at_once(*(uploading(phone, scan(visitor, voids=entry.id)) for _ in phones))

    faults = [fault.code for [fault] in uploads if not hasattr(fault, "stored")]
    assert faults == ["already_voided"] * 15
    assert CheckIn.objects.filter(voids=entry.id).count() == 1
