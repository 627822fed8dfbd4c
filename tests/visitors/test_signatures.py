"""Signatures: what the server signs at the door is what the database keeps."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from tests.contracts.ticket_vectors import flipped
from tests.visitors import scenes
from tests.visitors.scenes import NOON, Phone, at, scan
from visitors import devices, keys, scans, sealing, seals, signatures, signing, tickets
from visitors.classes import TicketClass
from visitors.models import CheckIn
from visitors.scans import Decision
from visitors.seals import lines
from visitors.verdicts import Outcome, Reason

READ = f"SELECT {lines.COLUMNS} FROM visitors_checkin AS scan WHERE id = %s"  # noqa: S608
ADMITTED = Decision(Outcome.ADMITTED)


@pytest.fixture
def fair(db):
    return scenes.edition()


@pytest.fixture
def phone(fair):
    return Phone.at(scenes.gate(fair))


def is_signed(checkin):
    with connection.cursor() as cursor:
        cursor.execute(READ, [checkin])
        return lines.read(cursor.fetchone()).is_ours


def upload(phone, sent, **clock):
    phone.upload(sent, **clock)
    return sent.id


# ---- every kind of scan that a door stores


def plain(fair, phone):
    return upload(phone, scan(scenes.ticket(fair)))


def to_the_microsecond(fair, phone):
    moment = NOON + timedelta(microseconds=123457)
    sent = scan(scenes.ticket(fair), moment)
    return upload(phone, sent, received_at=moment + timedelta(microseconds=999))


def way_out(fair, phone):
    return upload(phone, scan(scenes.ticket(fair), direction="out"))


def no_ticket(fair, phone):
    return upload(phone, scan("https://expo.example/"))


def forged(fair, phone):
    return upload(phone, scan(flipped(tickets.code(scenes.ticket(fair)), 100)))


def unknown_key(fair, phone):
    claims = replace(tickets.claims_of(scenes.ticket(fair)), key=200)
    return upload(phone, scan(signing.sign(claims, b"\x07" * 32)))


def other_edition(fair, phone):
    return upload(phone, scan(scenes.ticket(scenes.edition(number=2))))


def revoked(fair, phone):
    return upload(phone, scan(tickets.revoke(scenes.ticket(fair), at=NOON)))


def without_a_row(fair, phone):
    key = keys.current(fair)
    claims = signing.TicketClaims(key.number, fair.number, 4711, TicketClass.MEDIA, 0, 2)
    return upload(phone, scan(signing.sign_with(claims, keys.private_key(key))))


def negative_ticket(fair, phone):
    key = keys.current(fair)
    claims = signing.TicketClaims(key.number, fair.number, -4711, TicketClass.STAFF, 0, 2)
    return upload(phone, scan(signing.sign_with(claims, keys.private_key(key))))


def not_today(fair, phone):
    return upload(phone, scan(scenes.ticket(fair, first_day=0, last_day=0)))


def already_used(fair, phone):
    visitor = scenes.ticket(fair)
    phone.show(visitor, at(24, 10))
    return upload(phone, scan(visitor, at(24, 11)))


def group(fair, phone):
    return upload(phone, scan(scenes.ticket(fair, TicketClass.GROUP), heads=12))


def override(fair, phone):
    visitor = scenes.ticket(fair, first_day=0, last_day=0)
    return upload(phone, scan(visitor, override='시장님의 손님 — "혼자" \\ 🎟'))


def decided_alone(fair, phone):
    visitor = scenes.ticket(fair)
    Phone.at(scenes.gate(fair, "E2")).show(visitor, at(24, 10))
    return upload(phone, scan(visitor, at(24, 11), decided=ADMITTED))  # a conflict besides


def refused_alone(fair, phone):
    return upload(phone, scan("a poster", decided=Decision(Outcome.REFUSED, Reason.NOT_A_TICKET)))


def wrong_clock(fair, phone):
    sent = scan(scenes.ticket(fair), NOON - timedelta(hours=30, microseconds=1))
    return upload(phone, sent, received_at=NOON, sent_at=NOON - timedelta(hours=30))


def taken_back(fair, phone):
    sent = scan(scenes.ticket(fair))
    phone.upload(sent)
    return upload(phone, replace(sent, id=uuid4(), voids=sent.id))


def poster_taken_back(fair, phone):
    sent = scan("a poster")
    phone.upload(sent)
    return upload(phone, replace(sent, id=uuid4(), voids=sent.id))


def at_a_hall(fair, phone):
    return upload(Phone.at(scenes.hall_gate(fair, capacity=1)), scan(scenes.ticket(fair)))


def at_a_desk(fair, phone):
    desk = Phone.at(scenes.gate(fair, "DESK", purpose="desk", area=None))
    return upload(desk, scan(scenes.ticket(fair)))


def by_a_revoked_device(fair, phone):
    devices.revoke(phone.device)
    return upload(phone, scan(scenes.ticket(fair), decided=Decision(Outcome.ADMITTED)))


KINDS = [
    plain, to_the_microsecond, way_out, no_ticket, forged, unknown_key, other_edition, revoked,
    without_a_row, negative_ticket, not_today, already_used, group, override, decided_alone,
    refused_alone, wrong_clock, taken_back, poster_taken_back, at_a_hall, at_a_desk,
    by_a_revoked_device,
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_what_is_read_back_is_what_was_signed(fair, phone, kind):
    assert is_signed(kind(fair, phone))


DOORS_FILL_NOT_YET = {"operator_id"}
SIGNED = {field.attname for field in CheckIn._meta.concrete_fields} - {"signature", "xid"}


@pytest.mark.django_db
def test_between_them_they_say_something_in_every_column():
    """Else the test above would prove nothing of that column."""
    for number, kind in enumerate(KINDS, start=10):
        fair = scenes.edition(number=number)
        kind(fair, Phone.at(scenes.gate(fair)))

    checkins = list(CheckIn.objects.all())
    said = {name: {str(getattr(one, name)) for one in checkins} for name in SIGNED}
    assert {name for name, values in said.items() if len(values) == 1} == DOORS_FILL_NOT_YET
    assert CheckIn.objects.filter(remark__conflict=True).exists()
    assert CheckIn.objects.filter(remark__seen__gate="E1").exists()


def test_a_batch_is_signed_scan_by_scan(fair, phone):
    sent = [scan(scenes.ticket(fair)) for _ in range(3)]

    phone.upload(*sent)

    assert all(is_signed(each.id) for each in sent)
    assert CheckIn.objects.values("signature").distinct().count() == 3


@pytest.mark.parametrize("offset", ["+09:00:30", "-12:34:56.789", "+00:00", "+14:00", "Z"])
def test_a_time_with_any_offset_is_stored_as_that_moment_and_signed(fair, phone, offset):
    """Python knows seconds in an offset, JSON does not: such a time was stored with another."""
    document = {
        "id": str(uuid4()),
        "code": tickets.code(scenes.ticket(fair)),
        "direction": "in",
        "scanned_at": f"2023-11-24T12:00:00.000001{offset}",
    }
    sent = scans.read(document)

    upload(phone, sent, received_at=NOON)

    assert CheckIn.objects.get().scanned_at == scans.moment(document["scanned_at"])
    assert is_signed(sent.id)


# ---- keys


def test_another_secret_signs_otherwise(settings):
    signature = signatures.CHECKINS.sign(b"said")
    settings.SECRET_KEY = "another secret " * 5

    assert not signatures.CHECKINS.fits(signature, b"said")


def test_what_an_earlier_secret_signed_still_fits(settings):
    signature = signatures.CHECKINS.sign(b"said")
    settings.SECRET_KEY_FALLBACKS = ["even earlier", settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret " * 5

    assert signatures.CHECKINS.fits(signature, b"said")
    assert not signatures.CHECKINS.fits(signature, b"said otherwise")


def test_a_signature_fits_only_what_it_was_made_for():
    assert not signatures.LINKS.fits(signatures.CHECKINS.sign(b"said"), b"said")


def test_a_signature_has_the_length_the_row_has_room_for():
    length = CheckIn._meta.get_field("signature").max_length

    assert len(signatures.CHECKINS.sign(b"")) == length == sealing.SIGNATURE_BYTES


def test_the_whole_log_of_a_door_is_intact(fair, phone):
    for kind in (plain, no_ticket, already_used, taken_back, decided_alone):
        kind(fair, phone)

    report = seals.verify(fair)

    assert (report.is_intact, report.unsealed) == (True, CheckIn.objects.count())
