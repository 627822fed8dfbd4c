"""The web server: loaded once, and shared by the workers that answer."""

import ctypes
import gc
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.template import engines

from expo.project import sharing
from expo.project.embedded import processes
from tests.ports import HOST, free_port


@pytest.fixture
def turns_as_they_were():
    before = sys.getswitchinterval()
    yield
    sys.setswitchinterval(before)


@pytest.fixture
def nothing_kept():
    gc.unfreeze()
    yield
    gc.unfreeze()


@contextmanager
def served(told: Path):
    port = free_port()
    command = [sys.executable, "-m", "expo.project.web", "--interface=wsgi", "--workers=2"]
    with told.open("wb") as output:
        server = subprocess.Popen(
            [*command, f"--host={HOST}", f"--port={port}", "expo.project.wsgi:application"],
            stdout=output,
            stderr=output,
        )
    try:
        yield server, f"http://{HOST}:{port}/healthz"
    finally:
        server.terminate()
        server.wait(30)


def answers(server, address) -> bool:
    assert server.poll() is None
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310
            return answer.status == 200
    except OSError:
        return False


def test_it_serves_what_granian_would(tmp_path):
    told = tmp_path / "told"
    with served(told) as (server, address):
        assert processes.wait_until(lambda: answers(server, address), 60)

    assert "expo.project.wsgi" not in told.read_text(), "the application fails to load"
    assert server.returncode == 0


def test_what_is_made_ready_asks_no_database(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        sharing.read_pages()
        sharing.read_fonts()


def test_templates_are_read_before_anybody_asks():
    (loader,) = engines["django"].engine.template_loaders
    loader.reset()

    sharing.read_pages()

    names = {str(template.name) for template in loader.get_template_cache.values()}
    assert {"expo/base.html", "plan/plan.html", "ticket/qr.html", "dashboard/home.html"} <= names


def test_a_server_without_fonts_starts_all_the_same(settings, tmp_path):
    settings.FONTS = tmp_path

    sharing.read_fonts()


def test_what_is_kept_is_not_looked_at_again(nothing_kept):
    sharing.keep()

    assert gc.get_freeze_count() > 100_000


HOLDING = """
import ctypes, threading
from expo.project import sharing

{first}
ready, held = threading.Barrier(9), []

def hold():
    ready.wait()
    held.append([bytes(2000) for _number in range(2000)])
    ready.wait()

for _number in range(8):
    threading.Thread(target=hold).start()
ready.wait()
ready.wait()
ctypes.CDLL(None).malloc_stats()
"""


def heaps(first):
    """How many heaps glibc made for eight threads that held something."""
    run = subprocess.run(
        [sys.executable, "-c", HOLDING.format(first=first)],
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stderr.count("Arena ")


@pytest.mark.skipif(
    not hasattr(ctypes.CDLL(None), "malloc_stats"), reason="only glibc tells of its heaps"
)
def test_threads_hold_what_they_need_in_one_heap():
    assert heaps("pass") > 1
    assert heaps("sharing.have_one_heap()") == 1


def test_nobody_who_waits_for_the_interpreter_waits_as_long_as_usual(turns_as_they_were):
    usual = sys.getswitchinterval()

    sharing.take_short_turns()

    assert sys.getswitchinterval() < usual / 2
