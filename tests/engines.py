"""Throw-away PostgreSQL and Valkey for one test run, up before Django's settings are read.

An early plugin (`-p tests.engines`). With DATABASE_URL and REDIS_URL set those servers are used.
Workers of pytest-xdist inherit the addresses of the process that started them; each makes its own
database.
"""

import os
import shutil
import signal
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest

os.environ["DJANGO_SETTINGS_MODULE"] = "expo.project.settings.testing"  # whatever the shell says

from expo.project import embedded, translations
from expo.project.embedded import records, recovery
from tests import templates

PREFIX = "expo-test-"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config):
    """Start what is missing; a wrapper, as pytest-django reads the settings in the same hook."""
    translations.compile_stale()
    wanted = embedded.missing(os.environ)
    if wanted:
        early_config.add_cleanup(start(wanted).close)
    return (yield)


def start(wanted: list[str]) -> ExitStack:
    """Engines in a temporary folder; closing the stack stops them and removes it."""
    remove_leftovers()
    with ExitStack() as stack:
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # end like Ctrl-C: in order
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o711)  # PostgreSQL's own user passes through when we are root
        if "postgres" in wanted and templates.fill(folder):
            os.environ["EXPO_TEST_TEMPLATE"] = templates.DATABASE
        running = stack.enter_context(
            embedded.engines(folder, embedded.Interrupts(), wanted=wanted, durable=False)
        )
        os.environ.update(running.environment)
        return stack.pop_all()


def remove_leftovers() -> None:
    """What an earlier run left behind that was killed before it could stop."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        record = records.load(folder)
        if record and not record.parent.is_alive():
            recovery.recover(folder)
            shutil.rmtree(folder, ignore_errors=True)
