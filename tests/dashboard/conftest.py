"""What every test of the dashboards may rely on."""

from datetime import timedelta

import pytest

from visitors.attendance import counting
from visitors.capacity_warnings import watching


@pytest.fixture(autouse=True)
def what_is_counted_stays_fresh(monkeypatch):
    """A slow test is no fair that nobody counts: only what it says itself changes a screen."""
    for module in (counting, watching):
        monkeypatch.setattr(module, "STALE", timedelta(hours=1))
