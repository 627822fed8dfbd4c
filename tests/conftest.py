"""What every test may ask for, and what none may leave behind."""

import os

import pytest
from django.utils import translation

from tests.browsers import browser, page

__all__ = ["browser", "page"]


def pytest_collection_modifyitems(items):
    """Whoever looks at a page is marked `browser`; nobody has to remember it."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(autouse=True)
def no_language_left_by_another_test():
    """A request activates the language of its page for its thread, which is the test's."""
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_keepdb():
    """A database on a server that is thrown away need not be destroyed before."""
    return "EXPO_TEST_TEMPLATE" in os.environ
