"""`make demo`: its address, its accounts, and one whole run from nothing."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from booths import members
from booths.models import MemberRole
from expo.models import Account, Role, RoleKind
from expo.project import embedded
from expo.project.demo import accounts, gates, ports, screen
from expo.project.embedded import processes, records
from tests.factories import EditionFactory, ExhibitorFactory, ParticipationFactory
from tests.ports import free_port
from tests.visitors import scenes
from visitors import devices

ROOT = Path(__file__).resolve().parents[2]
MANAGE = [sys.executable, str(ROOT / "manage.py")]
START_SECONDS = 300
STOP_SECONDS = 20  # five on a machine that does nothing else


def test_a_taken_port_is_one_sentence_that_names_another():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(embedded.CannotStart, match=f"Port {port} .*PORT={port + 1}"):
            ports.check_free("127.0.0.1", port)


@pytest.mark.parametrize("port", [-1, 0, 70000])
def test_a_port_that_cannot_be_is_one_sentence(port):
    with pytest.raises(embedded.CannotStart, match="cannot be used"):
        ports.check_free("127.0.0.1", port)


def test_a_demo_for_the_whole_network_is_at_this_machines_own_name():
    assert ports.site("0.0.0.0", 8000) == "http://localhost:8000"  # noqa: S104


@pytest.mark.django_db
def test_the_demo_has_one_account_per_role_and_again_changes_nothing():
    edition = EditionFactory()
    accounts.create(edition)
    accounts.create(edition)

    assert sorted(Role.objects.values_list("kind", flat=True)) == sorted(RoleKind.values)
    assert Account.objects.count() == len(RoleKind)


@pytest.mark.django_db
def test_everybody_may_log_in_with_what_the_screen_says(client):
    accounts.create(EditionFactory())
    shown = screen.welcome("http://localhost:8000")

    for demo in accounts.ACCOUNTS:
        assert f"{demo.email}  " in shown
        assert client.login(email=demo.email, password=accounts.PASSWORD)


@pytest.mark.django_db
def test_the_exhibitor_of_the_demo_owns_the_booth_that_had_to_stop():
    edition = EditionFactory()
    booth = ExhibitorFactory(edition=edition, code=accounts.BOOTH)
    ParticipationFactory(edition=edition, exhibitor=booth)

    accounts.create(edition)
    accounts.create(edition)

    (member,) = members.of(booth)
    assert member.role == MemberRole.OWNER
    assert list(members.memberships(member.account)) == [member]


@pytest.mark.django_db
def test_the_screen_makes_a_browser_the_scanner_of_an_entrance():
    edition = scenes.edition()
    scenes.gate(edition, "E1")
    first, code = gates.enrolment_code(edition), gates.enrolment_code(edition)

    shown = screen.welcome("http://localhost:8000", enrolment_code=code)

    assert f"http://localhost:8000/gate/#code={code}" in shown
    assert devices.enrol(code)[0].gate.code == "E1"
    with pytest.raises(devices.CodeNotValid):
        devices.enrol(first)  # of the start before


@pytest.mark.django_db
def test_a_fair_without_that_entrance_shows_no_link():
    assert gates.enrolment_code(scenes.edition()) is None
    assert "#code" not in screen.welcome("http://localhost:8000")


@pytest.fixture
def house():
    """The environment of a demo with nothing but the front-end files of this checkout."""
    with tempfile.TemporaryDirectory(prefix="expo-house-") as folder:
        Path(folder, "vendor").symlink_to(embedded.var_folder(ROOT) / "vendor")
        ours = ("DATABASE_URL", "REDIS_URL", "PORT")
        inherited = {name: value for name, value in os.environ.items() if name not in ours}
        settings = "expo.project.settings.development"
        yield {**inherited, "EXPO_VAR": folder, "DJANGO_SETTINGS_MODULE": settings}


@contextmanager
def running_demo(house, port, *options):
    """A demo that shows its addresses; ended by force when a test goes wrong."""
    shown = Path(house["EXPO_VAR"], "screen")
    with shown.open("w") as screen_file:
        demo = subprocess.Popen(
            [*MANAGE, "demo", f"--port={port}", *options],
            env=house,
            stdout=screen_file,
            stderr=subprocess.STDOUT,
        )
    try:
        processes.wait_until(
            lambda: "The expo runs" in shown.read_text() or demo.poll() is not None, START_SECONDS
        )
        assert demo.poll() is None, shown.read_text()
        yield demo
    finally:
        if demo.poll() is None:
            demo.terminate()
            demo.wait()


@pytest.mark.slow
def test_a_demo_from_nothing_shows_its_pages_and_stops_in_time_leaving_nothing(house):
    port, var = free_port(), Path(house["EXPO_VAR"])
    with running_demo(house, port, "--visitors=200", "--no-live") as demo:
        children = records.load(var).children
        assert list(children) == ["postgres", "valkey", "web", "worker", "beat"]
        for page in ("/", "/accounts/login/", "/api/v1/docs/", "/gate/", "/gate/sw.js", "/readyz"):
            assert status_of(f"http://127.0.0.1:{port}{page}") == 200
        assert figures(house)["totals"]["visits"] >= 200

        demo.send_signal(signal.SIGINT)

        assert demo.wait(STOP_SECONDS) == 0
    assert not any(child.is_alive() for child in children.values())
    assert list(processes.strays(var)) == []


def status_of(address):
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310
        return answer.status


def figures(house):
    """What `manage.py figures` says beside the running demo."""
    told = subprocess.run([*MANAGE, "figures"], env=house, capture_output=True, check=True)
    return json.loads(told.stdout)
