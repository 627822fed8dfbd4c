"""What every test may ask for, and what none may leave behind."""

import os

import pytest
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck, settings

from tests import emptying, numbers
from tests.browsers import browser, page
from tests.javascript import old_scripts, scripts, searching, walking

__all__ = ["browser", "old_scripts", "page", "scripts", "searching", "walking"]

# A change is judged by the same examples every time, and by no clock of a busy machine.
# `--hypothesis-profile=default` goes looking for new ones.
settings.register_profile(
    "steady",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")


def pytest_collection_modifyitems(items):
    """Whoever looks at a page is marked `browser`; nobody has to remember it."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(autouse=True)
def nothing_left_by_another_test():
    """Chance decides which tests a worker ran before. A request activates the language of its page
    for its thread, which is the test's; a row remembered or counted would be another's."""
    translation.deactivate()
    cache.clear()
    numbers.begin_anew()


@pytest.fixture(scope="session", autouse=True)
def emptied_where_there_are_rows():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptying.after_test)
        yield


@pytest.fixture(scope="session")
def django_db_keepdb():
    """A database on a server that is thrown away need not be destroyed before."""
    return "EXPO_TEST_TEMPLATE" in os.environ


def pytest_sessionfinish(session):
    """Where failed tests run a second time, only few may need it: chance is rare, rot is not."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    most = int(os.environ.get("EXPO_MOST_RERUNS", "0"))
    if reporter and len(reporter.stats.get("rerun", [])) > most:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
