"""The intake: what a scan is answered, and what is stored of it."""

from dataclasses import replace
from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest
from django.db import connection

from tests.contracts.ticket_vectors import flipped
from tests.visitors import scenes
from tests.visitors.scenes import NOON, Phone, at, scan
from visitors import checkins, doors, keys, signing, tickets, voids
from visitors.classes import TicketClass
from visitors.models import CheckIn, Presence, Reservation, Ticket
from visitors.scans import Decision, Fault
from visitors.verdicts import Direction, Outcome, Reason

pytestmark = pytest.mark.django_db

ADMITTED = Decision(Outcome.ADMITTED)
REMEMBERED = ("direction", "at", "day", "gate", "entered", "heads")


@pytest.fixture
def fair():
    return scenes.edition()


@pytest.fixture
def phone(fair):
    return Phone.at(scenes.gate(fair))


def outcomes(answers):
    return [(answer.stored.outcome, answer.stored.reason) for answer in answers]


def fault_of(answers):
    [fault] = answers
    assert isinstance(fault, Fault), fault
    return fault.code


# ---- one scan


def test_a_visitor_comes_in(fair, phone):
    answer = phone.show(scenes.ticket(fair))

    assert answer | {"id": ""} == {
        "id": "",
        "stored": True,
        "outcome": "admitted",
        "reason": "",
        "seen": None,
        "days": None,
        "conflict": False,
        "overridden": "",
        "flags": [],
        "holder": {"name": "김방문", "class": "visitor"},
    }


def test_a_scan_is_stored_as_it_was(fair, phone):
    visitor = scenes.ticket(fair, TicketClass.MEDIA)
    sent = scan(visitor, NOON)

    phone.upload(sent, received_at=at(24, 12, 0, 5), sent_at=at(24, 12, 7, 5))

    stored = CheckIn.objects.get(pk=sent.id)
    assert (stored.ticket, stored.gate, stored.device) == (
        visitor,
        phone.device.gate,
        phone.device,
    )
    assert (stored.scanned_at, stored.received_at) == (NOON, at(24, 12, 0, 5))
    assert (stored.outcome, stored.reason, stored.ticket_class) == ("admitted", "", "media")
    assert stored.skew_ms == 7 * 60 * 1000
    assert not stored.decided_by_device


def test_a_presence_follows_the_admitted(fair, phone):
    visitor = scenes.ticket(fair)

    phone.upload(scan(visitor, at(24, 10)), scan(visitor, at(24, 11), "out"))

    presence = Presence.objects.get(ticket=visitor)
    assert (presence.direction, presence.at, presence.day) == ("out", at(24, 11), NOON.date())
    assert (presence.gate, presence.entered) == (phone.device.gate, True)


def test_a_refused_scan_is_stored_and_moves_nobody(fair, phone):
    visitor = scenes.ticket(fair)

    phone.show(visitor, at(24, 9))

    assert CheckIn.objects.get().reason == "closed"
    assert Presence.objects.get(ticket=visitor).direction == ""


def test_what_is_no_ticket_is_stored_without_one(fair, phone):
    answer = phone.show("https://expo.example/")

    assert (answer["reason"], answer["holder"]) == ("not_a_ticket", None)
    assert CheckIn.objects.get().ticket is None


# ---- every reason


def test_an_unknown_key(fair, phone):
    claims = replace(tickets.claims_of(scenes.ticket(fair)), key=200)

    assert phone.show(signing.sign(claims, b"\x07" * 32))["reason"] == "unknown_key"


def test_a_forgery(fair, phone):
    code = tickets.code(scenes.ticket(fair))

    assert phone.show(flipped(code, 100))["reason"] == "forged"


def test_another_editions_ticket(fair, phone):
    other = scenes.edition(number=2)

    answer = phone.show(scenes.ticket(other))

    assert (answer["reason"], answer["holder"]) == ("other_edition", None)


def test_a_revoked_ticket(fair, phone):
    visitor = tickets.revoke(scenes.ticket(fair), at=NOON)

    assert phone.show(visitor)["reason"] == "revoked"


def test_the_wrong_gate(fair):
    staff_door = Phone.at(scenes.gate(fair, "E9", classes=["staff"]))

    assert staff_door.show(scenes.ticket(fair))["reason"] == "wrong_gate"


def test_not_today_tells_the_days(fair, phone):
    answer = phone.show(scenes.ticket(fair, first_day=0, last_day=0))

    assert (answer["reason"], answer["days"]) == ("not_today", ["2023-11-23", "2023-11-23"])


def test_outside_the_gates_hours(fair, phone):
    assert phone.show(scenes.ticket(fair), at(24, 18, 1))["reason"] == "closed"


def test_already_used_tells_when_and_where(fair, phone):
    visitor = scenes.ticket(fair)
    Phone.at(scenes.gate(fair, "E2")).show(visitor, at(24, 10, 30))

    answer = phone.show(visitor, NOON)

    assert answer["reason"] == "already_used"
    assert answer["seen"] == {
        "at": "2023-11-24T10:30:00+09:00",
        "gate": "E2",
        "direction": "in",
    }


def test_a_full_hall(fair):
    door = Phone.at(scenes.hall_gate(fair, capacity=1))
    first, second = scenes.ticket(fair), scenes.ticket(fair)

    assert outcomes(door.upload(scan(first), scan(second))) == [
        ("admitted", ""),
        ("refused", "full"),
    ]
    assert door.show(second)["reason"] == "full"

    door.show(first, direction="out")

    assert door.show(second)["outcome"] == "admitted"


def test_a_group_fills_a_hall_with_its_heads(fair):
    door = Phone.at(scenes.hall_gate(fair, capacity=12))
    group = scenes.ticket(fair, TicketClass.GROUP)

    door.show(group, heads=12)

    assert door.show(scenes.ticket(fair))["reason"] == "full"


def test_a_session_for_reservations_only(fair):
    door = Phone.at(scenes.session_gate(fair, reservations_only=True))
    guest, waiting, stranger = (scenes.ticket(fair) for _ in range(3))
    session = door.device.gate.area.session
    for ticket, state in [(guest, "seat"), (waiting, "waiting")]:
        Reservation.objects.create(
            edition=fair, session=session, ticket=ticket, state=state, asked_at=NOON
        )

    assert outcomes(door.upload(scan(guest), scan(waiting), scan(stranger))) == [
        ("admitted", ""),
        ("refused", "reserved_only"),
        ("refused", "reserved_only"),
    ]


def test_out_is_admitted_and_flagged_without_an_entry(fair, phone):
    answer = phone.show(tickets.revoke(scenes.ticket(fair), at=NOON), direction="out")

    assert (answer["outcome"], answer["flags"]) == ("admitted", ["exit_without_entry"])
    assert CheckIn.objects.get().exit_without_entry


def test_a_booth_visit_is_always_admitted(fair):
    booth = Phone.at(scenes.booth_gate(fair))
    visitor = scenes.ticket(fair, first_day=0, last_day=0)

    assert booth.show(visitor, at(25, 22))["outcome"] == "admitted"
    assert booth.show(visitor, at(25, 23))["outcome"] == "admitted"
    assert Presence.objects.filter(ticket=visitor).exclude(direction="").count() == 1


def test_a_desk_moves_nobody(fair):
    desk = Phone.at(scenes.gate(fair, "DESK", purpose="desk", area=None))
    visitor = scenes.ticket(fair)

    assert desk.show(visitor)["outcome"] == "admitted"
    assert Presence.objects.get(ticket=visitor).direction == ""


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("free", ["", "", ""]),
        ("after_exit", ["already_used", "", ""]),
        ("once_a_day", ["already_used", "", "already_used"]),
    ],
)
def test_the_editions_reentry_rule(rule, expected):
    fair = scenes.edition(reentry=rule)
    phone, visitor = Phone.at(scenes.gate(fair)), scenes.ticket(fair)
    phone.show(visitor, at(24, 10))

    answers = [
        phone.show(visitor, at(24, 11)),
        phone.show(visitor, at(24, 12), direction="out"),
        phone.show(visitor, at(24, 13)),
    ]

    assert [answer["reason"] for answer in answers] == expected


def test_who_stayed_inside_yesterday_comes_in_today(fair, phone):
    visitor = scenes.ticket(fair)
    phone.show(visitor, at(23, 16))

    assert phone.show(visitor, at(24, 10))["outcome"] == "admitted"


# ---- the same again


def test_the_same_scan_again_gets_its_first_answer(fair, phone):
    visitor = scenes.ticket(fair)
    phone.show(visitor, at(24, 10))
    sent = scan(visitor, at(24, 11))
    [first] = phone.upload(sent)
    phone.show(visitor, at(24, 12), direction="out")

    [again] = phone.upload(sent)

    assert again.to_json() == first.to_json() | {"stored": False}
    assert CheckIn.objects.count() == 3


def test_a_scan_twice_in_one_batch_is_stored_once(fair, phone):
    sent = scan(scenes.ticket(fair))

    answers = phone.upload(sent, sent)

    assert [answer.to_json()["stored"] for answer in answers] == [True, False]
    assert outcomes(answers) == [("admitted", ""), ("admitted", "")]


def test_the_same_instant_in_another_zone_is_the_same_scan(fair, phone):
    sent = scan(scenes.ticket(fair))
    phone.upload(sent)

    moved = replace(sent, scanned_at=sent.scanned_at.astimezone(tz=None))
    [again] = phone.upload(moved)

    assert not again.is_new


@pytest.mark.parametrize(
    "change",
    [
        {"scanned_at": at(24, 13)},
        {"direction": Direction.OUT},
        {"code": "K1 something else"},
        {"override": "guest of the mayor"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_id_with_other_content_is_an_error_for_that_scan_alone(fair, phone, change):
    sent, other = scan(scenes.ticket(fair)), scan(scenes.ticket(fair))
    phone.upload(sent)

    fault, answer = phone.upload(replace(sent, **change), other)

    assert fault.code == "id_reused"
    assert answer.is_new


def test_a_device_that_gave_up_waiting_gets_the_servers_answer(fair, phone):
    """It asked, heard nothing in time, decided alone, and sends the scan again with that."""
    sent = scan(scenes.ticket(fair))
    phone.upload(sent)

    [again] = phone.upload(replace(sent, decided=ADMITTED))

    assert (again.is_new, again.stored.outcome) == (False, "admitted")


def test_a_device_never_decides_twice(fair, phone):
    sent = scan(scenes.ticket(fair), decided=ADMITTED)
    phone.upload(sent)
    changed = replace(sent, decided=Decision(Outcome.REFUSED, Reason.CLOSED))

    assert fault_of(phone.upload(changed)) == "id_reused"


def test_a_ticket_several_times_in_a_batch_is_judged_in_order(fair, phone):
    visitor = scenes.ticket(fair)

    answers = phone.upload(
        scan(visitor, at(24, 10)),
        scan(visitor, at(24, 11)),
        scan(visitor, at(24, 12), "out"),
        scan(visitor, at(24, 13)),
    )

    assert outcomes(answers) == [
        ("admitted", ""),
        ("refused", "already_used"),
        ("admitted", ""),
        ("admitted", ""),
    ]


# ---- decided at the door


def test_what_the_device_decided_stands_and_the_server_comments(fair, phone):
    visitor = scenes.ticket(fair)
    Phone.at(scenes.gate(fair, "E2")).show(visitor, at(24, 10))

    answer = phone.show(visitor, at(24, 11), decided=ADMITTED)

    assert (answer["outcome"], answer["reason"], answer["conflict"]) == ("admitted", "", True)
    stored = CheckIn.objects.latest("scanned_at")
    assert (stored.decided_by_device, stored.server_reason) == (True, "already_used")


def test_a_refusal_by_the_device_stands(fair, phone):
    visitor = scenes.ticket(fair)

    answer = phone.show(visitor, decided=Decision(Outcome.REFUSED, Reason.ALREADY_USED))

    assert (answer["outcome"], answer["reason"]) == ("refused", "already_used")
    assert Presence.objects.get(ticket=visitor).direction == ""


def test_two_devices_offline_admit_copies_of_one_ticket(fair, phone):
    visitor, other = scenes.ticket(fair), Phone.at(scenes.gate(fair, "E2"))

    first = phone.show(visitor, at(24, 10), decided=ADMITTED)
    second = other.show(visitor, at(24, 10, 5), decided=ADMITTED)

    assert [first["conflict"], second["conflict"]] == [False, True]
    assert CheckIn.objects.filter(outcome="admitted").count() == 2


def test_a_copy_read_elsewhere_within_a_minute_is_a_conflict_under_any_rule():
    fair = scenes.edition(reentry="free")
    first, second = (Phone.at(scenes.gate(fair, code)) for code in ("E1", "E2"))
    visitor = scenes.ticket(fair)
    first.show(visitor, at(24, 10))

    answer = second.show(visitor, at(24, 10, 0, 59))

    assert (answer["outcome"], answer["conflict"]) == ("admitted", True)
    assert not second.show(visitor, at(24, 10, 30))["conflict"]


def test_a_device_cannot_admit_what_is_no_ticket(fair, phone):
    sent = scan("K1 nothing", decided=ADMITTED)

    assert fault_of(phone.upload(sent)) == "nobody_to_admit"
    assert not CheckIn.objects.exists()


def test_a_supervisor_admits_in_spite_of_a_refusal(fair, phone):
    visitor = scenes.ticket(fair, first_day=0, last_day=0)

    answer = phone.show(visitor, override="came on the wrong day")

    assert (answer["outcome"], answer["reason"], answer["overridden"]) == (
        "admitted",
        "",
        "not_today",
    )
    stored = CheckIn.objects.get()
    assert (stored.override, stored.overridden) == ("came on the wrong day", "not_today")


def test_an_override_by_the_device_keeps_the_rule_it_overrode(fair, phone):
    answer = phone.show(
        scenes.ticket(fair),
        override="known to us",
        decided=Decision(Outcome.REFUSED, Reason.FULL),
    )

    assert (answer["outcome"], answer["overridden"]) == ("admitted", "full")


def test_an_override_needs_a_ticket(fair, phone):
    assert fault_of(phone.upload(scan("nothing", override="let him in"))) == "nobody_to_admit"


def test_an_override_of_the_reentry_rule_is_a_conflict(fair, phone):
    visitor = scenes.ticket(fair)
    phone.show(visitor, at(24, 10))

    assert phone.show(visitor, at(24, 11), override="says he left")["conflict"]


def test_only_a_group_has_heads(fair, phone):
    group = scenes.ticket(fair, TicketClass.GROUP)

    fault, answer = phone.upload(scan(scenes.ticket(fair), heads=2), scan(group, heads=12))

    assert fault.code == "heads_of_one_person"
    assert answer.to_json()["holder"] == {"name": "", "class": "group"}
    assert CheckIn.objects.get().heads == 12


# ---- clocks


def test_a_clock_a_day_off_is_accepted_and_flagged(fair, phone):
    visitor = scenes.ticket(fair)

    [answer] = phone.upload(scan(visitor, at(24, 12)), received_at=at(25, 13), sent_at=at(24, 12))

    assert answer.to_json()["flags"] == ["clock_off"]
    assert CheckIn.objects.get().scanned_at == at(24, 12)


def test_a_scan_that_comes_a_day_late_from_a_right_clock_is_not_flagged(fair, phone):
    [answer] = phone.upload(
        scan(scenes.ticket(fair), at(24, 12)), received_at=at(25, 13), sent_at=at(25, 13)
    )

    assert answer.to_json()["flags"] == []


def test_a_phone_that_lives_in_yesterday_lets_nobody_in_twice_elsewhere(fair, phone):
    visitor, wrong = scenes.ticket(fair), Phone.at(scenes.gate(fair, "E2"))
    wrong.upload(scan(visitor, at(23, 12)), received_at=NOON, sent_at=at(23, 12))

    assert phone.show(visitor, at(24, 12, 5))["reason"] == "already_used"


def test_a_phone_that_lives_in_yesterday_is_judged_by_its_own_clock(fair):
    visitor, wrong = scenes.ticket(fair), Phone.at(scenes.gate(fair, "E2"))
    wrong.upload(scan(visitor, at(23, 12)), received_at=NOON, sent_at=at(23, 12))

    [again] = wrong.upload(
        scan(visitor, at(23, 12, 5)), received_at=at(24, 12, 5), sent_at=at(23, 12, 5)
    )

    assert again.stored.reason == "already_used"


def test_a_phone_that_lives_in_tomorrow_cannot_use_up_tomorrow(fair, phone):
    visitor, wrong = scenes.ticket(fair), Phone.at(scenes.gate(fair, "E2"))
    wrong.upload(scan(visitor, at(25, 12)), received_at=NOON)

    assert phone.show(visitor, at(25, 12))["outcome"] == "admitted"


def test_yesterdays_scans_sent_late_change_nobodys_place_today(fair, phone):
    visitor, offline = scenes.ticket(fair), Phone.at(scenes.gate(fair, "E2"))
    phone.show(visitor, at(24, 10))

    offline.upload(
        scan(visitor, at(23, 17), "out", decided=ADMITTED),
        received_at=at(24, 11),
        sent_at=at(24, 11),
    )

    assert phone.show(visitor, at(24, 12))["reason"] == "already_used"


# ---- taking back


def test_a_void_takes_a_scan_back_and_is_no_exit(fair, phone):
    visitor = scenes.ticket(fair)
    entry = scan(visitor, at(24, 10))
    phone.upload(entry)

    [answer] = phone.upload(scan(visitor, at(24, 10, 1), voids=entry.id))

    assert answer.to_json()["stored"]
    assert CheckIn.objects.get(voids=entry.id).direction == "in"
    assert Presence.objects.get(ticket=visitor).direction == ""
    assert phone.show(visitor, at(24, 10, 2))["outcome"] == "admitted"


def test_a_void_brings_back_what_was_before(fair, phone):
    visitor = scenes.ticket(fair)
    way_out = scan(visitor, at(24, 11), "out")
    phone.upload(scan(visitor, at(24, 10)), way_out)

    phone.upload(scan(visitor, at(24, 11, 1), "out", voids=way_out.id))

    presence = Presence.objects.get(ticket=visitor)
    assert (presence.direction, presence.at, presence.entered) == ("in", at(24, 10), True)


def test_a_scan_and_its_void_may_come_in_one_batch(fair, phone):
    visitor = scenes.ticket(fair)
    entry = scan(visitor, at(24, 10))

    answers = phone.upload(
        entry, scan(visitor, at(24, 10, 1), voids=entry.id), scan(visitor, at(24, 10, 2))
    )

    assert [answer.stored.outcome for answer in answers] == ["admitted"] * 3


def test_a_void_sent_again_gets_its_first_answer(fair, phone):
    visitor = scenes.ticket(fair)
    entry = scan(visitor, at(24, 10))
    void = scan(visitor, at(24, 10, 1), voids=entry.id)
    [_, first] = phone.upload(entry, void)

    [again] = phone.upload(void)

    assert again.to_json() == first.to_json() | {"stored": False}


def test_what_is_no_ticket_can_be_taken_back(fair, phone):
    refusal = scan("a poster")
    [_, answer] = phone.upload(refusal, scan("a poster", voids=refusal.id))

    assert answer.is_new


def test_an_unknown_scan_cannot_be_taken_back(fair, phone):
    visitor, other = scenes.ticket(fair), scan(scenes.ticket(fair))

    fault, answer = phone.upload(scan(visitor, voids=uuid4()), other)

    assert (fault.code, answer.is_new) == ("unknown_scan", True)


def test_another_devices_scan_cannot_be_taken_back(fair, phone):
    visitor = scenes.ticket(fair)
    entry = scan(visitor)
    phone.upload(entry)
    other = Phone.at(phone.device.gate)

    assert fault_of(other.upload(scan(visitor, voids=entry.id))) == "foreign_scan"


def test_a_scan_is_taken_back_once(fair, phone):
    visitor = scenes.ticket(fair)
    entry = scan(visitor)
    void = scan(visitor, voids=entry.id)
    phone.upload(entry, void)

    assert fault_of(phone.upload(scan(visitor, voids=entry.id))) == "already_voided"
    assert fault_of(phone.upload(scan(visitor, voids=void.id))) == "not_voidable"


def test_a_void_repeats_the_code_of_its_scan(fair, phone):
    entry = scan(scenes.ticket(fair))
    phone.upload(entry)

    assert fault_of(phone.upload(scan(scenes.ticket(fair), voids=entry.id))) == "not_that_scan"


def test_a_full_hall_has_a_place_again_after_a_void(fair):
    door = Phone.at(scenes.hall_gate(fair, capacity=1))
    visitor = scenes.ticket(fair)
    entry = scan(visitor)

    answers = door.upload(entry, scan(visitor, voids=entry.id), scan(scenes.ticket(fair)))

    assert answers[-1].stored.outcome == "admitted"


# ---- tickets nobody knows


@pytest.mark.parametrize("ticket_class", [TicketClass.VISITOR, TicketClass.GROUP])
def test_a_genuine_ticket_without_a_row_is_adopted(fair, phone, ticket_class):
    key = keys.current(fair)
    claims = signing.TicketClaims(key.number, fair.number, 4711, ticket_class, 0, 2)

    answer = phone.show(signing.sign_with(claims, keys.private_key(key)))

    assert (answer["outcome"], answer["holder"]) == (
        "admitted",
        {"name": "", "class": ticket_class},
    )
    assert Ticket.objects.get(pk=4711).ticket_class == ticket_class


def test_a_ticket_whose_presence_is_missing_is_let_in_once(fair, phone):
    visitor = scenes.ticket(fair)
    Presence.objects.all().delete()

    assert phone.show(visitor, at(24, 10))["outcome"] == "admitted"
    assert phone.show(visitor, at(24, 11))["reason"] == "already_used"


# ---- cost


@pytest.mark.parametrize("size", [1, 50])
def test_a_batch_costs_two_statements_for_any_size(fair, phone, size, django_assert_num_queries):
    sent = [scan(ticket) for ticket in [scenes.ticket(fair) for _ in range(size)]]
    door = doors.of_device(phone.device)

    with django_assert_num_queries(2 + 2):  # and the two of the savepoint around it
        checkins.take(door, sent, received_at=NOON + timedelta(seconds=1))


def test_a_door_is_one_statement(phone, django_assert_num_queries):
    with django_assert_num_queries(1):
        doors.of_device(phone.device)


@pytest.mark.django_db(transaction=True)
def test_the_doors_statements_are_planned_once():
    phone = Phone.at(scenes.gate(scenes.edition()))

    for _ in range(3):
        phone.show("a poster")

    with connection.cursor() as cursor:
        cursor.execute("SELECT max(generic_plans), max(custom_plans) FROM pg_prepared_statements")
        generic, custom = cursor.fetchone()
    assert (generic >= 3, custom) == (True, 0)


# ---- presences


@pytest.mark.parametrize("seed", range(6))
def test_a_presence_is_what_the_standing_passages_say(fair, seed):
    """Whatever happened: entries, exits, offline decisions, wrong clocks, voids, a day's change."""
    chance = Random(seed)
    phones = [Phone.at(scenes.gate(fair, code)) for code in ("E1", "E2")]
    visitors, moment = [scenes.ticket(fair) for _ in range(3)], at(23, 10)
    done = []

    for _ in range(40):
        moment += timedelta(minutes=chance.choice([1, 5, 60]))
        phone, visitor = chance.choice(phones), chance.choice(visitors)
        late = timedelta(hours=chance.choice([0, 0, 0, 2, 20]))
        ahead = timedelta(hours=chance.choice([0, 0, 0, -30, 30]))
        sent = scan(
            visitor,
            moment - late + ahead,
            chance.choice(["in", "out"]),
            decided=chance.choice([None, ADMITTED]),
        )
        phone.upload(sent, received_at=moment, sent_at=moment + ahead)
        done.append((phone, sent))
        if chance.random() < 0.2:
            phone, target = chance.choice(done)
            phone.upload(replace(target, id=uuid4(), voids=target.id), received_at=moment)

    assert CheckIn.objects.filter(voids__isnull=False).exists()
    for visitor in visitors:
        before = Presence.objects.values(*REMEMBERED).get(ticket=visitor)
        area = Presence.objects.get(ticket=visitor).area_id
        voids.recall(doors.of_device(phones[0].device).rules.edition, ticket=visitor.pk, area=area)
        assert Presence.objects.values(*REMEMBERED).get(ticket=visitor) == before
