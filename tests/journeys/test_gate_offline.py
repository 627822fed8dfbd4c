"""The proof: no network, no server, no browser even, and every scan is there exactly once."""

from datetime import timedelta

import pytest

from tests.journeys import gates
from tests.journeys.gates import ADMITTED, BY_DEVICE, USED, Phone, phone
from tests.journeys.servers import served
from tests.visitors import scenes
from tests.visitors.scenes import NOON
from visitors import attendance, devices, tickets
from visitors.models import CheckIn

DAY = 24 * 60 * 60 * 1000  # milliseconds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def codes(fair):
    """Tickets of people who have not come yet."""
    return (tickets.code(scenes.ticket(fair)) for _ in iter(int, 1))


@pytest.fixture
def server(fair, tmp_path):
    with served(tmp_path / "server") as server:
        yield server


def new_device(fair, code="E1"):
    _device, enrolment = devices.create(scenes.gate(fair, code), name=f"{code}-01")
    return enrolment


def stored():
    """Ids of the scans that the server holds."""
    return sorted(str(pk) for pk in CheckIn.objects.values_list("pk", flat=True))


def figures(fair):
    """What is counted, which a recount of all scans must confirm."""
    attendance.count_new(fair.pk)
    assert attendance.reconcile(fair.pk) == []
    return attendance.figures(fair)


def test_every_scan_arrives_once_whatever_dies(fair, server, browser, tmp_path, codes):
    folder = tmp_path / "profile"
    with gates.profile(browser, folder) as page:
        left = Phone(page, server.url).enrol(new_device(fair))
        verdicts = [left.scan(next(codes)) for _ in range(2)]
        left.wait_for_unsent(0)

        server.kill()
        page.evaluate("told.length = 0")
        verdicts += [left.scan(next(codes)) for _ in range(2)]
        assert left.told == {BY_DEVICE}
        left.reload()
        verdicts += [left.scan(next(codes)) for _ in range(2)]
        assert left.told == {BY_DEVICE}

    with gates.profile(browser, folder) as page:
        left = Phone(page, server.url).open()
        verdicts += [left.scan(next(codes)) for _ in range(2)]
        kept = left.queue
        assert (len(kept), CheckIn.objects.count()) == (6, 2)

        server.live_for_one_upload(left.notice_the_network)
        assert CheckIn.objects.count() == 8
        assert left.queue == kept
        assert left.told == {BY_DEVICE}

        server.start()
        left.find_the_network()

        server.die_before_the_next_answer()
        verdicts.append(left.scan(next(codes)))
        server.wait_for_its_end(left.notice_the_network)
        assert left.told == {BY_DEVICE}
        server.start()
        left.find_the_network()

    assert {verdict.word for verdict in verdicts} == {ADMITTED}
    assert {verdict.decided for verdict in verdicts[2:]} == {BY_DEVICE}
    assert set(kept) < set(stored())
    assert CheckIn.objects.filter(outcome="admitted").values("ticket").distinct().count() == 9
    assert CheckIn.objects.count() == 9
    assert (figures(fair).entries, figures(fair).visits) == (9, 9)


def test_copies_of_a_ticket_at_two_doors_are_one_visit(fair, live_server, browser, codes):
    code = next(codes)
    with phone(browser, live_server.url) as one, phone(browser, live_server.url) as other:
        one.enrol(new_device(fair, "E1"))
        other.enrol(new_device(fair, "E2"))
        one.lose_the_network()
        other.lose_the_network()

        verdicts = [one.scan(code), other.scan(code)]
        one.find_the_network()
        other.find_the_network()

    assert [(each.word, each.decided) for each in verdicts] == [(ADMITTED, BY_DEVICE)] * 2
    assert CheckIn.objects.filter(outcome="admitted", decided_by_device=True).count() == 2
    counted = figures(fair)
    assert (counted.conflicts, counted.visits, counted.visitors) == (1, 1, 1)


TOMORROW = """
    const real = Date.now;
    Date.now = () => real() + 24 * 60 * 60 * 1000;
"""


def test_a_phone_that_lives_in_tomorrow_harms_no_other_door(fair, live_server, browser, codes):
    shown, fresh = next(codes), next(codes)
    with phone(browser, live_server.url) as wrong, phone(browser, live_server.url) as right:
        right.enrol(new_device(fair, "E2"))
        wrong.enrol(new_device(fair, "E1"))
        wrong.lose_the_network()
        wrong.page.add_init_script(TOMORROW)
        wrong.reload()
        assert wrong.scan(shown).word == ADMITTED
        wrong.find_the_network()

        right.wait_until_it_knows(1)
        assert right.scan(shown).word == USED
        assert right.scan(fresh).word == ADMITTED
        right.wait_for_unsent(0)

    scan = CheckIn.objects.get(gate__code="E1")
    assert scan.scanned_at.date() == NOON.date() + timedelta(days=1)
    assert abs(scan.skew_ms - DAY) < 60_000
    assert figures(fair).entries == 2
