"""A kiosk on the server's side: a device that prints badges, and can do nothing else."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from nacl.signing import SigningKey

from expo import editions
from expo.models import RoleKind
from tests import organisers
from tests.visitors import kiosk_scenes, scenes
from tests.visitors.kiosk_scenes import KioskClient
from visitors import attendance, devices, signing, tickets
from visitors.classes import TicketClass
from visitors.kiosks import Obstacle
from visitors.models import CheckIn, Device, DeviceContact, Presence
from visitors.pages.kiosk import slips

pytestmark = pytest.mark.django_db

ADDRESS = "/desk/kiosk/"


@pytest.fixture(autouse=True)
def nobody_has_missed_yet():
    cache.clear()


@pytest.fixture
def fair():
    return kiosk_scenes.fair()


@pytest.fixture
def kiosk(fair):
    return KioskClient.at(fair)


@pytest.fixture
def visitor(fair):
    return kiosk_scenes.visitor(fair, "홍길동", name_en="Gildong Hong")


def refusal(answer):
    assert answer.status_code == 422, answer.content
    return answer.json()["obstacle"]


def look_up(kiosk, number):
    return kiosk.ask("visits", number=number)


# Becoming a kiosk


def test_a_code_makes_a_browser_a_kiosk_once(fair):
    device, code = kiosk_scenes.device(fair)

    first, second = KioskClient(device, code), KioskClient(device, code)

    assert first.ask("status", "get").status_code == 200
    assert second.ask("status", "get").status_code == 401


def test_the_cookie_is_bound_to_the_kiosks_path_and_kept_from_scripts(kiosk):
    cookie = kiosk.cookies["kiosk"]

    assert cookie["path"] == ADDRESS
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"


def test_a_scanners_code_makes_no_kiosk_and_stays_good(fair):
    device, code = devices.create(kiosk_scenes.desk(fair))

    client = KioskClient(device, code)

    assert "kiosk" not in client.cookies
    assert devices.enrol(code)[0] == device


def test_somebody_of_the_desk_turns_his_browser_into_a_kiosk_and_is_logged_out(fair):
    supervisor = organisers.arrive(fair, RoleKind.DOOR_SUPERVISOR)

    answer = supervisor.post(f"{ADDRESS}conversion/", {"name": "왼쪽", "paper": "label"})

    device = Device.objects.get(kind="kiosk")
    assert answer["Location"] == f"{ADDRESS}?language=ko"
    assert (device.name, device.gate.code, device.made_by) == ("왼쪽", "DESK", supervisor.account)
    assert supervisor.get("/desk/headcounts/").status_code == 302
    assert 'data-screen="start"' in supervisor.get(ADDRESS).content.decode()


@pytest.mark.parametrize("kind", [RoleKind.PLANNER, RoleKind.EXHIBITOR, RoleKind.PRIVACY_OFFICER])
def test_nobody_else_turns_a_browser_into_a_kiosk(fair, kind):
    other = organisers.arrive(fair, kind)

    assert other.get(ADDRESS).status_code == 404
    assert other.post(f"{ADDRESS}conversion/", {"name": "x", "paper": "a6"}).status_code == 404
    assert not Device.objects.filter(kind="kiosk").exists()


def test_whoever_is_logged_in_never_sees_the_kiosk_itself(fair, kiosk):
    kiosk.force_login(organisers.arrive(fair, RoleKind.DOOR_SUPERVISOR).account)

    page = kiosk.get(ADDRESS).content.decode()

    assert "data-screen" not in page
    assert "kiosk/return/" in page
    kiosk.post(f"{ADDRESS}return/")
    assert 'data-screen="start"' in kiosk.get(ADDRESS).content.decode()


def test_leaving_drops_the_cookie_and_lands_at_the_log_in(kiosk):
    answer = kiosk.post(f"{ADDRESS}exit/")

    assert answer["Location"].startswith("/accounts/login/")
    assert kiosk.ask("status", "get").status_code == 401
    assert devices.state(kiosk.device, timezone.now()) != devices.DeviceState.REVOKED


def test_both_languages_share_one_address_and_one_cookie(kiosk):
    answer = kiosk.get(f"/en{ADDRESS}")

    assert answer["Location"] == f"{ADDRESS}?language=en"
    assert '<html lang="en">' in kiosk.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_obstacle_has_a_screen_in_every_language(kiosk, language):
    page = kiosk.get(ADDRESS).content.decode()

    [frame] = re.findall(rf'<template data-language="{language}">(.*?)</template>', page, re.DOTALL)
    assert {str(each) for each in Obstacle} <= set(re.findall(r'data-screen="(\w+)"', frame))


# What it may not do


def test_a_kiosk_opens_no_page_of_the_desk_and_no_api(fair, kiosk):
    for page in ("/desk/headcounts/", "/dashboard/", "/admin/"):
        assert kiosk.get(page).status_code == 302
    assert kiosk.get("/api/v1/gate/snapshot/").status_code == 401


def test_a_kiosks_token_is_no_scanners(fair):
    token = devices.enrol(kiosk_scenes.device(fair)[1], kind="kiosk")[1]

    answer = Client().get("/api/v1/gate/snapshot/", headers={"Authorization": f"Device {token}"})

    assert answer.status_code == 401


def test_a_forged_cookie_is_no_kiosk(kiosk):
    kiosk.cookies["kiosk"] = "a6:" + "x" * 43

    assert kiosk.ask("status", "get").json()["code"] == "not_a_kiosk"


def test_a_revoked_kiosk_is_out_of_service_at_once(kiosk, visitor):
    badge = kiosk.badge(visitor)

    devices.revoke(kiosk.device)

    assert kiosk.look_up(visitor).json()["code"] == "device_revoked"
    assert kiosk.ask("status", "get").json()["code"] == "device_revoked"
    assert kiosk.get(badge).status_code == 401
    assert 'data-revoked="yes"' in kiosk.get(ADDRESS).content.decode()


# Who it is


def test_a_code_or_a_number_shows_a_masked_name_and_nothing_else(kiosk, visitor):
    number = visitor.registration.number.lower()

    scanned = kiosk.look_up(visitor)
    typed = look_up(kiosk, f"{number[:3]}-{number[3:6]} {number[6:]}")

    assert scanned.json()["name"] == {"ko": "홍*동", "en": "G*** H***"}
    assert typed.json()["name"] == scanned.json()["name"]
    assert set(scanned.json()) == {"slip", "name"}
    assert "홍길동" not in scanned.content.decode()
    assert scanned["Cache-Control"] == "no-store"


def revoked(fair):
    return tickets.revoke(kiosk_scenes.visitor(fair), at=kiosk_scenes.NOW)


def cancelled(fair):
    ticket = kiosk_scenes.visitor(fair)
    ticket.registration.cancelled_at = kiosk_scenes.NOW
    ticket.registration.save(update_fields=["cancelled_at"])
    return ticket


def of_another_edition(fair):
    return kiosk_scenes.visitor(kiosk_scenes.fair(number=2))


@pytest.mark.parametrize(
    ("make", "obstacle"),
    [
        (revoked, Obstacle.REVOKED),
        (cancelled, Obstacle.CANCELLED),
        (of_another_edition, Obstacle.OTHER_EDITION),
        (lambda fair: kiosk_scenes.visitor(fair, ""), Obstacle.NAMELESS),
        (lambda fair: kiosk_scenes.visitor(fair, last_day=0), Obstacle.OVER),
        (
            lambda fair: kiosk_scenes.visitor(fair, ticket_class=TicketClass.GROUP, heads=20),
            Obstacle.GROUP,
        ),
    ],
    ids=["revoked", "cancelled", "other edition", "nameless", "over", "group"],
)
@pytest.mark.parametrize("by", ["code", "number"])
def test_what_cannot_be_printed_is_told_apart(fair, kiosk, make, obstacle, by):
    ticket = make(fair)

    found = kiosk.look_up(ticket) if by == "code" else look_up(kiosk, ticket.registration.number)

    assert refusal(found) == obstacle


@pytest.mark.parametrize("code", ["https://example.com/홍길동", "BEGIN:VCARD\nFN:홍길동", " "])
def test_what_is_no_ticket_is_told_without_repeating_it(kiosk, code):
    answer = kiosk.ask("visits", code=code)

    assert refusal(answer) == Obstacle.NOT_A_TICKET
    assert "홍길동" not in answer.content.decode()


def test_a_forged_ticket_is_not_genuine(kiosk, visitor):
    other = SigningKey.generate()
    forged = signing.sign_with(tickets.claims_of(visitor), bytes(other) + bytes(other.verify_key))

    assert refusal(kiosk.ask("visits", code=forged)) == Obstacle.NOT_GENUINE


def test_an_unknown_number_is_told(kiosk, visitor):
    assert refusal(look_up(kiosk, "222222222")) == Obstacle.UNKNOWN_NUMBER


def test_a_ticket_of_a_later_day_is_printed_before_it(kiosk, fair):
    """Whoever has his badge walks past the queue tomorrow."""
    ticket = kiosk_scenes.visitor(fair, first_day=2)

    badge = kiosk.badge(ticket)

    assert kiosk.get(badge).status_code == 200
    assert CheckIn.objects.get().reason == "not_today"


# Guessing


def test_five_unknown_numbers_in_a_row_pause_typing_and_call_staff(kiosk, visitor):
    for _guess in range(4):
        assert look_up(kiosk, "222222222").status_code == 422
    answer = look_up(kiosk, "333333333")

    assert (answer.status_code, answer.json()["code"]) == (429, "number_entry_paused")
    assert look_up(kiosk, visitor.registration.number).status_code == 429
    assert kiosk.look_up(visitor).status_code == 200
    kiosk.device.refresh_from_db()
    assert kiosk.device.staff_called_at
    assert kiosk.ask("status", "get").json()["numbers_are_paused"]


def test_a_number_that_is_found_forgives_the_misses_before_it(kiosk, visitor):
    for number in ["2" * 9] * 4 + [visitor.registration.number] + ["2" * 9] * 4:
        answer = look_up(kiosk, number)

    assert answer.status_code == 422


def test_one_kiosks_misses_are_not_anothers(fair, kiosk, visitor):
    other = KioskClient.at(fair, name="키오스크 2")
    for _guess in range(5):
        look_up(kiosk, "222222222")

    assert look_up(other, visitor.registration.number).status_code == 200


# Yes, and the badge


def test_yes_is_a_check_in_at_the_desk_and_nobodys_visit(fair, kiosk, visitor):
    kiosk.badge(visitor)

    row = CheckIn.objects.get()
    attendance.count_new(fair.pk)
    assert (row.ticket, row.device, row.gate.code) == (visitor, kiosk.device, "DESK")
    assert (row.outcome, row.operator) == ("admitted", None)
    assert attendance.figures(fair).visits == 0
    assert set(Presence.objects.values_list("direction", flat=True)) == {""}


def test_yes_pressed_twice_is_one_check_in(kiosk, visitor):
    slip = kiosk.look_up(visitor).json()["slip"]

    answers = [kiosk.ask("check-ins", slip=slip) for _press in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert CheckIn.objects.count() == 1


def test_what_comes_next_are_days_hours_and_entrances(kiosk, visitor):
    slip = kiosk.look_up(visitor).json()["slip"]

    answer = kiosk.ask("check-ins", slip=slip).json()["next"]

    assert answer["days"] == ["2023-11-23", "2023-11-25"]
    assert answer["day"] == {"date": "2023-11-24", "opens": "10:00", "closes": "18:00"}
    assert [each["en"] for each in answer["entrances"]] == ["Entrance 1", "Entrance 2"]


def test_the_badge_is_a_pdf_that_only_our_own_page_frames(kiosk, visitor):
    answer = kiosk.get(kiosk.badge(visitor))

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Content-Security-Policy"] == "frame-ancestors 'self'"


def test_a_badges_address_is_good_once(kiosk, visitor):
    badge = kiosk.badge(visitor)

    assert [kiosk.get(badge).status_code for _time in range(2)] == [200, 410]


def test_two_addresses_of_one_yes_are_good_once_together(kiosk, visitor):
    slip = kiosk.look_up(visitor).json()["slip"]
    badges = [kiosk.ask("check-ins", slip=slip).json()["badge"] for _press in range(2)]

    assert [kiosk.get(badge).status_code for badge in badges] == [200, 410]


def test_a_slip_is_good_at_its_own_kiosk_only(fair, kiosk, visitor):
    other = KioskClient.at(fair, name="키오스크 2")
    slip, badge = kiosk.look_up(visitor).json()["slip"], kiosk.badge(visitor)

    assert other.ask("check-ins", slip=slip).json()["code"] == "slip_not_good"
    assert other.get(badge).status_code == 410
    assert Client().get(badge).status_code == 401


def test_a_slip_is_good_for_five_minutes(kiosk, visitor, monkeypatch):
    slip, badge = kiosk.look_up(visitor).json()["slip"], kiosk.badge(visitor)

    monkeypatch.setattr(slips, "GOOD_FOR", timedelta(seconds=-1))

    assert kiosk.ask("check-ins", slip=slip).json()["code"] == "slip_not_good"
    assert kiosk.get(badge).status_code == 410


def test_a_slip_for_a_yes_prints_nothing(kiosk, visitor):
    slip = kiosk.look_up(visitor).json()["slip"]

    assert kiosk.get(f"{ADDRESS}badges/{slip}.pdf").status_code == 410


def test_a_ticket_revoked_meanwhile_is_printed_no_more(kiosk, visitor):
    slip, badge = kiosk.look_up(visitor).json()["slip"], kiosk.badge(visitor)

    tickets.revoke(visitor, at=kiosk_scenes.NOW)

    assert refusal(kiosk.ask("check-ins", slip=slip)) == Obstacle.REVOKED
    assert kiosk.get(badge).status_code == 410


def test_a_third_badge_is_for_the_staff(fair, kiosk, visitor):
    other = KioskClient.at(fair, name="키오스크 2")
    for each in (kiosk, other):
        each.get(each.badge(visitor))

    assert refusal(kiosk.look_up(visitor)) == Obstacle.PRINTED_TWICE


def test_a_badge_from_the_desk_is_not_one_of_the_two(fair, kiosk, visitor):
    phone = scenes.Phone.at(kiosk_scenes.desk(fair))
    for minute in range(3):
        phone.show(visitor, kiosk_scenes.NOW + timedelta(minutes=minute))

    assert kiosk.look_up(visitor).status_code == 200


# Heartbeat and bell


def test_the_heartbeat_is_a_contact_and_tells_the_hours(kiosk):
    answer = kiosk.get(f"{ADDRESS}status/?version=1.2.3").json()

    assert DeviceContact.objects.get().version == "1.2.3"
    assert answer["now"] == kiosk_scenes.NOW.isoformat()
    assert answer["today"] == {"date": "2023-11-24", "opens": "10:00", "closes": "18:00"}
    assert answer["called_at"] is None


def test_the_bell_rings_until_it_is_answered_or_taken_back(kiosk):
    first = kiosk.ask("call").json()["called_at"]
    again = kiosk.ask("call").json()["called_at"]
    kiosk.device.refresh_from_db()
    devices.answer_call(kiosk.device)

    assert first == again
    assert kiosk.ask("status", "get").json()["called_at"] is None
    kiosk.ask("call")
    assert kiosk.ask("call", "delete").json()["called_at"] is None


def test_without_a_show_day_there_are_no_hours(fair, kiosk):
    editions.set_clock(fair, to=scenes.at(27, 9), rate=0)

    assert kiosk.ask("status", "get").json()["today"] is None
