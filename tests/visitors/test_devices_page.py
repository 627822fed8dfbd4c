"""The devices page: how every scanner is, enrolling new ones, revoking lost ones."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from expo import access, editions
from expo.models import Account, RoleKind
from tests.visitors import scenes
from tests.visitors.scenes import NOON
from visitors import devices
from visitors.devices import Contact
from visitors.models import Device, DeviceKind

pytestmark = pytest.mark.django_db

LIST = "/en/desk/devices/"
ROWS = "/en/desk/devices/rows/"
NEW = "/en/desk/devices/new/"


@pytest.fixture
def fair():
    fair = scenes.edition(slug="2023", name_en="Expo")
    editions.set_clock(fair, NOON, rate=0)
    return fair


@pytest.fixture
def gate(fair):
    return scenes.gate(fair, name_en="Main entrance")


@pytest.fixture
def desk(fair):
    return scenes.gate(fair, "DESK", purpose="desk", area=None)


@pytest.fixture
def client(fair):
    account = Account.objects.create_user("gate@example.com", "correct horse battery")
    access.grant(account, fair, RoleKind.DOOR_SUPERVISOR)
    client = Client()
    client.force_login(account)
    return client


def enrolled(gate, name="phone", **said):
    device, _token = devices.enrol(devices.create(gate, name)[1])
    if said:
        ago = said.pop("ago", timedelta(0))
        contact = Contact(said.pop("pending", 0), said.pop("skew", None), **said)
        devices.heard_from(device.pk, contact, at=timezone.now() - ago)
    return device


def text(answer):
    assert answer.status_code == 200, answer
    plain = re.sub(r"<[^>]*>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", plain)


# ---- the list


def test_without_a_device_the_page_says_what_will_be_here(client):
    assert "No device has been made yet." in text(client.get(LIST))


def test_a_device_tells_all_it_said(client, gate):
    enrolled(gate, "phone 3", pending=42, skew=timedelta(seconds=-3.21), version="3f2a", battery=83)

    page = text(client.get(LIST))

    for words in ("phone 3", "E1 Main entrance", "In use", "s ago", "42", "3.2 s slow", "83%"):
        assert words in page
    assert "Of 1 devices 0 silent · 42 scans not sent" in page
    assert "Old version" in page  # 3f2a is not what is served


def test_a_silent_device_is_an_alarm_while_the_fair_is_open(client, gate):
    enrolled(gate, "phone", ago=timedelta(seconds=61))

    assert "has fallen silent" in client.get(LIST).content.decode()


def test_at_night_silence_is_as_it_should_be(client, gate, fair):
    enrolled(gate, "phone", ago=timedelta(hours=1))
    editions.set_clock(fair, scenes.at(24, 23), rate=0)

    answer = client.get(LIST)

    assert "silence is as it should be" in text(answer)
    assert "has fallen silent" not in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"fine", "silent", "called", "elsewhere"}),
        ("?state=silent", {"silent"}),
        ("?state=in_use", {"fine", "called", "elsewhere"}),
        ("?state=attention", {"silent", "called"}),
        ("?gate=E2", {"elsewhere"}),
        ("?gate=E2&state=silent", set()),
        ("?state=nonsense&gate=", {"fine", "silent", "called", "elsewhere"}),
    ],
)
def test_the_list_is_filtered_in_the_address(client, fair, gate, query, names):
    enrolled(gate, "fine", pending=0)
    enrolled(gate, "silent", ago=timedelta(minutes=2))
    devices.call_staff(enrolled(gate, "called", pending=0))
    enrolled(scenes.gate(fair, "E2"), "elsewhere", pending=0)

    for address in (LIST, ROWS):
        shown = client.get(address + query).context["rows"]
        assert {row.device.name for row in shown} == names


def test_devices_of_another_edition_are_not_shown(client, gate):
    enrolled(scenes.gate(scenes.edition(number=2)), "theirs")

    assert "theirs" not in text(client.get(LIST))


def test_a_name_is_shown_as_it_is_and_runs_nothing(client, gate):
    devices.create(gate, "<script>alert(1)</script>")

    assert "<script>alert" not in client.get(LIST).content.decode()


# ---- the feed


def test_nothing_is_sent_while_nothing_has_moved(client, gate):
    device = enrolled(gate, pending=0)
    tag = client.get(ROWS).headers["ETag"]

    unchanged = client.get(ROWS, headers={"If-None-Match": tag})
    assert (unchanged.status_code, unchanged.content) == (304, b"")

    devices.heard_from(device.pk, Contact(1, None), at=timezone.now())
    assert client.get(ROWS, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("moved", ["silence", "call", "renamed", "night", "another"])
def test_the_feed_notices(client, fair, gate, moved):
    device = enrolled(gate, pending=0)
    tag = client.get(ROWS).headers["ETag"]

    match moved:
        case "silence":
            Device.objects.get().contact.__class__.objects.update(
                seen_at=timezone.now() - timedelta(minutes=1)
            )
        case "call":
            devices.call_staff(device)
        case "renamed":
            Device.objects.update(name="another")
        case "night":
            editions.set_clock(fair, scenes.at(24, 23), rate=0)
        case "another":
            devices.create(gate)

    assert client.get(ROWS, headers={"If-None-Match": tag}).status_code == 200


def test_page_and_feed_begin_with_the_same_tag(client, gate):
    enrolled(gate, pending=0)

    assert client.get(LIST).context["etag"] == client.get(ROWS).headers["ETag"]


def test_who_is_logged_out_is_told_so_by_the_feed(db):
    assert Client().get(ROWS).status_code == 401


# ---- enrolling


def make(client, **typed):
    typed = {"kind": "scanner", "gate": "E1", "name": "phone 3"} | typed
    return client.post(NEW, typed, follow=True)


def test_a_made_device_shows_code_link_and_qr(client, gate):
    answer = make(client, may_search="on")

    device = Device.objects.get()
    code = answer.context["code"]
    assert (device.name, device.gate, device.may_search) == ("phone 3", gate, True)
    assert device.made_by.email == "gate@example.com"
    assert code in text(answer)
    assert "<svg" in answer.context["qr"]
    assert answer.context["page"] == "http://testserver/gate/"
    assert "no-store" in answer.headers["Cache-Control"]
    assert devices.enrol(code)[0] == device


def test_a_kiosks_link_leads_to_the_kiosk(client, desk):
    answer = make(client, gate="DESK", kind="kiosk", may_search="on")

    device = Device.objects.get()
    assert (device.kind, device.may_search) == (DeviceKind.KIOSK, False)
    assert answer.context["page"].endswith("/desk/kiosk/")
    assert devices.enrol(answer.context["code"], kind=DeviceKind.KIOSK)[0] == device


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"gate": ""}, "gate"),
        ({"gate": "E9"}, "gate"),
        ({"kind": "desk"}, "kind"),
        ({"kind": "kiosk"}, "gate"),
        ({"name": "x" * 61}, "name"),
        ({"name": "a\0b"}, "name"),
    ],
)
def test_what_is_typed_wrong_makes_no_device(client, gate, typed, field):
    answer = make(client, **typed)

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not Device.objects.exists()


def test_a_gate_of_another_edition_cannot_be_chosen(client, gate):
    scenes.gate(scenes.edition(number=2), "E7")

    assert "gate" in make(client, gate="E7").context["form"].errors


def test_without_gates_the_page_says_why_nothing_can_be_made(client):
    assert "There is no gate yet." in text(client.get(NEW))


def test_only_who_made_the_code_sees_it(client, gate, fair):
    made = make(client)
    other = Account.objects.create_user("other@example.com", "correct horse battery")
    access.grant(other, fair, RoleKind.ORGANISER)
    elsewhere = Client()
    elsewhere.force_login(other)

    answer = elsewhere.get(f"/en/desk/devices/{Device.objects.get().uuid}/code/")

    assert made.context["code"] not in answer.content.decode()
    assert "shown no more" in text(answer)


def test_a_forged_cookie_shows_nothing(client, gate):
    make(client)
    device = Device.objects.get()
    client.cookies[f"enrolment-{device.uuid.hex}"] = "AAAA-AAAA-AAAA:bad:signature"

    assert client.get(f"/en/desk/devices/{device.uuid}/code/").context["code"] == ""


def test_the_page_turns_when_the_phone_is_there(client, gate):
    made = make(client)
    address = f"/en/desk/devices/{Device.objects.get().uuid}/code/?only=card"
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304

    devices.enrol(made.context["code"])

    card = client.get(address, headers={"If-None-Match": tag})
    assert "Enrolled" in text(card)
    assert made.context["code"] not in card.content.decode()


def test_an_expired_code_is_not_shown_and_can_be_replaced(client, gate):
    made = make(client)
    Device.objects.update(enrolment_expires_at=timezone.now() - timedelta(seconds=1))
    address = f"/en/desk/devices/{Device.objects.get().uuid}/code/"

    assert "Make a new code" in text(client.get(address))

    fresh = client.post(address, follow=True).context["code"]
    assert fresh != made.context["code"]
    assert devices.enrol(fresh)[0] == Device.objects.get()


def test_a_reset_phone_gets_a_new_code_while_the_old_token_works(client, gate):
    device, token = devices.enrol(devices.create(gate)[1])

    answer = client.post(f"/en/desk/devices/{device.uuid}/code/", follow=True)

    _, fresh = devices.enrol(answer.context["code"])
    assert fresh != token


# ---- one device


def test_a_device_has_a_page_of_its_own(client, gate):
    device = enrolled(gate, "phone 3", pending=7, version="3f2a")

    page = text(client.get(f"/en/desk/devices/{device.uuid}/"))

    assert "phone 3" in page
    assert "3f2a" in page
    assert "A device that is to stand at another gate is made anew." in page


def test_before_revoking_the_page_tells_what_the_device_holds(client, gate):
    device = enrolled(gate, pending=7)

    page = text(client.get(f"/en/desk/devices/{device.uuid}/revocation/"))

    assert "it held 7 scans that it has not sent" in page
    assert "This cannot be undone" in page
    assert Device.objects.get().revoked_at is None


def test_a_device_is_revoked_once_and_for_good(client, gate):
    device = enrolled(gate, "phone 3")
    address = f"/en/desk/devices/{device.uuid}/revocation/"

    answer = client.post(address, follow=True)
    first = Device.objects.get().revoked_at
    client.post(address)

    assert "phone 3 is revoked." in text(answer)
    assert Device.objects.get().revoked_at == first is not None


def test_a_revoked_device_gets_no_new_code(client, gate):
    device = devices.revoke(enrolled(gate))

    answer = client.post(f"/en/desk/devices/{device.uuid}/code/", follow=True)

    assert "out of service for good" in text(answer)
    assert Device.objects.get().enrolment_hash is None


def test_a_call_is_answered(client, gate):
    device = enrolled(gate, "kiosk 1", pending=0)
    devices.call_staff(device)
    assert "Staff called" in text(client.get(LIST))

    answer = client.post(f"/en/desk/devices/{device.uuid}/answer/", follow=True)

    assert "the call is answered" in text(answer)
    assert Device.objects.get().staff_called_at is None


@pytest.mark.parametrize("page", ["", "code/", "revocation/"])
def test_what_is_not_of_this_edition_is_not_there(client, gate, page):
    theirs = enrolled(scenes.gate(scenes.edition(number=2)))
    desk = scenes.gate(gate.edition, "DESK", purpose="desk", area=None)
    internal, _ = devices.create(desk, kind=DeviceKind.DESK)

    for uuid in (theirs.uuid, internal.uuid, uuid4()):
        assert client.get(f"/en/desk/devices/{uuid}/{page}").status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_the_same_for_any_number(client, gate, number, django_assert_num_queries):
    for place in range(number):
        enrolled(gate, f"phone {place}", pending=place)
    client.get(LIST)

    with django_assert_num_queries(6):  # who asks and may, devices, their sum, hours
        client.get(ROWS)
