"""What judges the soak finds whatever is missing, double, late or open."""

import json
from time import monotonic
from uuid import uuid4

import pytest

from expo import editions
from tests.soak import judgement, scanners
from tests.soak.ground import Clock
from tests.soak.onlookers import Planner, Shown
from tests.soak.scanners import Scanner
from tests.visitors import scenes
from tests.visitors.scenes import NOON
from visitors import devices, tickets

pytestmark = pytest.mark.django_db(transaction=True)


class Uplink:
    """Takes uploads to the server of the test, unless it is told to be busy."""

    def __init__(self, client):
        self.client, self.is_busy, self.sent, self.wait = client, False, [], 0.0

    def ask(self, asked):
        head, _end, body = asked.partition(b"\r\n\r\n")
        self.sent.append(len(json.loads(body)["scans"]))
        if self.is_busy:
            return 503, b"{}"
        [token] = [line[15:] for line in head.decode().split("\r\n") if "Authorization" in line]
        answer = self.client.post(
            scanners.ADDRESS, body, "application/json", headers={"Authorization": token}
        )
        return answer.status_code, answer.content


@pytest.fixture
def fair():
    fair = scenes.edition(reentry="after_exit")
    editions.set_clock(fair, NOON, rate=1)
    return fair


@pytest.fixture
def scanner(fair, client):
    _device, token = devices.enrol(devices.create(scenes.gate(fair), "soak 0")[1])
    codes = [tickets.code(scenes.ticket(fair)) for _time in range(5)]
    scanner = Scanner(0, token, codes, Clock(NOON, monotonic()))
    scanner.line = Uplink(client)
    return scanner


def scan(scanner, times=1):
    for _time in range(times):
        scanner._scan(monotonic())


def test_all_is_well_when_each_scan_is_there_once(fair, scanner):
    scan(scanner, 7)  # five tickets come in, two of them go out
    scanner.hand_in(10)

    assert judgement.differences(fair, [scanner]) == []
    assert judgement.left_open() == []
    assert len(scanner.entries) == 5


def test_what_a_busy_server_refuses_is_sent_together_and_is_there_once(fair, scanner):
    scanner.line.is_busy = True
    scan(scanner)
    scanner._send()
    scan(scanner, 3)
    scanner.line.is_busy = False
    scanner.hand_in(10)

    assert scanner.line.sent == [1, 4]
    assert [asked.status for asked in scanner.asked] == [503, 200]
    assert judgement.differences(fair, [scanner]) == []


def test_a_scan_that_is_missing_is_named(fair, scanner):
    lost = str(uuid4())
    scanner.made.append(lost)

    assert judgement.differences(fair, [scanner]) == [
        f"1 scans were made and not stored, such as {lost}."
    ]


def test_a_scan_that_nobody_made_is_named(fair, scanner):
    scan(scanner)
    scanner.hand_in(10)
    scanner.made.clear()

    [difference] = judgement.differences(fair, [scanner])
    assert "stored and not made" in difference


def test_what_is_still_held_and_what_went_wrong_is_named(fair, scanner):
    scanner.codes = ["no ticket of ours"]
    scan(scanner)
    scanner.hand_in(10)
    scan(scanner)

    told = " ".join(judgement.differences(fair, [scanner]))
    assert "A scan was not admitted" in told
    assert "still holds 1 scans" in told


def test_the_lag_is_the_age_of_the_first_entry_that_is_not_shown(scanner):
    scanner.entries = [10.0, 11.0, 12.0]
    planner = Planner(0, [], 1.0, before=100)
    planner.shown = [Shown(10.5, 100), Shown(12.5, 102), Shown(13.0, 103)]

    assert planner.lags([scanner]) == [0.5, 0.5, 0.0]
