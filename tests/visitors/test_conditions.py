"""How devices are seen to be: silent within a minute, and the worst first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.visitors import scenes
from visitors import conditions, devices
from visitors.conditions import Trouble, Watch
from visitors.devices import Contact, DeviceState, Overview
from visitors.models import Device, DeviceKind

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def fair():
    return scenes.edition()


@pytest.fixture
def gate(fair):
    return scenes.gate(fair)


def enrolled(gate, name="phone", **fields):
    _, code = devices.create(gate, name, **fields)
    return devices.enrol(code, kind=fields.get("kind", DeviceKind.SCANNER))[0]


def heard(device, ago=timedelta(0), pending=0, **said):
    contact = Contact(pending, said.pop("skew", None), **said)
    devices.heard_from(device.pk, contact, at=NOW - ago)
    return device


def condition(device, **watch):
    fresh = Device.objects.select_related("gate", "contact").get(pk=device.pk)
    return conditions.of_device(fresh, Watch(NOW, **watch))


@pytest.mark.parametrize(
    ("seconds", "state"),
    [
        (0, DeviceState.IN_USE),
        (59, DeviceState.IN_USE),
        (60, DeviceState.SILENT),
        (3600, DeviceState.SILENT),
    ],
)
def test_a_silent_device_is_noticed_within_a_minute(fair, gate, seconds, state):
    device = heard(enrolled(gate), timedelta(seconds=seconds))

    assert condition(device).state is state
    assert devices.overview(fair, NOW).silent == (state is DeviceState.SILENT)
    assert list(devices.in_state(Device.objects.of(fair), state, NOW)) == [device]


def test_a_device_that_never_spoke_is_silent(fair, gate):
    assert condition(enrolled(gate)).troubles == (Trouble.SILENT,)
    assert devices.overview(fair, NOW) == Overview(devices=1, silent=1, holding=0, unsent=0)


def test_while_the_fair_is_closed_silence_is_no_trouble(gate):
    seen = condition(enrolled(gate), is_open=False)

    assert (seen.state, seen.troubles, seen.is_alarm) == (DeviceState.SILENT, (), False)


@pytest.mark.parametrize(
    ("said", "troubles"),
    [
        ({"skew": timedelta(seconds=60)}, ()),
        ({"skew": timedelta(seconds=-61)}, (Trouble.CLOCK_OFF,)),
        ({"skew": timedelta(hours=7)}, (Trouble.CLOCK_OFF,)),
        ({"battery": 16}, ()),
        ({"battery": 15}, (Trouble.LOW_BATTERY,)),
        ({"battery": 0}, (Trouble.LOW_BATTERY,)),
        ({"version": "new"}, ()),
        ({"version": "old"}, (Trouble.OLD_VERSION,)),
        ({"version": ""}, ()),
        (
            {"skew": timedelta(hours=-1), "battery": 1, "version": "old"},
            (Trouble.CLOCK_OFF, Trouble.LOW_BATTERY, Trouble.OLD_VERSION),
        ),
    ],
    ids=str,
)
def test_what_a_device_says_of_itself_may_be_a_trouble(gate, said, troubles):
    assert condition(heard(enrolled(gate), **said), version="new").troubles == troubles


def test_nobody_tells_an_old_version_where_the_new_one_is_unknown(gate):
    assert condition(heard(enrolled(gate), version="old")).troubles == ()


def test_a_kiosk_has_no_app_that_could_be_old(fair):
    desk = scenes.gate(fair, "DESK", purpose="desk", area=None)
    kiosk = heard(enrolled(desk, kind=DeviceKind.KIOSK), version="old")

    assert condition(kiosk, version="new").troubles == ()


def test_a_revoked_device_is_in_trouble_only_for_what_it_holds(gate):
    empty, holding = (heard(enrolled(gate, name), battery=1) for name in ("empty", "holding"))
    heard(holding, pending=7)
    for device in (empty, holding):
        devices.revoke(device)

    assert condition(empty).troubles == ()
    assert condition(holding).troubles == (Trouble.LEFT_BEHIND,)


def test_whatever_needs_somebody_comes_first(fair, gate):
    other = scenes.gate(fair, "A1")
    names = {
        "revoked": heard(enrolled(gate, "revoked"), pending=3),
        "fine": heard(enrolled(gate, "fine")),
        "old": heard(enrolled(gate, "old"), version="old"),
        "silent": heard(enrolled(gate, "silent"), timedelta(minutes=5)),
        "also fine": heard(enrolled(other, "also fine")),
        "called": heard(enrolled(gate, "called")),
    }
    devices.create(gate, "new")
    devices.revoke(names["revoked"])
    devices.call_staff(names["called"])

    shown = conditions.all_of(fair, Watch(NOW, version="new"))

    assert [each.device.name for each in shown] == [
        "called", "silent", "old", "also fine", "fine", "new", "revoked",
    ]  # fmt: skip


def test_an_entrance_comes_before_a_booth(fair, gate):
    for place in (scenes.booth_gate(fair, "A-01"), scenes.hall_gate(fair, "4B"), gate):
        enrolled(place, place.code)

    shown = conditions.all_of(fair, Watch(NOW))

    assert [each.device.name for each in shown] == ["E1", "4B", "A-01"]


def test_a_desks_own_device_is_not_shown(fair):
    desk = scenes.gate(fair, "DESK", purpose="desk", area=None)
    enrolled(desk, kind=DeviceKind.DESK)

    assert conditions.all_of(fair, Watch(NOW)) == []
    assert devices.overview(fair, NOW).devices == 0


def test_the_overview_sums_the_devices_in_use(fair, gate):
    heard(enrolled(gate, "a"), pending=40)
    heard(enrolled(gate, "b"), timedelta(minutes=3), pending=2)
    heard(enrolled(gate, "c"))
    devices.revoke(heard(enrolled(gate, "d"), pending=5))
    devices.create(gate, "e")
    heard(enrolled(scenes.gate(scenes.edition(number=2))), pending=9)

    assert devices.overview(fair, NOW) == Overview(devices=3, silent=1, holding=2, unsent=42)


def test_without_devices_there_is_nothing_to_sum(fair):
    assert devices.overview(fair, NOW) == Overview(0, 0, 0, 0)


@pytest.mark.parametrize("number", [1, 20])
def test_any_number_of_devices_is_one_question(fair, gate, number, django_assert_num_queries):
    for place in range(number):
        heard(enrolled(gate, f"phone {place}"))

    with django_assert_num_queries(1):
        conditions.all_of(fair, Watch(NOW))
    with django_assert_num_queries(1):
        devices.overview(fair, NOW)
