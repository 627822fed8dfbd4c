"""`manage.py simulate`: the crowd through the same intake as everybody, on a real database."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from expo import editions
from expo.models import Edition
from tests.visitors.fairs import local
from visitors import attendance, publications, rules, seals, signing, tickets
from visitors.crowd.phones import WRONG_CLOCK
from visitors.models import (
    CheckIn,
    Consent,
    DeviceContact,
    Merge,
    Observation,
    Person,
    PublishedFigure,
    Reservation,
    SigningKey,
    Ticket,
)

pytestmark = pytest.mark.django_db  # all of them, so that they run together

VISITORS = 200


def simulate(**options) -> dict:
    told = StringIO()
    with translation.override("en"):
        call_command("simulate", stdout=told, **{"visitors": VISITORS, **options})
    return json.loads(told.getvalue())


@pytest.fixture(scope="module")
def summary(django_db_setup, django_db_blocker):
    """One simulation for all tests of this file that only look."""
    with django_db_blocker.unblock():
        try:
            call_command("seed", stderr=StringIO())
            yield simulate()
        finally:
            call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def fair(summary, db):
    return Edition.objects.get(slug="2023")


@pytest.fixture
def entries(fair):
    return CheckIn.objects.filter(gate__purpose="entrance")


def test_visits_come_to_a_little_over_what_was_asked_for(summary):
    visits = summary["figures"]["visits"]

    assert VISITORS < visits <= VISITORS * 1.05
    assert visits == summary["visits_planned"]


def test_the_figures_equal_a_recount(fair):
    assert attendance.reconcile(fair.pk) == []


def test_every_scan_is_signed_and_sealed(fair):
    report = seals.verify(fair)

    assert report.findings == []
    assert (report.checkins, report.unsealed) == (CheckIn.objects.count(), 0)


def test_two_registrations_of_one_human_are_one_visitor(summary, fair):
    assert Merge.objects.filter(edition=fair).exists()
    assert summary["figures"]["visitors"] < summary["figures"]["visits"]


def test_every_ticket_is_signed_with_the_key_of_the_edition(fair):
    key = SigningKey.objects.get(edition=fair)
    issued = Ticket.objects.of(fair).select_related("key", "edition")[:20]

    for code in tickets.codes(issued):
        claims = rules.read({key.number: bytes(key.public_key)}, code)
        assert isinstance(claims, signing.TicketClaims)


def test_every_guest_has_a_registration_and_agreed_to_the_collection(fair):
    people = Person.objects.of(fair).filter(registrations__isnull=False)

    assert people.count() == Consent.objects.filter(text__kind="collection").count()


@pytest.mark.parametrize(
    "reason",
    ["not_a_ticket", "forged", "revoked", "not_today", "closed", "already_used"],
)
def test_the_door_refuses_for_many_reasons(entries, reason):
    assert entries.filter(outcome="refused", reason=reason).exists()


def test_a_supervisor_took_a_scan_back(entries):
    assert entries.filter(voids__isnull=False).exists()


def test_a_group_came_with_its_heads(entries):
    assert entries.filter(ticket_class="group", heads__gt=1, ticket__person=None).exists()


def test_a_gate_decided_alone_for_two_hours_and_uploaded_late(entries):
    late = entries.filter(decided_by_device=True)

    assert {scan.gate.code for scan in late.select_related("gate")} >= {"E1"}
    assert max(scan.received_at - scan.scanned_at for scan in late) > timedelta(hours=1)


def test_it_let_in_somebody_whose_ticket_had_been_revoked_meanwhile(entries):
    let_in = entries.filter(outcome="admitted", server_reason="revoked")

    assert let_in.filter(decided_by_device=True).exists()


def test_its_phones_and_the_other_gates_did_not_know_of_each_other(entries):
    assert entries.filter(remark__conflict=True, decided_by_device=True).exists()


def test_one_phone_was_seven_minutes_ahead(entries):
    ahead = entries.filter(skew_ms=WRONG_CLOCK // timedelta(milliseconds=1))

    assert len({scan.device_id for scan in ahead}) == 1


def test_batches_were_sent_twice_and_stored_once(summary):
    scans = summary["scans"]

    assert scans["known_already"] == scans["sent_twice"] > 0
    assert scans["stored"] == CheckIn.objects.count()


def test_the_press_was_told_a_figure_that_held_and_one_that_late_scans_changed(fair):
    held, changed = (
        publications.difference(told) for told in PublishedFigure.objects.order_by("as_of")
    )
    late = changed.reasons[0]

    assert held.is_reproduced
    assert changed.is_reproduced
    assert held.value == held.now
    assert (late.kind, late.sources[0].gate) == ("late_scans", "E1")
    assert late.effect > 0


def test_no_scan_was_faulty(summary):
    assert "faults" not in summary["scans"]


def test_a_share_went_over_http(summary, fair):
    assert summary["scans"]["over_http"] > 0
    assert DeviceContact.objects.filter(device__edition=fair).exists()


def test_nothing_was_received_before_it_was_scanned(fair):
    assert not [
        scan
        for scan in CheckIn.objects.filter(edition=fair)
        if scan.received_at < scan.scanned_at - WRONG_CLOCK
    ]


def test_heads_were_counted_and_seats_reserved(fair):
    assert Observation.objects.filter(edition=fair, count__gt=0).exists()
    assert Reservation.objects.filter(edition=fair, session__code="S2").exists()


def test_the_clock_stands_at_the_end_of_the_last_day(fair):
    assert local(25, 17) < editions.now(fair) < local(25, 19)


def test_a_second_simulation_is_refused_and_changes_nothing(fair):
    before = CheckIn.objects.count()

    with pytest.raises(CommandError, match="already has check-ins"):
        simulate()

    assert CheckIn.objects.count() == before
