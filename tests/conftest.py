"""What every test may ask for."""

from tests.browsers import browser, page

__all__ = ["browser", "page"]


def pytest_collection_modifyitems(items):
    """Whoever looks at a page is marked `browser`; nobody has to remember it."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
