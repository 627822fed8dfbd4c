"""Prepared statements: for the door's few, whoever makes them run."""

import pghistory
import pytest

from tests.visitors import scenes
from visitors.models import CheckIn

pytestmark = pytest.mark.django_db


def test_a_request_that_keeps_a_history_takes_scans_in():
    """A scanner's upload keeps none; a desk's and a kiosk's button does."""
    edition = scenes.edition()
    phone = scenes.Phone.at(scenes.gate(edition))

    with pghistory.context(account=1, method="POST"):
        answer = phone.show(scenes.ticket(edition))

    assert answer["outcome"] == "admitted"
    assert CheckIn.objects.count() == 1
