"""`manage.py play`: the last day over HTTP, and back to its morning. One history for all tests."""

import os
import signal
from contextlib import closing
from datetime import UTC, datetime, timedelta
from io import StringIO
from time import monotonic, sleep

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from expo import editions
from expo.models import Edition
from tests.factories import EditionFactory, ObservationFactory
from tests.visitors.test_simulate import simulate
from visitors import areas, attendance, checkins, devices, doors, observations, seals, tickets
from visitors.classes import TicketClass
from visitors.devices import Contact
from visitors.models import CheckIn, Gate, Observation, Person, Presence
from visitors.scans import Scan
from visitors.simulation import stages, web
from visitors.simulation.alone import PhoneAlone
from visitors.simulation.client import Client
from visitors.simulation.player import GREETINGS, Player
from visitors.simulation.rewinding import Played, RealClock, rewind
from visitors.simulation.runs import totals
from visitors.verdicts import Direction

STEP = timedelta(minutes=15)
NOWHERE = "http://127.0.0.1:9"
LONG_AGO = datetime(2023, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """Two days of history and a web server."""
    with django_db_blocker.unblock():
        try:
            call_command("seed", stderr=StringIO())
            simulate(visitors=60, days="1,2")
            with web.served() as url:
                yield url
        finally:
            call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def fair(site, django_db_blocker):
    """The edition in the morning of its last day, whatever the test does to that day."""
    with django_db_blocker.unblock():
        edition = Edition.objects.get(slug="2023")
        stage = stages.prepare(edition)
        yield edition
        everybody = edition.devices.values_list("pk", flat=True)
        rewind(Played(edition, everybody, stage.begins - STEP), to=stage.begins, rate=0)


@pytest.fixture
def player(fair, site):
    with closing(Client(site)) as client:
        yield play(fair, client)


def play(fair, client, lines=None) -> Player:
    """A player for whom time stands still: the test moves it."""
    say = lines.append if lines is not None else lambda line: None
    made = Player(stages.prepare(fair), client, 0, say)
    made.resume()
    return made


def let_pass(player, until) -> None:
    """Let the fair's time pass in steps of a quarter of an hour."""
    player.now()
    now = player.stage.edition.clock_set_to
    while now < until:
        now = min(now + STEP, until)
        editions.set_clock(player.stage.edition, now, 0)
        player.patient_until = 0
        player.tick(now)


def played(fair):
    return CheckIn.objects.filter(edition=fair, received_at__gte=day(fair).opens - STEP * 4)


def day(fair):
    return stages.fair_of(fair).days[-1]


def noon(fair):
    return day(fair).opens + timedelta(hours=2)


def evening(fair):
    """The last moment before the day is over."""
    return day(fair).closes + stages.AFTER_CLOSING - timedelta(seconds=1)


def presences():
    fields = ("ticket", "area", "direction", "at", "day", "gate", "entered", "heads")
    moved = Presence.objects.exclude(direction="")
    return sorted(moved.values_list(*fields))


def figures(fair):
    attendance.count_new(fair.pk)
    return totals(fair)


def test_the_phones_that_play_are_not_silent(fair, player):
    """Those of a booth to which nobody comes as well."""
    for phone in player.phones.values():
        devices.heard_from(phone.scanner.device.pk, Contact(0, None), at=LONG_AGO)
    assert devices.overview(fair, timezone.now()).silent == len(player.phones)

    for _tick in range(0, len(player.phones), GREETINGS):
        player.tick(player.now())

    assert devices.overview(fair, timezone.now()).silent == 0


def test_a_phone_without_a_network_falls_silent(fair, player):
    phone = next(phone for phone in player.phones.values() if phone.is_quiet())

    phone.alone = PhoneAlone.with_document(phone.gate, player.client.snapshot(phone.scanner.token))

    assert not phone.is_quiet()


def test_a_played_day_brings_the_visits_that_were_planned(fair, player):
    before = figures(fair)["visits"]

    let_pass(player, evening(fair))

    assert figures(fair)["visits"] > max(60, before)
    assert player.held == 0
    assert not player.waiting
    assert attendance.reconcile(fair.pk) == []


def test_nobody_is_scanned_before_his_time(fair, player):
    let_pass(player, noon(fair))

    assert played(fair).exists()
    assert not played(fair).filter(received_at__gt=noon(fair)).exists()
    assert all(passage.at > noon(fair) for passage in player.waiting)


def counted(fair):
    """The headcounts of the played day, as they were told."""
    told = Observation.objects.filter(edition=fair, observed_at__gte=day(fair).opens)
    return list(told.order_by("observed_at").values_list("observed_at", "received_at", "count"))


def test_heads_are_counted_when_it_is_time_and_once(fair, player, site):
    first, second, _sweep = player.stage.headcounts
    let_pass(player, first.at)
    [told] = counted(fair)

    with closing(Client(site)) as client:
        again = play(fair, client)
        let_pass(again, second.at)

    assert told[0] == first.at <= told[1] < first.at + STEP
    assert told[2] == first.count
    assert [row[0] for row in counted(fair)] == [first.at, second.at]


def test_a_headcount_that_is_refused_does_not_end_the_day(fair, site, monkeypatch):
    lines = []
    monkeypatch.setattr(observations, "MOST", -1)
    monkeypatch.setattr(observations, "ALWAYS_CREDIBLE", -1)
    with closing(Client(site)) as client:
        player = play(fair, client, lines)
        let_pass(player, player.stage.headcounts[0].at)

    assert [line for line in lines if "left out" in line]
    assert counted(fair) == []
    assert played(fair).exists()


def test_when_the_day_begins_again_no_headcount_speaks_of_what_is_to_come(fair, player):
    before, moment = Observation.objects.count(), player.stage.headcounts[0].at
    let_pass(player, moment)
    ObservationFactory(edition=fair, area=areas.fair(fair), observed_at=moment, received_at=moment)
    assert len(counted(fair)) == 2

    player.begin_again()

    assert counted(fair) == []
    assert Observation.objects.count() == before > 0


def test_a_gate_without_a_network_decides_alone_and_tells_later(fair, player):
    [dark] = player.stage.blackouts

    let_pass(player, dark.ends - timedelta(seconds=1))
    meanwhile = played(fair).filter(gate__code=dark.gate, scanned_at__gte=dark.starts).count()
    let_pass(player, dark.ends + STEP)

    assert meanwhile == 0
    assert player.held == 0
    late = played(fair).filter(gate__code=dark.gate, decided_by_device=True)
    expected = [passage for passage in player.stage.passages if dark.covers(passage)]
    assert late.filter(scanned_at__lt=dark.ends).count() == len(expected)


def test_when_the_day_is_over_it_begins_again_as_if_nothing_had_been(fair, player):
    before = figures(fair), presences()

    let_pass(player, evening(fair))
    assert figures(fair) != before[0]
    let_pass(player, evening(fair) + timedelta(seconds=1))

    assert not played(fair).exists()
    assert set(presences()) ^ set(before[1]) == set()
    assert figures(fair) == before[0]
    assert player.now() == player.stage.begins
    assert attendance.reconcile(fair.pk) == []


def test_when_the_day_begins_again_the_scan_log_is_whole(fair, player):
    let_pass(player, noon(fair))
    seals.seal_new(fair.pk)
    stranger = scan_somebody(fair, noon(fair))
    let_pass(player, noon(fair) + STEP)
    seals.seal_new(fair.pk)
    history = seals.verify(fair).checkins - played(fair).count()

    player.begin_again()

    report = seals.verify(fair)
    assert report.findings == []
    assert (report.checkins, report.unsealed) == (history + 1, 0)
    assert stranger.pk in fair.seals.last().checkins


def test_a_second_day_is_like_the_first(fair, player):
    let_pass(player, evening(fair))
    first = figures(fair)
    let_pass(player, evening(fair) + timedelta(seconds=1))

    let_pass(player, evening(fair))

    assert figures(fair) == first


def test_scans_of_others_stay_when_the_day_begins_again(fair, player):
    visit = scan_somebody(fair, noon(fair))

    let_pass(player, evening(fair) + timedelta(seconds=1))

    assert CheckIn.objects.filter(pk=visit.pk).exists()
    assert Presence.objects.get(ticket=visit.ticket, area__kind="fair").direction == "in"


def test_a_guest_scanned_by_others_too_is_where_they_saw_him(fair, player):
    """A visitor tries the door with a ticket of the crowd, and the day begins again."""
    let_pass(player, noon(fair))
    inside = Presence.objects.filter(area__kind="fair", direction="in", day=day(fair).date)
    ticket = inside.first().ticket
    out = scan_somebody(fair, noon(fair) + STEP, ticket=ticket, direction=Direction.OUT)

    player.begin_again()

    presence = Presence.objects.get(ticket=ticket, area__kind="fair")
    assert (presence.direction, presence.at, presence.entered) == ("out", out.scanned_at, False)


def scan_somebody(fair, at, ticket=None, direction=Direction.IN) -> CheckIn:
    """A human with a phone of his own at the first entrance."""
    if ticket is None:
        person = Person.objects.create(edition=fair, name="김손님")
        ticket = tickets.issue(fair, tickets.Order(TicketClass.VISITOR, person.pk), at=at)
    device, _code = devices.create(Gate.objects.get(edition=fair, code="E1"))
    shown = Scan(device.uuid, tickets.code(ticket), direction, at)
    [answer] = checkins.take(doors.of_device(device), [shown], received_at=at)
    assert answer.stored.outcome == "admitted"
    return CheckIn.objects.get(pk=shown.id)


def test_a_player_that_is_started_again_goes_on_where_it_was(fair, site, player):
    let_pass(player, noon(fair))
    before = set(played(fair).values_list("pk", flat=True))

    with closing(Client(site)) as client:
        again = play(fair, client)
        assert again.now() <= noon(fair)
        let_pass(again, noon(fair))

    assert set(played(fair).values_list("pk", flat=True)) == before


def test_a_clock_that_ran_on_while_nobody_played_goes_back_to_the_last_scan(fair, site, player):
    let_pass(player, noon(fair))
    editions.set_clock(fair, noon(fair) + timedelta(days=3), 0)

    with closing(Client(site)) as client:
        assert play(fair, client).now() <= noon(fair)


def test_while_the_server_is_away_phones_keep_their_scans_and_lose_none(fair, site):
    lines = []
    with closing(Client(NOWHERE)) as client:
        player = play(fair, client, lines)
        let_pass(player, noon(fair) - STEP)
    assert not played(fair).exists()

    with closing(Client(site)) as client:
        player.client = client
        let_pass(player, noon(fair))

    due = [passage for passage in player.stage.passages if passage.at <= noon(fair)]
    assert played(fair).count() == len(due)
    assert lines == [
        "The web server does not answer, phones keep their scans.",
        "The web server answers again.",
    ]


def test_a_phone_that_was_revoked_is_put_away_and_the_others_go_on(fair, site):
    lines = []
    with closing(Client(site)) as client:
        player = play(fair, client, lines)
        revoked = devices.revoke(player.phones["E1-1"].scanner.device)
        let_pass(player, noon(fair))
    revoked.revoked_at = None
    revoked.save()

    assert "E1-1" not in player.phones
    assert [line for line in lines if line.startswith("E1-1")]
    assert played(fair).exists()


def test_what_happened_by_the_real_clock_is_never_taken_back(fair):
    real = Edition(pk=fair.pk)

    with pytest.raises(RealClock):
        rewind(Played(real, [], noon(fair)), to=noon(fair), rate=1)


def test_the_player_ends_at_once_when_it_is_told_to(fair, site, monkeypatch):
    monkeypatch.setattr(Player, "play_forever", lambda _: (terminate(), sleep(60)))
    told, began = StringIO(), monotonic()

    call_command("play", url=site, stderr=told)

    assert told.getvalue().endswith("Stopped.\n")
    assert monotonic() - began < 30


def terminate():
    os.kill(os.getpid(), signal.SIGTERM)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"edition": "1999"}, "There is no edition 1999"),
        ({"rate": 0}, "rate is above 0"),
        ({"url": "somewhere"}, "not an address"),
        ({"url": "http://127.0.0.1:http"}, "not an address"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(fair, options, sentence):
    with pytest.raises(CommandError, match=sentence), translation.override("en"):
        call_command("play", **options)


@pytest.mark.django_db
def test_an_edition_without_a_crowd_cannot_be_played():
    with pytest.raises(CommandError, match="no simulated crowd"):
        call_command("play", edition=EditionFactory().slug)
