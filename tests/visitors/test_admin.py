"""The door in the admin: what happened stays, tickets and devices are revoked, people merged."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from expo import editions
from expo.models import RoleKind
from tests import factories, organisers
from tests.visitors import scenes
from visitors.devices import DeviceState, enrol, in_state, state
from visitors.models import (
    Adjustment,
    CheckIn,
    DeviceContact,
    Gate,
    Merge,
    Observation,
    Person,
    Presence,
)

pytestmark = pytest.mark.django_db

YES = {"_form_submitted": "True"}


@pytest.fixture
def edition():
    return scenes.edition()


@pytest.fixture
def organiser(edition):
    return organisers.arrive(edition, RoleKind.ORGANISER)


def test_nobody_adds_changes_or_removes_a_check_in(edition):
    """Not even whoever may do everything else."""
    root = organisers.arrive(edition, is_superuser=True)
    checkin = factories.CheckInFactory(edition=edition)
    address = f"/admin/visitors/checkin/{checkin.pk}"

    answers = [
        root.get("/admin/visitors/checkin/add/"),
        root.post(f"{address}/change/", {"heads": 99}),
        root.post(f"{address}/delete/", {"post": "yes"}),
        root.post(
            "/admin/visitors/checkin/",
            {"action": "delete_selected", "_selected_action": [checkin.pk], "post": "yes"},
        ),
    ]

    assert [answer.status_code for answer in answers[:3]] == [404, 404, 404]
    assert CheckIn.objects.get().heads == 1


def test_check_ins_are_found_by_the_ticket_on_the_badge(edition, organiser):
    found = factories.CheckInFactory(edition=edition)
    factories.CheckInFactory(edition=edition)

    page = organiser.get("/admin/visitors/checkin/", {"q": str(found.ticket)})

    assert list(page.context["cl"].result_list) == [found]


@pytest.mark.parametrize("term", ["홍길동", "%", "0", "f" * 17])
def test_what_names_no_ticket_finds_no_check_in(term, edition, organiser):
    factories.CheckInFactory(edition=edition)

    page = organiser.get("/admin/visitors/checkin/", {"q": term})

    assert list(page.context["cl"].result_list) == []


def test_check_ins_are_listed_by_show_day(edition, organiser):
    """Half past midnight on the 24th is still the 23rd: the day boundary is at four."""
    late = factories.CheckInFactory(edition=edition, scanned_at=scenes.at(24, 0, 30))
    factories.CheckInFactory(edition=edition, scanned_at=scenes.at(24, 10))

    page = organiser.get("/admin/visitors/checkin/", {"day": "2023-11-23"})

    assert list(page.context["cl"].result_list) == [late]


def test_a_ticket_is_revoked_for_every_door(edition, organiser):
    ticket = scenes.ticket(edition)
    before = Presence.objects.get(ticket=ticket).xid

    organiser.post(f"/admin/visitors/ticket/{ticket.pk}/revoke/", YES)

    ticket.refresh_from_db()
    assert ticket.revoked_at is not None
    assert Presence.objects.get(ticket=ticket).xid != before


def test_a_ticket_is_not_edited(edition, organiser):
    ticket = scenes.ticket(edition)

    answer = organiser.post(f"/admin/visitors/ticket/{ticket.pk}/change/", {"heads": 9})

    ticket.refresh_from_db()
    assert (answer.status_code, ticket.heads) == (404, 1)


def test_the_enrolment_code_is_shown_once(edition, organiser):
    gate = scenes.gate(edition)

    shown = organiser.post(
        "/admin/visitors/device/add/", {"gate": gate.pk, "name": "입구 1"}, follow=True
    )
    later = organiser.get(f"/admin/visitors/device/{gate.devices.get().pk}/change/")

    text = next(
        message.message for message in shown.context["messages"] if "fair-code" in message.message
    )
    code = text.split('"fair-code">')[1].split("<")[0]
    assert code not in later.content.decode()
    assert enrol(code)[0] == gate.devices.get()
    assert gate.devices.get().made_by == organiser.account


def test_an_organiser_lets_a_device_look_people_up(edition, organiser):
    gate = scenes.gate(edition)
    form = {"gate": gate.pk, "name": "입구 1", "may_search": "on"}

    organiser.post("/admin/visitors/device/add/", form)

    device = gate.devices.get()
    assert (device.kind, device.may_search) == ("scanner", True)


def test_what_a_device_said_of_itself_is_shown(edition, organiser):
    device = device_in(edition, DeviceState.SILENT, timezone.now())
    DeviceContact.objects.create(
        device=device, seen_at=timezone.now(), version="3f2a91c04b7d", battery=83
    )

    for page in ("", f"{device.pk}/change/"):
        shown = organiser.get(f"/admin/visitors/device/{page}").content.decode()
        assert "3f2a91c04b7d" in shown
        assert "83" in shown


def test_a_desks_own_device_is_nobodys_to_revoke(edition, organiser):
    device = factories.DeviceFactory(edition=edition, kind="desk")

    assert organiser.get(f"/admin/visitors/device/{device.pk}/change/").status_code != 200


def test_a_door_supervisor_makes_and_revokes_devices(edition):
    supervisor = organisers.arrive(edition, RoleKind.DOOR_SUPERVISOR)
    gate = scenes.gate(edition)

    supervisor.post("/admin/visitors/device/add/", {"gate": gate.pk, "name": "입구 1"})
    device = gate.devices.get()
    supervisor.post(f"/admin/visitors/device/{device.pk}/revoke/", YES)

    device.refresh_from_db()
    assert device.revoked_at is not None


def device_in(edition, wanted, now):
    fields = {
        DeviceState.NEW: {"enrolment_expires_at": now + timedelta(hours=1)},
        DeviceState.EXPIRED: {"enrolment_expires_at": now - timedelta(hours=1)},
        DeviceState.REVOKED: {"enrolled_at": now, "revoked_at": now},
    }.get(wanted, {"enrolled_at": now})
    device = factories.DeviceFactory(edition=edition, **fields)
    if wanted == DeviceState.IN_USE:
        DeviceContact.objects.create(device=device, seen_at=now)
    return device


def test_the_state_of_a_device_is_the_same_in_the_list_and_on_its_page(edition, organiser):
    now = timezone.now()
    by_state = {wanted: device_in(edition, wanted, now) for wanted in DeviceState}
    devices = type(by_state[DeviceState.NEW]).objects.of(edition)

    for wanted, device in by_state.items():
        page = organiser.get("/admin/visitors/device/", {"state": wanted.value})
        assert state(device, now) == wanted
        assert list(in_state(devices, wanted, now)) == [device]
        assert list(page.context["cl"].result_list) == [device]


def test_a_device_that_spoke_long_ago_is_silent(edition):
    now = timezone.now()
    device = device_in(edition, DeviceState.SILENT, now)
    DeviceContact.objects.create(device=device, seen_at=now - timedelta(hours=1))

    assert state(device, now) == DeviceState.SILENT


def gate_fields(edition, **fields):
    asked = {"edition": edition.pk, "code": "G1", "name_ko": "", "name_en": "", "hall": ""}
    return {**asked, "session": "", "classes": ["visitor"], "opens": "", "closes": "", **fields}


def test_an_entrance_leads_into_the_fair(edition, organiser):
    organiser.post("/admin/visitors/gate/add/", gate_fields(edition, purpose="entrance"))

    assert Gate.objects.get(code="G1").area.kind == "fair"


def test_a_hall_door_leads_into_its_hall(edition, organiser):
    hall = factories.HallFactory(edition=edition, code="4B")

    organiser.post("/admin/visitors/gate/add/", gate_fields(edition, purpose="hall", hall=hall.pk))

    gate = Gate.objects.get(code="G1")
    assert (gate.area.hall, gate.area.code, gate.classes) == (hall, "4B", ["visitor"])


def test_a_hall_door_without_a_hall_is_a_sentence(edition, organiser):
    answer = organiser.post("/admin/visitors/gate/add/", gate_fields(edition, purpose="hall"))

    assert "purpose" in answer.context["adminform"].form.errors
    assert not Gate.objects.exists()


def test_two_registrations_of_one_human_are_merged_and_parted_again(edition, organiser):
    kept, merged = factories.PersonFactory.create_batch(2, edition=edition)

    organiser.post("/admin/visitors/merge/add/", {"kept": kept.pk, "merged": merged.pk})
    merge = Merge.objects.standing().get()
    organiser.post(f"/admin/visitors/merge/{merge.pk}/undo/", YES)

    assert (merge.kept, merge.merged, merge.merged_by) == (kept, merged, organiser.account)
    assert not Merge.objects.standing().exists()


def test_a_badge_is_adjusted_to_another_class_and_back(edition, organiser):
    ticket = factories.TicketFactory(edition=edition)
    asked = {"ticket": ticket.pk, "ticket_class": "staff", "reason": "도우미"}

    organiser.post("/admin/visitors/adjustment/add/", asked)
    made = Adjustment.objects.standing().get()
    again = organiser.post("/admin/visitors/adjustment/add/", asked)
    organiser.post(f"/admin/visitors/adjustment/{made.pk}/undo/", YES)

    assert (made.edition, made.reason, made.adjusted_by) == (edition, "도우미", organiser.account)
    assert "이미 정정" in again.content.decode()
    made.refresh_from_db()
    assert made.undone_at is not None


@pytest.mark.parametrize(
    ("changes", "said"), [({"ticket_class": "visitor"}, "이미 그 구분"), ({"reason": " "}, "필수")]
)
def test_an_adjustment_that_changes_nothing_or_has_no_reason_is_refused(
    edition, organiser, changes, said
):
    ticket = factories.TicketFactory(edition=edition)
    asked = {"ticket": ticket.pk, "ticket_class": "staff", "reason": "도우미", **changes}

    answer = organiser.post("/admin/visitors/adjustment/add/", asked)

    assert said in answer.content.decode()
    assert not Adjustment.objects.exists()


def test_merges_never_close_a_ring(edition, organiser):
    first = factories.MergeFactory(edition=edition)
    ring = {"kept": first.merged.pk, "merged": first.kept.pk}

    answer = organiser.post("/admin/visitors/merge/add/", ring)

    assert len(answer.context["adminform"].form.non_field_errors()) == 1
    assert Merge.objects.count() == 1


def test_people_of_two_editions_are_not_merged(edition, organiser):
    other = scenes.edition(number=2)
    factories.RoleFactory(account=organiser.account, edition=other)
    here, there = factories.PersonFactory(edition=edition), factories.PersonFactory(edition=other)

    answer = organiser.post("/admin/visitors/merge/add/", {"kept": here.pk, "merged": there.pk})

    assert len(answer.context["adminform"].form.non_field_errors()) == 1
    assert not Merge.objects.exists()


def test_a_headcount_is_noted_with_the_fairs_time_and_its_author(edition):
    supervisor = organisers.arrive(edition, RoleKind.DOOR_SUPERVISOR)
    editions.set_clock(edition, scenes.at(24, 12), 1)
    area = factories.AreaFactory(edition=edition, kind="fair", code="")
    said = {"edition": edition.pk, "area": area.pk, "count": 321, "kind": "clicker"}

    supervisor.post(
        "/admin/visitors/observation/add/",
        {**said, "observed_at_0": "2023-11-24", "observed_at_1": "11:55"},
    )

    observation = Observation.objects.get()
    assert observation.observed_at == datetime(2023, 11, 24, 2, 55, tzinfo=UTC)
    assert observation.received_at - scenes.at(24, 12) < timedelta(minutes=1)
    assert observation.observed_by == supervisor.account


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"count": 2_000_000}, "1,000,000"),
        ({"observed_at_1": "12:30"}, "12:00"),
        ({"observed_at_0": "2023-11-20"}, "2023-11-23, 2023-11-24, 2023-11-25"),
    ],
)
def test_a_headcount_that_cannot_be_is_a_sentence(edition, said, sentence):
    supervisor = organisers.arrive(edition, RoleKind.DOOR_SUPERVISOR)
    editions.set_clock(edition, scenes.at(24, 12), 0)
    area = factories.AreaFactory(edition=edition, kind="fair", code="")
    fields = {"edition": edition.pk, "area": area.pk, "count": 321, "kind": "clicker"}
    moment = {"observed_at_0": "2023-11-24", "observed_at_1": "11:55"}

    answer = supervisor.post("/admin/visitors/observation/add/", {**fields, **moment, **said})

    [told] = answer.context["adminform"].form.non_field_errors()
    assert sentence in told
    assert not Observation.objects.exists()


def test_nobody_is_counted_inside_a_booth_in_the_admin_either(edition, organiser):
    area = factories.AreaFactory(edition=edition, kind="booth", code="A-01")
    fields = {"edition": edition.pk, "area": area.pk, "count": 3, "kind": "clicker"}

    answer = organiser.post(
        "/admin/visitors/observation/add/",
        {**fields, "observed_at_0": "2023-11-24", "observed_at_1": "11:55"},
    )

    assert len(answer.context["adminform"].form.non_field_errors()) == 1
    assert not Observation.objects.exists()


def test_a_wrong_headcount_is_withdrawn_and_stays(edition):
    supervisor = organisers.arrive(edition, RoleKind.DOOR_SUPERVISOR)
    observation = factories.ObservationFactory(edition=edition)
    address = f"/admin/visitors/observation/{observation.pk}"

    supervisor.post(f"{address}/withdraw/", YES)
    found = supervisor.get("/admin/visitors/observation/", {"state": "withdrawn"})

    observation.refresh_from_db()
    assert observation.withdrawn_by == supervisor.account
    assert list(found.context["cl"].result_list) == [observation]
    assert f"{address}/withdraw/" not in supervisor.get(f"{address}/change/").content.decode()


def test_a_headcount_is_shown_beside_what_the_doors_said(edition, organiser):
    observation = factories.ObservationFactory(edition=edition, count=1234)

    page = organiser.get(f"/admin/visitors/observation/{observation.pk}/change/")

    assert "-1234" in page.content.decode()


def test_a_headcount_is_not_put_right_by_changing_it(edition, organiser):
    observation = factories.ObservationFactory(edition=edition)

    answer = organiser.post(f"/admin/visitors/observation/{observation.pk}/change/", {"count": 1})

    observation.refresh_from_db()
    assert (answer.status_code, observation.count) == (404, 100)


def test_a_privacy_officer_corrects_a_name(edition):
    officer = organisers.arrive(edition, RoleKind.PRIVACY_OFFICER)
    person = factories.PersonFactory(edition=edition, name="홍길둥")
    fields = {"name": "홍길동", "email": person.email, "language": "ko"}
    inlines = {
        f"{prefix}-{form}_FORMS": 0
        for prefix in ("registrations", "tickets")
        for form in ("TOTAL", "INITIAL")
    }

    officer.post(f"/admin/visitors/person/{person.pk}/change/", fields | inlines)

    assert Person.objects.get().name == "홍길동"


def test_a_text_somebody_agreed_to_is_not_rewritten(edition, organiser):
    agreed = factories.ConsentFactory(edition=edition).text

    answer = organiser.post(
        f"/admin/visitors/consenttext/{agreed.pk}/change/", {"purpose": "다른 목적"}
    )

    agreed.refresh_from_db()
    assert (answer.status_code, agreed.purpose) == (404, "입장 확인")


def test_a_long_list_is_counted_only_so_far(edition, organiser, monkeypatch):
    monkeypatch.setattr("visitors.admin.pages.MOST", 3)
    factories.CheckInFactory.create_batch(5, edition=edition)

    page = organiser.get("/admin/visitors/checkin/")

    assert page.context["cl"].paginator.count == 3


def test_no_page_shows_a_private_key(edition, organiser):
    key = factories.SigningKeyFactory(edition=edition, private_key=b"secret-half-of-the-key")

    pages = [
        organiser.get("/admin/visitors/signingkey/"),
        organiser.get(f"/admin/visitors/signingkey/{key.pk}/change/"),
        organiser.get(f"/admin/visitors/signingkey/{key.pk}/history/"),
    ]

    for page in pages:
        assert b"secret-half" not in page.content
        assert b"secret-half".hex().encode() not in page.content
